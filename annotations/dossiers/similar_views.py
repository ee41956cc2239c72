"""`P/claims/similar`: what the desk has already that says nearly the same, while somebody types a claim."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.claims.present import FIELDS
from annotations.claims.similar import find_similar
from annotations.dossiers.claim_loading import present_rows
from annotations.dossiers.claim_serializers import SimilarOutput
from annotations.errors import Invalid
from annotations.rest.lists import read_limit
from annotations.rest.views import ApiView

# Somebody else is at the same sentence: made this recently, it comes before all others.
JUST_NOW = timedelta(minutes=10)
MAX_SENTENCE = 10_000
POOL = 50


class SimilarClaims(ApiView):
    """List rows with `score` (0 to 1), most alike first, those that others made just now before them.

    `?text=` the sentence, `?limit=` (5), `?but=` a claim that is not meant.
    """

    permissions = {"GET": "read"}
    gives = {"GET": [SimilarOutput]}
    query = {"text": "the sentence", "but": "id of a claim that is not meant"}

    def get(self, request, slug):
        sentence, limit = request.GET.get("text"), read_limit(request.GET, default=5)
        if sentence is None or len(sentence) > MAX_SENTENCE:
            raise Invalid(
                ("?text", _("text must be a sentence of at most %(most)s characters.") % {"most": f"{MAX_SENTENCE:,}"})
            )
        claims = Claim.objects.alive().filter(project=self.project).exclude(uid=request.GET.get("but", ""))
        scores = dict(find_similar(claims, sentence, limit=max(limit, POOL)))
        rows = list(Claim.objects.filter(pk__in=scores).values(*FIELDS))
        fresh = timezone.now() - JUST_NOW
        rows.sort(
            key=lambda row: (
                not (row["created_at"] >= fresh and row["author__username"] != request.user.username),
                -scores[row["pk"]],
                -row["pk"],
            )
        )
        rows = rows[:limit]
        shown = present_rows(rows, request.user)
        return self.listed(
            [claim | {"score": round(scores[row["pk"]], 3)} for claim, row in zip(shown, rows, strict=True)]
        )

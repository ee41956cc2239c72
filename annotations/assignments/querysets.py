"""Which assignments stand, and who keeps out of a claim."""

from django.db.models import Q
from django.utils import timezone

from annotations.claims.models import Appearance, Claim, Claimant
from annotations.rows.querysets import RowQuerySet


class AssignmentQuerySet(RowQuerySet):
    """Assignments of a project."""

    def shown(self):
        """Those that were not deleted, nor what they are about."""
        return self.alive().filter(claim__deleted_at__isnull=True, article__deleted_at__isnull=True)

    def loaded(self):
        """With what `present()` needs, in the same statement."""
        return self.select_related("claim", "article", "assignee", "author")

    def open(self):
        """Those that stand at this moment; an "I'm on it" past its time does not, whether or not the worker saw it."""
        return self.shown().filter(Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), status="open")

    def given(self):
        """Work that somebody is to do, without "I'm on it", which is only a word to the others."""
        return self.filter(expires_at__isnull=True)

    def claims_of(self, user):
        """Keys of the claims that somebody has as open work: given one by one, or with a whole article."""
        work = self.open().filter(assignee=user)
        seen = Appearance.objects.filter(
            span__deleted_at__isnull=True, span__article__in=work.whole().values("article")
        )
        return Claim.objects.filter(Q(pk__in=work.values("claim")) | Q(pk__in=seen.values("claim"))).values("pk")

    def whole(self):
        """Those of whole articles."""
        return self.filter(article__isnull=False, first_block__isnull=True)

    def due_by(self, day):
        """Those to be done on this day or before."""
        return self.filter(due_on__lte=day)


class RecusalQuerySet(RowQuerySet):
    """Recusals of a project."""

    def claims_of(self, user):
        """Keys of the claims that somebody keeps out of."""
        mine = self.filter(user=user)
        merged = Claimant.objects.filter(pk__in=mine.values("claimant"), merged_into__isnull=False)
        # Each an index of its own, and no join: SQLite would read every claim of the desk.
        about = Q(pk__in=mine.values("claim")) | Q(claimant__in=mine.values("claimant"))
        return Claim.objects.filter(about | Q(claimant__in=merged.values("merged_into"))).values("pk")

    def about(self, claim):
        """Those that concern a claim: about itself, or about who said it, also under a name that was merged."""
        about = Q(claim=claim)
        if claim.claimant_id is not None:
            about |= Q(claimant=claim.claimant_id) | Q(claimant__merged_into=claim.claimant_id)
        return self.filter(about)

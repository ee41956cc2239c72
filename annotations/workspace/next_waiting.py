"""Where a reviewer goes on: the next claim that waits for their verdict.

Who is asked, who may judge and who keeps out make large queries: compiling them took a fifth of the page of a claim.
"""

from django.db.models import Case, Exists, F, OuterRef, When

from annotations.assignments.models import Recusal
from annotations.claims.states import CLOSED
from annotations.rows.prepared import Prepared
from annotations.spans.models import Anchor
from annotations.verdicts.models import Round, Verdict


def next_waiting(claim, me, articles):
    """The next claim that waits for this reader's verdict: further on in the same article, else anywhere on the desk.

    A dict of `uid` and `article` (an id, or None for another article); None when nothing waits.
    """
    here = articles[0] if articles else None
    if here is not None and (places := _IN_ARTICLE.all(me.pk, claim.project_id, claim.pk, here.pk)):
        own = _OWN_PLACE.one(claim.pk, here.pk)
        after = [uid for start, uid in places if own is None or (start or 0) >= own]
        return {"uid": after[0] if after else places[0][1], "article": here.uid}
    uid = _ANYWHERE.one(me.pk, claim.project_id, claim.pk)
    return {"uid": uid, "article": None} if uid else None


def _waiting(me, project, claim):
    """Rounds of other claims that wait for the verdict of this person; all by their keys."""
    this = {"round": OuterRef("pk")}
    asked = Round.asked.through.objects.filter(**this)
    return (
        Round.objects.filter(project=project, revealed_at=None, claim__deleted_at=None)
        .judged_by(me)
        .exclude(claim=claim)
        .exclude(claim__status__in=CLOSED)
        .filter(~Exists(asked) | Exists(asked.filter(user=me)))
        .exclude(Exists(Verdict.objects.filter(**this, reviewer=me, status=Verdict.Status.SUBMITTED)))
        .exclude(claim__in=Recusal.objects.claims_of(me))
    )


def _newest_places(article):
    return Anchor.objects.filter(version__number=F("span__article__version"), span__article=article)


# (where, the claim's id) of those in one article, in the order of its text.
_IN_ARTICLE = Prepared(
    lambda me, project, claim, article: (
        _newest_places(article)
        .filter(span__deleted_at=None)
        .filter(Exists(_waiting(me, project, claim).filter(claim=OuterRef("span__appearances__claim"))))
        .order_by("start", "pk", "span__appearances__pk")  # several claims may rest on one passage
        .values_list("start", "span__appearances__claim__uid")
    ),
    *[int] * 4,
)
_OWN_PLACE = Prepared(
    lambda claim, article: (
        _newest_places(article)
        .filter(span__appearances__claim=claim)
        .order_by("start")
        .values_list("start", flat=True)[:1]
    ),
    *[int] * 2,
)
# The id of the first claim behind this one; behind the last one it begins again.
_ANYWHERE = Prepared(
    lambda me, project, claim: (
        _waiting(me, project, claim)
        .order_by(Case(When(claim_id__gt=claim, then=0), default=1), "claim_id")
        .values_list("claim__uid", flat=True)[:1]
    ),
    *[int] * 3,
)

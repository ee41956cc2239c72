"""The claims of a desk."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from annotations.assignments.models import Assignment
from annotations.claims.models import Appearance, Claim, Claimant
from annotations.evidence.models import Evidence
from annotations.templatetags.words import STATUS
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage
from annotations.workspace.ratings import ratings_by_slug
from annotations.workspace.waiting import reviewers_of

FILTERS = ("status", "rating", "claimant", "topic", "work", "q")
# The filter of whose work a claim is has this beside usernames, which have no such sign.
NOBODY = "!"


def count_work(claims):
    """Gives each claim `supports`, `refutes`, `sources` and `seen`, in two queries for the page."""
    stance = Evidence.Stance
    evidence = (
        Evidence.objects.filter(claim__in=claims, deleted_at=None)
        .values("claim")
        .annotate(
            sources=Count("pk"),
            supports=Count("pk", filter=Q(stance=stance.SUPPORTS)),
            refutes=Count("pk", filter=Q(stance=stance.REFUTES)),
        )
    )
    seen = (
        Appearance.objects.filter(claim__in=claims)
        .filter(Q(span=None) | Q(span__deleted_at=None))
        .values("claim")
        .annotate(seen=Count("pk"))
    )
    by_claim = {row["claim"]: row for row in evidence}
    seen_by_claim = {row["claim"]: row["seen"] for row in seen}
    for claim in claims:
        found = by_claim.get(claim.pk, {})
        for name in ("sources", "supports", "refutes"):
            setattr(claim, name, found.get(name, 0))
        claim.seen = seen_by_claim.get(claim.pk, 0)


def name_workers(claims):
    """Gives each claim `workers`, the people whose work it is, in one query for the page."""
    given = Assignment.objects.open().given().filter(claim__in=claims).select_related("assignee").order_by("pk")
    workers = {}
    for work in given:
        workers.setdefault(work.claim_id, []).append(work.assignee)
    for claim in claims:
        claim.workers = workers.get(claim.pk, [])


class Claims(MemberPage):
    template = "workspace/claims.html"
    section = "claims"

    def get(self, request, slug):
        chosen = {
            name: request.GET.get(name, "").strip() for name in ("status", "rating", "claimant", "topic", "work", "q")
        }
        ratings = ratings_by_slug(self.project)
        rows = Claim.objects.alive().filter(project=self.project).select_related("claimant")
        if chosen["status"] in STATUS:
            rows = rows.filter(status=chosen["status"])
        # Only the desk's decision is a filter: what a sealed verdict says must change no list.
        if chosen["rating"] in ratings:
            rows = rows.filter(rating=chosen["rating"])
        claimant = None
        if chosen["claimant"]:
            claimant = Claimant.objects.filter(project=self.project, uid=chosen["claimant"]).first()
            rows = rows.filter(claimant=claimant) if claimant else rows.none()
        if chosen["topic"]:
            rows = rows.about(chosen["topic"])
        if chosen["work"]:
            given = Assignment.objects.open().given().filter(project=self.project, claim__isnull=False)
            if chosen["work"] == NOBODY:
                rows = rows.exclude(pk__in=given.values("claim"))
            else:
                rows = rows.filter(pk__in=given.filter(assignee__username=chosen["work"]).values("claim"))
        if chosen["q"]:
            rows = rows.search(chosen["q"])
        page = newest_first(rows, request, self.project)
        count_work(page["rows"])
        name_workers(page["rows"])
        reviewers = list(reviewers_of(self.project))
        for claim in page["rows"]:
            claim.shown_rating = ratings.get(claim.rating)
        return self.show(
            page
            | chosen
            | {
                "statuses": [("", "—"), *STATUS.items()],
                "ratings": [("", "—"), *((r.slug, r.label) for r in ratings.values())],
                "workers": [("", "—"), (NOBODY, _("nobody’s")), *((r.username, r.shown_name) for r in reviewers)],
                "reviewers": reviewers if self.may("oversee") else [],
                "shown_claimant": claimant,
                "filtered": any(chosen.values()),
            }
        )

"""The filters of the claims list for what is published: by the frozen snapshots, never by what the desk did since.

Else a filter would tell whoever may read published things only how a claim is rated or reviewed now.
"""

from django.utils.translation import gettext as _

from annotations.articles.models import Article
from annotations.claims.models import Claim, Claimant
from annotations.claims.querysets import fold_topic
from annotations.dossiers.claim_filters import filter_claims
from annotations.errors import Invalid, NotAllowed
from annotations.publishing.models import FactCheck
from annotations.ratings.models import Rating
from annotations.rest.filters import choice_filter, time_filter


def filter_published(request, project, whole):
    """`(fact-checks or None for all, what a snapshot must be like)` by the query; `whole`: the caller reads all of the
    desk, and may ask for somebody's work. Raises `Invalid`, `NotAllowed`."""
    query = request.GET
    if "assignee" in query and not whole:
        raise NotAllowed(_("The scope of this token covers published things only."))
    everything = FactCheck.objects.filter(project=project)
    found = choice_filter(everything, request, "publication_state", Claim.PublicationState.values, "state")
    found = time_filter(found, request, "updated_after", "updated_at__gte")
    if "q" in query:
        found = found.search(query["q"])
    if "rating" in query:
        if not Rating.objects.filter(scale__project=project, slug=query["rating"]).exists():
            raise Invalid(("?rating", _("There is no such rating on this desk.")))
        found = found.filter(rating=query["rating"])
    if "assignee" in query:
        claims = Claim.objects.filter(project=project)
        found = found.filter(claim__in=filter_claims(claims, _Only(request, "assignee"), project).values("pk"))
    checks = [check(project, query[name]) for name, check in CHECKS.items() if name in query]
    return (None if found is everything else found), lambda snapshot: all(check(snapshot) for check in checks)


class _Only:
    """A request of which one name of the query is read."""

    def __init__(self, request, name):
        self.GET = {name: request.GET[name]}


def _by_status(project, value):
    wanted = value.split(",")
    if any(each not in Claim.Status.values for each in wanted):
        values = ", ".join(Claim.Status.values)
        raise Invalid(("?status", _("%(name)s must be one of %(values)s.") % {"name": "status", "values": values}))
    return lambda snapshot: snapshot["status"] in wanted


def _by_claimant(project, uid):
    if not Claimant.objects.filter(project=project, uid=uid).exists():
        raise Invalid(("?claimant", _("There is no such claimant on this desk.")))
    return lambda snapshot: (snapshot["claim"]["claimant"] or {}).get("id") == uid


def _by_article(project, uid):
    if not Article.objects.filter(project=project, uid=uid).exists():
        raise Invalid(("?article", _("There is no such article on this desk.")))
    return lambda snapshot: any((seen["article"] or {}).get("id") == uid for seen in snapshot["appearances"])


def _by_topic(project, topic):
    wanted = fold_topic(topic)
    return lambda snapshot: wanted in [fold_topic(each) for each in snapshot["claim"]["topics"]]


CHECKS = {"status": _by_status, "claimant": _by_claimant, "article": _by_article, "topic": _by_topic}

"""What the workspace knows of an article, loaded in a number of statements that does not grow with it."""

from django.db.models import F, FilteredRelation, Q

from annotations.accounts.models import User
from annotations.articles.models import ArticleVersion
from annotations.assignments.models import Assignment
from annotations.assignments.present import FIELDS as WORK_FIELDS
from annotations.assignments.present import present_row as present_work
from annotations.claims.models import Appearance, Claim
from annotations.claims.present import FIELDS as CLAIM_FIELDS
from annotations.dossiers.claim_loading import present_rows
from annotations.dossiers.span_loading import present_spans
from annotations.projects.models import Membership
from annotations.ratings.models import Rating
from annotations.spans.models import Span
from annotations.spans.present import FIELDS


def find_version(project, uid, number=None):
    """The newest version of a living article, or version `number`, with the article in it, or None; one statement."""
    number = F("article__version") if number is None else number
    return (
        ArticleVersion.objects.filter(project=project, article__uid=uid, article__deleted_at=None, number=number)
        .select_related("article__author", "author")
        .first()
    )


def load_spans(article, *, version=None, uids=None, claims=None):
    """The living highlights of `article` as the API gives them: all, or those named or linked to `claims` (ids);
    with `version` (a number) all that it knows, as they lie there."""
    spans = Span.objects.filter(article=article, deleted_at=None)
    if uids is None:
        return present_spans(spans.order_by("pk").values(*FIELDS), version=version, among=spans.values("pk"))
    linked = Appearance.objects.filter(claim__uid__in=claims, claim__project=article.project_id, span__article=article)
    wanted = spans.filter(Q(uid__in=uids) | Q(pk__in=linked.values("span")))
    return present_spans(wanted.order_by("pk").values(*FIELDS))


def load_claims(article, user, *, uids=None):
    """Rows of the panel for the claims with a living highlight in `article`, as lists give them to `user`, in creation
    order."""
    links = Appearance.objects.filter(span__article=article, span__deleted_at=None)
    claims = Claim.objects.filter(pk__in=links.values("claim"), deleted_at=None)
    if uids is not None:
        claims = claims.filter(uid__in=uids)
    return present_rows(list(claims.order_by("pk").values(*CLAIM_FIELDS)), user)


def load_ratings(project):
    """`{version, ratings}`: the desk's newest scale first, then ratings of older ones that are no longer in it."""
    rows = Rating.objects.filter(scale__project=project).select_related("scale").order_by("-scale__version", "place")
    newest, seen, shown = None, set(), []
    for rating in rows:
        newest = newest or rating.scale.version
        if rating.slug in seen:
            continue
        seen.add(rating.slug)
        shown.append(
            {
                "slug": rating.slug,
                "label": rating.label,
                "definition": rating.definition,
                "letter": rating.letter,
                "colour": rating.colour,
                "position": rating.position,
                "old": rating.scale.version != newest,
            }
        )
    return {"version": newest, "ratings": shown}


def load_people(project, also=()):
    """`(people, work)`: `{username: name}` of the members, and of those in `also` who have left, as what they did keeps
    their name; and the members' open work on the desk as the API gives it.

    One statement for both (one more where somebody has left): the page has twelve at most.
    """
    standing = Q(
        user__assignments__project=project,
        user__assignments__status=Assignment.Status.OPEN,
        user__assignments__deleted_at__isnull=True,
    )
    rows = (
        Membership.objects.filter(project=project)
        .annotate(work=FilteredRelation("user__assignments", condition=standing))
        .order_by("user__username", "work__pk")
        .values("user__username", "user__name", *(f"work__{name}" for name in WORK_FIELDS))
    )
    people, work = {}, []
    for row in rows:
        people[row["user__username"]] = row["user__name"] or row["user__username"]
        if row["work__uid"] is not None:
            work.append(present_work({name: row[f"work__{name}"] for name in WORK_FIELDS}))
    left = set(also) - set(people)
    if left:
        gone = User.objects.filter(username__in=left).order_by("username").values_list("username", "name")
        people |= {username: name or username for username, name in gone}
    return people, work


def work_here(work, article, claims):
    """Of the open work on a desk what concerns this article or these claims (rows of the panel)."""
    shown = {claim["id"] for claim in claims}
    return [row for row in work if row["article"] == article.uid or row["claim"] in shown]


def load_work(project, claims):
    """Open work on these claims (ids), as the API gives it."""
    rows = Assignment.objects.open().filter(project=project, claim__uid__in=claims).order_by("pk")
    return [present_work(row) for row in rows.values(*WORK_FIELDS)]

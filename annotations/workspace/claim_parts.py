"""All that the page of a claim and its open card show, read in a fixed number of queries however much there is.

What nobody may see yet never enters here: of a sealed round only the reader's own verdict is read, of the others who
has submitted.
"""

from collections import defaultdict

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from annotations.accounts.models import User
from annotations.articles.models import ArticleVersion
from annotations.assignments.models import Assignment, Recusal
from annotations.claims.models import Appearance, Claim
from annotations.complaints.models import Complaint
from annotations.evidence.models import Evidence
from annotations.guests.models import Guest
from annotations.ratings.models import Rating, RatingScale
from annotations.replies.models import Reply
from annotations.rows.prepared import Prepared
from annotations.spans.models import Anchor
from annotations.verdicts.models import Decision, Round, Verdict

# By the key of the claim; compiled once, which is two thirds of what they cost (rows/prepared.py).
_APPEARANCES = Prepared(
    lambda claim: (
        Appearance.objects.filter(claim=claim)
        .filter(Q(span=None) | Q(span__deleted_at=None, span__article__deleted_at=None))
        .select_related("span__article", "span__author", "file", "author")
        .order_by("pk")
    ),
    int,
)
_ANCHORS = Prepared(
    lambda spans: (
        Anchor.objects.filter(span__in=spans)
        .filter(version__number__lte=F("span__article__version"))
        .select_related("version")
        .defer("version__text")
        .order_by("version__number")
    ),
    [int],
)
_EVIDENCE = Prepared(
    lambda claim: (
        Evidence.objects.filter(claim=claim, deleted_at=None)
        .select_related("source__file", "source__same_origin_as", "author")
        .order_by("position", "pk")
    ),
    int,
)
_HANDED_IN = Prepared(
    lambda claim: (
        Verdict.objects.handed_in()
        .filter(claim=claim)
        .select_related("reviewer")
        .only("round_id", "status", "counts", "reviewer__username", "reviewer__name", "reviewer__kind", "reviewer_id")
        .order_by("submitted_at", "pk")
    ),
    int,
)
# What this person may read: by the key of the claim, then theirs.
_READABLE = Prepared(
    lambda claim, me: (
        Verdict.objects.filter(claim=claim)
        .visible_to(me)
        .select_related("reviewer__guest", "rating")
        .order_by("submitted_at", "pk")
    ),
    int,
    int,
)


def _guests(claim):
    newest = Round.objects.filter(claim=claim).order_by("-number").values("pk")[:1]
    given = Verdict.objects.submitted().filter(round=Subquery(newest), reviewer=OuterRef("user"))
    return Guest.objects.loaded().filter(claim=claim).annotate(said=Exists(given)).order_by("pk")


_GUESTS = Prepared(_guests, int)


def passages_of(claim):
    """`(passages, posts)`: the alive highlights of a claim in the newest versions, and posts outside articles.

    A passage is an Appearance with `quotes` (one for each fragment), `article`, `paragraph` (a number from 1, or None),
    `anchor` and `placed`.
    """
    passages, posts = [], []
    for row in _APPEARANCES.all(claim.pk):
        (posts if row.span_id is None else passages).append(row)
    anchors = {}
    for anchor in _ANCHORS.all([row.span_id for row in passages]):
        # A newer version without a place shows the last place there was.
        if anchor.placed or anchor.span_id not in anchors:
            anchors[anchor.span_id] = anchor
    shown = []
    for row in passages:
        anchor = anchors.get(row.span_id)
        if anchor is None:
            continue
        row.article = row.span.article
        row.quotes = [fragment["exact"] for fragment in anchor.fragments]
        row.paragraph = paragraph_at(anchor.version, anchor.start)
        row.anchor = anchor
        row.placed = anchor.placed and anchor.version.number == row.article.version
        shown.append(row)
    return shown, posts


def paragraph_at(version: ArticleVersion, start):
    """The number of the block that holds a place, counted from 1 as readers count; None when there is none."""
    if start is None:
        return None
    for number, block in enumerate(version.blocks, 1):
        if block["end"] > start:
            return number if block["start"] <= start else None
    return None


def evidence_of(claim):
    """The evidence in its order, each with its `number` from 1."""
    rows = _EVIDENCE.all(claim.pk)
    for number, row in enumerate(rows, 1):
        row.number, row.claim = number, claim
    return rows


def replies_of(claim):
    """The attempts to get an answer from whoever said it, oldest first."""
    rows = list(Reply.objects.filter(claim=claim).select_related("author").order_by("pk"))
    for row in rows:
        row.claim = claim
    return rows


def rounds_of(claim, me):
    """The rounds, newest first. Each gets `asked_people`, `submitted` and `withdrawn` (people), `mine`, `readable`,
    `ratings`.

    Of those who have submitted, `trainees` are the keys of those whose verdicts do not count, `counted` how many do.

    `readable` is None as long as the round is sealed; `mine` is the reader's own verdict, submitted or a draft.
    """
    rows = list(
        Round.objects.filter(claim=claim)
        .select_related("revealed_by", "scale")
        .prefetch_related(Prefetch("asked", User.objects.order_by("pk"), to_attr="asked_people"))
        .order_by("-number")
    )
    seats, taken_back, trainees = defaultdict(list), defaultdict(dict), defaultdict(set)
    for verdict in _HANDED_IN.all(claim.pk):
        if verdict.status == Verdict.Status.WITHDRAWN:
            taken_back[verdict.round_id][verdict.reviewer_id] = verdict.reviewer
            continue
        seats[verdict.round_id].append(verdict.reviewer)
        if not verdict.counts:
            trainees[verdict.round_id].add(verdict.reviewer_id)
    readable = defaultdict(list)
    mine = {}
    for verdict in _READABLE.all(claim.pk, me.pk):
        if verdict.reviewer_id == me.pk:
            mine[verdict.round_id] = verdict
        if verdict.status == Verdict.Status.SUBMITTED:
            readable[verdict.round_id].append(verdict)
    scales = scales_of(claim.project_id, {row.scale_id for row in rows})
    for row in rows:
        row.submitted, row.trainees = seats[row.pk], trainees[row.pk]
        row.counted = len(row.submitted) - len(row.trainees)
        row.withdrawn = [each for each in taken_back[row.pk].values() if each not in row.submitted]
        row.mine = mine.get(row.pk)
        row.readable = readable[row.pk] if row.open_to_all else None
        row.ratings = scales[row.scale_id]
    return rows


def scales_of(project_id, wanted):
    """`{scale's key: [Rating]}` of the wanted scales; None stands for the desk's newest."""
    newest = RatingScale.objects.filter(project=project_id).order_by("-version").values("pk")[:1]
    scales = defaultdict(list)
    for rating in (
        Rating.objects.filter(Q(scale__in=[key for key in wanted if key]) | Q(scale=newest))
        .select_related("scale")
        .order_by("scale__version", "place")
    ):
        scales[rating.scale_id].append(rating)
    scales[None] = list(scales.values())[-1] if scales else []
    return scales


def decisions_of(claim):
    """`(current, earlier)`: the desk's rating and those it replaced, newest first."""
    rows = list(Decision.objects.filter(claim=claim).select_related("rating", "author", "round").order_by("-number"))
    current = next((row for row in rows if row.superseded_at is None), None)
    return current, [row for row in rows if row is not current]


def work_on(claim, me):
    """Who has the claim as open work, and who keeps out of it: `work`, `recusals`; of the reader `on_it`, `assigned`,
    `recused`."""
    work = list(Assignment.objects.open().filter(claim=claim).select_related("assignee").order_by("pk"))
    mine = [each for each in work if each.assignee_id == me.pk]
    recusals = list(Recusal.objects.about(claim).select_related("user").order_by("pk"))
    return {
        "work": work,
        "on_it": next((each for each in mine if each.expires_at is not None), None),
        "assigned": any(each.expires_at is None for each in mine),
        "recusals": recusals,
        "recused": any(each.user_id == me.pk for each in recusals),
    }


def complaints_of(claim):
    """What readers hold to be wrong in the fact-check of the claim, and is not closed, oldest first."""
    if claim.publication_state == Claim.PublicationState.NONE:
        return []
    return list(Complaint.objects.waiting().filter(claim=claim).order_by("pk"))


def guests_of(claim):
    """Whom the desk has asked from outside, oldest first, each with `said`: whether their verdict of the newest round
    is in. A draft is nobody's business."""
    rows = _GUESTS.all(claim.pk)
    for row in rows:
        row.claim = claim
    return rows

"""What lies behind a figure: the rounds with their verdicts, the highlights with those that they meet."""

from collections import defaultdict

from django.db.models import Count
from django.utils.translation import gettext as _

from annotations.errors import Invalid
from annotations.insights.marks import counted_marks
from annotations.ratings.models import Rating
from annotations.rows.times import timestamp
from annotations.spans.models import Span
from annotations.verdicts.models import Round


def rounds_behind(project, selection, *, agree=None, ratings=()):
    """The rounds with two counted verdicts or more. `agree`: only those whose verdicts are all the same, or are not;
    `ratings`: two slugs, only those in which both were given (twice, when they are one)."""
    given = selection.verdicts(project)
    counted = given.order_by().values("round").annotate(given=Count("pk"), kinds=Count("rating__slug", distinct=True))
    chosen = counted.filter(given__gte=2)
    if agree is not None:
        chosen = chosen.filter(kinds=1) if agree else chosen.filter(kinds__gt=1)
    found = Round.objects.filter(project=project, pk__in=chosen.values("round"))
    for slug in set(ratings):
        least = ratings.count(slug)
        said = given.filter(rating__slug=slug).order_by().values("round").annotate(given=Count("pk"))
        found = found.filter(pk__in=said.filter(given__gte=least).values("round"))
    return found.select_related("claim")


def read_agree(value):
    """`?agree=`: True, False or None. Raises `Invalid` for anything else."""
    if value in (None, ""):
        return None
    if value not in ("true", "false"):
        raise Invalid(("?agree", _("agree must be true or false.")))
    return value == "true"


def read_ratings(value, project):
    """`?ratings=true,false`: two slugs, or none. Raises `Invalid` for anything else."""
    if not value:
        return ()
    slugs = value.split(",")
    if len(slugs) != 2:
        raise Invalid(("?ratings", _("Name two ratings, with a comma between them.")))
    known = set(Rating.objects.filter(scale__project=project, slug__in=slugs).values_list("slug", flat=True))
    for slug in slugs:
        if slug not in known:
            raise Invalid(("?ratings", _("There is no such rating on this desk.")))
    return tuple(slugs)


def verdicts_behind(rounds, project, selection):
    """`{round key: its verdicts that count, by name}`; one statement."""
    given = defaultdict(list)
    verdicts = selection.verdicts(project).filter(round__in=[each.pk for each in rounds])
    for verdict in verdicts.select_related("reviewer", "rating").order_by("reviewer__username"):
        given[verdict.round_id].append(verdict)
    return given


def present_rounds(rounds, project, selection):
    """Rounds with the verdicts that count, as dicts in the same order."""
    given = verdicts_behind(rounds, project, selection)
    return [
        {
            "claim": {"id": each.claim.uid, "text": each.claim.text, "language": each.claim.language},
            "round": each.number,
            "revealed_at": timestamp(each.revealed_at),
            "agree": len({verdict.rating.slug for verdict in given[each.pk]}) == 1,
            "steps": _steps(given[each.pk]),
            "verdicts": [
                {
                    "id": verdict.uid,
                    "reviewer": verdict.reviewer.username,
                    "name": verdict.reviewer.shown_name,
                    "rating": verdict.rating.slug,
                }
                for verdict in given[each.pk]
            ],
        }
        for each in rounds
    ]


def _steps(verdicts):
    """How far the two that are furthest apart lie on the scale; None when one of them lies outside the order."""
    positions = [verdict.rating.position for verdict in verdicts]
    return None if None in positions else max(positions) - min(positions)


def spans_behind(project, article, pair=()):
    """The highlights of an article that count, of a pair of people or of all."""
    keys = counted_marks(project).filter(span__article=article)
    if pair:
        keys = keys.filter(span__author__in=pair)
    return Span.objects.filter(pk__in=keys.values("span")).select_related("author")


def present_spans(spans, project, article, pair=()):
    """Highlights as dicts in the same order, each with `also`: the others whose highlights of the same kind meet it;
    one more statement."""
    marks = counted_marks(project).filter(span__article=article)
    if pair:
        marks = marks.filter(span__author__in=pair)
    own, held = {}, {True: [], False: []}
    for span, author, checkable, fragments in marks.values_list(
        "span", "span__author__username", "span__checkable", "fragments"
    ):
        own[span] = fragments
        held[checkable].append((author, fragments))
    return [
        {
            "id": span.uid,
            "author": span.author.username,
            "name": span.author.shown_name,
            "checkable": span.checkable,
            "fragments": [{name: each[name] for name in ("start", "end", "exact")} for each in own[span.pk]],
            "also": sorted(
                {
                    author
                    for author, fragments in held[span.checkable]
                    if author != span.author.username and _meet(fragments, own[span.pk])
                }
            ),
        }
        for span in spans
        # It may have been deleted between the two statements.
        if span.pk in own
    ]


def _meet(one, other):
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a in one for b in other)

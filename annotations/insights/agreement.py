"""`P/agreement`: the coefficients of a selection, who and how many they rest on, and the same part by part."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.changes.reading import reading
from annotations.claims.models import Claimant
from annotations.insights import marks
from annotations.insights.patterns import as_patterns, merged, read_pairs, read_patterns
from annotations.insights.percentiles import LEVEL, RESAMPLES
from annotations.insights.scales import read_scales

TIMES = ("month", "quarter", "year")
BY = ("article", "claimant", *TIMES, "pair")
# Parts that are shown, those with the most units: each costs a few milliseconds for its thousand samples.
PARTS = 40


def agreement(project, selection, by=None):
    """The whole answer, a dict, about one moment of the database; a constant number of statements."""
    # Before the reading: it may ask the worker for what is missing.
    pending = marks.ask(project)
    with reading(project):
        return _agreement(project, selection, by, pending)


def _agreement(project, selection, by, pending):
    # numpy comes with these: no process carries it before somebody asks for a figure.
    from annotations.insights.figures import Figures  # noqa: PLC0415
    from annotations.insights.marking import figures_of_marks, none_of_marks  # noqa: PLC0415

    scales = read_scales(project)
    verdicts = selection.verdicts(project)
    people = _people(verdicts)
    alike = None if scales.comparable is None else verdicts.filter(round__scale__in=scales.comparable)
    patterns, parts = _read(verdicts, scales, by)
    ordered, ordered_parts = (None, {}) if alike is None else _read(alike, scales, by)
    pairs = read_pairs(verdicts, scales.categories) if by == "pair" or len(people) == 2 else {}
    if by == "pair":
        parts = {key: as_patterns(pair, scales.categories) for key, pair in _most(pairs).items()}
        if alike is not None:
            inside = read_pairs(alike, scales.categories)
            ordered_parts = {key: as_patterns(inside.get(key, {}), scales.categories) for key in parts}
    order = _places(scales)
    pair = pairs.get(tuple(sorted(each["key"] for each in people)), {}) if len(people) == 2 else None
    if pair is None and selection.pair:
        pair = {}
    figures = Figures(patterns, order=order, ordered=ordered, pair=pair, people=len(people))
    marking, marking_parts = figures_of_marks(project, selection, by, pending=pending)
    unmarked = none_of_marks(_("Highlights are compared by article and by pair of people."))
    groups = None
    if by is not None:
        parts = dict(sorted(parts.items())[-PARTS:]) if by in TIMES else _most(parts)
        names = _names(parts, by, people)
        groups = [
            {
                **names[key],
                "units": sum(own.values()),
                "coefficients": Figures(
                    own,
                    order=order,
                    ordered=None if alike is None else ordered_parts.get(key, {}),
                    pair=pairs.get(key),
                    people=3,
                ).present()
                | {"alpha_unitizing": marking_parts.get(key, unmarked)},
            }
            for key, own in parts.items()
            if key in names
        ]
    return {
        "selection": present_selection(selection),
        "units": sum(patterns.values()),
        "pairable": sum(units for pattern, units in patterns.items() if sum(pattern) > 1),
        "verdicts": sum(each["verdicts"] for each in people),
        "people": [{name: each[name] for name in ("username", "name", "kind", "verdicts")} for each in people],
        "coefficients": figures.present() | {"alpha_unitizing": marking},
        "ratings": [_present_rating(each) for each in scales.categories],
        "matrix": _matrix(patterns, scales.categories),
        "by": by,
        "groups": groups,
        "level": LEVEL,
        "resamples": RESAMPLES,
        "pending": pending,
        "warnings": _warnings(people, patterns),
    }


def _read(verdicts, scales, by):
    """`(patterns of all units, {key: patterns of the part})`."""
    categories = scales.categories
    if by in (*TIMES, "claimant"):
        # Each unit is in one part: together they are all.
        parts = read_patterns(verdicts, categories, "claimant" if by == "claimant" else "month")
        return merged(parts.values()), _by_time({key: own for key, own in parts.items() if key is not None}, by)
    parts = read_patterns(verdicts, categories, "article" if by == "article" else None)
    return parts.pop(None, {}), parts


def present_selection(selection):
    """What was asked for; null for what was not."""
    return {
        "article": selection.article and selection.article.uid,
        "claimant": selection.claimant and selection.claimant.uid,
        "from": selection.begin and selection.begin.isoformat(),
        # The day after the last one that is meant.
        "before": selection.end and selection.end.isoformat(),
        "reviewers": [user.username for user in selection.pair] or None,
        "round": "first" if selection.first else "all",
    }


def _places(scales):
    places = {each.slug: place for place, each in enumerate(scales.categories)}
    return [places[slug] for slug in scales.order]


def _people(verdicts):
    """Who judged, those with the most verdicts first; `later` of these in second and later rounds."""
    # Plus nothing: SQLite would group by the index of reviewers, and look every row up for it.
    counts = verdicts.order_by().values(judge=F("reviewer_id") + 0)
    counts = counts.annotate(verdicts=Count("pk"), later=Count("pk", filter=Q(round__number__gt=1)))
    by_key = {each.pop("judge"): each for each in counts}
    users = User.objects.filter(pk__in=by_key)
    return [
        {"key": user.pk, "username": user.username, "name": user.shown_name, "kind": user.kind, **by_key[user.pk]}
        for user in sorted(users, key=lambda user: (-by_key[user.pk]["verdicts"], user.username))
    ]


def _present_rating(category):
    rating = category.rating
    fields = ("slug", "label", "letter", "colour", "position")
    return {name: getattr(rating, name) for name in fields}


def _matrix(patterns, categories):
    """Pairs of verdicts on the same unit: how often these two ratings met. Only those that did."""
    found = {}
    for pattern, units in patterns.items():
        for one, first in enumerate(pattern):
            for other in range(one, len(pattern)):
                met = first * (first - 1) // 2 if one == other else first * pattern[other]
                if met:
                    found[one, other] = found.get((one, other), 0) + met * units
    slugs = [each.slug for each in categories]
    return [{"ratings": [slugs[a], slugs[b]], "pairs": met} for (a, b), met in sorted(found.items())]


def _most(groups):
    return dict(sorted(groups.items(), key=lambda item: (-sum(item[1].values()), item[0]))[:PARTS])


def _by_time(patterns, by):
    """Months put together to quarters or years; other parts as they are."""
    if by not in ("quarter", "year"):
        return patterns
    found = {}
    for month, own in patterns.items():
        key = month[:4] if by == "year" else f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
        found.setdefault(key, []).append(own)
    return {key: merged(parts) for key, parts in found.items()}


def _names(keys, by, people):
    """`{key: what names the part}`."""
    if by == "pair":
        by_key = {each["key"]: {"username": each["username"], "name": each["name"]} for each in people}
        return {(a, b): {"reviewers": [by_key[a], by_key[b]]} for a, b in keys}
    if by == "article":
        rows = Article.objects.filter(pk__in=keys).values("pk", "uid", "title")
        return {row["pk"]: {"article": {"id": row["uid"], "title": row["title"]}} for row in rows}
    if by == "claimant":
        rows = Claimant.objects.filter(pk__in=keys).values("pk", "uid", "name")
        return {row["pk"]: {"claimant": {"id": row["uid"], "name": row["name"]}} for row in rows}
    return {key: {"period": key} for key in keys}


def _warnings(people, patterns):
    """What holds for all figures."""
    found = []
    if later := sum(each["later"] for each in people):
        found.append(
            ngettext(
                "%(count)s verdict is from a second or later review: its author may have known earlier ones.",
                "%(count)s verdicts are from second or later reviews: their authors may have known earlier ones.",
                later,
            )
            % {"count": later}
        )
    if alone := sum(units for pattern, units in patterns.items() if sum(pattern) == 1):
        found.append(
            ngettext(
                "%(count)s review has one verdict only and is in no figure.",
                "%(count)s reviews have one verdict only and are in no figure.",
                alone,
            )
            % {"count": alone}
        )
    return found

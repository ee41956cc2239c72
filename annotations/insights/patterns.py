"""Units grouped by their pattern of ratings, by the database: what comes back grows with the scale, not with the work.

A unit is a round: what the people in it said of one claim at one time. A pattern is how many chose each category.
"""

from collections import Counter, defaultdict

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Func, Q, TextField

from annotations.claims.models import Appearance


class Month(Func):
    """`2024-01` of a time in UTC. Django's own truncation runs Python for each row on SQLite."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, template="substr(%(expressions)s, 1, 7)", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM')"
        return super().as_sql(compiler, connection, template=template, **context)


# What units can be told apart by, beside pairs of people.
KEYS = {"claimant": F("claim__claimant_id"), "month": Month("round__revealed_at")}


def read_patterns(verdicts, categories, by=None):
    """`{key: {pattern: units}}`: by a name in `KEYS`, by `article`, or all under the key None.

    One statement. A claim that was seen in two articles counts in each, so by `article` all are there under None too.
    """
    counted = {f"c{n}": Count("pk", filter=Q(rating__in=each.keys)) for n, each in enumerate(categories)}
    parts = []
    if by == "article":
        seen = Appearance.objects.filter(span__deleted_at__isnull=True, span__article__deleted_at__isnull=True)
        seen = seen.values("claim_id", part=F("span__article_id")).distinct()
        parts = [seen]
    elif by is not None:
        verdicts = verdicts.annotate(part=KEYS[by])
    units = (
        verdicts.order_by().values("round_id", *(["part"] if by and not parts else ["claim_id"])).annotate(**counted)
    )
    columns = ", ".join(f'u."{name}"' for name in counted)
    try:
        inner, values = units.query.sql_with_params()
        # The units once: to count them costs more than all that is done with them.
        if parts:
            outer, more = parts[0].query.sql_with_params()
            values = (*values, *more)
            answer = (
                f"SELECT NULL, {columns}, COUNT(*) FROM u GROUP BY {columns} UNION ALL "
                f'SELECT s."part", {columns}, COUNT(*) FROM u JOIN ({outer}) s ON s."claim_id" = u."claim_id" '
                f'GROUP BY s."part", {columns}'
            )
        else:
            key, group = ('u."part"', f'u."part", {columns}') if by else ("NULL", columns)
            answer = f"SELECT {key}, {columns}, COUNT(*) FROM u GROUP BY {group}"
    except EmptyResultSet:
        return {}
    # The same order always: samples are drawn in it.
    order = ", ".join(str(place) for place in range(1, len(counted) + 2))
    found = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH u AS MATERIALIZED ({inner}) {answer} ORDER BY {order}", values)
        for part, *pattern, units in cursor.fetchall():
            found[part][tuple(pattern)] = units
    return dict(found)


def read_pairs(verdicts, categories):
    """`{(one's key, other's key): {(one's category, other's category): units}}` for every two people who judged the
    same unit; the one with the smaller key comes first. One statement."""
    places = _places(categories)
    rows = verdicts.order_by().values("round_id", "reviewer_id", "rating_id")
    try:
        inner, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return {}
    found = defaultdict(Counter)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH given AS MATERIALIZED ({inner}) "
            "SELECT a.reviewer_id, b.reviewer_id, a.rating_id, b.rating_id, COUNT(*) FROM given a JOIN given b "
            "ON a.round_id = b.round_id AND a.reviewer_id < b.reviewer_id GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
            values,
        )
        for one, other, first, second, units in cursor.fetchall():
            found[one, other][places[first], places[second]] += units
    return dict(found)


def read_both(verdicts, categories):
    """`(read_patterns(…, by="month"), read_pairs(…))` in one statement: to find the verdicts that count is a third of
    the work of either."""
    rows = verdicts.order_by().annotate(part=KEYS["month"]).values("round_id", "reviewer_id", "rating_id", "part")
    try:
        inner, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return {}, {}
    # Keys are our own numbers. Four columns at least: a crossing has as many.
    width = max(len(categories), 4)
    counted = [
        f"COUNT(*) FILTER (WHERE rating_id IN ({', '.join(str(int(key)) for key in each.keys)})) AS c{place}"
        for place, each in enumerate(categories)
    ]
    names = [f"c{place}" for place in range(len(categories))]
    crossed = "a.reviewer_id, b.reviewer_id, a.rating_id, b.rating_id"
    blank = ["0"] * (width - len(categories)), ["0"] * (width - 4)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH given AS MATERIALIZED ({inner}), "
            f"u AS (SELECT part, {', '.join(counted)} FROM given GROUP BY round_id, part) "
            f"SELECT part, COUNT(*), {', '.join([*names, *blank[0]])} FROM u GROUP BY {', '.join(['part', *names])} "
            "UNION ALL "
            f"SELECT NULL, COUNT(*), {', '.join([crossed, *blank[1]])} "
            "FROM given a JOIN given b ON a.round_id = b.round_id AND a.reviewer_id < b.reviewer_id "
            f"GROUP BY {crossed}",
            values,
        )
        found = cursor.fetchall()
    months, pairs = defaultdict(dict), defaultdict(Counter)
    places = _places(categories)
    # The same order always: samples are drawn in it.
    for part, units, *rest in sorted(found, key=lambda row: (row[0] or "", row[2:])):
        if part is None:
            one, other, first, second = rest[:4]
            pairs[one, other][places[first], places[second]] += units
        else:
            months[part][tuple(rest[: len(categories)])] = units
    return dict(months), dict(pairs)


def _places(categories):
    return {key: place for place, each in enumerate(categories) for key in each.keys}


def as_patterns(pair, categories):
    """The same of one pair as `{pattern: units}`, as `read_patterns` gives it."""
    found = Counter()
    for (first, second), units in pair.items():
        pattern = [0] * len(categories)
        pattern[first] += 1
        pattern[second] += 1
        found[tuple(pattern)] += units
    return dict(found)


def merged(groups):
    """All groups' patterns as one."""
    found = Counter()
    for patterns in groups:
        found.update(patterns)
    return dict(found)

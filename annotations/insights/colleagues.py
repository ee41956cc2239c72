"""Agreement as reports show it: month by month, and every two people; the figures themselves are `Figures`.

Blind verdicts of revealed rounds only, as everywhere in this package.
"""

from functools import lru_cache

from django.utils.translation import get_language

from annotations.accounts.models import User
from annotations.insights.patterns import read_both
from annotations.insights.report import MONTHS, MOST, months
from annotations.insights.scales import read_scales
from annotations.insights.selection import Selection

# What a month is told by: alpha takes any number of people, and gaps.
OF_MONTH = "alpha_nominal"


def read_colleagues(project):
    """`(months, pairs)`: what `month_by_month` and `every_two` are told of, read together."""
    return read_both(Selection().verdicts(project), read_scales(project).categories)


def month_by_month(found):
    """`[(2024-01, units, figure of alpha or None)]` of the last `MONTHS` months; None for a month without verdicts."""
    shown = []
    for month, _label in months(sorted(found))[-MONTHS:]:
        patterns = found.get(month)
        figure = patterns and _figure_of(tuple(patterns.items()), get_language())
        shown.append((month, sum(patterns.values()) if patterns else 0, figure))
    return shown


@lru_cache(1_000)
def _figure_of(patterns, language):
    """The figure of a month, kept: a thousand samples take ten milliseconds, and nobody judges in a month that is
    over. `language` is that of its warnings."""
    # numpy comes with these: no process carries it before somebody asks for a figure.
    from annotations.insights.figures import Figures  # noqa: PLC0415

    return Figures(dict(patterns), order=[], people=3).present(OF_MONTH)[OF_MONTH]


def every_two(pairs):
    """`(people, {(one's key, other's key): {"percent_agreement": figure, "cohen_kappa": value or None}})`: the `MOST`
    people who have judged the most together with others, in the order of their names, and those pairs of them that
    have judged the same."""
    from annotations.insights.figures import Figures  # noqa: PLC0415

    together = {}
    for (one, other), crossed in pairs.items():
        for key in (one, other):
            together[key] = together.get(key, 0) + sum(crossed.values())
    most = sorted(together, key=lambda key: (-together[key], key))[:MOST]
    people = sorted(User.objects.filter(pk__in=most), key=lambda user: (user.shown_name.casefold(), user.username))
    figures = {}
    for pair, crossed in pairs.items():
        if set(pair) <= set(most):
            # Whether they agree is all that counts: two patterns to draw samples of, however long the scale is.
            alike = sum(units for (first, second), units in crossed.items() if first == second)
            patterns = {(2, 0): alike, (1, 1): sum(crossed.values()) - alike}
            patterns = {pattern: units for pattern, units in patterns.items() if units}
            percent = Figures(patterns, order=[]).present("percent_agreement")
            figures[pair] = percent | {"cohen_kappa": kappa(crossed)}
    return people, figures


def kappa(crossed):
    """Cohen's kappa of crossed ratings, without an interval; None where everybody always chose one and the same."""
    import numpy as np  # noqa: PLC0415

    from annotations.insights.coefficients import cohen_kappa  # noqa: PLC0415

    ratings = 1 + max(max(each) for each in crossed)
    (value,) = cohen_kappa(np.array([list(crossed.values())]), list(crossed), ratings)
    return None if np.isnan(value) else round(float(value), 6)

"""Figures as every caller gets them: a value with its interval, how much it rests on, and why there is none.

This module needs numpy: see `agreement.py`, which imports it when a figure is asked for.
"""

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.insights import coefficients
from annotations.insights.resampling import interval, samples

# Below this a coefficient tells little (a rule of thumb: with fewer, intervals of alpha are about half the scale wide).
FEW = 30


def figure(value, bounds, *, units, verdicts, of, reason=None, warnings=()):
    """One figure. `of` is how many units there are at all: `coverage` is the share that the figure rests on."""
    return {
        "value": None if value is None else round(float(value), 6),
        "interval": None if bounds is None else {"low": round(bounds[0], 6), "high": round(bounds[1], 6)},
        "units": units,
        "verdicts": verdicts,
        "coverage": round(units / of, 6) if units and of else None,
        "reason": reason,
        "warnings": list(warnings),
    }


class Figures:
    """The figures about one set of units. `patterns` are `{pattern: units}`; `order` the places of the ratings that lie
    in the order of the scale, lowest first; `ordered` the patterns of rounds whose scale has today's order, where that
    is not all of them; `pair` the crossed ratings of two people, None when more or fewer have judged."""

    def __init__(self, patterns, *, order, ordered=None, pair=None, people=0):
        self._patterns, self._order, self._ordered, self._pair, self._people = patterns, order, ordered, pair, people
        self._of = sum(patterns.values())
        self._alone = _("No claim has two verdicts that count.")
        # Units are drawn once for all coefficients, also those that some coefficients leave out.
        self._weights = samples(list(patterns.values())) if patterns else None

    def present(self, *names):
        """`{name of the coefficient: figure}`, of these or of all."""
        counts = _table(self._patterns)
        known = {
            "percent_agreement": lambda: self._figure(coefficients.percent_agreement, self._weights, counts),
            "cohen_kappa": self._cohen,
            "fleiss_kappa": lambda: self._fleiss(counts),
            "alpha_nominal": lambda: self._figure(_alpha("nominal"), self._weights, counts),
            "alpha_ordinal": lambda: self._alpha_ordinal(counts),
        }
        return {name: known[name]() for name in names or known}

    def _cohen(self):
        if self._pair is None:
            many = _("Cohen’s kappa compares two people: choose a pair.")
            return self._none(many if self._people > 2 else self._alone)
        if not self._pair:
            return self._none(_("These two have not judged the same claim in a review that counts."))
        crossed, units = list(self._pair), list(self._pair.values())
        values = coefficients.cohen_kappa(samples(units), crossed, 1 + max(max(each) for each in crossed))
        return self._told(values, units=sum(units), verdicts=2 * sum(units))

    def _fleiss(self, counts):
        """Over the units with the commonest number of verdicts: the coefficient knows one number only."""
        given = counts.sum(axis=1)
        sizes = {}
        for size, units in zip(given.tolist(), self._patterns.values(), strict=True):
            if size > 1:
                sizes[size] = sizes.get(size, 0) + units
        if not sizes:
            return self._none(self._alone)
        # The larger of two numbers that are as common: more verdicts on each unit say more.
        size = max(sizes, key=lambda each: (sizes[each], each))
        warnings = []
        if left := sum(sizes.values()) - sizes[size]:
            warnings.append(
                ngettext(
                    "Only reviews with %(size)s verdicts; %(left)s review has another number.",
                    "Only reviews with %(size)s verdicts; %(left)s reviews have another number.",
                    left,
                )
                % {"size": size, "left": left}
            )
        chosen = given == size
        return self._figure(coefficients.fleiss_kappa, self._weights[:, chosen], counts[chosen], warnings=warnings)

    def _alpha_ordinal(self, counts):
        """Ratings outside the order have no distance: they are missing values here."""
        weights, warnings = self._weights, []
        if self._ordered is not None and sum(self._ordered.values()) < self._of:
            warnings.append(_("Reviews under an older order of the scale are left out."))
            counts = _table(self._ordered)
            weights = samples(list(self._ordered.values())) if self._ordered else None
        reason = _("No claim has two verdicts that count whose ratings lie in the order of the scale.")
        counts = counts[:, self._order] if len(counts) else counts
        return self._figure(_alpha("ordinal"), weights, counts, warnings=warnings, reason=reason)

    def _figure(self, function, weights, counts, *, warnings=(), reason=None):
        """The figure of a function of patterns, over the units with two values at least."""
        pairable = counts.sum(axis=1) > 1
        if not pairable.any():
            return self._none(reason or self._alone)
        # Only ratings that somebody chose: the others are zero in every sample.
        counts, weights = counts[pairable], weights[:, pairable]
        values = function(weights, counts[:, counts.any(axis=0)])
        units = weights[0]
        return self._told(values, units=int(units.sum()), verdicts=int(units @ counts.sum(axis=1)), warnings=warnings)

    def _none(self, reason):
        return figure(None, None, units=0, verdicts=0, of=self._of, reason=reason)

    def _told(self, values, *, units, verdicts, warnings=()):
        rests_on = {"units": units, "verdicts": verdicts, "of": self._of}
        if np.isnan(values[0]):
            reason = _("Everybody chose one and the same rating: what chance would have done cannot be told.")
            return figure(None, None, reason=reason, **rests_on)
        bounds = interval(values[1:]) if units > 1 else None
        return figure(values[0], bounds, warnings=[*warnings, *doubts(values[0], bounds, units)], **rests_on)


def _table(patterns):
    """Patterns as rows of counts, also when there are none."""
    return np.array(list(patterns), dtype=np.int64) if patterns else np.zeros((0, 1), dtype=np.int64)


def _alpha(level):
    return lambda weights, counts: coefficients.alpha(weights, counts, level)


def doubts(value, bounds, units):
    """What a reader must know of a figure that says less than it seems."""
    found = []
    if units < FEW:
        found.append(
            ngettext("Only %(units)s review: too few to rely on.", "Only %(units)s reviews: too few to rely on.", units)
            % {"units": units}
        )
    if bounds is None:
        found.append(_("No interval: too few reviews, or samples of them too often say the same rating throughout."))
    elif value >= 1:
        found.append(_("Full agreement: the interval only repeats it, and cannot tell how sure it is."))
    return found

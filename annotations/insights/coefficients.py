"""Coefficients of agreement, computed from patterns: how many units got the same ratings, however they are.

A *pattern* is a row of counts, one for each rating: `[2, 0, 1]` says that two gave the first rating and one the third.
`patterns` has shape (patterns, ratings); `weights` has shape (samples, patterns) and says how many units of each sample
have which pattern. Every function gives an array with a value for each sample, NaN where the coefficient is undefined.
So a bootstrap costs a matrix product, and memory depends on how many patterns there are, never on how many verdicts.

numpy lives here and in the modules beside that say so; nobody imports them before a figure is asked for.
"""

from functools import lru_cache

import numpy as np
from krippendorff import krippendorff as reference


def percent_agreement(weights, patterns):
    """The share of verdicts that a colleague's verdict on the same unit shares, on average: 1 − D_o of nominal alpha
    (Krippendorff 2004, p. 230: .800). With the same number of verdicts on each unit it is Fleiss' P̄ (1971), with two
    the plain share of units on which both agree."""
    given, alike = _given(patterns), _alike(patterns)
    return _ratio(weights @ alike, weights @ np.where(given > 1, given, 0))


def fleiss_kappa(weights, patterns):
    """Fleiss, J. L. (1971): Measuring nominal scale agreement among many raters. Psychological Bulletin 76(5).

    Every pattern must have the same number of verdicts, at least two. Samples may differ in how many units they hold.
    """
    given = _given(patterns)[0]
    units = weights.sum(axis=1)
    observed = _ratio(weights @ _alike(patterns), units * given)
    shares = _ratio(weights @ patterns, (units * given)[:, None])
    expected = (shares**2).sum(axis=1)
    return _corrected(observed, expected)


def cohen_kappa(weights, pairs, ratings):
    """Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20(1).

    `pairs` are `(what one gave, what the other gave)` as places among `ratings` many; `weights` counts each of them.
    """
    one, other = np.array(pairs).T
    units = weights.sum(axis=1)
    observed = _ratio(weights @ (one == other), units)
    margins = [_ratio(weights @ np.eye(ratings)[side], units[:, None]) for side in (one, other)]
    return _corrected(observed, (margins[0] * margins[1]).sum(axis=1))


def alpha(weights, patterns, level):
    """Krippendorff's alpha with missing values; `level` is `nominal` or `ordinal`, ratings in their order.

    Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability. The value of the first sample, the one that is
    shown, comes from the `krippendorff` package. For the others his sums are multiplied out, so that no matrix of
    distances is needed for each of them. Units with one value add nothing.
    """
    coincidences = np.stack([_coincidences(tuple(row)) for row in patterns.tolist()]).reshape(len(patterns), -1)
    # Whole numbers would be multiplied one by one, others by the machine's own library.
    weights, ratings = weights.astype(float), patterns.shape[1]
    together = weights[:1] @ coincidences
    if level == "nominal":
        # Only its diagonal and its margins are needed, and these need no matrix for each sample.
        totals = weights @ np.where(_given(patterns) > 1, patterns.T, 0).T
        count = totals.sum(axis=1)
        observed = count - weights @ _alike(patterns)
        expected = count**2 - (totals**2).sum(axis=1)
    else:
        together = (weights @ coincidences).reshape(-1, ratings, ratings)
        totals = together.sum(axis=2)
        count = totals.sum(axis=1)
        # All values in a line, by rating: two ratings are as far apart as the middles of their stretches.
        middles = totals.cumsum(axis=1) - totals / 2
        squares = (totals * middles**2).sum(axis=1)
        observed = squares - (middles * np.matmul(together, middles[:, :, None])[:, :, 0]).sum(axis=1)
        expected = count * squares - (totals * middles).sum(axis=1) ** 2
    # Rounding may leave a crumb where there is no distance at all.
    expected = np.where(expected > 1e-9 * count**2, expected, 0)
    found = 1 - _ratio(observed, _ratio(expected, count - 1))
    found[0] = _reference_alpha(together[0].reshape(ratings, ratings), level)
    return found


@lru_cache(4096)
def _coincidences(pattern):
    """The matrix that one unit of this pattern adds, by the package; zero for a unit with one value."""
    return reference._coincidences(np.array([pattern]))


def _reference_alpha(together, level):
    """Alpha of one matrix of coincidences by the package's own functions: the public one takes a row for each unit,
    which for 100,000 verdicts would be 60 MB."""
    totals = together.sum(axis=0)
    if totals.sum() <= 1:
        return np.nan
    by_chance = reference._random_coincidences(totals)
    apart = reference._distances(np.arange(len(totals)), reference._distance_metric(level), totals)
    expected = (by_chance * apart).sum()
    return 1 - (together * apart).sum() / expected if expected > 0 else np.nan


def _given(patterns):
    return patterns.sum(axis=1)


def _alike(patterns):
    """For each pattern, its verdicts times the share of the others on the same unit that say the same."""
    given = _given(patterns)
    return (patterns * (patterns - 1)).sum(axis=1) / np.maximum(given - 1, 1)


def _ratio(above, below):
    below = np.asarray(below, dtype=float)
    # Below a hair of rounding there is nothing to divide by: all values are one.
    return np.divide(above, below, out=np.full(np.broadcast(above, below).shape, np.nan), where=below > 1e-12)


def _corrected(observed, expected):
    """`(observed − expected) / (1 − expected)`; undefined where everything is expected to agree."""
    return _ratio(observed - expected, np.where(expected < 1 - 1e-12, 1 - expected, 0))

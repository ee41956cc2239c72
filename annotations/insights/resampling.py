"""Bootstrap of patterns: which units a sample holds is drawn once for each pattern, not for each unit.

To draw `n` of `n` units with replacement and then to count their patterns is to draw the counts from a multinomial
distribution (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, chapter 6; percentile interval, chapter 13).
"""

import numpy as np

from annotations.insights.percentiles import LEVEL, RESAMPLES, SEED


def samples(units):
    """Weights of shape (1 + RESAMPLES, patterns): the counts themselves, then those of each resample."""
    units = np.asarray(units, dtype=np.int64)
    drawn = np.random.default_rng(SEED).multinomial(units.sum(), units / units.sum(), size=RESAMPLES)
    return np.vstack([units, drawn])


def interval(values):
    """`(low, high)` of the defined ones among `values`, or None when more than one in twenty is not defined: then the
    others would tell of luckier samples."""
    defined = values[~np.isnan(values)]
    if len(defined) < len(values) * 0.95:
        return None
    edge = (1 - LEVEL) / 2
    low, high = np.quantile(defined, [edge, 1 - edge])
    return float(low), float(high)


def ratio_interval(above, below):
    """The interval of `1 − Σ above / Σ below` when the places of both are drawn together; some samples at a time, so
    that memory does not grow with how many places there are times samples."""
    chance, count = np.random.default_rng(SEED), len(above)
    values = []
    for _ in range(10):
        drawn = chance.multinomial(count, np.full(count, 1 / count), size=RESAMPLES // 10)
        values.append(1 - (drawn @ above) / (drawn @ below))
    return interval(np.concatenate(values))

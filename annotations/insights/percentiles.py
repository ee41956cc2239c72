"""How every interval is drawn; and the interval of a bootstrap without numpy, for the worker."""

RESAMPLES = 1_000
LEVEL = 0.95
# The same verdicts and highlights give the same interval, today and tomorrow.
SEED = 20240126


def percentiles(values):
    """`(low, high)`, 95 %, of the values that are not None (linear between neighbours, as numpy has it); None when more
    than one in twenty is None."""
    defined = sorted(value for value in values if value is not None)
    if not defined or len(defined) < len(values) * 0.95:
        return None
    edge = (1 - LEVEL) / 2
    return _at(defined, edge), _at(defined, 1 - edge)


def _at(ordered, share):
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

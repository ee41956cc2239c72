"""Each coefficient against the numbers that its inventors and others have published (FORMATS.md, section 5)."""

from collections import Counter
from itertools import combinations

import krippendorff
import numpy as np
import pytest

from annotations.insights import coefficients, unitizing
from tests.insights import published as study


def grouped(units):
    """`(weights of one sample, patterns)` of a study, as the database would group it."""
    ratings = sorted({value for unit in units for value in unit if value is not None})
    counts = Counter(tuple(unit.count(rating) for rating in ratings) for unit in units)
    return np.array([list(counts.values())]), np.array(list(counts))


def cohen(units):
    ratings = sorted({value for unit in units for value in unit})
    counts = Counter((ratings.index(one), ratings.index(other)) for one, other in units)
    return coefficients.cohen_kappa(np.array([list(counts.values())]), list(counts), len(ratings))[0]


def percent(units):
    return coefficients.percent_agreement(*grouped(units))[0]


def fleiss(units):
    return coefficients.fleiss_kappa(*grouped(units))[0]


def alpha(units, level="nominal"):
    """Both computations, which must agree: the package's for the units, our own for a resample of exactly them."""
    weights, patterns = grouped(units)
    first, second = coefficients.alpha(np.vstack([weights, weights]), patterns, level)
    assert first == pytest.approx(second, abs=1e-12, nan_ok=True)
    return first


@pytest.mark.parametrize(
    ("units", "observed", "kappa", "within"),
    [
        (study.COHEN_1960, 0.70, 0.492, 0.001),
        (study.COHEN_1960_1, 0.29, -0.0923, 0.0001),  # (.29 − .35) / (1 − .35)
        (study.AGRESTI_1992, None, 0.493, 0.001),
        (study.ARTSTEIN_1, 0.70, 0.348, 0.001),
        (study.ARTSTEIN_2, 0.88, 0.8013, 0.0001),
        (study.BRENNAN_1, 0.60, 0.27, 0.01),
        (study.BRENNAN_2, 0.60, 0.29, 0.01),
        (study.ZWICK_1, 0.60, 0.467, 0.001),
        (study.ZWICK_2, 0.60, 0.444, 0.001),
        (study.ZWICK_3, 0.60, 0.474, 0.001),
        (study.KRIPPENDORFF_2004_A, 0.460, 0.186, 0.001),
        (study.KRIPPENDORFF_2004_B, 0.460, 0.258, 0.001),
        (study.KRIPPENDORFF_1995_DIGITIZED_A, None, 0.385, 0.001),
    ],
)
def test_cohen_kappa_is_as_published(units, observed, kappa, within):
    if observed is not None:
        assert percent(units) == pytest.approx(observed, abs=1e-9)
    assert cohen(units) == pytest.approx(kappa, abs=within)


@pytest.mark.parametrize(
    ("units", "observed", "kappa", "within"),
    [
        (study.FLEISS_1971, 0.5556, 0.430, 0.001),
        (study.MIESKES_2009, 0.84, 0.80, 0.01),
        (study.RANDOLPH_1, 0.67, 0.33, 0.01),
        (study.RANDOLPH_2, None, -0.2, 0.01),
        (study.WARRENS_2010, None, 0.8324, 0.0001),
    ],
)
def test_fleiss_kappa_is_as_published(units, observed, kappa, within):
    if observed is not None:
        assert percent(units) == pytest.approx(observed, abs=0.005)
    assert fleiss(units) == pytest.approx(kappa, abs=within)


def test_mean_kappa_of_all_pairs_is_light_s_as_warrens_published_it():
    pairs = combinations(range(8), 2)
    kappas = [cohen([(unit[one], unit[other]) for unit in study.WARRENS_2010]) for one, other in pairs]
    assert sum(kappas) / len(kappas) == pytest.approx(0.8325, abs=0.0001)


@pytest.mark.parametrize(
    ("units", "level", "expected"),
    [
        (study.KRIPPENDORFF_2011, "nominal", 0.743),
        (study.KRIPPENDORFF_2011, "ordinal", 0.815),
        (study.KRIPPENDORFF_THREE, "nominal", 0.691),
        (study.KRIPPENDORFF_1980_1, "nominal", 0.095),
        (study.KRIPPENDORFF_1980_2, "nominal", 0.642),
        (study.KRIPPENDORFF_2004_DICHOTOMY, "nominal", 0.095),
        (study.KRIPPENDORFF_2004_NOMINAL, "nominal", 0.734),
        (study.KRIPPENDORFF_1995_DIGITIZED_A, "nominal", 0.329),
        (study.ARTSTEIN_2, "nominal", 0.800),
        (study.HAYES_2007, "ordinal", 0.7598),
    ],
)
def test_alpha_is_as_published(units, level, expected):
    # As exact as the number is printed; .642 is cut off, not rounded (.6429).
    assert alpha(units, level) == pytest.approx(expected, abs=0.00005 if expected == 0.7598 else 0.001)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (study.KRIPPENDORFF_2011, 0.800),
        (study.KRIPPENDORFF_1980_1, 0.600),
        (study.KRIPPENDORFF_1980_2, 0.740),
        (study.KRIPPENDORFF_2004_NOMINAL, 0.833),
    ],
)
def test_percent_agreement_is_as_published(units, expected):
    assert percent(units) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("units", "level", "expected"),
    [
        (study.KRIPPENDORFF_2011, "interval", 0.849),
        (study.KRIPPENDORFF_2011, "ratio", 0.797),
        (study.KRIPPENDORFF_THREE, "interval", 0.811),
        (study.KRIPPENDORFF_1980_2, "interval", 0.547),
        (study.KRIPPENDORFF_1980_2, "ratio", 0.483),
    ],
)
def test_package_reaches_the_levels_that_we_do_not_show(units, level, expected):
    weights, patterns = grouped(units)
    values = sorted({int(value) for unit in units for value in unit if value is not None})
    counts = np.repeat(patterns, weights[0], axis=0)
    found = krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement=level)
    assert found == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_alpha_of_patterns_is_the_package_s_alpha_of_units(level):
    chance = np.random.default_rng(1)
    for _ in range(20):
        reliability = chance.integers(0, 5, size=(4, 60)).astype(float)
        reliability[chance.random(reliability.shape) < 0.3] = np.nan
        units = [tuple(None if np.isnan(v) else int(v) for v in unit) for unit in reliability.T]
        expected = krippendorff.alpha(reliability, level_of_measurement=level)
        assert alpha(units, level) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("function", [cohen, fleiss, alpha])
def test_coefficient_of_one_rating_only_is_undefined(function):
    assert np.isnan(function([("a", "a")] * 5))


def test_alpha_of_one_unit_is_zero_when_it_disagrees():
    assert alpha([("a", "b")]) == pytest.approx(0)


def marks(passages, begin=0, stretch=1):
    return [
        [((start - begin) * stretch, (start - begin + length) * stretch) for start, length in each] for each in passages
    ]


def test_unitizing_alpha_is_as_krippendorff_published_it_in_2004():
    c, k = (marks(study.PASSAGES_2004[name], begin=150) for name in "ck")
    assert unitizing.observed(c, 300) == pytest.approx(0.0144, abs=0.00005)
    assert unitizing.expected(c, 300) == pytest.approx(0.0532, abs=0.00005)
    assert unitizing.alpha([c], 300)[0] == pytest.approx(0.7286, abs=0.00005)
    assert unitizing.observed(k, 300) == 0
    assert unitizing.expected(k, 300) == pytest.approx(0.0490, abs=0.00005)
    assert unitizing.alpha([k], 300)[0] == 1
    # .8591 in the book, whose arithmetic is rounded; .859 either way.
    assert unitizing.alpha([c, k], 300)[0] == pytest.approx(0.8587, abs=0.00005)


@pytest.mark.parametrize(
    ("case", "observed", "expected", "alpha"),
    [
        ("A", 0.03125, 0.0699, 0.553),
        ("B", 2.26736, 1.177, -0.928),
        # The paper prints .0864 and .679: a slip that its author corrected in 2004 (DKPro's note).
        ("C", 0.02777, 0.0905, 0.693),
        ("D", 0.38715, 0.41445, 0.066),
    ],
)
def test_unitizing_alpha_is_as_krippendorff_published_it_in_1995(case, observed, expected, alpha):
    assert unitizing.observed(marks(study.PASSAGES_1995[case]), 24) == pytest.approx(observed, abs=0.00001)
    # The paper's expected disagreement is the limit for ever finer places.
    fine = marks(study.PASSAGES_1995[case], stretch=50_000)
    assert unitizing.expected(fine, 24 * 50_000) == pytest.approx(expected, abs=0.0015)
    assert unitizing.alpha([fine], 24 * 50_000)[0] == pytest.approx(alpha, abs=0.0005)


def test_unitizing_alpha_of_the_small_example_is_as_published():
    small = marks([[(1, 8)], [(2, 1), (4, 1), (6, 1)]])
    assert unitizing.observed(small, 10) == pytest.approx(0.9100, abs=0.00005)
    assert unitizing.expected(small, 10) == pytest.approx(0.5351, abs=0.0001)  # .53518, cut off in print
    assert unitizing.alpha([small], 10)[0] == pytest.approx(-0.7003, abs=0.00005)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([(5, 6)], [(2, 2)], 40),  # Krippendorff 2004: they do not meet, 36 + 4
        ([(5, 6)], [(4, 2)], 26),
        ([(5, 6)], [(5, 2)], 16),
        ([(5, 6)], [(6, 2)], 10),
        ([(5, 6)], [(7, 2)], 8),
        ([(5, 6)], [(6, 4)], 2),
        ([(5, 6)], [(5, 6)], 0),
        ([(225, 70)], [(220, 80)], 50),
        ([(370, 30)], [(355, 20)], 850),
        ([], [(400, 20)], 400),
        ([(1, 8)], [(2, 1)], 37),
        ([(1, 8)], [(4, 1)], 25),
        ([(1, 8)], [(6, 1)], 29),
    ],
)
def test_difference_of_passages_is_as_published(one, other, expected):
    for pair in ([one, other], [other, one]):
        assert unitizing.differences(marks(pair), 0, 1000) == expected


def test_unitizing_alpha_of_one_passage_is_zero_and_of_none_undefined():
    assert unitizing.alpha([marks([[(0, 1)], [], []])], 20)[0] == pytest.approx(0)
    assert unitizing.alpha([marks([[], [], []])], 20)[0] is None

"""The bootstrap of patterns is that of units."""

import random

import numpy as np
import pytest

from annotations.insights import coefficients, unitizing
from annotations.insights.percentiles import percentiles
from annotations.insights.resampling import interval, ratio_interval, samples


def test_samples_hold_as_many_units_as_there_are():
    weights = samples([30, 5, 1])
    assert weights.shape == (1001, 3)
    assert weights[0].tolist() == [30, 5, 1]
    assert set(weights.sum(axis=1).tolist()) == {36}


def test_interval_of_patterns_is_that_of_units_drawn_one_by_one():
    patterns, units = np.array([[2, 0], [1, 1], [0, 2]]), [40, 15, 45]
    drawn = interval(coefficients.alpha(samples(units), patterns, "nominal")[1:])
    chance, plain = random.Random(1), []
    rows = [0] * 40 + [1] * 15 + [2] * 45
    for _ in range(1000):
        picked = chance.choices(rows, k=100)
        plain.append(coefficients.alpha(np.array([[picked.count(n) for n in range(3)]]), patterns, "nominal")[0])
    assert drawn == pytest.approx(np.quantile(plain, [0.025, 0.975]), abs=0.02)


def test_interval_covers_the_truth_as_often_as_it_says():
    # Two raters who agree on nine units of ten, and by chance on half of them: kappa is .8 in the long run.
    chance, covered = np.random.default_rng(3), 0
    patterns = np.array([[2, 0], [1, 1], [0, 2]])
    for _ in range(200):
        units = chance.multinomial(150, [0.45, 0.1, 0.45])
        low, high = interval(coefficients.fleiss_kappa(samples(units), patterns)[1:])
        covered += low <= 0.8 <= high
    assert 180 <= covered <= 198


def test_interval_is_none_where_samples_are_undefined_too_often():
    assert interval(np.array([0.5] * 900 + [np.nan] * 100)) is None
    assert interval(np.array([0.5] * 960 + [np.nan] * 40)) == (0.5, 0.5)


def test_percentiles_without_numpy_are_numpy_s():
    values = [random.Random(n).random() for n in range(777)]
    assert percentiles(values) == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])))
    assert percentiles([None] * 3) is None


def test_ratio_interval_is_that_of_its_places():
    seen, chance = np.array([1.0, 2.0, 3.0] * 20), np.array([4.0] * 60)
    low, high = ratio_interval(seen, chance)
    assert low < 0.5 < high and high - low == pytest.approx(4 * 0.8165 / 4 / 60**0.5, rel=0.2)


def test_unitizing_interval_draws_paragraphs():
    # Ten paragraphs of 100; both mark the same places, but in the last two only one does.
    one = [(n * 100 + 10, n * 100 + 40) for n in range(10)]
    other = one[:8]
    paragraphs = [(n * 100, n * 100 + 100) for n in range(10)]
    value, _, _ = unitizing.alpha([[one, other]], 1000)
    low, high = unitizing.alpha_interval([[one, other]], paragraphs)
    assert low < value < high == 1
    assert unitizing.alpha_interval([[one, other]], paragraphs) == (low, high)
    assert unitizing.alpha_interval([[one, other]], [(0, 1000)]) is None


def test_paragraphs_in_their_own_order_give_the_alpha_of_the_text():
    chance = random.Random(5)
    marks = [
        unitizing.merged([(start, start + chance.randint(1, 30)) for start in chance.sample(range(960), 12)])
        for _ in range(3)
    ]
    edges = [0, 130, 131, 400, 777, 1000]
    # Nobody marks over the end of a paragraph.
    marks = [[(a, b) for a, b in each if not any(a < edge < b for edge in edges)] for each in marks]
    parts = [unitizing._part([marks], edges[n], edges[n + 1]) for n in range(5)]
    assert unitizing._alpha_of(parts, [marks]) == pytest.approx(unitizing.alpha([marks], 1000)[0])


def test_passages_of_one_person_that_overlap_are_one():
    assert unitizing.merged([(5, 9), (0, 3), (8, 12), (3, 4), (6, 7)]) == [(0, 3), (3, 4), (5, 12)]

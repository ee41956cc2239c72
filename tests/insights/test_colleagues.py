"""Agreement month by month and of every two people: the figures, the pictures, the page."""

import csv
import io
import re

import pytest

from annotations.insights.agreement import agreement
from annotations.insights.colleagues import every_two, month_by_month, read_colleagues
from annotations.insights.drawing_agreement import draw_line, draw_matrix
from annotations.insights.patterns import read_both, read_pairs, read_patterns
from annotations.insights.scales import read_scales
from annotations.insights.selection import Selection
from tests.workspace.conftest import as_page, queries

__all__ = ["as_page", "queries"]


@pytest.fixture
def two_months(make_rounds, alice, bob, carol):
    """January: forty reviews of which thirty agree; March: Alice and Carol agree once."""
    january = [{alice: "true", bob: "true"}] * 15 + [{alice: "false", bob: "false"}] * 15
    january += [{alice: "true", bob: "false"}] * 10
    make_rounds(january, round_fields={"revealed_at": "2024-01-26T10:00Z"})
    make_rounds([{alice: "true", carol: "true"}], round_fields={"revealed_at": "2024-03-01T10:00Z"})


def test_months_have_a_figure_each_and_none_where_nobody_judged(desk, two_months):
    months = month_by_month(read_colleagues(desk)[0])
    assert [(month, units) for month, units, _figure in months] == [("2024-01", 40), ("2024-02", 0), ("2024-03", 1)]
    january, february, march = (figure for _month, _units, figure in months)
    assert january["value"] == pytest.approx(0.5, abs=0.02) and january["warnings"] == []
    assert january["interval"]["low"] < january["value"] < january["interval"]["high"]
    assert february is None
    assert march["value"] is None and march["reason"].startswith("Everybody chose one and the same rating")


def test_every_two_who_judged_the_same_are_a_pair(desk, two_months, alice, bob, carol):
    people, figures = every_two(read_colleagues(desk)[1])
    assert people == [alice, bob, carol]
    assert set(figures) == {(alice.pk, bob.pk), (alice.pk, carol.pk)}
    of_two = figures[alice.pk, bob.pk]
    assert (of_two["percent_agreement"]["value"], of_two["percent_agreement"]["units"]) == (0.75, 40)
    # As Figures has it from all ratings.
    whole = agreement(desk, Selection(pair=(alice, bob)))["coefficients"]
    assert of_two["cohen_kappa"] == whole["cohen_kappa"]["value"]
    percent = of_two["percent_agreement"]
    assert percent["value"] == whole["percent_agreement"]["value"]
    assert percent["interval"] == pytest.approx(whole["percent_agreement"]["interval"], abs=0.02)
    assert figures[alice.pk, carol.pk]["cohen_kappa"] is None


def test_months_and_pairs_read_together_are_those_read_alone(desk, two_months, make_rounds, alice, bob, carol):
    make_rounds([{alice: "true", bob: "false", carol: "half-true"}], round_fields={"revealed_at": "2024-03-09T10:00Z"})
    verdicts, categories = Selection().verdicts(desk), read_scales(desk).categories
    months, pairs = read_both(verdicts, categories)
    assert months == read_patterns(verdicts, categories, "month") and pairs == read_pairs(verdicts, categories)
    assert [list(each) for each in months.values()] == [sorted(each) for each in months.values()]
    assert read_both(verdicts.none(), categories) == ({}, {})


def test_page_draws_both_with_tables_that_lead_to_the_claims(as_page, vera, two_months):
    visitor = as_page(vera)
    response = visitor.get("reports/")
    html = response.content.decode()
    label = re.search(r'aria-label="(Agreement over time[^"]*)"', html)[1]
    assert re.fullmatch(r"Agreement over time. 2024-01 to 2024-03; the newest figure is 0.5\d, in 2024-01.", label)
    assert 'aria-label="Pairs of reviewers. 2 pairs, between 75 % and 100 % of verdicts alike."' in html
    months, pairs = response.context["agreement"]
    assert [row["label"] for row in pairs["rows"]] == ["Alice, Bob", "Alice, Carol"]
    for row in (*months["rows"], *pairs["rows"]):
        behind = visitor.get(f"reports/agreement/claims?{row['query']}&all=1")
        assert bool(behind.context["rows"]) == bool(row["units"])
    rows = csv.DictReader(io.StringIO(visitor.get(f"reports/agreement.csv?{months['download']}").content.decode()))
    assert {row["part"] for row in rows} == {"", "2024-01", "2024-03"}


def test_nothing_sealed_is_drawn(as_page, vera, make_rounds, alice, bob):
    make_rounds([{alice: "true", bob: "false"}], round_fields={"revealed_at": None})
    months, pairs = as_page(vera).get("reports/").context["agreement"]
    assert (months["rows"], pairs["rows"], months["picture"], pairs["picture"]) == ([], [], "", "")


def test_statements_do_not_grow_with_people(as_page, vera, make_rounds, judges, queries):
    visitor, people = as_page(vera), judges(6)
    make_rounds([dict.fromkeys(people[:2], "true")])
    visitor.get("reports/")
    before = queries(lambda: visitor.get("reports/"))
    make_rounds([dict.fromkeys(people, "true"), dict(zip(people, ["true", "false"] * 3, strict=True))])
    assert queries(lambda: visitor.get("reports/")) == before


def point(name, value, low=None, high=None, few=False):
    return {"name": name, "value": value, "low": low, "high": high, "few": few, "words": f"<{name}>"}


def test_line_has_a_dot_for_each_figure_and_a_gap_where_there_is_none():
    points = [point("2024-01", 0.5, 0.2, 0.7), point("2024-02", None), point("2024-03", -0.3, few=True)]
    svg = draw_line(points, label='Say "<this>"')
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|<image|href=", svg) == []
    assert re.findall(r"<circle[^>]*class=\"([^\"]*)\"[^>]*><title>([^<]*)</title>", svg) == [
        ("spot", "&lt;2024-01&gt;"),
        ("spot is-few", "&lt;2024-03&gt;"),
    ]
    assert svg.count('class="bounds"') == 1
    assert ">−0.5</text>" in svg
    assert draw_line([point("2024-01", None)], label="") == ""


def test_matrix_has_a_dot_for_each_cell_with_its_number():
    cell = {"value": 0.4, "shown": "40", "few": False, "words": "Alice, <b>Bob</b>: 40 %"}
    svg = draw_matrix(["Alice", "<b>Bob</b>"], {(0, 1): cell, (1, 0): cell}, label="Pairs")
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|<image|href=|<b>", svg) == []
    assert svg.count('class="spot"') == 2 and svg.count(">40</text>") == 2
    assert draw_matrix([], {}, label="") == ""


@pytest.mark.parametrize("value", [0, 1])
def test_matrix_shows_those_who_never_and_always_agree(value):
    cell = {"value": value, "shown": str(value), "few": True, "words": "Alice, Bob"}
    svg = draw_matrix(["Alice", "Bob"], {(0, 1): cell, (1, 0): cell}, label="")
    assert svg.count('class="spot is-few"') == 2

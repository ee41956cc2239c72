"""Reports: counts by rows and columns, the claims behind each number, the pictures."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from annotations.assignments.actions import assign
from annotations.claims.models import Claim, Claimant
from annotations.insights.drawing import draw, steps
from annotations.insights.report import Column, Table
from annotations.insights.reports import REPORTS
from tests.workspace.conftest import as_page, make_article, make_claim, queries

__all__ = ["as_page", "make_article", "make_claim", "queries"]


@pytest.fixture
def make(desk, alice):
    """`make(rating="true", decided_at=…)`: a claim as it stands."""
    return lambda text="A claim.", **fields: Claim.objects.create(project=desk, author=alice, text=text, **fields)


@pytest.fixture
def report(as_, vera):
    """`report("age")`: `{row label: {column key: count}}` without zeros, as a viewer gets it."""

    def get(name):
        found = as_(vera, scope="read").get(f"reports/{name}").json()
        keys = [column["key"] for column in found["columns"]]
        return {
            row["label"]: {key: count for key, count in zip(keys, row["values"], strict=True) if count}
            for row in found["rows"]
        }

    return get


def month(n):
    return datetime(2024, n, 20, tzinfo=UTC)


def test_list_names_every_report(as_, vera):
    results = as_(vera).get("reports").json()["results"]
    assert [each["name"] for each in results] == list(REPORTS)
    assert as_(vera).get(results[0]["url"]).status_code == 200
    assert as_(vera).get("reports/none").status_code == 404


def test_ratings_over_time_show_months_without_work_too(report, make):
    make(rating="true", decided_at=month(1))
    make(rating="true", decided_at=month(1))
    make(rating="false", decided_at=month(3))
    make()
    make(rating="false", decided_at=month(3), deleted_at=timezone.now())
    make(rating="false", decided_at=month(3), status="duplicate")
    assert report("ratings") == {"2024-01": {"true": 2}, "2024-02": {}, "2024-03": {"false": 1}}


def test_ratings_by_who_said_it_those_with_the_most_first(report, make, desk):
    mayor, port = (Claimant.objects.create(project=desk, name=name, name_folded=name) for name in ("Mayor", "Port"))
    make(rating="true", claimant=mayor)
    for rating in ("false", "true"):
        make(rating=rating, claimant=port)
    make(claimant=mayor)
    found = report("claimants")
    assert found == {"Port": {"true": 1, "false": 1}, "Mayor": {"true": 1}}
    assert list(found) == ["Port", "Mayor"]


def test_ratings_by_publisher_count_a_claim_once(report, make_claim):
    claim = make_claim("Bread costs more.")
    article = claim.appearances.get().span.article
    article.publisher = "The Paper"
    article.save()
    Claim.objects.filter(pk=claim.pk).update(rating="true")
    assert report("publishers") == {"The Paper": {"true": 1}}


def test_throughput_counts_what_comes_in_and_what_is_decided(report, make):
    make(created_at=month(1), decided_at=month(2), rating="true")
    make(created_at=month(2))
    assert report("throughput") == {"2024-01": {"written": 1}, "2024-02": {"written": 1, "decided": 1}}


def test_age_of_open_claims_by_state(report, make):
    now = timezone.now()
    make(created_at=now)
    make(created_at=now - timedelta(days=2), status="in_review")
    make(created_at=now - timedelta(days=10), status="disputed")
    make(created_at=now - timedelta(days=400), status="disputed")
    make(created_at=now - timedelta(days=400), status="agreed")
    found = {row: cells for row, cells in report("age").items() if cells}
    assert found == {
        "Up to 1 day": {"new": 1},
        "1 to 3 days": {"in_review": 1},
        "7 to 14 days": {"disputed": 1},
        "Over 30 days": {"disputed": 1},
    }


def test_workload_tells_what_is_late(report, make, desk, alice, bob, carol):
    today = timezone.localdate()
    for user, due in ((alice, None), (alice, today), (bob, today + timedelta(days=1))):
        assign(project=desk, actor=carol, assignee=user, others=True, claim=make(), due_on=due)
    desk.assignments.filter(assignee=alice, due_on=today).update(due_on=today - timedelta(days=1))
    assert report("workload") == {"Alice": {"open": 1, "late": 1}, "Bob": {"open": 1}}


def test_balance_tells_whose_claims_are_checked(report, make, desk):
    mayor = Claimant.objects.create(project=desk, name="Mayor", name_folded="mayor")
    for status in ("agreed", "approved", "declined", "new"):
        make(claimant=mayor, status=status)
    assert report("balance") == {"Mayor": {"decided": 2, "open": 1, "declined": 1}}


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_every_number_has_as_many_claims_behind_it(name, desk, make, make_claim, alice, carol, as_page, vera):
    mayor = Claimant.objects.create(project=desk, name="Mayor", name_folded="mayor")
    for status, rating in (("agreed", "true"), ("adjudicated", "false"), ("new", None), ("declined", None)):
        decided = month(2) if rating else None
        claim = make(claimant=mayor, status=status, rating=rating, decided_at=decided, created_at=month(1))
        assign(project=desk, actor=carol, assignee=alice, others=True, claim=claim) if status == "new" else None
    seen = make_claim("Bread costs more.")
    Claim.objects.filter(pk=seen.pk).update(rating="true", decided_at=month(2), created_at=month(1))
    seen.appearances.get().span.article.__class__.objects.update(publisher="The Paper")
    each = REPORTS[name]
    table = each.table(desk)
    assert table.counts
    for (row, column), count in table.counts.items():
        assert each.behind(desk, row, column).count() == count, (row, column)
    row, column = next(iter(table.counts))
    page = as_page(vera).get(f"reports/{name}/claims?row={row}&column={column}")
    assert len(page.context["rows"]) == table.counts[row, column]
    assert as_page(vera).get(f"reports/{name}/claims").context["rows"]
    assert as_page(vera).get(f"reports/{name}/claims?row=nothing&column=nothing").context["rows"] == []


def test_page_draws_each_report_and_gives_its_table(as_page, vera, make, queries):
    make(rating="true", decided_at=month(1), created_at=month(1), status="agreed")
    visitor = as_page(vera)
    html = visitor.get("reports/").content.decode()
    assert html.count('class="chart"') == 2
    assert len(re.findall(r'role="img" aria-label="Desk ratings over time. 1 in all: True 1."', html)) == 1
    rows = list(csv.reader(io.StringIO(visitor.get("reports/ratings/table.csv").content.decode())))
    assert rows[0][:3] == ["", "True", "Mostly true"] and rows[1][:3] == ["2024-01", "1", "0"]
    before = queries(lambda: visitor.get("reports/"))
    for n in range(3):
        make(rating="false", decided_at=month(2 + n))
    assert queries(lambda: visitor.get("reports/")) == before
    assert visitor.get("reports/none/claims").status_code == 404


def test_picture_has_nothing_that_our_policy_forbids_and_shows_names_as_words():
    table = Table(
        [("a", "<b>Mayor</b> & co"), ("b", "Port")], [Column("x", "One"), Column("y", "Two", "true")], {("a", "x"): 7}
    )
    for time in (True, False):
        for parts in (True, False):
            svg = draw(table, time=time, parts=parts, label='Say "<this>"')
            assert re.findall(r"<script|<style|\sstyle=|\son\w+=|<image|href=|<b>", svg) == []
            assert svg.count('class="piece"') == 1
            # That is the bar at the top of a page, which is not printed.
            assert 'class="bar"' not in svg
            assert "&lt;b&gt;Mayor&lt;/b&gt; &amp; co, One: 7</title>" in svg
    long = draw(Table([("a", "x" * 60)], [Column("y", "Y")], {("a", "y"): 1}), time=False, parts=True, label="")
    assert f">{'x' * 23}…</text>" in long and f"<title>{'x' * 60}, Y: 1</title>" in long
    assert draw(Table([], [], {}), time=True, parts=True, label="") == ""


@pytest.mark.parametrize(
    ("most", "expected"),
    [(1, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (7, [0, 2, 4, 6, 8]), (43, [0, 10, 20, 30, 40, 50])],
)
def test_axis_has_whole_numbers_and_room(most, expected):
    assert steps(most) == expected

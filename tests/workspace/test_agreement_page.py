"""The page about agreement, its table, and what lies behind its figures."""

import csv
import io

import pytest

from annotations.dossiers.span_actions import highlight
from annotations.jobs.worker import run_pending
from tests.insights.conftest import make_round, make_rounds

__all__ = ["make_round", "make_rounds"]

PAGE = "reports/agreement"


@pytest.fixture
def judged(make_round, alice, bob, carol):
    """Three reviews by three people."""
    make_round({alice: "true", bob: "true"}, text="Both say true.")
    make_round({alice: "false", bob: "half-true"}, text="Two steps.")
    make_round({alice: "false", carol: "misleading"}, text="One outside.")


def words(response):
    """The text of a page between tags, spaces as one."""
    return " ".join(response.content.decode().split())


def test_page_shows_figures_with_what_they_rest_on(as_page, vera, judged):
    response = as_page(vera).get(PAGE)
    figures = {each["name"]: each for each in response.context["figures"]}
    assert (figures["percent_agreement"]["shown"], figures["percent_agreement"]["covers"]) == ("33 %", "100 %")
    assert figures["cohen_kappa"]["shown"] == "—"
    assert "6 verdicts of 3 people on 3 reviews, 3 of them with two verdicts or more." in words(response)
    assert "Only 3 reviews: too few to rely on." in words(response)
    assert 'aria-current="page">Reports' in words(response)


def test_empty_desk_says_why_there_is_nothing(as_page, vera):
    response = as_page(vera).get(PAGE)
    assert "No claim has two verdicts that count." in words(response)
    assert response.context["matrix"]["rows"] == []


def test_two_reviewers_of_the_form_are_a_pair(as_page, vera, judged):
    response = as_page(vera).get(f"{PAGE}?one=bob&other=alice&by=pair&from=2020")
    assert response.context["chosen"] == {"from": "2020", "reviewers": "bob,alice"}
    assert [group["name"] for group in response.context["groups"]] == ["Alice, Bob"]
    assert response.context["found"]["units"] == 3 and response.context["found"]["pairable"] == 2


def test_filter_that_cannot_be_meant_is_left_out(as_page, vera, judged):
    response = as_page(vera).get(f"{PAGE}?article=none&from=yesterday&one=bob&by=colour&round=7")
    assert (response.status_code, response.context["chosen"], response.context["by"]) == (200, {}, "")


def test_numbers_lead_to_their_claims(as_page, vera, judged):
    matrix = as_page(vera).get(PAGE).context["matrix"]
    cells = {cell["query"]: cell["pairs"] for row in matrix["rows"] for cell in row["cells"] if cell["pairs"]}
    assert cells["ratings=half-true%2Cfalse"] == 1
    response = as_page(vera).get(f"{PAGE}/claims?ratings=half-true%2Cfalse")
    assert [(each.claim.text, each.apart) for each in response.context["rows"]] == [("Two steps.", "Two steps apart.")]
    response = as_page(vera).get(f"{PAGE}/claims?agree=false")
    assert [each.claim.text for each in response.context["rows"]] == ["One outside.", "Two steps."]
    assert "Not on one scale: False, Misleading." in words(response)


@pytest.mark.parametrize(("period", "found"), [("month", "2024-01"), ("quarter", "2024-Q1"), ("year", "2024")])
def test_part_of_time_leads_to_itself(as_page, vera, make_round, alice, bob, period, found):
    make_round({alice: "true", bob: "true"}, round_fields={"revealed_at": "2024-01-26T10:00Z"})
    make_round({alice: "true", bob: "true"}, round_fields={"revealed_at": "2025-01-26T10:00Z"})
    first = as_page(vera).get(f"{PAGE}?by={period}").context["groups"][0]
    assert (first["name"], first["units"]) == (found, 1)
    assert as_page(vera).get(f"{PAGE}?{first['query']}").context["found"]["units"] == 1


def test_highlights_of_an_article_say_who_marked_them(as_page, alice, vera, make_claim):
    claim = make_claim("Bread costs more than last year.")
    article = claim.appearances.get().span.article
    as_page(vera).get(PAGE)
    run_pending()
    figures = as_page(vera).get(f"{PAGE}?article={article.uid}").context["figures"]
    assert figures[-1]["reason"] == "No article has highlights of two people."
    response = as_page(vera).get(f"{PAGE}/highlights?article={article.uid}")
    assert [(each["name"], each["others"]) for each in response.context["spans"]] == [("Alice", [])]
    assert as_page(vera).get(f"{PAGE}/highlights").status_code == 404


def test_highlights_of_the_desk_lead_to_their_articles(as_page, bob, vera, make_claim):
    article = make_claim("Bread costs more than last year.").appearances.get().span.article
    part = {"start": 0, "end": 5, "exact": "Bread"}
    highlight(article=article, version=article.versions.get(), actor=bob, fragments=[part])
    as_page(vera).get(PAGE)
    run_pending()
    figure = as_page(vera).get(f"{PAGE}?from=2024").context["figures"][-1]
    assert figure["units"] == 2
    assert '<a href="?from=2024&amp;by=article">2</a>' in as_page(vera).get(f"{PAGE}?from=2024").content.decode()


def test_table_can_be_taken_away(as_page, vera, judged):
    response = as_page(vera).get(f"{PAGE}.csv?by=pair")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(rows) == 3 * 6
    first = rows[0]
    assert (first["part"], first["coefficient"], first["units"], first["coverage"]) == (
        "",
        "percent_agreement",
        "3",
        "1.0",
    )
    assert float(first["value"]) == pytest.approx(1 / 3, abs=1e-6)
    assert rows[1]["value"] == "" and rows[1]["reason"].startswith("Cohen’s kappa compares two people")
    assert {row["part"] for row in rows[6:]} == {"Alice, Bob", "Alice, Carol"}


def test_name_that_a_spreadsheet_would_run_is_kept_as_words(as_page, vera, alice, make_round, bob):
    bob.name = "=1+1"
    bob.save()
    alice.name = "@a"
    alice.save()
    make_round({alice: "true", bob: "true"})
    rows = list(csv.DictReader(io.StringIO(as_page(vera).get(f"{PAGE}.csv?by=pair").content.decode())))
    assert rows[6]["part"] == "'@a, =1+1"


def test_page_takes_as_many_statements_for_one_review_as_for_five(as_page, vera, make_round, alice, bob, queries):
    visitor = as_page(vera)
    make_round({alice: "true", bob: "false"})
    visitor.get(PAGE)
    counts = []
    for _ in range(2):
        counts.append([queries(lambda p=path: visitor.get(p)) for path in (f"{PAGE}?by=pair", f"{PAGE}/claims")])
        for _ in range(4):
            make_round({alice: "true", bob: "false"})
    assert counts[0] == counts[1]

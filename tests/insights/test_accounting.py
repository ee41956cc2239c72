"""The desk accounts for a period: counts of what was published, in the order of the IFCN commitments."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.claims.models import Claim
from annotations.complaints.actions import complain, handle
from annotations.deskpages.actions import add_page, withdraw_page
from annotations.evidence.actions import add_evidence
from annotations.insights.accounting_tables import Days
from annotations.insights.serializers import AccountingOutput
from annotations.publishing.actions import correct, go_live, publish
from annotations.replies.actions import ask
from annotations.verdicts.models import Decision
from tests.cast import problem
from tests.making import make_claim, settle

YEAR = "from=2024&to=2024"


@pytest.fixture
def clock():
    with time_machine.travel("2024-03-01T10:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def check(desk, cast, clock):
    """`check("false", sources=3, days=2)`: a claim that was written down, judged after so many days, and published."""

    def made(rating="false", *, sources=2, days=2, asked=False, answered=False, text="The port was closed.", **fields):
        claim = make_claim(desk, cast.alice, text, **fields)
        for number in range(sources):
            add_evidence(
                claim=claim, actor=cast.bob, url=f"https://source{number}.example/{claim.uid}", stance="refutes"
            )
        add_evidence(
            claim=claim, actor=cast.bob, citation=f"MARKER {claim.uid}", stance="refutes", visibility="internal"
        )
        if asked:
            ask(claim=claim, actor=cast.alice, channel="mail", answer="No." if answered else None)
        clock.shift(days * 86400 + 60)
        settle(claim, cast.alice, cast.bob, cast.carol, rating=rating)
        claim.refresh_from_db()
        claim.project = desk
        publish(claim=claim, actor=cast.carol)
        return claim

    return made


@pytest.fixture
def tables(as_, vera):
    """`tables()["sources"]`: the rows of a table, as a viewer gets them."""

    def get(query=YEAR):
        found = as_(vera, scope="read").get(f"accounting?{query}").json()
        return {table["name"]: table["rows"] for section in found["sections"] for table in section["tables"]}

    return get


def test_period_without_work_says_what_is_missing(as_, vera, desk):
    found = as_(vera).get(f"accounting?{YEAR}").json()
    assert set(AccountingOutput(found).data) == set(found)
    assert (found["from"], found["to"], found["checks"], found["sample"]) == ("2024-01-01", "2024-12-31", 0, [])
    assert [section["name"] for section in found["sections"]] == [
        "nonpartisanship",
        "sources",
        "organization",
        "methodology",
        "corrections",
    ]
    assert found["sections"][3]["attach"] == [
        "A page on the method: it is not written yet.",
        "A page on the ratings: it is not written yet.",
    ]


def test_checks_are_counted_by_who_said_it_topic_and_rating(check, tables):
    mayor = {"name": "The mayor", "type": "person"}
    check("false", claimant=mayor, topics=["harbour", "money"])
    check("true", claimant=mayor, topics=["harbour"])
    check("false", text="Another.")
    found = tables()
    assert found["ratings"] == [["3", "1", "2"]]
    assert found["claimants"] == [["The mayor", "2", "1", "1"], ["Nobody named", "1", "0", "1"]]
    assert found["topics"] == [["harbour", "2", "1", "1"], ["No topic", "1", "0", "1"], ["money", "1", "0", "1"]]


def test_sources_replies_reviews_and_days_are_counted(check, tables):
    check(sources=2, days=0, asked=True)
    check(sources=2, days=2, asked=True, answered=True)
    waived = check(sources=3, days=40)
    waived.waived = {"right_of_reply": "They have died."}
    waived.save(update_fields=["waived"])
    found = tables()
    assert found["sources"] == [["2", "2"], ["3", "1"]]
    assert [row[1:] for row in found["replies"]] == [["2", "67 %"], ["1", "50 %"], ["1", "33 %"]]
    assert found["reviews"] == [["Reviews, blind", "3", "6"]]
    assert [row[1] for row in found["verdict"]] == ["1", "1", "0", "0", "0", "1"]


def test_days_are_whole_ones(check):
    check(days=2)
    rows = Decision.objects.filter(number=1).annotate(days=Days("created_at", "claim__created_at"))
    assert [row.days for row in rows] == [2]


def test_only_what_was_first_published_in_the_period_is_in_it(check, tables, clock, carol):
    claim = check()
    clock.move_to("2025-02-01T10:00:00Z")
    correct(claim=claim, actor=carol, kind="fix", reason="A typing error.", headline="Other")
    before, after = tables(), tables("from=2025&to=2025")
    assert (before["ratings"], before["corrected_checks"]) == ([["1", "1"]], [])
    assert (after["ratings"], after["corrections"][1]) == ([], ["Factual fix", "1"])
    assert after["corrected_checks"] == [["2025-02-01", claim.text, "Factual fix", "A typing error."]]
    assert after["corrected"][-1][1] == "1"


def test_complaints_count_by_outcome_with_the_time_to_answer(check, tables, desk, carol, clock):
    claim = check()
    made = [complain(project=desk, claim=claim.uid, text=f"Wrong {number}.") for number in range(2)]
    made[0].project = desk
    clock.shift(2 * 86400)
    handle(complaint=made[0], actor=carol, answer="It was not.", outcome="unfounded")
    found = tables()
    assert [row[1] for row in found["complaints"]] == ["0", "0", "1", "0", "1"]
    assert [row[1] for row in found["answered"]] == ["0", "1", "0", "0", "0", "0"]
    assert "Wrong" not in str(found)


def test_pages_stand_as_they_stood_at_the_end(as_, vera, desk, carol, clock):
    add_page(project=desk, actor=carol, name="method", title="How we work", text="A.")
    clock.move_to("2025-02-01T10:00:00Z")
    add_page(project=desk, actor=carol, name="method", title="How we work now", text="B.", base=1)

    def method(query):
        return as_(vera).get(f"accounting?{query}").json()["sections"][3]["tables"][0]["rows"]

    about = "http://127.0.0.1:8000/public/desk/about/method"
    assert method(YEAR) == [["How we work", "1", "2024-03-01", f"{about}/1"]]
    assert method("from=2025&to=2025") == [["How we work now", "2", "2025-02-01", f"{about}/2"]]
    clock.move_to("2026-02-01T10:00:00Z")
    withdraw_page(project=desk, actor=carol, name="method", base=2)
    assert method("from=2026&to=2026") == []


def test_sample_is_the_same_for_the_same_seed(check, as_, vera):
    for _ in range(12):
        check(days=0)
    drawn = [
        [each["id"] for each in as_(vera).get(f"accounting?{YEAR}{more}").json()["sample"]]
        for more in ("", "", "&seed=7")
    ]
    assert (len(drawn[0]), drawn[0] == drawn[1], drawn[0] == drawn[2]) == (10, True, False)
    found = as_(vera).get(f"accounting?{YEAR}").json()
    each = found["sample"][0]
    assert (found["seed"], len(each["sources"]), [told["kind"] for told in each["history"]]) == (
        "desk 2024-01-01 2024-12-31",
        2,
        ["first"],
    )
    assert "MARKER" not in str(found)


def test_check_that_waited_for_its_embargo_has_its_whole_history_in_the_sample(check, clock, as_, vera, desk, cast):
    claim = make_claim(desk, cast.alice)
    add_evidence(claim=claim, actor=cast.bob, url="https://source.example/1", stance="refutes")
    settle(claim, cast.alice, cast.bob, cast.carol)
    Claim.objects.filter(pk=claim.pk).update(status="approved")
    claim.refresh_from_db()
    made = publish(claim=claim, actor=cast.carol, embargo_until=timezone.now() + timedelta(hours=1))
    clock.shift(2 * 3600)
    go_live({"publication": made.pk})
    (found,) = as_(vera).get(f"accounting?{YEAR}").json()["sample"]
    assert [each["kind"] for each in found["history"]] == ["first"]


def test_withdrawn_check_stays_in_the_sample_with_its_history(check, as_, vera, desk, carol):
    claim = check()
    correct(claim=claim, actor=carol, kind="void", reason="The document is forged.")
    (found,) = as_(vera).get(f"accounting?{YEAR}").json()["sample"]
    assert [(each["kind"], each["reason"]) for each in found["history"]][1:] == [("void", "The document is forged.")]
    page = Client()
    page.force_login(vera)
    for address in ("accounting", "accounting.csv"):
        answer = page.get(f"/d/desk/reports/{address}?{YEAR}")
        assert (answer.status_code, "The document is forged." in answer.content.decode()) == (200, True)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("query", "pointer"), [("from=x", "?from"), ("to=2024-02-31", "?to"), ("from=2025&to=2024", "?to")]
)
def test_period_that_cannot_be_meant_is_refused(as_, vera, query, pointer):
    assert problem(as_(vera).get(f"accounting?{query}")) == (400, [pointer])
    client = Client()
    client.force_login(vera)
    answer = client.get(f"/d/desk/reports/accounting?{query}")
    assert (answer.status_code, 'aria-invalid="true"' in answer.content.decode()) == (400, True)


def test_strangers_find_nothing(as_, eve):
    assert as_(eve).get("accounting").status_code == 404
    client = Client()
    client.force_login(eve)
    assert {client.get(f"/d/desk/reports/{path}").status_code for path in ("accounting", "accounting.csv")} == {404}


def test_table_of_a_period_that_cannot_be_meant_leads_to_the_page_that_says_so(vera, desk):
    client = Client()
    client.force_login(vera)
    answer = client.get("/d/desk/reports/accounting.csv?from=x&to=2024", follow=True)
    assert answer.redirect_chain == [("/d/desk/reports/accounting?from=x&to=2024&seed=", 302)]
    assert answer.status_code == 400


def test_page_and_table_say_the_same(check, vera):
    check("false", claimant={"name": "=The mayor", "type": "person"}, topics=["harbour"])
    client = Client()
    client.force_login(vera)
    page = client.get(f"/d/desk/reports/accounting?{YEAR}").content.decode()
    for words in ("1. Nonpartisanship", "The port was closed.", "desk 2024-01-01 2024-12-31", "To attach by hand"):
        assert words in page
    answer = client.get(f"/d/desk/reports/accounting.csv?{YEAR}")
    lines = list(csv.reader(io.StringIO(answer.content.decode())))
    assert lines[0] == ["The desk", "2024-01-01", "2024-12-31", "Fact-checks", "1"]
    # A name that a spreadsheet would run is disarmed.
    assert ["", "'=The mayor", "1", "1"] in lines
    assert "MARKER" not in page + answer.content.decode()


def test_number_of_statements_stays(check, as_, vera):
    caller, counts = as_(vera), []
    for _ in range(3):
        check(topics=["harbour"])
        with CaptureQueriesContext(connection) as run:
            caller.get(f"accounting?{YEAR}")
        counts.append(len(run))
    assert counts[0] == counts[1] == counts[2]

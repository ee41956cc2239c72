"""The page on which an editor settles: everything side by side once the verdicts are open, nothing before."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.evidence.actions import add_evidence
from annotations.verdicts.models import Round
from tests.making import make_claim, settle, submit


@pytest.fixture
def claim(desk, alice, bob):
    made = make_claim(desk, alice)
    for number in (1, 2, 3):
        add_evidence(claim=made, actor=bob, url=f"https://s{number}.example.org/", stance="supports")
    return made


@pytest.fixture
def page(desk, claim):
    """`page(user)` gives the answer; `page(user, "")` the claim's own page."""

    def get(user, name="/settle"):
        client = Client()
        client.force_login(user)
        return client.get(f"/d/{desk.slug}/claims/{claim.uid}{name}")

    return get


def words(answer):
    """The text of a page, its spaces collapsed."""
    html = re.sub(r"<(script|template).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_sealed_verdicts_are_not_to_be_settled(page, alice, carol, claim):
    submit(claim, alice, "false", "MARKER")
    answer = page(carol)
    assert (answer.status_code, answer["Location"]) == (302, f"/d/desk/claims/{claim.uid}")


def test_page_says_how_open_verdicts_differ(page, alice, bob, carol, claim):
    submit(claim, alice, "false", "The log [1] and the press [2].")
    submit(claim, bob, "half-true", "The log says so [1].")
    answer = page(carol)
    assert answer.status_code == 200
    shown = words(answer)
    for sentence in (
        "Two steps apart. That is further apart than agrees by itself.",
        "Half true: Bob .",
        "False: Alice .",
        "All rest on source [1] .",
        "Only Alice names source [2] .",
        "Nobody names source [3] .",
    ):
        assert sentence in shown
    html = answer.content.decode()
    assert [html.count(f'id="{part}"') for part in ("round", "evidence", "decision")] == [1, 1, 1]
    assert html.count('data-act="dissent-take"') == 2
    assert "data-settles" in html


def test_reader_who_cannot_settle_sees_it_without_the_form(page, alice, bob, vera, claim):
    submit(claim, alice, "false")
    submit(claim, bob, "half-true")
    html = page(vera).content.decode()
    assert "data-settles" not in html
    assert "dissent-take" not in html


def test_source_that_nobody_could_know_is_marked(page, as_, alice, bob, carol, claim):
    late = {"url": "https://late.example.org/", "published_on": "2024-04", "stance": "refutes"}
    as_(alice).patch(f"claims/{claim.uid}", {"claimed_on": "2024-03-05"}, etag="*")
    assert as_(bob).post(f"claims/{claim.uid}/evidence", late).json()["after_claim"] is True
    submit(claim, alice, "false")
    submit(claim, bob, "true")
    assert "Dated after the claim: source [4] ." in words(page(carol))
    html = page(carol, "").content.decode()
    assert html.count("Nobody could know it when the claim was made.") == 1


def test_two_in_the_middle_are_offered(page, alice, bob, carol, claim):
    Round.objects.filter(claim=claim).update(tolerance=1)
    submit(claim, alice, "false")
    submit(claim, bob, "mostly-false")
    html = page(carol).content.decode()
    assert "with two in the middle, of which an editor picks one: Mostly false or False." in html
    assert '<option value="agreement" selected>' in html


def test_reviewer_sees_what_was_decided_beside_what_they_said(page, alice, bob, carol, vera, claim):
    settle(claim, alice, bob, carol, rating="false", explanation="Because of the log.")
    shown = words(page(alice, ""))
    assert "You said F False Two logs say so. The desk decided · As you said." in shown
    assert "Because of the log." in shown
    assert "You said" not in words(page(vera, ""))


def test_rating_that_settled_by_itself_says_so(page, alice, bob, carol, claim):
    submit(claim, alice)
    submit(claim, bob)
    shown = words(page(carol, ""))
    assert "settled by agreement" in shown
    assert "All verdicts of the review agree. Nobody has written why yet." in shown
    assert "Write why" in shown
    assert "Factcheck set the desk rating to True: the verdicts agree" in shown


def test_number_of_queries_stays(page, alice, bob, carol, claim):
    Round.objects.filter(claim=claim).update(required=3)
    submit(claim, alice, "false")
    submit(claim, bob, "true")
    submit(claim, carol, "half-true")
    page(carol)
    with CaptureQueriesContext(connection) as one:
        page(carol)
    for number in (4, 5):
        add_evidence(claim=claim, actor=bob, url=f"https://s{number}.example.org/", stance="refutes")
    with CaptureQueriesContext(connection) as more:
        page(carol)
    assert len(more) == len(one)

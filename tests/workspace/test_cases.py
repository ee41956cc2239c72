"""While somebody rates: how the desk rated the like, decided claims alone, and what is usual there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.making import make_claim, settle, submit

MAYOR = {"name": "The mayor", "type": "person"}


@pytest.fixture
def decide(desk, alice, bob, carol):
    """Makes a claim on which the desk has decided."""

    def make(text, rating, **fields):
        made = make_claim(desk, alice, text, **fields)
        settle(made, alice, bob, carol, rating=rating)
        return made

    return make


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice, "The bridge was closed for three days in March.", claimant=MAYOR)


@pytest.fixture
def page(desk, claim):
    def get(user, name=""):
        client = Client()
        client.force_login(user)
        return client.get(f"/d/{desk.slug}/claims/{claim.uid}{name}").content.decode()

    return get


def cases(html):
    """`(texts of the panel's claims, what is usual)`."""
    panel = re.search(r'<details class="cases".*?</details>', html, re.S)
    found = re.findall(r'class="said" href="[^"]*"[^>]*>([^<]*)</a>', panel[0]) if panel else []
    usual = re.search(r'data-usual="([^"]*)"', html)
    return found, usual and usual[1].split()


def test_nothing_decided_is_nothing_to_show(page, desk, alice, bob):
    other = make_claim(desk, alice, "The bridge was closed for two days in March.", claimant=MAYOR)
    submit(other, alice, "false", "MARKER")
    assert cases(page(bob)) == ([], [])
    assert "MARKER" not in page(bob)


def test_claims_that_say_the_same_tell_what_is_usual(page, decide, bob):
    decide("The bridge was closed for four days in March.", "false")
    decide("Taxes fell.", "true", claimant=MAYOR)
    html = page(bob)
    assert cases(html) == (["The bridge was closed for four days in March.", "Taxes fell."], ["false"])
    assert [html.count(words) for words in ("says nearly the same", "said by the same")] == [1, 1]
    # Each rating with what it means.
    assert html.count("Not accurate.") >= 1


def test_same_claimants_ratings_are_usual_once_there_are_three(page, decide, bob):
    decide("Taxes fell.", "true", claimant=MAYOR)
    decide("Rents rose by half.", "half-true", claimant=MAYOR)
    assert cases(page(bob))[1] == []
    decide("Nobody left the town.", "half-true", claimant=MAYOR)
    found, usual = cases(page(bob))
    assert (found, usual) == (["Nobody left the town.", "Rents rose by half.", "Taxes fell."], ["half-true", "true"])


def test_panel_is_for_whoever_rates(page, decide, claim, alice, bob, carol, vera):
    decide("Taxes fell.", "true", claimant=MAYOR)
    assert [bool(cases(page(who))[0]) for who in (bob, vera)] == [True, False]
    submit(claim, alice, "true", departure="New numbers are in.")
    submit(claim, bob, "false")
    # Then for the editor who settles it, who sees why it was rated otherwise.
    html = page(carol, "/settle")
    assert cases(html)[0] == ["Taxes fell."]
    assert html.count("New numbers are in.") == 1


def test_verdict_records_that_the_like_was_rated_otherwise(page, decide, claim, alice, bob, carol, as_):
    decide("The bridge was closed for four days in March.", "false")
    unusual, usual = submit(claim, alice, "true"), submit(claim, bob, "false")
    assert (unusual.unusual, usual.unusual) == (True, False)
    shown = {
        row["reviewer"]: row["unusual"] for row in as_(carol).get(f"claims/{claim.uid}/verdicts").json()["results"]
    }
    assert shown == {"alice": True, "bob": False}
    assert page(carol, "/settle").count("no reason is given") == 1


def test_number_of_queries_stays(page, decide, bob):
    counts = []
    for number in range(3):
        decide(f"Something else, number {number}.", "true", claimant=MAYOR)
        with CaptureQueriesContext(connection) as asked:
            page(bob)
        counts.append(len(asked))
    assert counts[1] == counts[2]

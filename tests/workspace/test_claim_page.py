"""The page of a claim and its card: who sees what, sealed until the reveal, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.claims.models import Claim

TEXT = "The aircraft was carrying 65 prisoners of war."
ARTICLE = "First paragraph.\nThe aircraft was carrying 65 prisoners of war, the ministry said.\nLast one."


@pytest.fixture
def claim(as_, alice):
    """A claim by alice, with its passage in an article."""
    article = as_(alice).post(
        "articles", {"title": "Two accounts", "text": ARTICLE, "language": "en", "publisher": "The Courier"}
    )
    assert article.status_code == 201, article.content
    start = ARTICLE.index("The aircraft")
    exact = "The aircraft was carrying 65 prisoners of war"
    span = as_(alice).post(
        f"articles/{article.json()['id']}/spans",
        {"version": 1, "start": start, "end": start + len(exact), "exact": exact},
    )
    assert span.status_code == 201, span.content
    answer = as_(alice).post(
        "claims",
        {
            "text": TEXT,
            "language": "en",
            "claimant": {"name": "The ministry", "type": "organization"},
            "claimed_on": "2024-01",
            "spans": [span.json()["id"]],
        },
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.fixture
def page(desk):
    """`page(user)` gives the answer to a GET of the page; `page(user, claim, card=True)` of the card."""

    def get(user, claim, card=False):
        client = Client()
        if user is not None:
            client.force_login(user)
        return client.get(f"/d/{desk.slug}/claims/{claim['id']}{'/card' if card else ''}")

    return get


def add_evidence(caller, claim, number=1, **fields):
    answer = caller.post(
        f"claims/{claim['id']}/evidence",
        {
            "url": f"https://site{number}.example/a",
            "title": f"Report {number}",
            "stance": "refutes",
            "quote": f"Quote {number}",
        }
        | fields,
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_page_and_card_show_the_parts_in_order(page, as_, alice, bob, claim):
    add_evidence(as_(bob), claim)
    for card in (False, True):
        answer = page(alice, claim, card)
        assert answer.status_code == 200
        html = answer.content.decode()
        found = [
            html.index(f'id="{name}"') for name in ("passages", "priors", "evidence", "verdict", "round", "history")
        ]
        assert found == sorted(found)
        assert "The aircraft was carrying 65 prisoners of war" in html
        assert "paragraph 2" in html
        assert "Quote 1" in html
        assert answer["Changes-Head"]


def test_stranger_gets_404_and_nobody_is_sent_to_sign_in(page, eve, claim):
    assert page(eve, claim).status_code == 404
    assert page(eve, claim, card=True).status_code == 404
    assert page(None, claim).status_code == 302


def test_unknown_claim_is_404(page, alice):
    assert page(alice, {"id": "nothing-like-this"}).status_code == 404


def test_deleted_claim_is_410_with_restore_for_those_who_may_write(page, as_, alice, vera, claim):
    row = Claim.objects.get(uid=claim["id"])
    assert as_(alice).delete(f"claims/{claim['id']}", etag=f'"{row.revision}"').status_code == 204
    answer = page(alice, claim)
    assert answer.status_code == 410
    assert 'data-act="claim-restore"' in answer.content.decode()
    assert page(vera, claim).status_code == 410
    assert 'data-act="claim-restore"' not in page(vera, claim).content.decode()


@pytest.mark.parametrize("card", [False, True])
def test_query_count_is_the_same_for_one_row_and_for_three(page, as_, alice, bob, carol, claim, card):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert page(alice, claim, card).status_code == 200
        return len(queries)

    add_evidence(as_(bob), claim, 1)
    page(alice, claim, card)
    one = count()
    add_evidence(as_(bob), claim, 2)
    add_evidence(as_(carol), claim, 3)
    assert count() == one

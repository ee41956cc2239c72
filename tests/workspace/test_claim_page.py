"""The page of a claim and its card: who sees what, sealed until the reveal, in a fixed number of queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.claims.models import Claim
from annotations.ratings.models import Rating
from annotations.verdicts.models import Verdict

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


def test_history_says_whether_the_terms_or_the_people_were_changed(page, as_, carol, claim):
    path = f"claims/{claim['id']}/rounds/1"
    as_(carol).patch(path, {"tolerance": 1})
    html = page(carol, claim).content.decode()
    assert ("changed a round of verdicts" in html, "changed who is asked" in html) == (True, False)
    as_(carol).patch(path, {"asked": ["alice"]})
    assert "changed who is asked" in page(carol, claim).content.decode()


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


def verdict(caller, claim, rating="true", status="submitted", explanation="Because.", **more):
    body = {"rating": rating, "explanation": explanation, "confidence": 5, "status": status} | more
    answer = caller.put(f"claims/{claim['id']}/verdict", body)
    assert answer.status_code in (200, 201), answer.content


def decide(caller, claim, rating="half-true"):
    """Settles it, whether or not it has settled by itself already."""
    there = caller.get(f"claims/{claim['id']}/decision")
    body = {"rating": rating, "explanation": "So.", "method": "adjudication"}
    etag = there["ETag"] if there.status_code == 200 else None
    answer = caller.put(f"claims/{claim['id']}/decision", body, etag=etag)
    assert answer.status_code in (200, 201), answer.content


def html(answer):
    """The page without what differs at every request."""
    assert answer.status_code == 200
    text = re.sub(r'name="csrf-token" content="[^"]*"', "", answer.content.decode())
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


@pytest.mark.parametrize("card", [False, True])
def test_a_draft_changes_nothing_for_anybody_else(page, as_, alice, bob, carol, dave, vera, claim, card):
    before = {user: html(page(user, claim, card)) for user in (bob, carol, dave, vera)}
    verdict(as_(alice), claim, "false", "draft", "Sealed words")
    assert {user: html(page(user, claim, card)) for user in before} == before
    assert "Sealed words" in html(page(alice, claim, card))


@pytest.mark.parametrize("card", [False, True])
def test_what_was_submitted_makes_no_difference_to_what_others_see(
    page, as_, alice, bob, carol, dave, vera, claim, card
):
    """The same moment with another rating, other words and another confidence looks the same, byte for byte."""
    verdict(as_(alice), claim, "true", explanation="Short.")
    first = {user: html(page(user, claim, card)) for user in (bob, carol, dave, vera)}
    Verdict.objects.update(
        rating=Rating.objects.get(slug="misleading"), explanation="Quite another explanation, longer.", confidence=1
    )
    assert {user: html(page(user, claim, card)) for user in first} == first
    assert "Quite another explanation" in html(page(alice, claim, card))


def test_after_the_reveal_every_member_reads_all_and_the_distance_in_words(page, as_, alice, bob, vera, claim):
    verdict(as_(alice), claim, "mostly-true", explanation="First reasons.")
    verdict(as_(bob), claim, "mostly-false", explanation="Other reasons.")
    for user in (alice, bob, vera):
        shown = html(page(user, claim))
        assert "Two steps apart." in shown
        assert "First reasons." in shown
        assert "Other reasons." in shown


def test_a_viewer_gets_no_form_and_no_button(page, as_, alice, vera, claim):
    add_evidence(as_(alice), claim)
    for card in (False, True):
        shown = html(page(vera, claim, card))
        assert "You may read, not write" in shown
        assert re.findall(r"data-act=|data-verdict-form|<template data-form", shown) == []


def test_a_reviewer_deletes_only_ones_own_evidence(page, as_, alice, bob, carol, claim):
    add_evidence(as_(bob), claim)
    found = {user.username: 'data-act="evidence-delete"' in html(page(user, claim)) for user in (alice, bob, carol)}
    assert found == {"alice": False, "bob": True, "carol": True}


def test_a_declined_claim_says_why_and_asks_for_nothing(page, as_, alice, carol, claim):
    answer = as_(carol).post(f"claims/{claim['id']}/transitions", {"to": "declined", "reason": "An opinion."})
    assert answer.status_code == 200, answer.content
    shown = html(page(alice, claim))
    assert "Not checking." in shown
    assert "An opinion." in shown
    assert "data-verdict-form" not in shown
    assert 'data-act="claim-accept"' not in shown
    assert 'data-act="claim-accept"' in html(page(carol, claim))


def test_explorer_link_carries_the_sentence_as_one_segment(page, as_, alice):
    claim = as_(alice).post("claims", {"text": "Half/half? 50 % & more #1"}).json()
    link = "https://toolbox.google.com/factcheck/explorer/search/Half%2Fhalf%3F%2050%20%25%20%26%20more%20%231"
    assert f'href="{link}"' in html(page(alice, claim))


def test_prior_checks_are_settled_claims_that_say_the_same(page, as_, alice, bob, carol, claim):
    prior = as_(bob).post("claims", {"text": "The aircraft was carrying 65 prisoners."}).json()
    assert 'class="prior"' not in html(page(alice, claim))
    verdict(as_(alice), prior, "false")
    verdict(as_(bob), prior, "false")
    decide(as_(carol), prior, "false")
    shown = html(page(alice, claim))
    assert f'href="/d/desk/claims/{prior["id"]}"' in shown
    assert '<span class="visually-hidden">False: </span>' in shown


def test_next_is_the_next_claim_of_the_article_that_waits_for_me(page, as_, alice, bob, carol, claim):
    def waiting(user, at=claim):
        found = re.search(r'data-next="([^"]*)" data-next-article="([^"]*)"', html(page(user, at)))
        return found.groups()

    assert waiting(alice) == ("", "")
    elsewhere = as_(bob).post("claims", {"text": "Elsewhere."}).json()
    assert waiting(alice) == (elsewhere["id"], "")
    article = claim["spans"][0]["article"]
    exact = "Last one."
    start = ARTICLE.index(exact)
    body = {"version": 1, "start": start, "end": start + len(exact), "exact": exact}
    span = as_(bob).post(f"articles/{article}/spans", body).json()
    after = as_(bob).post("claims", {"text": "It was the last one.", "spans": [span["id"]]}).json()
    assert waiting(alice) == (after["id"], article)
    # Where somebody else is asked, it does not wait for me; what I have given neither.
    as_(carol).patch(f"claims/{after['id']}/rounds/1", {"asked": ["bob"]})
    assert waiting(alice) == (elsewhere["id"], "")
    assert waiting(bob) == (after["id"], article)
    verdict(as_(alice), elsewhere)
    assert waiting(alice) == ("", "")


@pytest.mark.parametrize("card", [False, True])
def test_query_count_is_the_same_for_one_row_and_for_three(page, as_, alice, bob, carol, dave, claim, card):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert page(alice, claim, card).status_code == 200
        return len(queries)

    path = f"claims/{claim['id']}"

    def one_more(number):
        add_evidence(as_(bob), claim, number)
        exact = "First paragraph."
        body = {"version": 1, "start": 0, "end": len(exact), "exact": exact, "claims": [claim["id"]]}
        assert as_(bob).post(f"articles/{claim['spans'][0]['article']}/spans", body).status_code == 201
        assert (
            as_(bob).post(f"{path}/appearances", {"url": f"https://post.example/{number}", "platform": "X"}).status_code
            == 201
        )
        similar = as_(bob).post("claims", {"text": f"The aircraft was carrying {number} prisoners of war."}).json()
        for each in (similar, claim):
            verdict(as_(bob), each)
            verdict(as_(carol), each, "false")
            decide(as_(carol), each)
        assert as_(carol).post(f"{path}/rounds", {"asked": ["alice", "bob"]}).status_code == 201

    one_more(1)
    page(alice, claim, card)
    one = count()
    one_more(2)
    one_more(3)
    assert count() == one


def test_sealed_row_says_whose_verdict_is_awaited_by_when(as_, alice, carol, claim, page):
    as_(carol).post("assignments", {"claim": claim["id"], "assignee": "bob", "due_on": "2030-05-04"})
    verdict = {"rating": "true", "explanation": "Two logs say so.", "status": "submitted"}
    assert as_(alice).put(f"claims/{claim['id']}/verdict", verdict).status_code == 201
    html = page(alice, claim).content.decode()
    assert "Waiting for 1 (<bdi>Bob</bdi>, due Sat 4 May)." in html

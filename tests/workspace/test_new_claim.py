"""The form for a claim that was seen outside our articles."""

import uuid

import pytest

from annotations.claims.models import Appearance, Claim
from annotations.verdicts.models import Round

POST = {
    "text": "Bread costs more than last year.",
    "original_quote": "Bread!\r\nSo dear!",
    "speaker": "The Minister",
    "speaker_type": "person",
    "claimed_on": "2024-01",
    "location": "Kyiv",
    "language": "uk",
    "topics": "food, prices",
    "priority": "high",
    "platform": "Telegram",
    "url": "https://t.me/x/1",
    "posted_at": "2024-01-26T10:05:00Z",
    "transcript": "Bread! So dear!",
    "at_seconds": "75",
    "reach": "12000",
    "archive_url": "",
}


def test_claim_is_made_with_all_that_was_written(alice, as_page):
    response = as_page(alice).post("claims/new", POST)
    claim, post = Claim.objects.get(), Appearance.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/d/desk/claims/{claim.uid}")
    names = ("text", "original_quote", "claimed_on", "location", "language", "topics", "priority", "source_url")
    assert [getattr(claim, name) for name in names] == [
        "Bread costs more than last year.",
        "Bread!\nSo dear!",
        "2024-01",
        "Kyiv",
        "uk",
        ["food", "prices"],
        "high",
        "https://t.me/x/1",
    ]
    assert (claim.claimant.name, claim.claimant.type) == ("The Minister", "person")
    assert (post.platform, post.at_seconds, post.reach, post.archive_url) == ("Telegram", 75, 12000, None)
    assert Round.objects.get(claim=claim).opened_at is None


def test_claim_needs_nothing_but_its_sentence(alice, as_page):
    as_page(alice).post("claims/new", {"text": "Bread costs more."})
    assert (Claim.objects.get().text, Appearance.objects.count()) == ("Bread costs more.", 0)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  "}, "text"),
        ({"claimed_on": "yesterday"}, "claimed_on"),
        ({"platform": ""}, "platform"),
        ({"posted_at": "soon"}, "posted_at"),
        ({"at_seconds": "a minute"}, "at_seconds"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"speaker": "x" * 301}, "speaker"),
        ({"speaker_type": "robot"}, "speaker_type"),
        ({"priority": "huge"}, "priority"),
    ],
)
def test_problem_stands_at_its_field_and_nothing_is_written(change, field, alice, as_page, head):
    before = head()
    response = as_page(alice).post("claims/new", POST | change)
    assert (response.status_code, next(iter(response.context["form"].problems))) == (400, field)
    assert (Claim.objects.count(), head()) == (0, before)


def test_script_gets_json(alice, as_page):
    visitor, ask = as_page(alice), {"headers": {"Accept": "application/json"}}
    wrong = visitor.post("claims/new", {"text": ""}, **ask)
    assert (wrong.status_code, list(wrong.json()["problems"]), wrong.json()["refusal"]) == (400, ["text"], "")
    right = visitor.post("claims/new", {"text": "Bread costs more."}, **ask)
    assert (right.status_code, right.json()["href"]) == (201, f"/d/desk/claims/{Claim.objects.get().uid}")


def test_form_sent_twice_makes_one_claim(alice, as_page):
    form = {"text": "Bread costs more.", "id": str(uuid.uuid4())}
    first, second = as_page(alice).post("claims/new", form), as_page(alice).post("claims/new", form)
    assert (first.status_code, second.status_code, Claim.objects.count()) == (302, 400, 1)


def test_form_offers_the_speakers_of_the_desk(alice, as_page):
    as_page(alice).post("claims/new", POST)
    assert list(as_page(alice).get("claims/new").context["speakers"]) == ["The Minister"]

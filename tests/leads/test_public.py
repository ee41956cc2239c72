"""The public way in: off by default, throttled, without a session."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from annotations.claims.models import Claim
from annotations.leads.models import Lead, Sighting
from annotations.leads.taking import split_pasted
from annotations.teams.actions import edit_desk
from tests.cast import problem

API, PAGE = "/api/v1/public/desk/leads", "/public/desk/leads"


@pytest.fixture
def on(desk, dave):
    edit_desk(project=desk, actor=dave, settings={"lead_form": True})
    cache.clear()


def post(body, **more):
    return Client(enforce_csrf_checks=True).post(API, json.dumps(body), content_type="application/json", **more)


def fill(**fields):
    return Client(enforce_csrf_checks=True).post(PAGE, fields)


def test_everything_is_404_until_the_desk_switches_it_on(desk):
    assert problem(post({"text": "A sentence."}))[0] == 404
    assert (Client().get(PAGE).status_code, fill(what="A sentence.").status_code) == (404, 404)
    assert problem(Client().post("/api/v1/public/none/leads", "{}", content_type="application/json"))[0] == 404
    assert Lead.objects.count() == 0


def test_stranger_sends_a_lead_without_account_session_or_token(on, as_, vera, log, head):
    before = head()
    answer = post({"text": "The bridge was closed.", "name": "A reader", "contact": "reader@example.org"})
    assert (answer.status_code, answer.json()) == (201, {"received": True})
    assert (answer.cookies, "Cookie" in answer.get("Vary", "")) == ({}, False)
    (row,) = as_(vera).get("leads").json()["results"]
    assert (row["text"], row["status"], row["sightings"][0]["name"]) == ("The bridge was closed.", "new", "A reader")
    assert (row["sightings"][0]["channel"], row["sightings"][0]["username"]) == ("form", None)
    assert log(before) == [("visitor", "create", "lead", row["id"])]
    assert Claim.objects.count() == 0


def test_log_does_not_keep_who_a_stranger_says_to_be(on, desk):
    post({"text": "The bridge was closed.", "name": "A reader", "contact": "reader@example.org", "note": "PRIVATE"})
    assert [word in str(desk.changes.order_by("-seq").first().data) for word in ("reader", "PRIVATE")] == [False, False]


def test_robot_that_fills_in_everything_gets_thanks_and_leaves_nothing(on):
    assert post({"text": "Buy now.", "website": "https://spam.example.org"}).status_code == 201
    assert fill(what="Buy now.", website="https://spam.example.org").status_code == 200
    assert Lead.objects.count() == 0


def test_one_address_sends_ten_an_hour(on):
    assert [post({"text": f"Sentence {n}."}).status_code for n in range(11)] == [201] * 10 + [429]
    refused = post({"text": "More."})
    assert (problem(refused)[0], refused["Retry-After"]) == (429, "3600")
    assert fill(what="More.").status_code == 429
    assert post({"text": "From elsewhere."}, REMOTE_ADDR="198.51.100.7").status_code == 201
    assert Lead.objects.count() == 11


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"), [({}, "/text"), ({"url": "x"}, "/url"), ({"text": "A", "id": "x"}, "/id")]
)
def test_bad_input_names_the_field(on, body, pointer):
    assert problem(post(body)) == (400, [pointer])


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_nothing_can_be_read_or_changed_there(on, method):
    assert problem(getattr(Client(), method)(API))[0] == 405


def test_page_needs_no_script_and_touches_no_session(on):
    answer = Client().get(PAGE)
    html = answer.content.decode()
    assert [word in html for word in ("<script", "csrf", 'name="what"')] == [False, False, True]
    assert (answer.cookies, "Cookie" in answer.get("Vary", "")) == ({}, False)
    sent = fill(what="Look: https://news.example.org/bridge, please. The bridge was closed for three days.", name="Ann")
    assert (sent.status_code, sent.cookies, "Thank you" in sent.content.decode()) == (200, {}, True)
    lead = Lead.objects.get()
    assert (lead.url, lead.text) == (
        "https://news.example.org/bridge",
        "Look: , please. The bridge was closed for three days.",
    )
    assert Sighting.objects.get().name == "Ann"


def test_page_shows_what_is_wrong_beside_what_was_typed(on):
    answer = fill(what=" ", note="<b>Why</b>")
    assert answer.status_code == 400
    html = answer.content.decode()
    assert ("Send a text or a link." in html, "&lt;b&gt;Why&lt;/b&gt;" in html) == (True, True)


def test_the_same_again_counts_up_for_strangers_too(on, as_, alice):
    as_(alice).post("leads", {"text": "The bridge was closed."})
    post({"text": "the bridge was closed."})
    assert Lead.objects.get().seen == 2


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("https://news.example.org/a", (None, "https://news.example.org/a")),
        ("see https://news.example.org/a.", (None, "https://news.example.org/a")),
        ("A whole sentence. https://news.example.org/a", ("A whole sentence.", "https://news.example.org/a")),
        ("A whole sentence.", ("A whole sentence.", None)),
        ("  ", (None, None)),
        ("http:// is no link", ("http:// is no link", None)),
    ],
)
def test_pasted_link_and_text_are_told_apart(pasted, expected):
    assert split_pasted(pasted) == expected

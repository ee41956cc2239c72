"""Complaints: taken in from anybody, answered by one, confirmed by another; who sent them only the desk knows."""

import json

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from annotations.changes.models import Change
from annotations.complaints.actions import complain, handle
from annotations.complaints.models import Complaint
from annotations.errors import Conflict, Invalid
from annotations.jobs.worker import run_pending
from annotations.notifications.models import Notification
from annotations.publishing.actions import correct, publish
from tests.cast import problem
from tests.making import make_claim
from tests.publishing.conftest import claim, sourced

__all__ = ["claim", "sourced"]


@pytest.fixture
def page(claim, carol):
    publish(claim=claim, actor=carol)
    cache.clear()
    return f"/public/desk/factchecks/{claim.uid}/mistake"


@pytest.fixture
def made(desk, page, claim):
    found = complain(
        project=desk, claim=claim.uid, text="TEXTMARK", sentence="SENTENCE", name="NAMEMARK", contact="m@example.org"
    )
    found.project = desk
    return found


def send(page, **fields):
    return Client(enforce_csrf_checks=True).post(page, fields)


def test_stranger_tells_of_a_mistake_without_account_and_reads_thanks(page, claim, log, head):
    before = head()
    assert send(page, text="").status_code == 400
    answer = send(page, text="It was two days.\r\nSee the log.", sentence="Three days", name="A reader", website="")
    assert (answer.status_code, dict(answer.cookies), answer["Cache-Control"]) == (200, {}, "no-store")
    row = Complaint.objects.get()
    assert (row.text, row.sentence, row.name, row.number) == (
        "It was two days.\nSee the log.",
        "Three days",
        "A reader",
        1,
    )
    assert log(before) == [("visitor", "create", "complaint", row.uid)]


def test_robots_leave_nothing_and_one_address_sends_ten_an_hour(page):
    assert send(page, text="Buy.", website="https://spam.example").status_code == 200
    assert Complaint.objects.count() == 0
    assert [send(page, text=f"No {n}.").status_code for n in range(10)] == [200] * 9 + [429]


def test_hostile_words_and_bad_input_stay_words(page, as_, carol):
    nasty = '"><script>alert(1)</script>'
    shown = send(page, text="", sentence=nasty, name=nasty).content.decode()
    assert ("<script>alert" in shown, "&lt;script&gt;" in shown) == (False, True)
    assert send(page, text="x" * 10_001).status_code == 400
    assert send(page, text="a\0b").status_code == 400
    assert send(page.replace("/mistake", "x/mistake"), text="x").status_code == 404


def test_no_fact_check_no_form(claim, as_, alice):
    assert Client().get(f"/public/desk/factchecks/{claim.uid}/mistake").status_code == 404
    assert problem(as_(alice).post("complaints", {"claim": claim.uid, "text": "x"})) == (400, ["/claim"])


def test_one_answers_and_another_confirms(made, as_, carol, dave, alice, vera, log, head):
    before = head()
    first = as_(carol).get(f"complaints/{made.uid}")
    assert problem(as_(alice).patch(f"complaints/{made.uid}", {"state": "closed"}, etag="*"))[0] == 403
    assert problem(as_(carol).patch(f"complaints/{made.uid}", {"state": "closed"}))[0] == 428
    assert problem(as_(carol).patch(f"complaints/{made.uid}", {"state": "closed"}, etag="*"))[0] == 409
    body = {"state": "answered", "answer": "It was three."}
    assert problem(as_(carol).patch(f"complaints/{made.uid}", body, etag="*")) == (400, ["/outcome"])
    answered = as_(carol).patch(f"complaints/{made.uid}", body | {"outcome": "unfounded"}, etag=first["ETag"])
    assert (answered.status_code, answered.json()["state"], answered.json()["answered_by"]) == (
        200,
        "answered",
        "carol",
    )
    assert problem(as_(carol).patch(f"complaints/{made.uid}", body, etag=first["ETag"]))[0] == 412
    assert problem(as_(carol).patch(f"complaints/{made.uid}", {"state": "closed"}, etag="*"))[0] == 409
    closed = as_(dave).patch(f"complaints/{made.uid}", {"state": "closed"}, etag=answered["ETag"]).json()
    assert (closed["state"], closed["confirmed_by"]) == ("closed", "dave")
    assert problem(as_(carol).patch(f"complaints/{made.uid}", {"answer": "No."}, etag="*"))[0] == 409
    assert as_(carol).patch(f"complaints/{made.uid}", {"state": "open"}, etag="*").json()["state"] == "open"
    assert [verb for _, verb, _, _ in log(before)] == ["answer", "close", "reopen"]
    assert [row["id"] for row in as_(vera).get("complaints?state=open").json()["results"]] == [made.uid]
    assert problem(as_(vera).get("complaints?state=none")) == (400, ["?state"])


def test_the_database_itself_wants_two_people(made, carol):
    handle(complaint=made, actor=carol, answer="A.", outcome="corrected")
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=made.pk).update(state="closed", confirmed_by=carol)


def test_nothing_stays_when_a_rule_is_broken(made, carol, head):
    before = head()
    with pytest.raises(Invalid), transaction.atomic():
        handle(complaint=made, actor=carol, outcome="corrected")
    with pytest.raises(Conflict), transaction.atomic():
        handle(complaint=made, actor=carol, state="closed")
    assert (head(), Complaint.objects.get().state) == (before, "open")


def test_sender_is_in_no_log_and_nothing_of_a_complaint_is_public(made, desk, claim, carol):
    handle(complaint=made, actor=carol, answer="ANSWERMARK", outcome="corrected")
    correct(claim=claim, actor=carol, kind="fix", reason="A letter.")
    told = " ".join(str(data) for data in Change.objects.filter(kind="complaint").values_list("data", flat=True))
    assert [mark in told for mark in ("NAMEMARK", "m@example.org", "TEXTMARK", "SENTENCE")] == [False] * 4
    below = f"factchecks/{claim.uid}"
    paths = [below, "factchecks", "corrections", "feed.atom", "feed.json", "sitemap.xml"]
    paths += [f"{below}{rest}" for rest in ("/embed", "/mistake", "/claimreview.jsonld", "/versions/1")]
    for path in paths:
        answer = Client().get(f"/public/desk/{path}")
        assert (answer.status_code, b"MARK" in answer.content, b"m@example" in answer.content) == (200, False, False)
    api = Client().get(f"/api/v1/public/desk/factchecks/{claim.uid}/snapshot").content
    assert b"MARK" not in api


def test_who_sent_it_can_be_erased(made, as_, carol):
    shown = as_(carol).patch(f"complaints/{made.uid}", {"erase_sender": True}, etag="*").json()
    assert (shown["name"], shown["contact"], shown["erased_at"] is not None, shown["text"]) == (
        "",
        "",
        True,
        "TEXTMARK",
    )


def test_editors_hear_of_it_and_of_an_answer_that_waits(made, desk, carol, dave, alice):
    run_pending()
    told = Notification.objects.filter(event="complaint").values_list("user__username", flat=True)
    assert sorted(told) == ["carol", "dave"]
    handle(complaint=made, actor=carol, answer="A.", outcome="partly")
    run_pending()
    client = Client()
    client.force_login(dave)
    row = Notification.objects.filter(event="complaint", user=dave).latest("pk")
    answer = client.get(f"/d/desk/notifications/{row.uid}")
    assert answer["Location"] == f"/d/desk/complaints/{made.uid}"
    (first, *_) = client.get("/api/v1/projects/desk/notifications?order=-created").json()["results"]
    assert first["text"] == "Carol answered a complaint: a second person confirms it"


def test_page_of_the_desk_answers_confirms_and_erases(made, desk, carol, dave, alice, vera, eve):
    clients = {}
    for user in (carol, dave, alice, vera, eve):
        clients[user.username] = Client()
        clients[user.username].force_login(user)
    path = f"/d/desk/complaints/{made.uid}"
    assert [clients[name].get("/d/desk/complaints/").status_code for name in ("vera", "eve")] == [200, 404]
    assert clients["alice"].post(path, {"act": "answer"}).status_code == 403
    assert clients["carol"].post(path, {"act": "answer", "answer": "", "outcome": ""}).status_code == 400
    assert clients["carol"].post(path, {"act": "answer", "answer": "Two.", "outcome": "corrected"}).status_code == 302
    assert clients["carol"].post(path, {"act": "close"}).status_code == 409
    assert b"Confirm and close" not in clients["carol"].get(path).content
    assert b"Confirm and close" in clients["dave"].get(path).content
    assert clients["dave"].post(path, {"act": "close"}).status_code == 302
    assert clients["dave"].post(path, {"act": "erase"}).status_code == 302
    row = Complaint.objects.get()
    assert (row.state, row.name, row.confirmed_by) == ("closed", "", dave)
    assert b"NAMEMARK" not in clients["vera"].get("/d/desk/complaints/?state=closed").content


def test_outcome_that_was_chosen_stays_when_the_answer_is_refused(made, carol):
    handle(complaint=made, actor=carol, answer="Three.", outcome="partly")
    client = Client()
    client.force_login(carol)
    answer = client.post(
        f"/d/desk/complaints/{made.uid}", {"act": "answer", "answer": "x" * 10_001, "outcome": "corrected"}
    )
    chosen = html.fromstring(answer.content.decode()).xpath("//select[@name='outcome']/option[@selected]/@value")
    assert (answer.status_code, chosen) == (400, ["corrected"])


def test_lists_need_the_same_statements_for_one_and_for_three(made, desk, claim, as_, carol):
    counts = []
    client = Client()
    client.force_login(carol)
    client.get("/d/desk/complaints/")
    for _more in (0, 2):
        for number in range(_more):
            complain(project=desk, claim=claim.uid, text=f"More {number}.")
        found = []
        for get in (lambda: as_(carol).get("complaints"), lambda: client.get("/d/desk/complaints/")):
            with CaptureQueriesContext(connection) as queries:
                assert get().status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_member_writes_one_down_and_brings_an_id(page, claim, as_, alice):
    uid = "5a4ae3b6-1d3c-4c4e-9a58-111111111111"
    body = {"id": uid, "claim": claim.uid, "text": "By telephone.", "name": "A reader"}
    answer = as_(alice).post("complaints", body)
    assert (answer.status_code, answer.json()["sender"], answer["Location"].endswith(uid)) == (201, "alice", True)
    assert problem(as_(alice).post("complaints", body))[0] == 409
    assert problem(as_(alice).post("complaints", {"claim": claim.uid, "text": " "})) == (400, ["/text"])


API = "/api/v1/public/desk/complaints"


def post(body, path=API, **more):
    return Client(enforce_csrf_checks=True).post(path, json.dumps(body), content_type="application/json", **more)


def test_program_tells_of_a_mistake_without_credentials(page, claim, log, head):
    before = head()
    body = {"claim": claim.uid, "text": "It was two days.", "sentence": "Three days", "name": "A reader"}
    answer = post(body)
    assert (answer.status_code, answer.json(), answer.cookies) == (201, {"received": True}, {})
    assert post(body).json() == answer.json()
    row = Complaint.objects.order_by("pk").first()
    assert (row.text, row.sentence, row.name, row.sender, row.number) == (*list(body.values())[1:], None, 1)
    assert log(before)[0] == ("visitor", "create", "complaint", row.uid)


def test_program_is_held_to_the_rules_of_the_form(page, claim, desk, alice):
    other = make_claim(desk, alice, "Not published.")
    for uid in (other.uid, "5a4ae3b6-1d3c-4c4e-9a58-111111111111"):
        answer = post({"claim": uid, "text": "x"})
        assert (problem(answer), answer.json()["errors"][0]["detail"]) == (
            (400, ["/claim"]),
            "There is no such fact-check.",
        )
    assert problem(post({"claim": claim.uid, "text": " "})) == (400, ["/text"])
    assert problem(post({"claim": claim.uid, "text": "x", "state": "closed"})) == (400, ["/state"])
    robot = post({"claim": claim.uid, "text": "Buy.", "website": "https://spam.example"})
    assert (robot.status_code, robot.json(), Complaint.objects.count()) == (201, {"received": True}, 0)
    # The form and the address share the limit of ten an hour.
    assert [send(page, text=f"No {n}.").status_code for n in range(5)] == [200] * 5
    refused = post({"claim": claim.uid, "text": "One more."})
    assert (problem(refused)[0], refused["Retry-After"]) == (429, "3600")
    assert problem(Client().get(API))[0] == 405


def test_address_is_404_until_the_desk_has_published(claim):
    for path in (API, API.replace("desk", "nowhere")):
        assert problem(post({"claim": claim.uid, "text": "x"}, path))[0] == 404


def test_complaints_stand_where_people_look(made, claim, desk, carol, dave, vera):
    def shown(user):
        client = Client()
        client.force_login(user)
        home, inbox = (client.get(f"/d/desk/{path}").context["complaints"] for path in ("", "inbox/"))
        claim_page = client.get(f"/d/desk/claims/{claim.uid}")
        link = f"/d/desk/complaints/{made.uid}" in claim_page.content.decode()
        return [each.uid for each in home], inbox, link and "SENTENCE" in claim_page.content.decode()

    assert shown(carol) == shown(vera) == ([made.uid], 1, True)
    handle(complaint=made, actor=carol, answer="A.", outcome="partly")
    # The answer waits for another one than who gave it.
    assert shown(carol) == shown(vera) == ([], 1, True)
    assert shown(dave) == ([made.uid], 1, True)
    handle(complaint=made, actor=dave, state="closed")
    assert shown(dave) == ([], 0, False)

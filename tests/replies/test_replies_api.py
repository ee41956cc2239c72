"""`P/claims/{id}/replies`: who was asked for an answer, how, until when, and what came. Internal."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.jobs.worker import run_pending
from annotations.notifications.models import Notification
from annotations.notifications.present import sentence
from annotations.replies.models import Reply
from annotations.replies.serializers import ReplyOutput
from tests.cast import problem
from tests.making import make_claim

ASKED = {"channel": "mail", "sent_at": "2024-01-26T10:00:00Z", "deadline": "2024-01-29T12:00:00Z"}


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


@pytest.fixture
def path(claim):
    return f"claims/{claim.uid}/replies"


def test_attempt_is_kept_and_listed(as_, alice, vera, claim, path, log, head):
    before = head()
    answer = as_(alice).post(path, ASKED)
    shown = answer.json()
    assert (answer.status_code, answer["Location"].endswith(f"{path}/{shown['id']}")) == (201, True)
    assert shown == {
        "id": shown["id"],
        "claim": claim.uid,
        "channel": "mail",
        "sent_at": "2024-01-26T10:00:00.000000Z",
        "deadline": "2024-01-29T12:00:00.000000Z",
        "answered_at": None,
        "answer": None,
        "quote_used": None,
        "author": "alice",
        "revision": 1,
        "created_at": shown["created_at"],
        "updated_at": shown["updated_at"],
    }
    assert set(ReplyOutput(shown).data) == set(shown)
    assert as_(vera).get(path).json() == {"results": [shown], "next": None}
    assert as_(vera).get(f"{path}/{shown['id']}").json() == shown
    assert log(before) == [("alice", "ask", "reply", shown["id"])]
    (change,) = as_(vera).get(f"changes?after={before}").json()["changes"]
    assert (change["state"], change["claims"]) == (shown, [])


def test_answer_is_noted_with_its_time(as_, alice, bob, desk, path, head):
    made = as_(alice).post(path, ASKED)
    one = f"{path}/{made.json()['id']}"
    assert problem(as_(bob).patch(one, {"answer": "It was open."})) == (428, [])
    body = {"answer": "It was open.", "answered_at": "2024-01-27T08:00:00+02:00", "quote_used": "open"}
    shown = as_(bob).patch(one, body, etag=made["ETag"]).json()
    assert (shown["answer"], shown["answered_at"], shown["quote_used"], shown["revision"]) == (
        "It was open.",
        "2024-01-27T06:00:00.000000Z",
        "open",
        2,
    )
    change = Change.objects.get(project=desk, seq=head())
    assert (change.actor, change.verb, change.data["after"]["answer"]) == ("bob", "answer", "It was open.")
    assert problem(as_(bob).patch(one, {"channel": "telephone"}, etag='"1"')) == (412, [])


def test_what_is_left_out_is_now(as_, alice, path):
    with time_machine.travel("2024-02-01T09:00:00Z", tick=False):
        shown = as_(alice).post(path, {"channel": "telephone", "answer": "No.", "deadline": "2024-02-02"}).json()
    assert [shown[name][:19] for name in ("sent_at", "answered_at", "deadline")] == [
        "2024-02-01T09:00:00",
        "2024-02-01T09:00:00",
        # A date is the end of that day.
        "2024-02-02T23:59:59",
    ]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/channel"),
        ({"channel": " "}, "/channel"),
        (ASKED | {"sent_at": "yesterday"}, "/sent_at"),
        (ASKED | {"sent_at": "2024-01-26T10:00:00"}, "/sent_at"),
        (ASKED | {"deadline": "2024-01-25T10:00:00Z"}, "/deadline"),
        (ASKED | {"deadline": "2024-02-31"}, "/deadline"),
        (ASKED | {"answered_at": "2024-01-25T10:00:00Z"}, "/answered_at"),
        (ASKED | {"answer": 7}, "/answer"),
        (ASKED | {"status": "open"}, "/status"),
    ],
)
def test_bad_attempt_is_refused_at_its_field(as_, alice, path, head, body, pointer):
    before = head()
    assert problem(as_(alice).post(path, body)) == (400, [pointer])
    assert (head(), Reply.objects.count()) == (before, 0)


def test_answer_cannot_lose_its_time(as_, alice, path):
    one = f"{path}/{as_(alice).post(path, ASKED | {'answer': 'No.'}).json()['id']}"
    assert problem(as_(alice).patch(one, {"answered_at": None}, etag="*")) == (400, ["/answered_at"])
    assert as_(alice).patch(one, {"answered_at": None, "answer": None}, etag="*").status_code == 200


@pytest.mark.parametrize(("who", "read", "write"), [("eve", 404, 404), ("vera", 200, 403), ("alice", 200, 201)])
def test_members_read_and_reviewers_write(as_, cast, path, who, read, write):
    caller = as_(getattr(cast, who))
    assert (caller.get(path).status_code, caller.post(path, ASKED).status_code) == (read, write)


def test_merged_claim_takes_none(as_, alice, desk, claim, path):
    Claim.objects.filter(pk=claim.pk).update(status="duplicate", duplicate_of=make_claim(desk, alice))
    assert problem(as_(alice).post(path, ASKED)) == (409, [])


def test_asker_is_told_once_when_the_time_is_over(as_, alice, path):
    with time_machine.travel("2024-01-26T10:00:00Z", tick=False) as clock:
        for more in ({}, {"answer": "No."}, {"deadline": None}):
            as_(alice).post(path, ASKED | more)
        run_pending()
        assert Notification.objects.count() == 0
        clock.move_to("2024-01-29T12:01:00Z")
        run_pending()
        (told,) = Notification.objects.whole()
        assert (told.user.username, sentence(told)) == (
            "alice",
            "No reply in time: the person or organization was asked",
        )


def test_number_of_statements_stays(as_, alice, vera, path):
    caller, counts = as_(vera), []
    for _ in range(3):
        as_(alice).post(path, ASKED)
        with CaptureQueriesContext(connection) as asked:
            caller.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]

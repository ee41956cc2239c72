"""Who is there: `P/presence` and `event: presence`, on a real server."""

import json

import pytest
from django.db import connection, transaction

from annotations.changes import bell
from annotations.changes.models import Change
from annotations.live import presence
from annotations.live.presence import Board, Here
from annotations.rest.models import KeptAnswer
from tests.cast import problem
from tests.making import make_claim, submit

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "The plane fell near Belgorod. Nobody could verify the reports.\n"


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"title": "The crash", "text": TEXT}).json()["id"]


def where(username, article=None, claim=None, selection=None, tab="", gone=False):
    name = "" if gone else username.title()
    place = {"article": article, "claim": claim, "selection": selection}
    return {"username": username, "name": name, "tab": tab, **place, "gone": gone}


def test_others_see_where_somebody_is_and_they_themselves_do_not(listens, as_, alice, bob, article):
    mine, theirs = listens(alice), listens(bob)
    mine.take("hello")
    theirs.take("hello")
    selection = {"version": 1, "fragments": [{"start": 4, "end": 9}]}
    answer = as_(alice, "read").put("presence", {"article": article, "selection": selection})
    assert (answer.status_code, answer.json()) == (200, where("alice", article, selection=selection))
    found = theirs.take("presence")
    assert (found.data, found.id) == (where("alice", article, selection=selection), None)
    as_(bob).put("presence", {"article": article, "tab": "two"})
    assert mine.take("presence").data == where("bob", article, tab="two")


def test_a_newcomer_is_told_who_is_there(listens, as_, alice, bob, carol, article):
    early = listens(bob)
    early.take("hello")
    as_(alice).put("presence", {"article": article})
    as_(bob).put("presence", {"article": article})
    early.take("presence")
    stream = listens(carol)
    assert [stream.take("presence").data for _ in range(2)] == [where("alice", article), where("bob", article)]


def test_somebody_leaves_by_saying_so(listens, as_, alice, bob, article):
    stream = listens(bob)
    stream.take("hello")
    as_(alice).put("presence", {"article": article})
    stream.take("presence")
    as_(alice).put("presence", {})
    assert stream.take("presence").data == where("alice", gone=True) | {"name": "Alice"}


def test_somebody_leaves_when_their_last_stream_ends(listens, as_, alice, bob, article, monkeypatch):
    monkeypatch.setattr("annotations.live.hub.LEAVE_AFTER", 0.3)
    monkeypatch.setattr("annotations.live.hub.TICK", 0.1)
    stream, first, second = listens(bob), listens(alice), listens(alice)
    for one in (stream, first, second):
        one.take("hello")
    as_(alice).put("presence", {"article": article, "tab": "a"})
    as_(alice).put("presence", {"article": article, "tab": "b"})
    assert {stream.take("presence").data["tab"] for _ in range(2)} == {"a", "b"}
    first.close()
    with pytest.raises(TimeoutError):
        stream.take("presence", seconds=1)


def test_all_pages_of_somebody_go_with_their_last_stream(listens, as_, alice, bob, article, monkeypatch):
    monkeypatch.setattr("annotations.live.hub.LEAVE_AFTER", 0.3)
    monkeypatch.setattr("annotations.live.hub.TICK", 0.1)
    stream, theirs = listens(bob), listens(alice)
    stream.take("hello")
    theirs.take("hello")
    for tab in ("a", "b"):
        as_(alice).put("presence", {"article": article, "tab": tab})
    assert [stream.take("presence").data["gone"] for _ in range(2)] == [False, False]
    theirs.close()
    gone = [stream.take("presence").data for _ in range(2)]
    assert [(one["tab"], one["gone"]) for one in gone] == [("a", True), ("b", True)]


def test_somebody_leaves_when_nothing_is_heard_of_them(listens, as_, alice, bob, article, monkeypatch):
    monkeypatch.setattr("annotations.live.presence.TIMEOUT", 0.3)
    monkeypatch.setattr("annotations.live.hub.TICK", 0.1)
    stream = listens(bob)
    stream.take("hello")
    as_(alice).put("presence", {"article": article})
    assert stream.take("presence").data["gone"] is False
    assert stream.take("presence").data["gone"] is True


def test_presence_is_neither_in_the_log_nor_on_disk(as_, alice, article, head, django_assert_num_queries):
    as_(alice).put("presence", {"article": article})
    before, statements = head(), []

    def watch(execute, sql, *rest):
        statements.append(sql.split()[0])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        assert as_(alice).put("presence", {"article": article}, key="once").status_code == 200
    # Only the token that this caller was made with is written; PostgreSQL's channel is no table.
    assert set(statements) <= {"SELECT", "INSERT"} and statements.count("INSERT") == 1
    assert (head(), KeptAnswer.objects.filter(user=alice).count()) == (before, 0)
    assert not Change.objects.filter(kind="presence").exists()


def test_what_is_wrong_is_told_by_name(as_, cast, vera, article):
    wrong = {
        "/article": {"article": "nothing"},
        "/claim": {"claim": "nothing"},
        "/selection/start": {"article": article, "selection": {"start": "7", "end": 9}},
        "/selection/fragments": {"selection": {"fragments": [{"start": 1, "end": 2}] * 101}},
        "/tab": {"tab": "*"},
        "/writing": {"writing": True},
    }
    for pointer, body in wrong.items():
        assert problem(as_(vera).put("presence", body)) == (400, [pointer])
    assert problem(as_(cast.eve).put("presence", {}))[0] == 404
    assert as_(vera).put("presence", {"article": article}).status_code == 200


def test_a_blind_round_shows_who_is_there_and_not_who_writes(listens, as_, desk, alice, bob, carol):
    claim = make_claim(desk, alice)
    stream = listens(carol)
    stream.take("hello")
    as_(bob).put("presence", {"claim": claim.uid})
    before = stream.take("presence").data
    submit(claim, alice, "false", "MARKER", 3)
    assert as_(bob).put(f"claims/{claim.uid}/verdict", {"rating": "true", "explanation": "MARKER"}).status_code == 201
    as_(bob).put("presence", {"claim": claim.uid})
    as_(alice).put("presence", {"claim": claim.uid})
    # What bob says again is nothing new, a draft or not: the next one is alice.
    after = stream.take("presence").data
    assert set(before) == set(after) == {"username", "name", "tab", "article", "claim", "selection", "gone"}
    assert (after["username"], "MARKER" in json.dumps(after)) == ("alice", False)


def test_another_process_is_heard_through_postgresql(listens, desk, bob, article):
    if connection.vendor != "postgresql":
        # On SQLite the server is one process.
        return
    stream = listens(bob)
    stream.take("hello")
    here = Here(desk.pk, "alice", "Alice", "a", article)
    with transaction.atomic(), connection.cursor() as cursor:
        values = (here.project_id, here.username, here.name, here.tab, here.article, here.claim, here.selection)
        cursor.execute("SELECT pg_notify(%s, %s)", [presence.CHANNEL, json.dumps(["elsewhere", *values])])
    assert stream.take("presence").data == where("alice", article, tab="a")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [bell.CHANNEL, json.dumps(["elsewhere", desk.pk, "bob"])])
    assert stream.take("me").data == {}


def test_the_largest_word_fits_into_one_notification(monkeypatch, desk):
    sent = []
    monkeypatch.setattr(bell, "notify", lambda channel, values: sent.append(json.dumps([bell.origin(), *values])))
    fragments = [{"start": 2**31 - 2, "end": 2**31 - 1}] * 100
    presence.announce(
        Here(2**62, "x" * 64, "🔥" * 200, "t" * 36, "a" * 36, "c" * 36, {"version": 2**31 - 1, "fragments": fragments})
    )
    assert len(sent[0]) < 8000


def test_a_board_forgets_and_stays_small():
    now = [0.0]
    board = Board(clock=lambda: now[0])
    for number in range(100):
        board.put(Here(1, "alice", "Alice", str(number), "a"))
    assert len(board.of(1)) == presence.MOST_TABS
    board.put(Here(1, "bob", "Bob", "", "a"))
    assert board.put(Here(1, "bob", "Bob", "", "a")) is False
    now[0] = presence.TIMEOUT - 1
    board.put(Here(1, "bob", "Bob", "", "a"))
    now[0] = presence.TIMEOUT + 1
    assert {here.username for here in board.expire()} == {"alice"}
    assert [here.username for here in board.of(1)] == ["bob"]

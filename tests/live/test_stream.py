"""`P/stream` on a real server: what goes out, and from where one goes on. Who may listen: test_admission.py."""

import json
import socket
import time

import pytest
from django.db import transaction

from annotations.changes import bell
from annotations.changes.models import Change, Counter
from annotations.changes.record import record
from annotations.dossiers.claim_actions import create_claims
from tests.cast import Caller
from tests.live.streams import Listening, running
from tests.making import make_claim, reveal, submit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def write(desk, alice):
    """`write("text")`: a new claim by alice, committed."""
    return lambda text="It fell.": create_claims(project=desk, actor=alice, drafts=[{"text": text}])[0]


def test_headers_and_a_comment_come_at_once(listens, vera, head):
    stream = listens(vera)
    assert (stream.status, stream.response.headers["Content-Type"]) == (200, "text/event-stream; charset=utf-8")
    assert stream.response.headers["X-Accel-Buffering"] == "no"
    assert "no-store" in stream.response.headers["Cache-Control"]
    assert "Set-Cookie" not in stream.response.headers
    assert next(stream.every()).name == "comment"
    assert stream.take("hello").data == {"head": head()}


def test_a_change_is_the_entry_of_changes_with_pull(listens, as_, vera, write, head):
    stream = listens(vera)
    stream.take("hello")
    before = head()
    write()
    entries = as_(vera).get(f"changes?after={before}").json()["changes"]
    found = stream.until_seq(head())
    assert [event.data for event in found] == [entry | {"pull": False} for entry in entries]
    assert [event.id for event in found] == [entry["seq"] for entry in entries]


def test_a_stream_without_a_number_begins_at_head(listens, vera, write, head):
    write()
    stream = listens(vera)
    stream.take("hello")
    before = head()
    write()
    assert stream.take().id == before + 1


@pytest.mark.parametrize("how", ["query", "header", "both"])
def test_a_number_brings_everything_after_it_once(listens, vera, write, head, how):
    for _ in range(5):
        write()
    query = {"query": "?after=3", "header": "", "both": "?after=5"}[how]
    headers = {"query": {}, "header": {"Last-Event-ID": "3"}, "both": {"Last-Event-ID": "3"}}[how]
    stream = listens(vera, query=query, headers=headers)
    write()
    assert [event.id for event in stream.until_seq(head())] == list(range(4, head() + 1))


def test_a_long_absence_is_made_up_for_page_by_page(listens, cast, alice, vera, head, monkeypatch):
    monkeypatch.setattr("annotations.live.hub.PAGE", 7)
    monkeypatch.setattr("annotations.live.hub.CATCH_UP", 3)
    monkeypatch.setattr("annotations.live.channel.MOST_FRAMES", 5)
    for n in range(6):
        create_claims(project=cast.desk, actor=alice, drafts=[{"text": f"It fell {n}.{k}."} for k in range(10)])
    early = listens(vera, query="?after=0")
    assert [event.id for event in early.until_seq(head())] == list(range(1, head() + 1))
    late = listens(vera, query="?after=1")
    assert [event.id for event in late.until_seq(head())] == list(range(2, head() + 1))


@pytest.mark.parametrize("number", ["999999", "00000000000000000000000000000000000000099", "x", "-1"])
def test_an_unknown_number_is_a_reset_and_goes_on_from_head(listens, vera, write, head, number):
    stream = listens(vera, headers={"Last-Event-ID": number})
    found = stream.take("reset")
    assert (stream.status, found.id, found.data) == (200, head(), {"head": head()})
    write()
    assert stream.take().id == found.id + 1


def test_a_pruned_number_is_a_reset(listens, desk, vera, write, head):
    for _ in range(3):
        write()
    Change.objects.filter(project=desk, seq__lte=4).delete()
    assert listens(vera, query="?after=2").take("reset").data == {"head": head()}
    assert listens(vera, query="?after=4").take().id == 5


def test_a_log_that_was_replaced_is_a_reset_for_everybody(listens, desk, vera, write, head):
    for _ in range(3):
        write()
    stream = listens(vera)
    stream.take("hello")
    Change.objects.filter(project=desk, seq__gt=4).delete()
    Counter.objects.filter(project=desk).update(seq=4)
    bell.announce(bell.Ring(None))
    assert stream.take("reset").data == {"head": 4}


def test_a_deleted_object_is_gone_and_not_hidden(listens, as_, alice, vera, write, head):
    claim = write()
    stream = listens(vera, query=f"?after={head()}")
    as_(alice).delete(f"claims/{claim.uid}", etag="*")
    change = stream.take().data
    assert (change["verb"], change["gone"], change["state"], change["pull"]) == ("delete", True, None, False)


def test_a_sealed_verdict_is_in_no_frame(listens, as_, desk, alice, bob, carol, vera, head):
    claim = make_claim(desk, alice)
    streams = [listens(person, query=f"?after={head()}") for person in (alice, bob, carol, vera)]
    submit(claim, alice, "false", "MARKER of alice", 4)
    as_(carol).patch(f"claims/{claim.uid}", {"location": "Kyiv"}, etag="*")
    sealed = head()
    for stream in streams:
        for event in stream.until_seq(sealed):
            assert "MARKER" not in json.dumps(event.data)
    reveal(claim, carol)
    for stream in streams:
        states = [e.data["state"] for e in stream.until_seq(head()) if e.data["object"]["type"] == "verdict"]
        assert [state["explanation"] for state in states] == ["MARKER of alice"]


def test_who_has_a_verdict_on_a_claim_is_told_to_pull_and_nobody_else_can_tell(
    listens, as_, desk, alice, bob, carol, head
):
    claim = make_claim(desk, alice)
    assert (
        as_(alice).put(f"claims/{claim.uid}/verdict", {"rating": "true", "explanation": "A draft."}).status_code == 201
    )
    before = head()
    mine, theirs = listens(alice, query=f"?after={before}"), listens(bob, query=f"?after={before}")
    as_(carol).patch(f"claims/{claim.uid}", {"location": "Kyiv"}, etag="*")
    assert mine.take().data["pull"] is True
    change = theirs.take().data
    assert (change["pull"], change["state"]["my_verdict"]) == (False, None)
    assert change["state"] == as_(bob).get(f"claims/{claim.uid}").json()


def test_each_frame_says_to_everybody_what_changes_says_to_them_or_pull(listens, as_, cast, head):
    """What a frame shows is what its reader would get; so no loader may forget that somebody may see less."""
    claim = make_claim(cast.desk, cast.alice, claimant={"name": "A witness", "type": "person"})
    as_(cast.alice).post(f"claims/{claim.uid}/evidence", {"citation": "A book", "stance": "supports"})
    submit(claim, cast.alice)
    submit(claim, cast.bob)
    as_(cast.carol).put(f"claims/{claim.uid}/decision", {"rating": "true", "explanation": "Yes.", "method": "vote"})
    as_(cast.dave).patch("", {"name": "A desk"}, etag="*")
    as_(cast.dave).patch("members/bob", {"role": "editor"})
    hidden = set()
    for person in (cast.alice, cast.bob, cast.carol, cast.dave, cast.vera):
        entries = {c["seq"]: c for c in as_(person).get("changes?limit=500").json()["changes"]}
        for event in listens(person, query="?after=0").until_seq(head()):
            if event.data["pull"]:
                hidden.add(event.data["object"]["type"])
                assert event.data["state"] is None
                assert not event.data["gone"]
                assert event.data == entries[event.id] | {"state": None, "pull": True}
            else:
                assert event.data == entries[event.id] | {"pull": False}
    assert hidden == {"project", "claim"}


def test_a_ring_for_one_person_is_heard_by_them_alone(listens, cast, write, head):
    theirs, others = listens(cast.alice), listens(cast.bob)
    theirs.take("hello")
    others.take("hello")
    with transaction.atomic():
        bell.ring_person(cast.desk.pk, "alice")
    with transaction.atomic():
        bell.ring_person(cast.desk.pk + 1000, "alice")
    found = theirs.take("me")
    assert (found.data, found.id) == ({}, None)
    write()
    names = []
    for event in others.every():
        names.append(event.name)
        if event.name == "change":
            break
    assert "me" not in names


def test_pings_come_while_nothing_happens(listens, vera, monkeypatch):
    monkeypatch.setattr("annotations.live.hub.PING_EVERY", 0.1)
    monkeypatch.setattr("annotations.live.hub.TICK", 0.1)
    stream = listens(vera)
    comments = []
    for event in stream.every():
        if event.name == "comment":
            comments.append(event.data)
        if len(comments) == 3:
            break
    assert comments[1:] == ["ping", "ping"]


def test_a_change_of_another_process_is_found(listens, desk, alice, vera, write, head):
    """Nobody rings in this process: PostgreSQL's poll and SQLite's `data_version` are the safety net."""
    claim = write()
    stream = listens(vera)
    stream.take("hello")
    before = head()
    with transaction.atomic():
        record("edit", claim, project=desk, actor=alice)
        transaction.get_connection().run_on_commit.clear()
    assert stream.take(seconds=8).id == before + 1


def test_a_bulk_write_larger_than_the_buffer_arrives_whole(listens, desk, alice, vera, head):
    stream = listens(vera)
    stream.take("hello")
    before = head()
    drafts = [{"text": f"{n} " + "x" * 6000} for n in range(300)]
    create_claims(project=desk, actor=alice, drafts=drafts)
    assert [event.id for event in stream.until_seq(head())] == list(range(before + 1, head() + 1))


def test_a_client_that_reads_nothing_is_dropped_and_holds_nobody_up(
    cast, port, listens, desk, alice, vera, head, monkeypatch
):
    monkeypatch.setattr("annotations.live.subscriber.MOST_WAITING", 50_000)
    credentials = Caller(cast.bob, desk, "read").headers["Authorization"]
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", port))
    request = f"GET /api/v1/projects/desk/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {credentials}\r\n\r\n"
    slow.sendall(request.encode())
    assert b"200" in slow.recv(100)
    quick = listens(vera)
    quick.take("hello")
    drafts = [{"text": f"{n} " + "x" * 9000} for n in range(100)]
    for _ in range(8):
        create_claims(project=desk, actor=alice, drafts=drafts)
        assert quick.until_seq(head())
    slow.settimeout(5)
    with pytest.raises(ConnectionResetError):
        while slow.recv(1 << 20):
            pass
        raise ConnectionResetError("ended")
    slow.close()


def test_streams_end_with_the_server(cast):
    credentials = Caller(cast.vera, cast.desk, "read").headers
    with running() as port:
        stream = Listening(port, headers=credentials)
        stream.take("hello")
        started = time.monotonic()
    assert stream.ends()
    assert time.monotonic() - started < 5
    stream.close()

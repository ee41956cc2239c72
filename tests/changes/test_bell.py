"""The doorbells: rung after the commit, in this process and, on PostgreSQL, in the others."""

import json

import pytest
from django.db import connection, transaction

from annotations.changes import bell
from annotations.changes.bell import Ring
from annotations.changes.record import record
from annotations.dossiers.claim_actions import create_claims
from tests.threads import beside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rings():
    """The rings of this process, in order."""
    heard = []
    bell.on_ring(heard.append)
    yield heard
    bell.off_ring(heard.append)


def test_bells_ring_after_the_commit_and_not_before(rings):
    with transaction.atomic():
        bell.ring_project(7)
        bell.ring_person(7, "alice")
        bell.ring_person(None, "bob")
        assert rings == []
    assert rings == [Ring(7), Ring(7, "alice"), Ring(None, "bob")]


def test_bells_stay_silent_when_the_write_fails(rings):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        bell.ring_project(7)
        raise ZeroDivisionError
    assert rings == []


def test_every_recorded_change_rings_its_desk(rings, desk, alice):
    claim = create_claims(project=desk, actor=alice, drafts=[{"text": "It fell."}])[0]
    rings.clear()
    with transaction.atomic():
        record("edit", claim, project=desk, actor=alice)
    assert rings == [Ring(desk.pk)]


def test_a_listener_that_fails_does_not_stop_the_others(rings, caplog):
    def broken(ring):
        raise ValueError("broken")

    bell._listeners.insert(0, broken)
    try:
        bell.ring_project(7)
    finally:
        bell.off_ring(broken)
    assert rings == [Ring(7)]
    assert "A listener of the bell failed" in caplog.text


def test_other_processes_hear_it_through_postgresql():
    if connection.vendor != "postgresql":
        # SQLite has no channel: the other processes poll `data_version`.
        return

    def listen(stop):
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {bell.CHANNEL}")
            ready.append(True)
            return [note.payload for note in connection.connection.notifies(timeout=5, stop_after=2)]

    ready = []
    with beside(listen) as result:
        while not ready:
            pass
        with transaction.atomic():
            bell.ring_project(7)
            bell.ring_person(7, "alice")
    assert [json.loads(payload)[1:] for payload in result[0]] == [[7, None], [7, "alice"]]
    assert [bell.heard(payload) for payload in result[0]] == [None, None]
    assert bell.heard(json.dumps(["another process", 7, "alice"])) == [7, "alice"]

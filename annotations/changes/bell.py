"""Doorbells: "look, something is new", rung after the commit. They carry ids only; the tables are the truth.

A ring reaches whoever listens in this process and, on PostgreSQL, every process that LISTENs on CHANNEL. It may get
lost (a process or a connection that ends), so a listener looks by itself now and then too.
"""

import json
import logging
import os
import secrets
from typing import NamedTuple

from django.db import Error, connection, transaction

log = logging.getLogger(__name__)

CHANNEL = "factcheck"

_listeners = []
_run = secrets.token_hex(8)


class Ring(NamedTuple):
    """Something is new on a desk; with `username`, for this person alone (`project_id` None: on all their desks)."""

    project_id: int | None
    username: str | None = None


def on_ring(callback):
    """Calls `callback(ring)` for each ring of this process, in the thread that committed. It must not block."""
    _listeners.append(callback)


def off_ring(callback):
    """Ends what `on_ring` began."""
    _listeners.remove(callback)


def ring_project(project_id):
    """Says after the commit that the desk has something new for everybody on it."""
    transaction.on_commit(lambda: announce(Ring(project_id)))


def ring_person(project_id, username):
    """Says after the commit that something is new for one person: `event: me` on their streams of this desk.

    Their right to listen is looked up again then, so this is also how a stream ends at once. `project_id` None rings
    on all their desks: a session or a token has ended.
    """
    transaction.on_commit(lambda: announce(Ring(project_id, username)))


def announce(ring):
    """Rings now. Call it outside the writing transaction: a NOTIFY in it would hold a lock of the whole cluster over
    the fsync. Never raises, because what rings is committed already.
    """
    for callback in list(_listeners):
        try:
            callback(ring)
        except Exception:
            log.exception("A listener of the bell failed")
    notify(CHANNEL, ring)


def notify(channel, values):
    """Sends a list of plain values to the other processes through PostgreSQL, in a small transaction of its own."""
    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [channel, json.dumps([origin(), *values])])
    except Error:
        log.warning("A bell could not be rung in the other processes", exc_info=True)


def heard(payload):
    """The values of a notification of `notify`; None for one that this process sent itself."""
    sender, *values = json.loads(payload)
    return None if sender == origin() else values


def origin():
    """The name of this process, also after a fork."""
    return f"{_run}.{os.getpid()}"

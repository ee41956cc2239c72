"""`record()`: writes to the log, last in the transaction of the write itself."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field

import rfc8785
from django.db import connection, transaction
from django.utils import timezone

from annotations.changes.models import Change, ChangedClaim, Counter

_callbacks = []


def on_recorded(callback):
    """Calls `callback(project_id, head)` after each commit that recorded something."""
    _callbacks.append(callback)


@dataclass
class Entry:
    """One line for the log. `row` has `kind`, `uid` and `path`; `claims` are ids whose verdict row it alters."""

    verb: str
    row: object
    article: str | None = None
    claims: list = field(default_factory=list)
    data: dict = field(default_factory=dict)


def record(verb, row, *, project, actor, article=None, claims=(), data=None):
    """The recorded change. Call it last in a transaction: it takes the project's counter until the commit.

    `data` is JSON without floats: what changed, as `{"before": {…}, "after": {…}}` for an edit.
    """
    return record_all([Entry(verb, row, article, list(claims), data or {})], project=project, actor=actor)[0]


def record_all(entries, *, project, actor):
    """The recorded changes of a bulk action, in order, numbered at once."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs into the transaction of the write it records")
    if not entries:
        return []
    head, previous = _take_numbers(project, len(entries))
    at = timezone.now()
    changes, claims = [], []
    for number, entry in enumerate(entries, head - len(entries) + 1):
        change = Change(
            project=project,
            seq=number,
            at=at,
            actor=actor.username,
            verb=entry.verb,
            kind=entry.row.kind,
            object=entry.row.uid,
            path=entry.row.path,
            article=entry.article,
            data=entry.data,
            salt=secrets.token_hex(16),
        )
        change.data_digest = digest_data(change.salt, change.data)
        change.hash = previous = chain(previous, change, project.slug)
        changes.append(change)
        claims += [ChangedClaim(project=project, seq=number, claim=uid) for uid in dict.fromkeys(entry.claims)]
    if len(changes) == 1:
        changes[0].save(force_insert=True)
    else:
        Change.objects.bulk_create(changes, batch_size=500)
    if claims:
        ChangedClaim.objects.bulk_create(claims, batch_size=500)
    Counter.objects.filter(project=project).update(hash=previous)
    for callback in _callbacks:
        transaction.on_commit(lambda callback=callback: callback(project.pk, head))
    return changes


def _take_numbers(project, count):
    """The last of `count` new numbers, and the hash of the change before them. Locks the counter."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Counter._meta.db_table} SET seq = seq + %s WHERE project_id = %s RETURNING seq, hash",
            [count, project.pk],
        )
        return cursor.fetchone()


def digest_data(salt, data):
    """SHA-256 of salt ‖ JCS(data), in hex. The data is taken through JSON first, as the database will give it.

    Raises TypeError for a float: two databases, or two programs, may write it in two ways.
    """
    plain = json.loads(json.dumps(data), parse_float=_refuse_float)
    return hashlib.sha256(salt.encode() + rfc8785.dumps(plain)).hexdigest()


def _refuse_float(written):
    raise TypeError(f"The log keeps no floats: {written}")


def chain(previous, change, slug):
    """SHA-256 of the previous hash ‖ JCS(all columns but data, salt, hash), in hex."""
    columns = {
        "project": slug,
        "seq": change.seq,
        "at": change.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "actor": change.actor,
        "verb": change.verb,
        "kind": change.kind,
        "object": change.object,
        "path": change.path,
        "article": change.article,
        "data_digest": change.data_digest,
    }
    return hashlib.sha256(previous.encode() + rfc8785.dumps(columns)).hexdigest()

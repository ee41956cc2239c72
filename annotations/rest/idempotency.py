"""A write with an Idempotency-Key happens once, however often it is sent (API.md, *Idempotency-Key*).

The key is claimed by an INSERT at the start of the write's own transaction: a second request waits there (PostgreSQL
on the unique index, SQLite on the write lock) and then finds the first one's answer, or, if that failed, goes first.
"""

import hashlib
import re
from datetime import timedelta

import orjson
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.errors import Invalid
from annotations.rest.models import KeptAnswer
from annotations.rest.problems import Problem

KEEP = timedelta(hours=24)
# A string of RFC 8941: printable ASCII in double quotes, with \" and \\ escaped.
_STRING = re.compile(r'\A"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"\Z')
_KEPT_HEADERS = ("Location", "ETag", "Changes-Head")


def read_key(header):
    """The key in an `Idempotency-Key` header. Raises `Invalid` when it is not a quoted string of 1 to 255."""
    found = _STRING.match(header.strip())
    key = re.sub(r"\\(.)", r"\1", found.group(1)) if found else ""
    if not 1 <= len(key) <= 255:
        raise Invalid(("", _('Idempotency-Key must be a string in double quotes, like "8e03978e", at most 255 long.')))
    return key


def body_digest(request):
    """SHA-256 of what was sent: JSON as it is meant, multipart by its fields and its files' contents."""
    data = request.data
    if hasattr(data, "lists"):
        files = {}
        for name, sent in request.FILES.items():
            digest = hashlib.sha256()
            for chunk in sent.chunks():
                digest.update(chunk)
            sent.seek(0)
            files[name] = [sent.name, digest.hexdigest()]
        fields = {name: values for name, values in data.lists() if name not in files}
        data = [fields, files]
    return hashlib.sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).hexdigest()


def claim(request, key):
    """A fresh `KeptAnswer` to fill in, or the finished one of the request that came first. In a transaction.

    Raises `Problem` 422 when the key came with another body.
    """
    table, digest, now = KeptAnswer._meta.db_table, body_digest(request), timezone.now()
    names = {"user": request.user, "method": request.method, "path": request.path[:500], "key": key}
    for _attempt in range(2):
        fresh = KeptAnswer(**names, digest=digest, created_at=now)
        fields = [f for f in KeptAnswer._meta.concrete_fields if not f.primary_key]
        values = [f.get_db_prep_save(f.pre_save(fresh, True), connection) for f in fields]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(f.column for f in fields)}) "
                f"VALUES ({', '.join(['%s'] * len(fields))}) ON CONFLICT DO NOTHING RETURNING id",
                values,
            )
            row = cursor.fetchone()
        if row:
            fresh.pk = row[0]
            return fresh
        kept = KeptAnswer.objects.get(**names)
        if kept.created_at > now - KEEP:
            break
        kept.delete()
    if kept.digest != digest:
        raise Problem(422, _("This Idempotency-Key came before with another body."))
    return kept


def keep(kept, response, *, secret):
    """Fills in the answer, so that a replay gives the same. An answer that shows a secret is not kept."""
    kept.status = response.status_code
    if secret:
        kept.status = 409
    else:
        kept.body = response.data if isinstance(response.data, bytes) else orjson.dumps(response.data)
        if response.data is None:
            kept.body = b""
        kept.headers = {name: response[name] for name in _KEPT_HEADERS if response.has_header(name)}
    KeptAnswer.objects.filter(pk=kept.pk).update(status=kept.status, headers=kept.headers, body=kept.body)


def replay(kept):
    """The kept answer as a response."""
    if kept.status == 409:
        raise Problem(409, _("This is done; the secret was shown once and is not shown again."))
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type="application/json")
    for name, value in kept.headers.items():
        response[name] = value
    if kept.status == 204:
        del response["Content-Type"]
    response["Idempotency-Replayed"] = "true"
    return response

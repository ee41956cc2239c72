"""Reading the log on behind the writers: each follower has a leased cursor in the log of every project.

The cursor moves in the transaction of what the follower writes, so that this happens once for every change, in order,
whatever process is killed when. What cannot be taken back, such as a mail, a follower hands over to a job.
"""

import logging
import secrets
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotations.changes.models import Change, Counter
from annotations.jobs.models import LogCursor
from annotations.projects.models import Project

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
BATCH = 200
MAX_FAILURES = 8
# A follower that comes to a desk for the first time begins with what is this fresh: nobody wants last year's news.
FRESH = timedelta(days=2)

FOLLOWERS = {}


def follower(name, function):
    """Has `function(project, change)` called for every change of every project. Called from `AppConfig.ready()`."""
    FOLLOWERS[name] = function


class Lost(Exception):
    """The lease has ended, and another worker has taken it."""


def read_on():
    """Reads all logs on, as far as nobody else does: True when there was anything to read."""
    busy = False
    for name, function in FOLLOWERS.items():
        for key in behind(name):
            busy = _follow(name, function, key) or busy
    return busy


def behind(name):
    """Keys of the projects whose log goes on behind the cursor, and whose cursor is free."""
    cursors = LogCursor.objects.filter(project=OuterRef("project"), follower=name)
    counters = Counter.objects.annotate(
        at=Coalesce(Subquery(cursors.values("seq")[:1]), -1), until=Subquery(cursors.values("lease_until")[:1])
    )
    now = timezone.now()
    found = counters.filter(seq__gt=F("at")).order_by("pk").values_list("pk", "until")
    return [key for key, until in found if until is None or until <= now]


def _follow(name, function, key):
    cursor = _lease(name, key)
    if cursor is None:
        return False
    project = Project.objects.get(pk=key)
    try:
        more = True
        while more:
            more = _take(cursor, function, project)
    except Lost:
        return True
    except Exception:
        log.exception("%s could not take what follows change %s of %s", name, cursor.seq, project)
        wait = timedelta(seconds=5 * 2**cursor.failures)
        _held(cursor).update(failures=F("failures") + 1, lease_until=timezone.now() + wait, lease_token="")
        return False
    return True


def _take(cursor, function, project):
    """Takes the next changes in one transaction: True when there may be more of them, else the lease is given back.

    After a failure one at a time, so that what can be taken is; the one that fails too often is passed over.
    """
    size = 1 if cursor.failures else BATCH
    changes = list(Change.objects.filter(project=project, seq__gt=cursor.seq).order_by("seq")[:size])
    more = len(changes) == size
    last = changes[-1].seq if changes else cursor.seq
    with transaction.atomic():
        for change in changes:
            if cursor.failures < MAX_FAILURES:
                function(project, change)
            else:
                log.error("%s passes over change %s of %s", cursor.follower, change.seq, project)
        until = timezone.now() + LEASE if more else None
        if not _held(cursor).update(seq=last, failures=0, lease_until=until):
            raise Lost
    cursor.seq, cursor.failures = last, 0
    return more


def _held(cursor):
    return LogCursor.objects.filter(pk=cursor.pk, lease_token=cursor.lease_token)


def _lease(name, key):
    """The cursor, leased to the caller; None when somebody else has it."""
    now = timezone.now()
    with transaction.atomic():
        cursor, is_new = LogCursor.objects.get_or_create(
            project_id=key, follower=name, defaults={"seq": _beginning(key, now)}
        )
        if not is_new:
            cursors = LogCursor.objects.filter(pk=cursor.pk)
            if connection.features.has_select_for_update_skip_locked:
                cursors = cursors.select_for_update(skip_locked=True)
            cursor = cursors.first()
        if cursor is None or (cursor.lease_until is not None and cursor.lease_until > now):
            return None
        cursor.lease_until, cursor.lease_token = now + LEASE, secrets.token_hex(16)
        cursor.save(update_fields=["lease_until", "lease_token"])
    return cursor


def _beginning(key, now):
    """The number before the first change that is fresh."""
    old = Change.objects.filter(project=key, at__lt=now - FRESH).order_by("-seq")
    return old.values_list("seq", flat=True).first() or 0

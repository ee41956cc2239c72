"""The worker: takes one job after the other, and reads the log for those who follow it. In the default run a thread of
the server, else `manage.py worker`.

Any number of workers may run: a job is leased before it is done, and another worker takes it over when the lease ends
without word of it (a process that was killed).
"""

import logging
import secrets
import time
from datetime import timedelta

from django.db import Error, close_old_connections, connection, transaction
from django.utils import timezone

from annotations.jobs import following, queue
from annotations.jobs.models import Job
from annotations.rows import statistics

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 8
LONGEST_PAUSE = 3600  # seconds
POLL = 1.0  # seconds; the safety net for jobs of other processes
STATISTICS = 3600  # seconds between two looks at how many rows there are


def run(stopping):
    """Does jobs until the event `stopping` is set."""
    counted = None
    while not stopping.is_set():
        close_old_connections()
        try:
            if counted is None or time.monotonic() - counted > STATISTICS:
                statistics.refresh()
                counted = time.monotonic()
            # Once a round, however much is written: what is to be done about it comes as jobs.
            following.read_on()
            busy = run_one()
        except Error:
            # The database is away for a while; the next round asks again.
            log.exception("The worker could not reach its jobs")
            connection.close()
            busy = False
        if not busy:
            queue.awake.wait(POLL)
            queue.awake.clear()
    connection.close()


def run_one():
    """Does the next job that is due, if there is one: True when there was."""
    job = lease()
    if job is None:
        return False
    try:
        queue.HANDLERS[job.name](job.payload)
    except Exception as error:
        log.exception("Job %s failed (attempt %s)", job, job.attempts)
        give_back(job, error)
    else:
        held(job).delete()
    return True


def run_pending():
    """Does all jobs that are due now, and reads the log to its end."""
    while run_one() or following.read_on():
        pass


def lease():
    """The next due job, leased to the caller; None when there is none."""
    now = timezone.now()
    if not Job.objects.due(now).exists():  # without the write lock that a transaction would take on SQLite
        return None
    with transaction.atomic():
        jobs = Job.objects.due(now)
        if connection.features.has_select_for_update_skip_locked:
            jobs = jobs.select_for_update(skip_locked=True)
        job = jobs.first()
        if job is None:
            return None
        job.lease_until, job.lease_token = now + LEASE, secrets.token_hex(16)
        job.attempts += 1
        job.save(update_fields=["lease_until", "lease_token", "attempts"])
    return job


def held(job):
    """The job's row, as long as the lease is still ours."""
    return Job.objects.filter(pk=job.pk, lease_token=job.lease_token)


def give_back(job, error):
    """Puts a failed job back for later, each time for longer; after too many attempts it stays failed."""
    now = timezone.now()
    values = {"lease_until": None, "lease_token": "", "error": f"{type(error).__name__}: {error}"[:2000]}
    if job.attempts >= MAX_ATTEMPTS:
        values["failed_at"] = now
    else:
        values["run_at"] = now + timedelta(seconds=min(5 * 2 ** (job.attempts - 1), LONGEST_PAUSE))
    held(job).update(**values)

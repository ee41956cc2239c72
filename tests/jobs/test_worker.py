import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from annotations.jobs import queue, worker
from annotations.jobs.models import Job
from tests.threads import together


@pytest.fixture
def done(db, monkeypatch):
    """What the handler `note` was called with; the handler `fail` always fails."""
    calls = []

    def fail(payload):
        calls.append(payload)
        raise ValueError("no luck")

    monkeypatch.setattr(queue, "HANDLERS", {"note": calls.append, "fail": fail})
    return calls


def test_a_job_is_done_once_and_deleted(done):
    queue.enqueue("note", {"n": 1})
    queue.enqueue("note", {"n": 2})
    worker.run_pending()
    worker.run_pending()
    assert done == [{"n": 1}, {"n": 2}]
    assert Job.objects.count() == 0


def test_a_job_of_a_transaction_that_fails_is_never_done(done):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue.enqueue("note", {})
        raise ZeroDivisionError
    worker.run_pending()
    assert done == []


def test_a_job_for_later_waits(done):
    queue.enqueue("note", {}, after=timedelta(minutes=1))
    worker.run_pending()
    assert (done, Job.objects.count()) == ([], 1)


def test_a_failed_job_comes_again_later_each_time_and_is_given_up_at_last(done):
    job = queue.enqueue("fail", {})
    pauses = []
    for _ in range(worker.MAX_ATTEMPTS):
        Job.objects.update(run_at=timezone.now())
        before = timezone.now()
        worker.run_pending()
        job.refresh_from_db()
        pauses.append(round((job.run_at - before).total_seconds()))
    assert len(done) == worker.MAX_ATTEMPTS
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 0]
    assert (job.error, job.failed_at is not None) == ("ValueError: no luck", True)
    worker.run_pending()
    assert len(done) == worker.MAX_ATTEMPTS


def test_a_job_without_a_handler_stays_with_its_error(done):
    job = queue.enqueue("unknown", {})
    worker.run_pending()
    job.refresh_from_db()
    assert job.error == "KeyError: 'unknown'"


def test_a_leased_job_is_taken_by_nobody_else_until_the_lease_ends(done):
    queue.enqueue("note", {})
    killed = worker.lease()
    assert worker.lease() is None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    worker.run_pending()
    assert done == [{}]
    # The first worker comes back from the dead and changes nothing.
    queue.enqueue("note", {"n": 2})
    worker.give_back(killed, ValueError())
    assert Job.objects.get().error == ""


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_jobs_and_none_is_done_twice(monkeypatch):
    calls = []
    monkeypatch.setattr(queue, "HANDLERS", {"note": lambda payload: calls.append(payload["n"])})
    for n in range(30):
        queue.enqueue("note", {"n": n})
    together([worker.run_pending] * 3)
    assert sorted(calls) == list(range(30))
    assert Job.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_ends_when_it_is_told(monkeypatch):
    done, stopping = threading.Event(), threading.Event()
    monkeypatch.setattr(queue, "HANDLERS", {"note": lambda payload: done.set()})
    thread = threading.Thread(target=worker.run, args=(stopping,))
    thread.start()
    queue.enqueue("note", {})
    assert done.wait(10)
    stopping.set()
    queue.awake.set()
    thread.join(10)
    assert not thread.is_alive()

"""Handing work over to the worker, and saying who does it."""

import threading
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from annotations.jobs.models import Job

HANDLERS = {}
awake = threading.Event()


def handler(name, function):
    """Makes `function(payload)` the one that does jobs of this name; it may run twice, and must not mind.

    Called from `AppConfig.ready()`, the only place that knows packages above and below.
    """
    HANDLERS[name] = function


def enqueue(name, payload, *, project=None, after=timedelta(0)):
    """The new job, done once the transaction around has been committed and `after` has passed."""
    job = Job.objects.create(name=name, payload=payload, project=project, run_at=timezone.now() + after)
    transaction.on_commit(awake.set)
    return job

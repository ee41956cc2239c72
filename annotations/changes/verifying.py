"""What must hold for a project's log: its numbers and its hash chain."""

from django.db.models import Exists, OuterRef

from annotations.changes.models import Change, ChangedClaim, Counter
from annotations.changes.record import chain, digest_data

START = "0" * 64


def check_log(project):
    """Gives a text for each thing that is wrong; nothing when numbers, digests and chain are as they were written.

    A log whose beginning was pruned is checked from its first number on. Where data was redacted, its digest stands,
    and a later change tells of the redaction.
    """
    redacted = Change.objects.filter(project=project, verb="redact", kind="redaction").order_by("-seq")
    last = redacted.values_list("seq", flat=True).first() or 0
    previous, expected = None, None
    for change in Change.objects.filter(project=project).order_by("seq").iterator(2000):
        if expected is None:
            expected, previous = change.seq, START if change.seq == 1 else None
        if change.seq != expected:
            yield f"change {change.seq} follows {expected - 1}: numbers are missing"
            previous = None
        yield from _check_change(change, previous, project.slug)
        if change.data is None and change.seq > last:
            yield f"change {change.seq}: its data is gone, and no redaction after it says so"
        previous, expected = change.hash, change.seq + 1
    counter = Counter.objects.get(project=project)
    if counter.seq != (expected or 1) - 1:
        yield f"the log ends at {(expected or 1) - 1}, its counter says {counter.seq}"
    elif counter.hash != (previous or START):
        yield f"the counter's hash is not that of change {counter.seq}"
    lost = ChangedClaim.objects.filter(project=project).exclude(
        Exists(Change.objects.filter(project=project, seq=OuterRef("seq")))
    )
    for seq in lost.order_by("seq").values_list("seq", flat=True).distinct():
        yield f"claims are named for change {seq}, which is not there"


def _check_change(change, previous, slug):
    if (change.data is None) != (change.salt is None):
        yield f"change {change.seq}: its data or its salt is missing"
    elif change.data is not None and digest_data(change.salt, change.data) != change.data_digest:
        yield f"change {change.seq}: its data is not what was recorded"
    if previous is not None and chain(previous, change, slug) != change.hash:
        yield f"change {change.seq}: it is not what was recorded (the hash chain breaks)"

"""What must hold for a project's publications: each snapshot is what was published, as the log vouches."""

from annotations.changes.models import Change
from annotations.changes.record import digest_data
from annotations.publishing.models import FactCheck, Publication


def check_publications(project):
    """Gives a text for each publication whose snapshot is not what its hash says, or that the log knows otherwise, and
    for each fact-check that does not show its newest version. Where a snapshot was redacted, its hash stands."""
    rows = Publication.objects.filter(project=project).select_related("claim").order_by("claim_id", "number")
    last = Change.objects.filter(project=project, verb="redact", kind="publication")
    redacted = set(last.values_list("object", flat=True))
    told = _told(project)
    newest, number = {}, {}
    for made in rows.iterator(500):
        name = f"publication {made.number} of claim {made.claim.uid}"
        if made.number != number.get(made.claim_id, 0) + 1:
            yield f"{name}: the one before is missing"
        number[made.claim_id] = made.number
        if made.snapshot is None:
            if made.uid not in redacted:
                yield f"{name}: its snapshot is gone, and no redaction says so"
        elif digest_data(made.salt, made.snapshot) != made.hash:
            yield f"{name}: its snapshot is not what was published"
        if told.get(made.uid, made.hash) != made.hash:
            yield f"{name}: its hash is not the one in the log"
        newest[made.claim_id] = made.pk
    for claim, current, uid in FactCheck.objects.filter(project=project).values_list("claim", "current", "uid"):
        if newest.get(claim, current) != current:
            yield f"fact-check {uid}: it does not show its newest version"


def _told(project):
    """`{id of a publication: the hash that the log names for it}`, where its entry was not redacted."""
    rows = Change.objects.filter(project=project, kind="publication", data__isnull=False).order_by("seq")
    return {uid: data["hash"] for uid, data in rows.values_list("object", "data") if "hash" in data}

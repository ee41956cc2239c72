"""What can be done to the claims of a desk, as far as it concerns claims alone. Each in one transaction, recorded.

Making, deleting, merging and splitting claims touch spans, rounds and evidence too: see `dossiers/`.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from annotations.changes.record import Entry, record, record_all
from annotations.claims.models import Claim
from annotations.claims.querysets import fold_topics
from annotations.text.fold import fold

# What a person may write about a claim.
EDITABLE = (
    "text",
    "original_quote",
    "language",
    "claimant",
    "claimed_on",
    "location",
    "source_url",
    "types",
    "topics",
    "priority",
)


def words_of(text, original_quote):
    """What the search of claims looks in, folded."""
    return fold("\n".join(filter(None, (text, original_quote))))


def new_claim(*, project, author, uid=None, **fields):
    """A claim that is not saved yet, its folded columns filled in. `fields` are names in EDITABLE, and `split_from`."""
    return Claim(
        project=project,
        author=author,
        folded=words_of(fields["text"], fields.get("original_quote")),
        topics_folded=fold_topics(fields.get("topics", [])),
        **fields,
        **({"uid": uid} if uid else {}),
    )


def plain(name, value):
    """A column's value as the log keeps it."""
    return (value.uid if value else None) if name == "claimant" else value


@transaction.atomic(savepoint=False)
def edit_claim(*, claim, actor, beside=(), **values):
    """Writes the changed fields (names in EDITABLE). Raises `Stale` when the claim was changed since it was read.

    `beside` are entries for what was made on the way, such as a claimant that nobody had named before.
    """
    after = {name: value for name, value in values.items() if getattr(claim, name) != value}
    if not after:
        return
    before = {name: plain(name, getattr(claim, name)) for name in after}
    folded = {}
    if "text" in after or "original_quote" in after:
        folded["folded"] = words_of(after.get("text", claim.text), after.get("original_quote", claim.original_quote))
    if "topics" in after:
        folded["topics_folded"] = fold_topics(after["topics"])
    claim.save_revision(**after, **folded)
    data = {"before": before, "after": {name: plain(name, value) for name, value in after.items()}}
    entries = [*beside, Entry("edit", claim, claims=[claim.uid], data=data)]
    record_all(entries, project=claim.project, actor=actor)


@transaction.atomic(savepoint=False)
def move_claim(*, claim, actor, to, reason=None, waive=None):
    """Takes a step of `claims.states` that was found allowed. `reason` is kept while a claim is declined, `waive`
    ({gate: reason}) from one signing off to the next."""
    before = claim.status
    values = {"status": to, "declined_reason": reason if to == Claim.Status.DECLINED else None}
    if to == Claim.Status.APPROVED:
        values["waived"] = waive or {}
    claim.save_revision(**values)
    data = {"before": {"status": before}, "after": {"status": to}, "reason": reason}
    if waive:
        data["waive"] = waive
    record("transition", claim, project=claim.project, actor=actor, claims=[claim.uid], data=data)


@transaction.atomic(savepoint=False)
def mark_deleted(*, claim, actor):
    """Marks the claim as deleted. Whether it may be is asked in `dossiers/`."""
    claim.save_revision(deleted_at=timezone.now(), deleted_by=actor)
    record("delete", claim, project=claim.project, actor=actor, claims=[claim.uid], data={"text": claim.text})


@transaction.atomic(savepoint=False)
def mark_restored(*, claim, actor):
    """Brings a deleted claim back with everything that hangs on it."""
    claim.save_revision(deleted_at=None, deleted_by=None)
    record("restore", claim, project=claim.project, actor=actor, claims=[claim.uid], data={"text": claim.text})


def keep_up(claim, **values):
    """Writes what a claim repeats of packages above (`status, rating, decided_at, stale, publication_state`).

    For their actions, inside their transaction: they record the change itself, naming the claim. Writes nothing when
    nothing differs, so that what is sealed moves neither revision nor time.
    """
    changed = {name: value for name, value in values.items() if getattr(claim, name) != value}
    if not changed:
        return
    now = timezone.now()
    Claim.objects.filter(pk=claim.pk).update(**changed, revision=F("revision") + 1, updated_at=now)
    for name, value in changed.items():
        setattr(claim, name, value)
    claim.revision += 1
    claim.updated_at = now

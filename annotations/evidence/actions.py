"""What can be done to evidence. Each in one transaction, recorded."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes.record import Entry, record, record_all
from annotations.errors import Conflict, Invalid, NotAllowed
from annotations.evidence.models import Evidence, Source
from annotations.evidence.sources import change_source, find_or_make_source
from annotations.files.actions import store_file

# What belongs to the source that a piece of evidence rests on, not to the evidence.
SOURCE_FIELDS = ("title", "publisher", "published_on")


@transaction.atomic(savepoint=False)
def add_evidence(
    *,
    claim,
    actor,
    source=None,
    url=None,
    citation=None,
    file=None,
    uid=None,
    title=None,
    publisher=None,
    published_on=None,
    **fields,
):
    """The new evidence on `claim`, at the end of its list. One of `source` (id), `url`, `citation`, `file` (an upload).

    Raises `Invalid` at `/source` for an unknown one, and what `store_file` raises.
    """
    project = claim.project
    uid = Evidence.objects.free_uid(project, uid)
    entries = []
    if source is not None:
        found = Source.objects.filter(project=project, uid=source).select_related("file").first()
        if found is None:
            raise Invalid(("/source", _("There is no such source on this desk.")))
    else:
        stored = store_file(project=project, actor=actor, upload=file) if file is not None else None
        found, made = find_or_make_source(
            project=project,
            actor=actor,
            url=url,
            citation=citation,
            file=stored,
            archive_url=fields.get("archive_url"),
            title=title,
            publisher=publisher,
            published_on=published_on,
        )
        if made:
            data = {"url": url, "citation": citation, "title": title, "publisher": publisher}
            entries.append(Entry("create", found, None, [], data))
    last = Evidence.objects.filter(claim=claim).aggregate(last=Max("position"))["last"]
    evidence = Evidence.objects.create(
        project=project,
        claim=claim,
        source=found,
        author=actor,
        position=0 if last is None else last + 1,
        **fields,
        **({"uid": uid} if uid else {}),
    )
    data = {"claim": claim.uid, "source": found.uid, "stance": evidence.stance, "visibility": evidence.visibility}
    entries.append(Entry("create", evidence, None, [claim.uid], data))
    record_all(entries, project=project, actor=actor)
    return evidence


@transaction.atomic(savepoint=False)
def edit_evidence(*, evidence, actor, **values):
    """Writes the changed fields, those of SOURCE_FIELDS to its source, where every other claim sees them too.

    Raises `Stale` when somebody changed the evidence since it was read.
    """
    about_source = {name: values.pop(name) for name in SOURCE_FIELDS if name in values}
    before = {name: getattr(evidence, name) for name, value in values.items() if getattr(evidence, name) != value}
    after = {name: values[name] for name in before}
    entries = change_source(evidence.source, **about_source)
    if after or entries:
        evidence.save_revision(**after)
        data = {"claim": evidence.claim.uid, "before": before, "after": after}
        entries.append(Entry("edit", evidence, None, [evidence.claim.uid], data))
        record_all(entries, project=evidence.project, actor=actor)


@transaction.atomic(savepoint=False)
def order_evidence(*, claim, actor, uids):
    """Puts the evidence of a claim into this order. Raises `Invalid` unless `uids` are all of them, once each."""
    rows = {row.uid: row for row in Evidence.objects.alive().filter(claim=claim).order_by("position", "pk")}
    if sorted(uids) != sorted(rows):
        raise Invalid(("", _("Send the ids of all evidence on this claim, each once.")))
    before = list(rows)
    if before == uids:
        return
    moved = []
    for position, uid in enumerate(uids):
        if rows[uid].position != position:
            rows[uid].position = position
            moved.append(rows[uid])
    now = timezone.now()
    for row in moved:
        row.updated_at = now
    Evidence.objects.bulk_update(moved, ["position", "updated_at"])
    data = {"before": {"evidence": before}, "after": {"evidence": uids}}
    record("order_evidence", claim, project=claim.project, actor=actor, claims=[claim.uid], data=data)


@transaction.atomic(savepoint=False)
def delete_evidence(*, evidence, actor, others):
    """Marks the evidence as deleted; its source stays."""
    if evidence.author_id != actor.pk and not others:
        raise NotAllowed(_("This evidence is somebody else's. An editor can delete it."))
    evidence.save_revision(deleted_at=timezone.now(), deleted_by=actor)
    data = {"claim": evidence.claim.uid}
    record("delete", evidence, project=evidence.project, actor=actor, claims=[evidence.claim.uid], data=data)


@transaction.atomic(savepoint=False)
def restore_evidence(*, evidence, actor, others):
    """Brings deleted evidence back, in its old place."""
    if evidence.deleted_by_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else deleted this. They or an editor can restore it."))
    if evidence.claim.deleted_at is not None:
        raise Conflict(_("Its claim is deleted. Restore the claim first."))
    evidence.save_revision(deleted_at=None, deleted_by=None)
    data = {"claim": evidence.claim.uid}
    record("restore", evidence, project=evidence.project, actor=actor, claims=[evidence.claim.uid], data=data)

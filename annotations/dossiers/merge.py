"""Merging a claim into another, splitting one in two, and taking either back (WORKFLOW).

Links, evidence and comments move, also deleted ones, so that they come back where the work goes on; verdicts with the
comments on them, rounds, decisions and publications never move. The change lists what moved: that is what taking back
reads.
"""

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes.models import Change
from annotations.changes.record import Entry, record, record_all
from annotations.claims.actions import new_claim
from annotations.claims.models import Appearance, Claim
from annotations.claims.states import refuse_duplicate
from annotations.discussion.models import Comment
from annotations.errors import Conflict, Invalid
from annotations.evidence.models import Evidence
from annotations.spans.models import Span
from annotations.verdicts.models import Verdict
from annotations.verdicts.rounds import first_round

# What a part of a claim begins with: who said it, when and where are those of the whole.
COPIED = ("claimant", "claimed_on", "location", "language", "source_url", "topics")


@transaction.atomic(savepoint=False)
def merge_claim(*, claim, into, actor):
    """Makes the claim a duplicate of `into`, which gets its links, evidence and comments. Both must be locked.

    Raises `Conflict` when either was merged already, or when the claim was published.
    """
    refuse_duplicate(claim)
    if into.status == Claim.Status.DUPLICATE:
        raise Conflict(
            _("That claim was merged into another. Merge into that one."), duplicate_of=into.duplicate_of_uid
        )
    if claim.publication_state != Claim.PublicationState.NONE:
        raise Conflict(_("A claim with a publication is not merged away. Merge the other one into it."))
    before = claim.status
    moved = _move_all(claim, into)
    claim.save_revision(status=Claim.Status.DUPLICATE, duplicate_of=into)
    record(
        "merge",
        claim,
        project=claim.project,
        actor=actor,
        claims=[claim.uid, into.uid],
        data={"into": into.uid, "before": {"status": before}, **moved},
    )


@transaction.atomic(savepoint=False)
def unmerge_claim(*, claim, kept, actor):
    """Takes a merge back: what moved and still stands where it went returns, links that both had are made anew.

    `claim` and `kept`, the claims of `chain(claim)`, must be locked.
    """
    data, origin = _newest(claim, "merge"), claim.duplicate_of_uid
    evidence = Evidence.objects.filter(project=claim.project, uid__in=data.get("evidence", {}), claim__in=kept)
    returned = list(evidence.order_by("claim_id", "position", "pk"))
    for row in returned:
        row.claim, row.position = claim, data["evidence"][row.uid]
    Evidence.objects.bulk_update(returned, ["claim", "position"])
    Appearance.objects.filter(project=claim.project, uid__in=data.get("appearances", []), claim__in=kept).update(
        claim=claim
    )
    Comment.objects.filter(project=claim.project, uid__in=data.get("comments", []), claim__in=kept).update(claim=claim)
    _make_anew(claim, data.get("dropped", []), actor)
    claim.save_revision(status=data.get("before", {}).get("status", Claim.Status.NEW), duplicate_of=None)
    record(
        "unmerge",
        claim,
        project=claim.project,
        actor=actor,
        claims=[claim.uid, *[other.uid for other in kept]],
        data={"from": origin, "after": {"status": claim.status}},
    )


@transaction.atomic(savepoint=False)
def split_claim(*, claim, actor, text, spans=(), evidence=(), uid=None):
    """The new claim for a part of this one: it copies who said it, when and where, and takes the named links and
    evidence (ids) with the comments on them. The claim must be locked.

    Raises `Invalid` at `/spans/n` or `/evidence/n` for what is not on the claim.
    """
    refuse_duplicate(claim)
    project = claim.project
    links = {
        link.span.uid: link
        for link in Appearance.objects.filter(claim=claim, span__deleted_at__isnull=True).select_related("span")
    }
    pieces = {row.uid: row for row in Evidence.objects.alive().filter(claim=claim)}
    errors = [
        (f"/spans/{n}", _("This highlight is not linked to the claim."))
        for n, one in enumerate(spans)
        if one not in links
    ]
    errors += [
        (f"/evidence/{n}", _("This evidence is not on the claim."))
        for n, one in enumerate(evidence)
        if one not in pieces
    ]
    if errors:
        raise Invalid(*errors)
    uid = Claim.objects.free_uid(project, uid)
    copied = {name: getattr(claim, name) for name in COPIED}
    part = new_claim(project=project, author=actor, uid=uid, text=text, split_from=claim, **copied)
    part.save(force_insert=True)
    first_round(part).save(force_insert=True)
    taken = [links[one] for one in dict.fromkeys(spans)]
    Appearance.objects.filter(pk__in=[link.pk for link in taken]).update(claim=part)
    rows = [pieces[one] for one in dict.fromkeys(evidence)]
    places = {row.uid: row.position for row in rows}
    for position, row in enumerate(rows):
        row.claim, row.position = part, position
    Evidence.objects.bulk_update(rows, ["claim", "position"])
    about = Q(evidence__in=rows) | Q(span__in=[link.span_id for link in taken])
    Comment.objects.filter(about, claim=claim).update(claim=part)
    data = {"spans": [link.span.uid for link in taken], "evidence": places}
    entries = [
        Entry("create", part, claims=[part.uid], data={"text": text, "split_from": claim.uid}),
        Entry("split", claim, claims=[claim.uid, part.uid], data=data | {"part": part.uid}),
    ]
    record_all(entries, project=project, actor=actor)
    return part


@transaction.atomic(savepoint=False)
def unsplit_claim(*, part, whole, actor):
    """Takes a split back: all links and evidence of the part return to the claim it came from; the part is deleted.

    Both must be locked. Raises `Conflict` when the part was judged already, or the claim it came from is gone.
    """
    if whole.deleted_at is not None or whole.status == Claim.Status.DUPLICATE:
        raise Conflict(_("The claim it was split from is deleted or merged."))
    if part.publication_state != Claim.PublicationState.NONE:
        raise Conflict(_("This claim was published, so it stays on record."))
    if Verdict.objects.filter(claim=part, status=Verdict.Status.SUBMITTED).exists():
        raise Conflict(_("Verdicts were submitted on this part. Merge it instead."))
    refuse_duplicate(part)
    moved = _move_all(part, whole)
    places = _newest(whole, "split", part=part.uid).get("evidence", {})
    rows = list(Evidence.objects.filter(claim=whole, uid__in=places))
    for row in rows:
        row.position = places[row.uid]
    Evidence.objects.bulk_update(rows, ["position"])
    part.save_revision(deleted_at=timezone.now(), deleted_by=actor)
    entries = [
        Entry("unsplit", whole, claims=[whole.uid, part.uid], data={"part": part.uid, **moved}),
        Entry("delete", part, claims=[part.uid], data={"text": part.text, "unsplit": whole.uid}),
    ]
    record_all(entries, project=part.project, actor=actor)


def _move_all(source, target):
    """Moves links, posts, evidence and comments; gives what moved as the log keeps it.

    A highlight that both are linked to keeps the target's link; the other is `dropped`, with what makes it anew.
    """
    theirs = set(Appearance.objects.filter(claim=target, span__isnull=False).values_list("span_id", flat=True))
    moved, dropped = [], []
    for link in Appearance.objects.filter(claim=source).select_related("span", "author").order_by("pk"):
        if link.span_id in theirs:
            dropped.append(link)
        else:
            moved.append(link)
    Appearance.objects.filter(pk__in=[link.pk for link in dropped]).delete()
    Appearance.objects.filter(pk__in=[link.pk for link in moved]).update(claim=target)
    last = Evidence.objects.filter(claim=target).aggregate(last=Max("position"))["last"]
    rows = list(Evidence.objects.filter(claim=source).order_by("position", "pk"))
    places = {row.uid: row.position for row in rows}
    for position, row in enumerate(rows, 0 if last is None else last + 1):
        row.claim, row.position = target, position
    Evidence.objects.bulk_update(rows, ["claim", "position"])
    said = Comment.objects.filter(claim=source, verdict__isnull=True)
    comments = list(said.order_by("pk").values_list("uid", flat=True))
    said.update(claim=target)
    return {
        "appearances": [link.uid for link in moved],
        "spans": [link.span.uid for link in moved if link.span],
        "dropped": [{"id": link.uid, "span": link.span.uid, "author": link.author.username} for link in dropped],
        "evidence": places,
        "comments": comments,
    }


def _make_anew(claim, dropped, actor):
    """Links the claim again to highlights that both claims had before they were merged."""
    if not dropped:
        return
    spans = {
        span.uid: span
        for span in Span.objects.filter(project=claim.project, uid__in=[line["span"] for line in dropped])
    }
    there = set(Appearance.objects.filter(claim=claim).values_list("span__uid", flat=True))
    authors = {user.username: user for user in claim.project.members.all()}
    Appearance.objects.bulk_create(
        Appearance(
            project=claim.project,
            uid=line["id"],
            claim=claim,
            span=spans[line["span"]],
            author=authors.get(line["author"], actor),
        )
        for line in dropped
        if line["span"] in spans and line["span"] not in there
    )


def chain(claim):
    """Keys of the claims that a duplicate went into: the one it was merged into, and on if that was merged itself.

    Raises `Conflict` when the claim is no duplicate.
    """
    if claim.status != Claim.Status.DUPLICATE:
        raise Conflict(_("This claim was not merged."))
    keys, following = [], claim.duplicate_of
    while following is not None:
        keys.append(following.pk)
        following = following.duplicate_of
    return keys


def _newest(claim, verb, **data):
    """The data of the newest change of this verb on the claim; empty when it was redacted."""
    changes = Change.objects.filter(project=claim.project, object=claim.uid, kind=Claim.kind, verb=verb)
    for change in changes.order_by("-seq"):
        if all((change.data or {}).get(name) == value for name, value in data.items()):
            return change.data or {}
    return {}

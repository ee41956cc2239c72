"""What can be done to publications: publish now or later, correct, take back what waits. Each in one transaction,
recorded.

Whether a claim may be published at all is asked in `dossiers/`, which knows the gates. The claim is locked first.
"""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.actions import machine
from annotations.changes.record import digest_data, record
from annotations.claims.actions import keep_up
from annotations.claims.models import Claim
from annotations.errors import Conflict, Missing
from annotations.jobs.queue import enqueue
from annotations.publishing.factchecks import put_factcheck
from annotations.publishing.models import Publication
from annotations.publishing.rows import as_correction
from annotations.publishing.snapshots import (
    WORDS,
    default_words,
    freeze,
    public_sources,
    refuse_other_sources,
    renumber,
    words_of,
)
from annotations.rows.times import timestamp
from annotations.verdicts.decisions import current_decision

GO_LIVE = "publication due"
Kind = Publication.Kind
State = Claim.PublicationState


def newest(claim):
    """The newest publication of a claim, one that waits too; None when there is none."""
    rows = Publication.objects.filter(claim=claim).select_related("claim", "published_by", "image")
    return rows.order_by("-number").first()


@transaction.atomic(savepoint=False)
def publish(*, claim, actor, embargo_until=None, sources=None, picture=None, **words):
    """The first publication of the locked claim: live at once, or when `embargo_until` has come.

    `words` are names of `snapshots.WORDS`; `picture` is the stored file of `words["image"]`. `sources` are the ids of
    the public evidence as the editor saw them numbered. Raises `Conflict` when the claim has a publication, has no desk
    rating, or its public evidence is another by now.
    """
    if claim.publication_state != State.NONE:
        raise Conflict(_("This claim is published already. Correct it instead."))
    decision = current_decision(claim)
    if decision is None:
        raise Conflict(_("There is no desk rating yet."))
    refuse_other_sources(claim, sources)
    now = timezone.now()
    waits = embargo_until is not None and embargo_until > now
    moment = embargo_until if waits else now
    snapshot = freeze(
        claim=claim,
        words=default_words(claim, decision) | {name: value for name, value in words.items() if name in WORDS},
        state=State.LIVE,
        number=1,
        moment=moment,
        first=None,
        corrections=[],
    )
    made = _add(claim, actor, Kind.FIRST, 1, snapshot, moment, image=picture, scheduled=waits)
    if waits:
        enqueue(GO_LIVE, {"publication": made.pk}, project=claim.project, after=moment - now)
    keep_up(claim, publication_state=State.SCHEDULED if waits else State.LIVE)
    data = _told(made, {"published_at": timestamp(moment)})
    change = record(
        "schedule" if waits else "publish", made, project=claim.project, actor=actor, claims=[claim.uid], data=data
    )
    if not waits:
        put_factcheck(made, state=State.LIVE, seq=change.seq)
    return made


def _add(claim, actor, kind, number, snapshot, moment, **values):
    salt = secrets.token_hex(16)
    return Publication.objects.create(
        project=claim.project,
        claim=claim,
        number=number,
        form=kind,
        canonical_url=snapshot.get("canonical_url"),
        snapshot=snapshot,
        salt=salt,
        hash=digest_data(salt, snapshot),
        published_at=moment,
        published_by=actor,
        **values,
    )


def _told(made, more):
    """What the log says of a publication: its digest, so that the chain vouches for the snapshot."""
    return {
        "claim": made.claim.uid,
        "number": made.number,
        "kind": str(made.form),
        "hash": made.hash,
        "by": made.published_by.username,
        **more,
    }


@transaction.atomic(savepoint=False)
def go_live(payload):
    """Makes a publication public whose embargo is over: what the worker does. Void when it was taken back meanwhile,
    or the claim went back into review; then the log says so."""
    waiting = Publication.objects.filter(pk=payload["publication"], scheduled=True).select_related("claim__project")
    made = waiting.first()
    if made is None:
        return
    claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=made.claim_id)
    claim.project, made.claim = made.claim.project, claim
    if claim.publication_state != State.SCHEDULED or made.published_at > timezone.now():
        return
    actor = machine()
    if claim.status != Claim.Status.APPROVED:
        _take_back(made, actor, because="not_approved")
        return
    keep_up(claim, publication_state=State.LIVE)
    data = _told(made, {"published_at": timestamp(made.published_at)})
    change = record("publish", made, project=claim.project, actor=actor, claims=[claim.uid], data=data)
    put_factcheck(made, state=State.LIVE, seq=change.seq)


@transaction.atomic(savepoint=False)
def unschedule(*, claim, actor):
    """Takes back what waits for its embargo to end. Raises `Missing` for nothing, `Conflict` when it is public."""
    made = newest(claim)
    if made is None:
        raise Missing(_("This claim is not published."))
    if claim.publication_state != State.SCHEDULED:
        raise Conflict(_("What was published stays on record. Correct it, or withdraw it with a notice."))
    made.claim = claim
    _take_back(made, actor)


def _take_back(made, actor, because=None):
    """Nobody but the desk has seen it: the row goes, and the log keeps its digest."""
    claim, data = made.claim, _told(made, {"because": because})
    made.delete()
    keep_up(claim, publication_state=State.NONE)
    record("unschedule", made, project=claim.project, actor=actor, claims=[claim.uid], data=data)


@transaction.atomic(savepoint=False)
def correct(*, claim, actor, kind, reason, notice=None, sources=None, picture=None, **words):
    """The next version of a published claim, live at once; `kind` is correction, fix, update or void. A correction of
    what was withdrawn publishes it anew.

    Freezes the claim as it stands, with what the editor wrote in `words` and what stood there before. Raises `Conflict`
    when nothing was ever public, when what was withdrawn is not corrected, when the rating is another and the kind is
    no correction.
    """
    last = newest(claim)
    if last is None or claim.publication_state == State.SCHEDULED:
        raise Conflict(_("This claim is not published yet, so there is nothing to correct."))
    if claim.publication_state == State.VOID and kind != Kind.CORRECTION:
        raise Conflict(_("This fact-check was withdrawn. A correction publishes it anew."))
    now, number = timezone.now(), last.number + 1
    earlier = list(Publication.objects.versions(claim))
    corrections = [
        as_correction(row.form, row.reason, row.notice, row.published_at, row.number) for row in earlier[1:]
    ] + [as_correction(kind, reason, notice, now, number)]
    state = State.VOID if kind == Kind.VOID else State.CORRECTED
    first = earlier[0].published_at
    standing = last_standing(earlier)
    before = (standing.snapshot or {}).get("rating", {}).get("slug")
    if kind == Kind.VOID:
        snapshot = tombstone(claim, number, now, first, corrections)
    else:
        snapshot = _next(claim, standing, words, sources, state, number, now, first, corrections)
        if kind != Kind.CORRECTION and before not in (None, snapshot["rating"]["slug"]):
            raise Conflict(_("The desk rating is another than the published one. Publish it as a correction."))
        picture = picture or (standing.image if snapshot["image"] else None)
    made = _add(claim, actor, kind, number, snapshot, now, reason=reason, notice=notice, image=picture)
    keep_up(claim, publication_state=state)
    more = {"reason": reason, "notice": notice, "before": {"rating": before}}
    if kind != Kind.VOID:
        more["after"] = {"rating": snapshot["rating"]["slug"]}
    change = record("correct", made, project=claim.project, actor=actor, claims=[claim.uid], data=_told(made, more))
    put_factcheck(made, state=state, seq=change.seq)
    return made


def last_standing(versions):
    """The newest of a claim's versions that is no withdrawal: with its words the next one begins."""
    return next(row for row in reversed(versions) if row.form != Kind.VOID)


def _next(claim, last, words, sources, state, number, now, first, corrections):
    refuse_other_sources(claim, sources)
    decision = current_decision(claim)
    kept = words_of(last.snapshot) if last.snapshot else default_words(claim, decision)
    given = {name: value for name, value in words.items() if name in WORDS}
    if "body" not in given and last.snapshot:
        given["body"] = renumber(kept["body"], last.snapshot["sources"], list(public_sources(claim)))
    return freeze(
        claim=claim,
        words=kept | given,
        state=state,
        number=number,
        moment=now,
        first=first,
        corrections=corrections,
    )


def tombstone(claim, number, moment, first, corrections):
    """What stays public of a fact-check that was withdrawn: that it was, when and why."""
    return {
        "claim": {"id": claim.uid},
        "publication_state": str(State.VOID),
        "version": number,
        "published_at": timestamp(moment),
        "first_published_at": timestamp(first),
        "updated_at": timestamp(moment),
        "corrections": corrections,
    }

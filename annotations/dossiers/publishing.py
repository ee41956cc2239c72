"""Publishing and correcting a claim with its gates: signing off on the way, another rating by adjudication."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.claims.actions import move_claim
from annotations.claims.models import Claim
from annotations.claims.states import STEPS, WAIVABLE, Step
from annotations.dossiers.claim_loading import find_claim
from annotations.dossiers.guards import unmet, unmet_by_guard
from annotations.errors import Conflict, Invalid
from annotations.files.actions import store_file
from annotations.files.models import StoredFile
from annotations.publishing import actions
from annotations.publishing.models import Publication
from annotations.verdicts.actions import decide
from annotations.verdicts.decisions import current_decision

# What must hold once more when a claim that was signed off is published: the second signature is there already.
READY = Step("oversee", ("decided", "impartial", "enough_sources", "claimant_asked", "two_factor"))
WITHDRAW = Step("oversee", ("impartial", "two_factor"))


def missing_before(claim, deed):
    """What is missing before the claim can be published, as texts; empty when it can."""
    if claim.status == Claim.Status.APPROVED:
        return unmet(READY, claim, replace(deed, waive=claim.waived | deed.waive))
    step = STEPS.get((claim.status, Claim.Status.APPROVED))
    if step is not None:
        return unmet(step, claim, deed)
    if current_decision(claim) is None:
        return [_("There is no desk rating yet.")]
    return [_("The review goes on: it is settled first.")]


def sign_off(claim, deed):
    """Takes the step to `approved` where it was not taken yet. Raises `Conflict` with `unmet` when it may not be."""
    if missing := missing_before(claim, deed):
        raise Conflict(" ".join(missing), unmet=missing)
    if claim.status != Claim.Status.APPROVED:
        move_claim(claim=claim, actor=deed.actor, to=Claim.Status.APPROVED, waive=deed.waive)


@transaction.atomic(savepoint=False)
def publish_claim(*, claim, deed, **fields):
    """The first publication of a locked claim, signed off on the way. Raises as `sign_off` and `actions.publish`."""
    if claim.publication_state != Claim.PublicationState.NONE:
        raise Conflict(_("This claim is published already. Correct it instead."))
    sign_off(claim, deed)
    return actions.publish(claim=claim, actor=deed.actor, **with_picture(claim.project, deed.actor, fields))


@transaction.atomic(savepoint=False)
def correct_claim(*, claim, deed, kind, reason, rating=None, explanation=None, notice=None, **fields):
    """The next version of a published claim, live at once; a correction of a withdrawn one publishes it anew.

    With `rating`, or an `explanation`, there is a new desk rating first; not where the desk wants two signatures, for
    then one person sets it and another one corrects. A correction needs what signing off needs; a fix or an update may
    be made while another review goes on, as long as the rating stays.
    """
    if claim.publication_state in (Claim.PublicationState.NONE, Claim.PublicationState.SCHEDULED):
        raise Conflict(_("This claim is not published yet, so there is nothing to correct."))
    if claim.publication_state == Claim.PublicationState.VOID and kind != Publication.Kind.CORRECTION:
        raise Conflict(_("This fact-check was withdrawn. A correction publishes it anew."))
    if decides_anew(claim, rating, explanation):
        if claim.project.gates["second_signature"]:
            missing = _(
                "This desk wants two signatures, so a new desk rating is not set and published in one step: set it on "
                "the claim first; then somebody else publishes the correction, with the desk rating as it stands."
            )
            raise Conflict(missing, unmet=[missing])
        claim = _decide_anew(claim, deed.actor, rating, explanation or notice or reason)
    deed = replace(deed, waive=claim.waived | deed.waive)
    settled = (claim.status, Claim.Status.APPROVED) in STEPS
    if kind == Publication.Kind.VOID:
        if missing := unmet(WITHDRAW, claim, deed):
            raise Conflict(" ".join(missing), unmet=missing)
    elif settled or kind == Publication.Kind.CORRECTION:
        sign_off(claim, deed)
    elif missing := unmet(WITHDRAW, claim, deed):
        raise Conflict(" ".join(missing), unmet=missing)
    fields = with_picture(claim.project, deed.actor, fields)
    return actions.correct(claim=claim, actor=deed.actor, kind=kind, reason=reason, notice=notice or None, **fields)


def rehearse(*, claim, actor, kind=None, reason="", notice=None, rating=None, explanation=None, **fields):
    """The publication that would be made of the claim, whether its gates are met or not; nothing is kept of it.

    `kind` None is the first publication. Raises as the actions do.
    """
    with transaction.atomic():
        claim = find_claim(claim.project, claim.uid, locked=True)
        if decides_anew(claim, rating, explanation):
            claim = _decide_anew(claim, actor, rating, explanation or notice or reason)
        fields = with_picture(claim.project, actor, fields)
        if kind is None:
            made = actions.publish(claim=claim, actor=actor, **fields)
        else:
            made = actions.correct(claim=claim, actor=actor, kind=kind, reason=reason, notice=notice, **fields)
        transaction.set_rollback(True)
    return made


def missing_by_gate(claim, deed):
    """The same as `missing_before` for a form: `[{text, gate}]`, `gate` being what a written exception takes the place
    of, or None."""
    step = READY if claim.status == Claim.Status.APPROVED else STEPS.get((claim.status, Claim.Status.APPROVED))
    if step is None:
        return [{"text": text, "gate": None} for text in missing_before(claim, deed)]
    if claim.status == Claim.Status.APPROVED:
        deed = replace(deed, waive=claim.waived | deed.waive)
    gates = {guard: gate for gate, guard in WAIVABLE.items()}
    return [{"text": text, "gate": gates.get(guard)} for guard, text in unmet_by_guard(step, claim, deed).items()]


def decides_anew(claim, rating, explanation):
    """Whether a correction with these makes a new desk rating. Where the desk wants two signatures, who names the
    rating that stands confirms what somebody else has set."""
    if explanation is None and rating is not None and claim.project.gates["second_signature"]:
        current = current_decision(claim)
        return current is None or current.rating.slug != rating
    return rating is not None or explanation is not None


def _decide_anew(claim, actor, rating, explanation):
    """The claim with a new desk rating: by adjudication when the rating is another, else as it was decided."""
    current = current_decision(claim)
    same = rating is None or rating == current.rating.slug
    decide(
        claim=claim,
        actor=actor,
        rating=current.rating.slug if rating is None else rating,
        explanation=explanation,
        method=current.method if same and rating is None else "adjudication",
        dissent=current.dissent,
        known_as_of=current.known_as_of if same else "",
    )
    return find_claim(claim.project, claim.uid, locked=True)


def with_picture(project, actor, fields):
    """The fields with the stored file of the picture that they name or bring, as `picture`.

    Raises `Invalid` at `/image` for one that is not there, or is no picture.
    """
    image = fields.get("image")
    if image is None:
        return fields
    if "file" in image:
        stored = store_picture(project, actor, image["file"], "/image")
    else:
        stored = StoredFile.objects.filter(project=project, uid=image["id"], media_type__startswith="image/").first()
        if stored is None:
            raise Invalid(("/image/id", _("There is no such picture on this desk.")))
    shown = {
        "id": stored.uid,
        "alt": image["alt"],
        "credit": image.get("credit"),
        "media_type": stored.media_type,
        "sha256": stored.sha256,
    }
    return fields | {"image": shown, "picture": stored}


def store_picture(project, actor, upload, pointer="/file"):
    """The stored file of an upload. Raises as `store_file`, and `Invalid` for what is no picture."""
    stored = store_file(project=project, actor=actor, upload=upload, pointer=pointer)
    if not stored.media_type.startswith("image/"):
        raise Invalid((pointer, _("Send a picture: PNG, JPEG, GIF or WebP.")))
    return stored

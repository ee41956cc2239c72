"""Making and deleting claims, with the links and the first round that belong to them."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.changes.record import Entry, record_all
from annotations.claims.actions import mark_deleted, mark_restored, new_claim
from annotations.claims.claimant_actions import find_speakers
from annotations.claims.models import Appearance, Claim
from annotations.dossiers.guards import worked_on_by_others
from annotations.errors import Conflict, Invalid, NotAllowed
from annotations.spans.models import Span
from annotations.verdicts.models import Round
from annotations.verdicts.rounds import first_round


@transaction.atomic(savepoint=False)
def create_claims(*, project, actor, drafts, at=None):
    """The new claims, in order, each with its links and its first round; all or none.

    A draft has `text` and names in `claims.actions.EDITABLE`, `claimant` as an id or `{name, type?, url?}`, `id`
    and `spans` (ids). `at` gives the pointer of a draft's number, for errors. Raises `Invalid`, `Conflict`.
    """
    at = at or (lambda number: "")
    _refuse_taken_ids(project, drafts, at)
    speakers, entries = find_speakers(
        project, [draft.get("claimant") for draft in drafts], [f"{at(n)}/claimant" for n in range(len(drafts))]
    )
    spans = _find_spans(project, drafts, at)
    claims, links = [], []
    for draft, claimant in zip(drafts, speakers, strict=True):
        fields = {name: value for name, value in draft.items() if name not in ("id", "spans", "claimant")}
        claim = new_claim(project=project, author=actor, uid=draft.get("id"), claimant=claimant, **fields)
        claims.append(claim)
        entries.append(Entry("create", claim, claims=[claim.uid], data={"text": claim.text}))
        for uid in dict.fromkeys(draft.get("spans", ())):
            links.append((claim, spans[uid]))
    Claim.objects.bulk_create(claims)
    Appearance.objects.bulk_create(
        Appearance(project=project, claim=claim, span=span, author=actor) for claim, span in links
    )
    Round.objects.bulk_create(first_round(claim) for claim in claims)
    # The highlight is what the change names: whoever has it on screen sees its new claim.
    entries += [Entry("link", span, span.article.uid, [claim.uid], {"claim": claim.uid}) for claim, span in links]
    record_all(entries, project=project, actor=actor)
    return claims


def _refuse_taken_ids(project, drafts, at):
    given = {}
    for number, draft in enumerate(drafts):
        uid = draft.get("id")
        if uid in given:
            raise Invalid((f"{at(number)}/id", _("This id stands twice in the body.")))
        if uid is not None:
            given[uid] = number
    if given:
        taken = Claim.objects.filter(project=project, uid__in=given).order_by("pk").values_list("uid", flat=True)
        errors = [{"pointer": f"{at(given[uid])}/id", "detail": _("This id is taken.")} for uid in taken]
        if errors:
            raise Conflict(_("This id is taken."), errors=errors)


def _find_spans(project, drafts, at):
    """{id: span} of all that the drafts name. Raises `Invalid` at the pointer of one that is not there."""
    wanted = {uid for draft in drafts for uid in draft.get("spans", ())}
    if not wanted:
        return {}
    found = {
        span.uid: span
        for span in Span.objects.alive().filter(project=project, uid__in=wanted).select_related("article")
    }
    for number, draft in enumerate(drafts):
        for index, uid in enumerate(draft.get("spans", ())):
            if uid not in found:
                raise Invalid((f"{at(number)}/spans/{index}", _("There is no such highlight on this desk.")))
    for span in found.values():
        span.project = project
    return found


@transaction.atomic(savepoint=False)
def delete_claim(*, claim, actor, others):
    """Marks the claim as deleted; links and evidence go with it and come back with it. `others`: the actor may
    delete other people's.

    Raises `NotAllowed` for somebody else's claim, `Conflict` when it was published, or when others have worked on a
    reviewer's own.
    """
    if not others:
        if claim.author_id != actor.pk:
            raise NotAllowed(_("This claim is somebody else's. An editor can delete it."))
        if worked_on_by_others(claim, actor):
            raise Conflict(_("Others have worked on this claim. An editor can delete it."))
    if claim.publication_state != Claim.PublicationState.NONE:
        raise Conflict(_("This claim was published, so it stays on record."))
    mark_deleted(claim=claim, actor=actor)


@transaction.atomic(savepoint=False)
def restore_claim(*, claim, actor, others):
    """Brings a deleted claim back. Raises `NotAllowed` for whoever neither deleted it nor may delete others'."""
    if claim.deleted_by_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else deleted this. They or an editor can restore it."))
    mark_restored(claim=claim, actor=actor)

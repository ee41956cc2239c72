"""What editors do with leads. Each in one transaction, recorded; each can be taken back by opening the lead again."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.assignments.actions import find_assignee
from annotations.changes.record import record
from annotations.claims.models import Claim
from annotations.claims.states import refuse_duplicate
from annotations.dossiers.claim_actions import create_claims, delete_claim
from annotations.dossiers.guards import worked_on_by_others
from annotations.dossiers.link_actions import add_post, remove_post
from annotations.errors import Conflict, Invalid
from annotations.leads.models import Lead
from annotations.leads.taking import count

Status = Lead.Status


@transaction.atomic(savepoint=False)
def change_lead(*, lead, actor, status=None, claim=None, reason=None, into=None, **values):
    """Does to a locked lead what a body asks for: `assignee` (username or None), `priority`, a step of the status.

    `claim` with `accepted` is an id or a draft as `POST claims` takes it; without one the lead's text is the claim.
    Raises `Invalid` at the name of what is missing, `Conflict` for a step that cannot be taken.
    """
    if values:
        _edit(lead, actor, values)
    if status is None or (status == lead.status and status == Status.NEW):
        return
    if status != Status.NEW and lead.status != Status.NEW:
        raise Conflict(_("This lead is dealt with already. Open it again first."))
    if status == Status.ACCEPTED:
        _accept(lead, actor, claim)
    elif status == Status.DECLINED:
        _decline(lead, actor, reason)
    elif status == Status.MERGED:
        _merge(lead, actor, into)
    else:
        _reopen(lead, actor)


def _edit(lead, actor, values):
    if "assignee" in values:
        values["assignee"] = values["assignee"] and find_assignee(lead.project, values["assignee"])
    before = {name: getattr(lead, name) for name, value in values.items() if getattr(lead, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    lead.save_revision(**after)
    data = _told(lead) | {"before": _plain(before), "after": _plain(after)}
    if after.get("assignee"):
        data["assignee"] = after["assignee"].username
    record("assign" if after.get("assignee") else "edit", lead, project=lead.project, actor=actor, data=data)


def _plain(values):
    return {name: value.username if isinstance(value, User) else value for name, value in values.items()}


def _told(lead):
    return {"text": lead.text, "url": lead.url}


def _accept(lead, actor, given):
    project = lead.project
    made = not isinstance(given, str)
    if made:
        draft = dict(given or {})
        draft.setdefault("text", lead.text)
        if not (draft["text"] or "").strip():
            raise Invalid(("/claim", _("Write the claim: this lead is only a link.")))
        draft.setdefault("source_url", lead.url)
        draft.setdefault("priority", lead.priority)
        (claim,) = create_claims(project=project, actor=actor, drafts=[draft])
    else:
        claim = Claim.objects.alive().locked().filter(project=project, uid=given).first()
        if claim is None:
            raise Invalid(("/claim", _("There is no such claim on this desk.")))
        refuse_duplicate(claim)
        claim.project = project
    post = None
    if lead.url:
        platform = (urlsplit(lead.url).hostname or "").removeprefix("www.")[:60]
        post = add_post(
            claim=claim, actor=actor, url=lead.url, platform=platform, transcript=None if made else lead.text
        )
    lead.save_revision(status=Status.ACCEPTED, claim=claim, made_claim=made, appearance=post)
    data = _told(lead) | {"claim": claim.uid, "made": made}
    record("accept", lead, project=project, actor=actor, data=data)


def _decline(lead, actor, reason):
    if not (reason or "").strip():
        raise Invalid(("/reason", _("Say why.")))
    lead.save_revision(status=Status.DECLINED, reason=reason)
    record("decline", lead, project=lead.project, actor=actor, data=_told(lead) | {"reason": reason})


def _merge(lead, actor, into):
    if into is None:
        raise Invalid(("/into", _("Name the lead that stays.")))
    kept = Lead.objects.select_for_update(of=("self",)).filter(project=lead.project, uid=into).first()
    if kept is None:
        raise Invalid(("/into", _("There is no such lead on this desk.")))
    if kept.pk == lead.pk:
        raise Conflict(_("A lead cannot be merged into itself."))
    if kept.status == Status.MERGED:
        raise Conflict(_("That lead was merged into another. Use that one."))
    kept.project = lead.project
    lead.save_revision(status=Status.MERGED, merged_into=kept)
    count(kept, lead.seen)
    record("merge", lead, project=lead.project, actor=actor, data=_told(lead) | {"into": kept.uid})


def _reopen(lead, actor):
    """Takes back what was done with a lead: a claim that it made goes again, as long as nobody else worked on it."""
    data = _told(lead) | {"before": {"status": str(lead.status)}}
    if lead.status == Status.ACCEPTED and lead.claim is not None:
        _take_claim_back(lead, actor)
    elif lead.status == Status.MERGED:
        kept = Lead.objects.select_for_update(of=("self",)).get(pk=lead.merged_into_id)
        kept.project = lead.project
        count(kept, -lead.seen)
    lead.save_revision(status=Status.NEW, claim=None, made_claim=False, appearance=None, reason=None, merged_into=None)
    record("reopen", lead, project=lead.project, actor=actor, data=data)


def _take_claim_back(lead, actor):
    claim = Claim.objects.locked().get(pk=lead.claim_id)
    claim.project = lead.project
    if claim.deleted_at is not None:
        return
    if lead.made_claim:
        if worked_on_by_others(claim, actor):
            raise Conflict(_("Others have worked on the claim that this lead became. It stays; decide there."))
        delete_claim(claim=claim, actor=actor, others=True)
    elif lead.appearance is not None:
        remove_post(claim=claim, appearance=lead.appearance, actor=actor, others=True)
        lead.appearance = None

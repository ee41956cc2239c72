"""Taking complaints in, answering and closing them. Each in one transaction, recorded.

The log says that one came, about which claim, and what the desk answered; never who sent it nor in which words.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.actions import machine
from annotations.changes.record import record
from annotations.complaints.models import Complaint
from annotations.errors import Conflict, Invalid
from annotations.publishing.models import FactCheck

State = Complaint.State


@transaction.atomic(savepoint=False)
def complain(*, project, claim, text, sentence="", name="", contact="", actor=None, uid=None):
    """A new complaint about the public fact-check of `claim` (its id); `actor` None: by the public form.

    Raises `Invalid` at `/claim` when that claim never was public.
    """
    found = FactCheck.objects.filter(project=project, uid=claim).select_related("claim", "current").first()
    if found is None:
        raise Invalid(("/claim", _("There is no such fact-check.")))
    uid = Complaint.objects.free_uid(project, uid)
    made = Complaint.objects.create(
        project=project,
        claim=found.claim,
        number=found.current.number,
        text=text,
        sentence=sentence,
        name=name,
        contact=contact,
        sender=actor,
        **({"uid": uid} if uid else {}),
    )
    record("create", made, project=project, actor=actor or machine("visitor"), data=_told(made, {}))
    return made


def _told(complaint, more):
    return {"claim": complaint.claim.uid, **more}


@transaction.atomic(savepoint=False)
def handle(*, complaint, actor, state=None, answer=None, outcome=None, erase_sender=False):
    """Answers, closes or opens a locked complaint again; erases who sent it.

    Raises `Invalid` for an answer without words or outcome, `Conflict` when the one who answered would close it.
    """
    if answer is not None or outcome is not None or state == State.ANSWERED:
        _answer(complaint, actor, answer, outcome)
    if state == State.CLOSED:
        _close(complaint, actor)
    elif state == State.OPEN and complaint.state != State.OPEN:
        complaint.save_revision(state=State.OPEN, confirmed_by=None, confirmed_at=None)
        record("reopen", complaint, project=complaint.project, actor=actor, data=_told(complaint, {}))
    if erase_sender and complaint.erased_at is None:
        complaint.save_revision(name="", contact="", erased_at=timezone.now())
        record("erase_sender", complaint, project=complaint.project, actor=actor, data=_told(complaint, {}))


def _answer(complaint, actor, answer, outcome):
    if complaint.state == State.CLOSED:
        raise Conflict(_("This complaint is closed. Open it again first."))
    answer, outcome = answer or complaint.answer, outcome or complaint.outcome
    missing = [name for name, value in (("/answer", answer), ("/outcome", outcome)) if not value]
    if missing:
        raise Invalid(*((pointer, _("An answer has words and an outcome.")) for pointer in missing))
    complaint.save_revision(
        state=State.ANSWERED,
        answer=answer,
        outcome=outcome,
        answered_by=actor,
        answered_at=timezone.now(),
        confirmed_by=None,
        confirmed_at=None,
    )
    data = _told(complaint, {"answer": answer, "outcome": str(outcome)})
    record("answer", complaint, project=complaint.project, actor=actor, data=data)


def _close(complaint, actor):
    if complaint.state == State.CLOSED:
        return
    if complaint.state != State.ANSWERED:
        raise Conflict(_("A complaint is answered before it is closed."))
    if complaint.answered_by_id == actor.pk:
        raise Conflict(_("Somebody else than the one who answered confirms it."))
    complaint.save_revision(state=State.CLOSED, confirmed_by=actor, confirmed_at=timezone.now())
    data = _told(complaint, {"outcome": str(complaint.outcome)})
    record("close", complaint, project=complaint.project, actor=actor, data=data)

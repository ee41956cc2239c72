"""What can be done to rounds: begin, ask, reveal. Each in one transaction, recorded, with the round row locked first.

The lock is what makes the last of the required submissions reveal exactly once, however many come together.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.actions import machine
from annotations.accounts.models import User
from annotations.assignments.models import Recusal
from annotations.changes.record import Entry, record, record_all
from annotations.claims.actions import keep_up
from annotations.claims.models import Claim
from annotations.errors import Conflict, Deleted, Invalid
from annotations.projects.models import Membership
from annotations.projects.permissions import role_allows
from annotations.ratings.models import RatingScale
from annotations.verdicts import outcome
from annotations.verdicts.decisions import add_decision, current_decision, today
from annotations.verdicts.models import Decision, Round, Verdict

_also_shown = []


def on_reveal(entries_of):
    """Has each reveal record what `entries_of(round)` gives too: entries of what upper packages held back until then.

    Called from `AppConfig.ready()`.
    """
    _also_shown.append(entries_of)


def first_round(claim):
    """Round 1 of a new claim, unsaved: by the desk's settings, unlisted until the first submission opens it."""
    setting = claim.project.setting
    return Round(
        project=claim.project,
        claim=claim,
        number=1,
        blind=setting("blind"),
        required=setting("required"),
        tolerance=setting("tolerance"),
        judges=setting("judges"),
    )


def lock_newest(claim):
    """The claim's newest round, locked, and then the claim itself, read afresh. For writes.

    Raises `Deleted` when the claim was deleted meanwhile.
    """
    locked = Round.objects.locked().newest(claim)
    fresh = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim.pk)
    fresh.project = locked.project = claim.project
    locked.claim = fresh
    _read_scale(locked)
    if fresh.deleted_at is not None:
        raise Deleted()
    return locked


def _read_scale(locked):
    """Reads the scale of a locked round: PostgreSQL looks again at the row that it waited for, but not at what was
    joined to it, and gives no scale for a round that was opened meanwhile."""
    if locked.scale_id is not None and locked.scale is None:
        locked.scale = RatingScale.objects.get(pk=locked.scale_id)


def refuse_closed(claim):
    """Raises `Conflict` when the claim is declined or a duplicate: nobody judges it."""
    if claim.status == Claim.Status.DECLINED:
        raise Conflict(_("This claim was declined: it is not checked. An editor can take it up again."))
    if claim.status == Claim.Status.DUPLICATE:
        raise Conflict(_("This claim was merged into another. Judge that one."))


def refuse_others(round, user):
    """Raises `Conflict` when the round is given by editors, or by those who are asked, and the person is none. A guest
    was asked by the invitation; where editors judge, what they say is advice (`is_advice`)."""
    invited = user.kind == User.Kind.GUEST
    if round.judges == Round.Judges.EDITORS and not invited:
        member = Membership.objects.filter(project=round.project_id, user=user).first()
        if member is None or not member.may("oversee"):
            raise Conflict(_("The verdicts of this review are given by editors."))
    if round.judges == Round.Judges.ASKED and not invited and not round.asked.filter(pk=user.pk).exists():
        raise Conflict(_("The verdicts of this review are given by those who are asked; an editor can ask you too."))


def is_advice(round, user):
    """Whether what this person submits counts for nothing whatever their terms are: a guest's, where editors judge."""
    return round.judges == Round.Judges.EDITORS and user.kind == User.Kind.GUEST


def find_reviewers(claim, usernames, judges):
    """The members of these names. Raises `Invalid` at `/asked/<n>` for one who cannot give a verdict in a round of the
    claim that is judged by `judges`, or has declared a conflict of interest."""
    project = claim.project
    editors = judges == Round.Judges.EDITORS
    members = Membership.objects.filter(project=project, user__username__in=usernames).select_related("user")
    permission = "oversee" if editors else "contribute"
    able = {member.user.username: member.user for member in members if role_allows(member.role, permission)}
    words = _("%(name)s is no editor of this desk.") if editors else _("%(name)s is no reviewer of this desk.")
    errors = [(f"/asked/{number}", words % {"name": name}) for number, name in enumerate(usernames) if name not in able]
    out = set(Recusal.objects.about(claim).filter(user__in=able.values()).values_list("user__username", flat=True))
    words = _("%(name)s has declared a conflict of interest about this claim.")
    errors += [(f"/asked/{number}", words % {"name": name}) for number, name in enumerate(usernames) if name in out]
    if errors:
        raise Invalid(*errors)
    return list(able.values())


@transaction.atomic(savepoint=False)
def open_round(*, claim, actor, asked=(), **values):
    """A further round of the claim, open for verdicts at once; the claim is in review again.

    `values` are `form`, `blind`, `required`, `tolerance`, `judges`; the desk's settings stand for what is left out.
    Raises `Conflict` while a round of the claim is not revealed, `Invalid` when only those who are asked may judge, and
    nobody is.
    """
    judges = values.get("judges", claim.project.setting("judges"))
    people = find_reviewers(claim, asked, judges)
    if judges == Round.Judges.ASKED and not people:
        raise Invalid(("/asked", _("Say who is asked: nobody else may give a verdict in this review.")))
    last = lock_newest(claim)
    claim = last.claim
    refuse_closed(claim)
    if last.revealed_at is None:
        raise Conflict(_("Review %(number)s is not finished. Reveal it first.") % {"number": last.number})
    fresh = first_round(claim)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.number = last.number + 1
    fresh.scale = RatingScale.objects.current(claim.project)
    fresh.opened_at = timezone.now()
    fresh.save(force_insert=True)
    fresh.asked.set(people)
    data = _terms(fresh, [user.username for user in people]) | _moved(claim, Claim.Status.IN_REVIEW)
    record("open", fresh, project=claim.project, actor=actor, claims=[claim.uid], data=data)
    return fresh


def _terms(round_, asked):
    return {
        "claim": round_.claim.uid,
        "number": round_.number,
        "kind": str(round_.form),
        "blind": round_.blind,
        "required": round_.required,
        "tolerance": round_.tolerance,
        "judges": str(round_.judges),
        "asked": sorted(asked),
    }


def _moved(claim, to):
    """Moves the claim to a status, and gives what the log says about it: nothing when it is there already."""
    if claim.status == to:
        return {}
    before = claim.status
    keep_up(claim, status=to)
    return {"before": {"status": before}, "after": {"status": to}}


@transaction.atomic(savepoint=False)
def edit_round(*, round, actor, asked=None, **values):
    """Changes who is asked and, until somebody has submitted, the terms: `blind`, `required`, `tolerance`, `judges`.

    Raises `Conflict` for the terms of a round that is open, and for anything after the reveal.
    """
    people = None if asked is None else find_reviewers(round.claim, asked, values.get("judges", round.judges))
    round = _lock(round)
    refuse_closed(round.claim)
    values = {name: value for name, value in values.items() if getattr(round, name) != value}
    if round.revealed_at is not None and (values or asked is not None):
        raise Conflict(_("This review is over. Open another one."))
    if round.opened_at is not None and values:
        raise Conflict(_("The terms stand since somebody has submitted; only who is asked can change."))
    before = _terms(round, round.asked.values_list("username", flat=True))
    for name, value in values.items():
        setattr(round, name, value)
    if values:
        round.save(update_fields=list(values))
    if asked is not None:
        round.asked.set(people)
    after = _terms(round, round.asked.values_list("username", flat=True))
    if before != after:
        data = {"before": before, "after": after}
        record("edit", round, project=round.project, actor=actor, claims=[round.claim.uid], data=data)
    return round


def _lock(round):
    """The round itself, locked like its claim's newest."""
    newest = lock_newest(round.claim)
    if newest.pk == round.pk:
        return newest
    older = Round.objects.locked().select_related("scale").get(pk=round.pk)
    older.claim, older.project = newest.claim, newest.project
    _read_scale(older)
    return older


def ask_instead(round, leaver, heir=None):
    """Takes somebody off those who are asked in an open, locked round, and asks `heir` instead, unless they have
    submitted. Gives the entry for the log."""
    before = _terms(round, round.asked.values_list("username", flat=True))
    round.asked.remove(leaver)
    if heir is not None and not Verdict.objects.submitted().filter(round=round, reviewer=heir).exists():
        round.asked.add(heir)
    after = _terms(round, round.asked.values_list("username", flat=True))
    return Entry("edit", round, claims=[round.claim.uid], data={"before": before, "after": after})


@transaction.atomic(savepoint=False)
def reveal_round(*, round, actor):
    """Opens all submitted verdicts of the round to the desk. Nothing happens when that was done already.

    Raises `Conflict` while nobody has submitted in round 1, which is not listed yet.
    """
    round = _lock(round)
    if round.revealed_at is not None:
        return round
    refuse_closed(round.claim)
    if round.opened_at is None:
        raise Conflict(_("Nobody has submitted a verdict yet."))
    record_all(reveal(round, actor), project=round.project, actor=actor)
    settle(round)
    return round


def reveal(round, actor):
    """Marks a locked round as revealed and gives the entries for the log: one for it, one for each verdict, and for
    whatever else, that becomes visible by it. The claim is disputed then, unless the round settles by itself: call
    `settle` once the entries are recorded."""
    verdicts = Verdict.objects.submitted().filter(round=round).select_related("reviewer", "rating").order_by("pk")
    given = list(verdicts)
    came_to = _outcome(round, [verdict.rating for verdict in given if verdict.counts])
    round.revealed_at, round.revealed_by = timezone.now(), actor
    round.outcome, round.candidates = came_to.kind, [rating.slug for rating in came_to.ratings]
    round.save(update_fields=["revealed_at", "revealed_by", "outcome", "candidates"])
    data = {
        "claim": round.claim.uid,
        "number": round.number,
        "submitted": sorted(verdict.reviewer.username for verdict in given),
        "outcome": round.outcome,
    }
    if came_to.settled is None:
        data |= _moved(round.claim, Claim.Status.DISPUTED)
    entries = [Entry("reveal", round, claims=[round.claim.uid], data=data)]
    if round.blind:
        entries += [show(verdict, round, "reveal") for verdict in given]
        entries += [entry for entries_of in _also_shown for entry in entries_of(round)]
    return entries


def _outcome(round, ratings):
    if round.form == Round.Kind.VOTE:
        return outcome.of_vote(ratings, required=round.required)
    return outcome.of_review(ratings, required=round.required, tolerance=round.tolerance)


METHODS = {outcome.AGREEMENT: Decision.Method.AGREEMENT, outcome.MAJORITY: Decision.Method.VOTE}


def settle(round):
    """Makes the rating that a revealed, locked round has settled on the desk's, and records that; nothing otherwise.

    Nobody has decided it: the program writes it in its own name, and an editor adds the explanation.
    """
    if round.outcome not in METHODS:
        return
    author, claim = machine(), round.claim
    _decision, (told, *entries) = add_decision(
        round=round,
        author=author,
        current=current_decision(claim),
        rating=round.scale.ratings.get(slug=round.candidates[0]),
        method=METHODS[round.outcome],
        known_as_of=today(),
    )
    told.data["by_itself"] = True
    record_all([told, *entries], project=claim.project, actor=author)


def show(verdict, round, verb):
    """The entry of a verdict that every member may see from now on."""
    verdict.claim, verdict.round = round.claim, round
    data = {
        "claim": round.claim.uid,
        "round": round.number,
        "reviewer": verdict.reviewer.username,
        "rating": verdict.rating.slug,
        "explanation": verdict.explanation,
        "confidence": verdict.confidence,
    }
    if verdict.unusual:
        data["unusual"] = True
    if verdict.departure:
        data["departure"] = verdict.departure
    return Entry(verb, verdict, data=data | why_not_counted(verdict))


def why_not_counted(verdict):
    """What the log says of a verdict that does not count: it is a trainee's, or a guest's advice."""
    if verdict.counts:
        return {}
    return {"advice": True} if verdict.reviewer.kind == User.Kind.GUEST else {"trainee": True}


def open_first(round):
    """Opens round 1 at its first submission: from now on it is listed, and keeps the scale that is current."""
    round.opened_at, round.scale = timezone.now(), RatingScale.objects.current(round.project)
    round.save(update_fields=["opened_at", "scale"])


def put_in_review(claim):
    """Moves a claim that nobody had judged yet to `in_review`; gives what the log says about it."""
    if claim.status in (Claim.Status.NEW, Claim.Status.ACCEPTED):
        return _moved(claim, Claim.Status.IN_REVIEW)
    return {}

"""What can be done to verdicts and decisions. Each in one transaction, with the claim's round locked first.

A draft is personal: nothing here records one, and it changes nothing that others see.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.assignments.actions import finish_work
from annotations.assignments.recusals import refuse_recused
from annotations.changes.models import Counter
from annotations.changes.record import Entry, record, record_all
from annotations.errors import Conflict, Invalid, Missing
from annotations.ratings.models import Rating, RatingScale
from annotations.verdicts.decisions import add_decision, current_decision, today
from annotations.verdicts.models import Decision, Round, Verdict
from annotations.verdicts.outcome import PICK
from annotations.verdicts.precedents import is_unusual
from annotations.verdicts.rounds import (
    is_advice,
    lock_newest,
    open_first,
    put_in_review,
    refuse_closed,
    refuse_others,
    reveal,
    settle,
    show,
    why_not_counted,
)

Status = Verdict.Status


def find_rating(scale, slug):
    """The rating of this slug on the scale; None for None. Raises `Invalid` at `/rating` when there is none."""
    if slug is None:
        return None
    rating = Rating.objects.filter(scale=scale, slug=slug).first()
    if rating is None:
        raise Invalid(("/rating", _("There is no rating %(slug)s on the scale of this review.") % {"slug": slug}))
    return rating


@transaction.atomic(savepoint=False)
def put_verdict(
    *,
    claim,
    actor,
    rating=None,
    explanation="",
    departure=None,
    confidence=None,
    status=Status.DRAFT,
    trainee=False,
    check=None,
):
    """`(verdict, is_new)`: the actor's own in the claim's open round, kept as a draft or submitted.

    What a `trainee` submits does not count, also when they are none any more at the reveal; nor a guest's where editors
    judge.

    `check(verdict or None)` runs once the round is locked: for If-Match. Raises `Conflict` when the round is revealed
    or one's verdict is submitted already, `Invalid` when what is submitted is not whole.
    """
    round = lock_newest(claim)
    own = own_verdict(round, actor)
    if status == Status.SUBMITTED and (errors := unfinished(rating, explanation)):
        raise Invalid(*errors)
    chosen = find_rating(round.scale or RatingScale.objects.current(claim.project), rating)
    if check:
        check(own)
    refuse_closed(round.claim)
    if round.revealed_at is not None:
        raise Conflict(_("The verdicts of this review are revealed; it takes no more."))
    refuse_recused(round.claim, actor)
    refuse_others(round, actor)
    if own is not None and own.status == Status.SUBMITTED:
        raise Conflict(_("Your verdict is submitted. Withdraw it to change it."))
    opens = round.opened_at is None and status == Status.SUBMITTED
    if opens:
        open_first(round)
    is_new = own is None
    verdict = own or Verdict(project=claim.project, claim=round.claim, round=round, reviewer=actor, revision=0)
    verdict.rating, verdict.explanation, verdict.confidence = chosen, explanation, confidence
    verdict.departure = departure
    verdict.status, verdict.blind, verdict.counts = status, round.blind, not (trainee or is_advice(round, actor))
    verdict.revision += 1
    verdict.updated_at = timezone.now()
    if status == Status.SUBMITTED:
        verdict.submitted_at = verdict.updated_at
        # A guest sees no other claim of the desk, and is not asked for a reason.
        verdict.unusual = None if actor.kind == User.Kind.GUEST else is_unusual(round.claim, chosen.slug)
        verdict.basis_seq = Counter.objects.values_list("seq", flat=True).get(project=claim.project)
    verdict.save()
    verdict.claim, verdict.round, verdict.reviewer = round.claim, round, actor
    if status == Status.SUBMITTED:
        _announce(verdict, round, actor, opens)
    return verdict, is_new


def own_verdict(round, user):
    """The person's verdict in a round, draft or submitted; None when there is none."""
    return (
        Verdict.objects.standing()
        .filter(round=round, reviewer=user)
        .select_related("claim", "round", "reviewer", "rating")
        .first()
    )


def unfinished(rating, explanation):
    """What is missing before a verdict can be submitted, as `Invalid` takes it."""
    errors = []
    if rating is None:
        errors.append(("/rating", _("Choose a rating before you submit.")))
    if not explanation.strip():
        errors.append(("/explanation", _("Say why before you submit.")))
    return errors


def _announce(verdict, round, actor, opens):
    """Records that somebody has submitted, never what; reveals the round when that was the last one it waited for."""
    claim = round.claim
    data = {"claim": claim.uid, "number": round.number, "reviewer": actor.username, "opens": opens}
    data |= why_not_counted(verdict)
    entries = [Entry("submit", round, claims=[claim.uid], data=data | put_in_review(claim))]
    if not round.blind:
        entries.append(show(verdict, round, "submit"))
    complete = verdict.counts and Verdict.objects.counting().filter(round=round).count() >= round.required
    if complete:
        entries += reveal(round, actor)
    entries += finish_work(claim, actor)
    record_all(entries, project=claim.project, actor=actor)
    if complete:
        settle(round)


@transaction.atomic(savepoint=False)
def withdraw_verdict(*, claim, actor, check=None):
    """Takes the actor's own verdict back, draft or submitted, as long as its round is not revealed.

    Raises `Missing` when there is none, `Conflict` after the reveal.
    """
    round = lock_newest(claim)
    own = own_verdict(round, actor)
    if own is None:
        raise Missing(_("You have given no verdict here."))
    if check:
        check(own)
    refuse_closed(round.claim)
    if round.revealed_at is not None:
        raise Conflict(_("The verdicts of this review are revealed; they stand."))
    if own.status == Status.DRAFT:
        own.delete()
        return
    own.status, own.withdrawn_at = Status.WITHDRAWN, timezone.now()
    own.save(update_fields=["status", "withdrawn_at"])
    data = {"claim": round.claim.uid, "number": round.number, "reviewer": actor.username}
    record("withdraw", round, project=claim.project, actor=actor, claims=[round.claim.uid], data=data)


@transaction.atomic(savepoint=False)
def decide(*, claim, actor, rating, explanation, method, dissent=None, known_as_of="", check=None):
    """`(decision, is_first)`: the desk rating from now on; the one before stays on record. `known_as_of` is today
    unless it is given, or None.

    `check(current decision or None)` runs once the round is locked: for If-Match. Raises `Conflict` without a revealed
    round, while a further one is sealed, for an agreement on what the verdicts do not agree on, for a vote on
    what had no majority, and for whoever has declared a conflict of interest.
    """
    round = lock_newest(claim)
    claim = round.claim
    current = current_decision(claim)
    chosen = find_rating(round.scale or RatingScale.objects.current(claim.project), rating)
    if check:
        check(current)
    refuse_closed(claim)
    refuse_recused(claim, actor)
    if round.revealed_at is None:
        raise Conflict(_("Reveal the verdicts first: a desk rating rests on a revealed review."))
    if method == Decision.Method.AGREEMENT and round.outcome == PICK and rating not in round.candidates:
        raise Conflict(
            _("The verdicts agree, with %(ratings)s in the middle: pick one. Else decide it as an editor.")
            % {"ratings": " / ".join(round.candidates)}
        )
    if method == Decision.Method.VOTE and round.form == Round.Kind.VOTE and rating not in round.candidates:
        raise Conflict(_("By vote, the desk rating is what more than half gave. Decide another one as an editor."))
    decision, entries = add_decision(
        round=round,
        author=actor,
        current=current,
        rating=chosen,
        method=method,
        explanation=explanation,
        dissent=dissent,
        known_as_of=today() if known_as_of == "" else known_as_of,
    )
    record_all(entries, project=claim.project, actor=actor)
    return decision, current is None

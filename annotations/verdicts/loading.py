"""Rounds, verdicts and decisions of many claims at once, in a constant number of statements."""

from collections import defaultdict

from django.db.models import FilteredRelation, Q

from annotations.rows.prepared import Prepared
from annotations.verdicts.models import Decision, Round, Verdict
from annotations.verdicts.present import ROUND_FIELDS, present_decision, present_round, present_verdict
from annotations.verdicts.querysets import HANDED_IN


def present_rounds(rows):
    """Rounds, read as `Round.objects….values(*ROUND_FIELDS)`, as dicts in the same order. Two more statements."""
    keys = [row["pk"] for row in rows]
    asked, given = defaultdict(list), defaultdict(list)
    people = Round.asked.through.objects.filter(round__in=keys).order_by("user__username")
    for key, name in people.values_list("round_id", "user__username"):
        asked[key].append(name)
    verdicts = Verdict.objects.handed_in().filter(round__in=keys)
    for key, *verdict in verdicts.values_list("round_id", "reviewer__username", "status", "counts"):
        given[key].append(verdict)
    return [present_round(row, asked[row["pk"]], *_given(given[row["pk"]])) for row in rows]


def _given(verdicts):
    """`(submitted, trainees, withdrawn)`, usernames in order, from `[name, status, counts]` of each verdict."""
    submitted = {name for name, status, _ in verdicts if status == Verdict.Status.SUBMITTED}
    trainees = {name for name, status, counts in verdicts if status == Verdict.Status.SUBMITTED and not counts}
    withdrawn = {name for name, status, _ in verdicts if status == Verdict.Status.WITHDRAWN}
    return sorted(submitted), sorted(trainees), sorted(withdrawn - submitted)


def rounds_of(claims):
    """{claim key: its listed rounds by number}, for claim keys."""
    found = defaultdict(list)
    rounds = Round.objects.listed().filter(claim__in=claims).order_by("claim_id", "number")
    rows = list(rounds.values(*ROUND_FIELDS))
    for row, shown in zip(rows, present_rounds(rows), strict=True):
        found[row["claim_id"]].append(shown)
    return found


_beside_people = Prepared(
    lambda claims: (
        Round.objects.listed()
        .filter(claim__in=claims)
        .annotate(given=FilteredRelation("verdicts", condition=Q(verdicts__status__in=HANDED_IN)))
        .order_by("claim_id", "number")
        .values(*ROUND_FIELDS, "given__reviewer__username", "given__status", "given__counts", "asked__username")
    ),
    [int],
)


def newest_rounds(claims):
    """{claim key: its newest listed round}, for lists: one statement."""
    found = {}
    for row in _beside_people.all(list(claims)):
        claim = row["claim_id"]
        if claim not in found or found[claim][0]["number"] != row["number"]:
            found[claim] = (row, set(), set())
        _, asked, given = found[claim]
        if row["asked__username"]:
            asked.add(row["asked__username"])
        if row["given__reviewer__username"]:
            given.add((row["given__reviewer__username"], row["given__status"], row["given__counts"]))
    return {claim: present_round(row, sorted(asked), *_given(given)) for claim, (row, asked, given) in found.items()}


def my_verdicts(claims, user):
    """{claim key: the user's own verdict in the newest round}; nobody else's is ever read here."""
    newest = dict(Round.objects.filter(claim__in=claims).order_by("number").values_list("claim_id", "number"))
    mine = Verdict.objects.standing().filter(claim__in=claims, reviewer=user).select_related(*WHOLE_VERDICT)
    return {
        verdict.claim_id: present_verdict(verdict)
        for verdict in mine
        if verdict.round.number == newest[verdict.claim_id]
    }


def decisions_of(claims):
    """{claim key: its current decision}."""
    current = Decision.objects.filter(claim__in=claims, superseded_at__isnull=True).select_related(*WHOLE_DECISION)
    return {decision.claim_id: present_decision(decision) for decision in current}


WHOLE_VERDICT = ("claim", "round", "reviewer__guest", "rating")
WHOLE_DECISION = ("claim", "round", "author", "rating__scale")

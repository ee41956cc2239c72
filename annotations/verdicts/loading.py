"""Rounds, verdicts and decisions of many claims at once, in a constant number of statements."""

from collections import defaultdict

from django.db.models import FilteredRelation, Q

from annotations.verdicts.models import Decision, Round, Verdict
from annotations.verdicts.present import ROUND_FIELDS, present_decision, present_round, present_verdict


def present_rounds(rows):
    """Rounds, read as `Round.objects….values(*ROUND_FIELDS)`, as dicts in the same order. Two more statements."""
    keys = [row["pk"] for row in rows]
    asked, submitted, trainees = defaultdict(list), defaultdict(list), defaultdict(list)
    people = Round.asked.through.objects.filter(round__in=keys).order_by("user__username")
    for key, name in people.values_list("round_id", "user__username"):
        asked[key].append(name)
    given = Verdict.objects.submitted().filter(round__in=keys).order_by("reviewer__username")
    for key, name, counts in given.values_list("round_id", "reviewer__username", "counts"):
        submitted[key].append(name)
        if not counts:
            trainees[key].append(name)
    return [present_round(row, *(names[row["pk"]] for names in (asked, submitted, trainees))) for row in rows]


def rounds_of(claims):
    """{claim key: its listed rounds by number}, for claim keys."""
    found = defaultdict(list)
    rounds = Round.objects.listed().filter(claim__in=claims).order_by("claim_id", "number")
    rows = list(rounds.values(*ROUND_FIELDS))
    for row, shown in zip(rows, present_rounds(rows), strict=True):
        found[row["claim_id"]].append(shown)
    return found


def newest_rounds(claims):
    """{claim key: its newest listed round}, for lists: one statement."""
    rows = (
        Round.objects.listed()
        .filter(claim__in=claims)
        .annotate(given=FilteredRelation("verdicts", condition=Q(verdicts__status=Verdict.Status.SUBMITTED)))
        .order_by("claim_id", "number")
        .values(*ROUND_FIELDS, "given__reviewer__username", "given__counts", "asked__username")
    )
    found = {}
    for row in rows:
        claim = row["claim_id"]
        if claim not in found or found[claim][0]["number"] != row["number"]:
            found[claim] = (row, set(), set(), set())
        _, asked, submitted, trainees = found[claim]
        asked.add(row["asked__username"])
        submitted.add(row["given__reviewer__username"])
        if row["given__counts"] is False:
            trainees.add(row["given__reviewer__username"])
    return {
        claim: present_round(row, *(sorted(names - {None}) for names in people))
        for claim, (row, *people) in found.items()
    }


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


WHOLE_VERDICT = ("claim", "round", "reviewer", "rating")
WHOLE_DECISION = ("claim", "round", "author", "rating__scale")

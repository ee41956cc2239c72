"""`P/claims/{id}/transitions`: the table of states, by hand."""

import pytest
from django.utils import timezone

from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.claims.states import STEPS
from annotations.dossiers.guards import GUARDS
from annotations.ratings.models import Rating
from annotations.verdicts.models import Decision, Round
from tests.cast import problem


def put_status(claim, status):
    Claim.objects.filter(uid=claim["id"]).update(status=status)


def decide(claim, carol, method="adjudication"):
    row = Claim.objects.get(uid=claim["id"])
    first = Round.objects.get(claim=row)
    first.opened_at = first.revealed_at = timezone.now()
    first.save()
    rating = Rating.objects.get(scale__project=row.project, slug="false")
    Decision.objects.create(
        project=row.project, claim=row, round=first, author=carol, number=1, rating=rating, method=method
    )


def test_get_tells_each_role_what_it_may_do(as_, vera, alice, carol, make_claim):
    path = f"claims/{make_claim()['id']}/transitions"
    assert as_(vera).get(path).json() == {"status": "new", "allowed": [], "blocked": []}
    assert as_(alice).get(path).json() == {"status": "new", "allowed": [{"to": "in_review"}], "blocked": []}
    assert as_(carol).get(path).json() == {
        "status": "new",
        "allowed": [{"to": "accepted"}, {"to": "declined"}, {"to": "in_review"}],
        "blocked": [],
    }


def test_editor_declines_with_a_reason_and_takes_it_back(as_, carol, desk, make_claim, head):
    claim, before = make_claim(), head()
    path = f"claims/{claim['id']}/transitions"
    answer = as_(carol).post(path, {"to": "declined", "reason": "An opinion."})
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["status"], shown["declined_reason"], shown["revision"]) == ("declined", "An opinion.", 2)
    assert answer["ETag"] == as_(carol).get(f"claims/{claim['id']}")["ETag"]
    change = Change.objects.get(project=desk, seq=before + 1)
    assert (change.verb, change.object, change.data) == (
        "transition",
        claim["id"],
        {"before": {"status": "new"}, "after": {"status": "declined"}, "reason": "An opinion."},
    )
    back = as_(carol).post(path, {"to": "new"}).json()
    assert (back["status"], back["declined_reason"]) == ("new", None)


def test_reviewer_takes_a_claim_into_review_but_does_not_triage(as_, alice, make_claim, head):
    path = f"claims/{make_claim()['id']}/transitions"
    before = head()
    assert problem(as_(alice).post(path, {"to": "accepted"})) == (403, [])
    assert head() == before
    assert as_(alice).post(path, {"to": "in_review"}).json()["status"] == "in_review"
    assert as_(alice).post(path, {"to": "new"}).json()["status"] == "new"


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/to"]),
        ({"to": "finished"}, ["/to"]),
        ({"to": 7}, ["/to"]),
        ({"to": "declined"}, ["/reason"]),
        ({"to": "declined", "reason": " "}, ["/reason"]),
        ({"to": "accepted", "why": "x"}, ["/why"]),
        ({"to": "accepted", "waive": "x"}, ["/waive"]),
    ],
)
def test_bad_input_names_the_field(as_, carol, make_claim, head, body, pointers):
    path, before = f"claims/{make_claim()['id']}/transitions", head()
    before = head()
    assert problem(as_(carol).post(path, body)) == (400, pointers)
    assert head() == before


@pytest.mark.parametrize("to", ["new", "duplicate", "agreed", "approved"])
def test_step_that_is_not_in_the_table_is_409_with_unmet(as_, carol, make_claim, head, to):
    path = f"claims/{make_claim()['id']}/transitions"
    before = head()
    refused = as_(carol).post(path, {"to": to})
    assert problem(refused) == (409, [])
    assert refused.json()["unmet"] == [
        f"A claim that is new does not go to {to}; from here it goes to: accepted, declined, in_review."
    ]
    assert head() == before


def test_sign_off_needs_a_decision_and_can_be_taken_back(as_, carol, make_claim):
    claim = make_claim()
    path = f"claims/{claim['id']}/transitions"
    put_status(claim, "adjudicated")
    refused = as_(carol).post(path, {"to": "approved"})
    missing = ["There is no desk rating yet.", "Public evidence: 2 wanted, 0 there."]
    assert (refused.status_code, refused.json()["unmet"]) == (409, missing)
    assert as_(carol).get(path).json()["blocked"] == [{"to": "approved", "unmet": missing}]
    assert as_(carol).get(path).json()["allowed"] == [{"to": "in_review"}]
    decide(claim, carol)
    waived = {"to": "approved", "waive": {"sources": "One archive alone has it."}}
    assert as_(carol).post(path, waived).json()["status"] == "approved"
    assert as_(carol).post(path, {"to": "agreed"}).status_code == 409
    assert as_(carol).post(path, {"to": "adjudicated"}).json()["status"] == "adjudicated"


def test_review_that_has_begun_does_not_go_back(as_, carol, alice, make_claim):
    claim = make_claim()
    put_status(claim, "in_review")
    Round.objects.filter(claim__uid=claim["id"]).update(opened_at=timezone.now())
    assert problem(as_(alice).post(f"claims/{claim['id']}/transitions", {"to": "new"})) == (409, [])


def test_stale_etag_is_412_when_one_is_sent(as_, alice, make_claim):
    path = f"claims/{make_claim()['id']}/transitions"
    assert as_(alice).post(path, {"to": "in_review"}, etag='"7"').status_code == 412


def test_transitions_are_hidden_from_strangers_and_closed_to_viewers(as_, eve, vera, make_claim):
    path = f"claims/{make_claim()['id']}/transitions"
    assert problem(as_(eve).get(path)) == (404, [])
    assert problem(as_(eve).post(path, {"to": "in_review"})) == (404, [])
    assert problem(as_(vera).post(path, {"to": "in_review"})) == (403, [])


def test_every_step_has_a_way_back():
    def reachable(status):
        found, ahead = set(), [status]
        while ahead:
            for source, to in STEPS:
                if source == ahead[-1] and to not in found:
                    found.add(to)
                    ahead.insert(0, to)
            ahead.pop()
        return found

    assert [(source, to) for source, to in STEPS if source not in reachable(to)] == []


def test_table_names_known_states_and_guards():
    assert {status for step in STEPS for status in step} == set(Claim.Status) - {Claim.Status.DUPLICATE}
    assert {name for step in STEPS.values() for name in step.guards} == set(GUARDS)

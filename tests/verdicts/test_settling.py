"""Rounds that settle by themselves, votes, who may judge, and what stays on record."""

import pytest
from django.db import transaction

from annotations.assignments.recusals import recuse
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.projects.models import Membership
from annotations.verdicts.models import Decision, Round, Verdict
from tests.cast import problem
from tests.making import reveal, submit

GOOD = {"rating": "true", "explanation": "So it is.", "status": "submitted"}


@pytest.fixture
def terms(claim):
    """Sets the terms of the claim's first round."""
    return lambda **values: Round.objects.filter(claim=claim).update(**values)


@pytest.fixture
def state(as_, vera, path):
    """`(status, rating, outcome, candidates)` as a viewer sees them."""

    def read():
        shown = as_(vera).get(path).json()
        return shown["status"], shown["rating"], shown["rounds"][-1]["outcome"], shown["rounds"][-1]["candidates"]

    return read


def test_equal_verdicts_settle_by_themselves(as_, alice, bob, vera, claim, path, state, log, head):
    submit(claim, alice, "misleading")
    before = head()
    submit(claim, bob, "misleading")
    assert state() == ("agreed", "misleading", "agreement", ["misleading"])
    decision = as_(vera).get(f"{path}/decision").json()
    assert (decision["rating"], decision["method"], decision["explanation"], decision["round"]) == (
        "misleading",
        "agreement",
        None,
        1,
    )
    assert decision["author"] == "factcheck"
    assert [line[:3] for line in log(before)] == [
        ("bob", "submit", "round"),
        ("bob", "reveal", "round"),
        ("bob", "reveal", "verdict"),
        ("bob", "reveal", "verdict"),
        ("factcheck", "decide", "decision"),
    ]
    told = Change.objects.get(project=claim.project, seq=head()).data
    assert told == {
        "claim": claim.uid,
        "round": 1,
        "method": "agreement",
        "by_itself": True,
        "before": {"status": "in_review", "rating": None},
        "after": {"status": "agreed", "rating": "misleading"},
    }


def test_editor_writes_why_after_an_agreement(as_, alice, bob, carol, claim, path):
    submit(claim, alice)
    submit(claim, bob)
    body = {"rating": "true", "explanation": "Two logs.", "method": "agreement"}
    assert problem(as_(carol).put(f"{path}/decision", body)) == (428, [])
    answer = as_(carol).put(f"{path}/decision", body, etag='"1"')
    assert (answer.status_code, answer.json()["explanation"], answer.json()["author"]) == (200, "Two logs.", "carol")
    assert as_(carol).get(path).json()["status"] == "agreed"


def test_verdicts_further_apart_than_the_tolerance_are_disputed(alice, bob, claim, state, terms):
    terms(tolerance=1)
    submit(claim, alice, "true")
    submit(claim, bob, "half-true")
    assert state() == ("disputed", None, "apart", [])
    assert not Decision.objects.exists()


def test_of_two_in_the_middle_an_editor_picks_one(as_, alice, bob, carol, claim, path, state, terms, head):
    terms(tolerance=1)
    submit(claim, alice, "half-true")
    submit(claim, bob, "mostly-true")
    assert state() == ("disputed", None, "pick", ["mostly-true", "half-true"])
    body = {"rating": "true", "explanation": "Nearly.", "method": "agreement"}
    before = head()
    assert problem(as_(carol).put(f"{path}/decision", body)) == (409, [])
    assert (head(), Decision.objects.count()) == (before, 0)
    assert as_(carol).put(f"{path}/decision", body | {"rating": "half-true"}).status_code == 201
    assert state() == ("agreed", "half-true", "pick", ["mostly-true", "half-true"])


def test_median_of_three_within_the_tolerance_settles(alice, bob, carol, claim, state, terms):
    terms(tolerance=2, required=3)
    for person, rating in ((alice, "half-true"), (bob, "true"), (carol, "mostly-true")):
        submit(claim, person, rating)
    assert state() == ("agreed", "mostly-true", "agreement", ["mostly-true"])


def test_early_reveal_settles_nothing(alice, carol, claim, state):
    submit(claim, alice)
    assert state() == ("in_review", None, None, [])
    reveal(claim, carol)
    assert state() == ("disputed", None, "incomplete", [])


def test_trainee_has_no_part_in_what_settles(desk, alice, bob, carol, claim, as_, path, state):
    Membership.objects.filter(project=desk, user=alice).update(trainee=True)
    as_(alice).put(f"{path}/verdict", GOOD | {"rating": "false"})
    submit(claim, bob)
    submit(claim, carol)
    assert state() == ("agreed", "true", "agreement", ["true"])


def test_vote_is_settled_by_more_than_half(as_, alice, bob, carol, dave, claim, path, state, log, head):
    submit(claim, alice, "true")
    submit(claim, bob, "false")
    answer = as_(carol).post(f"{path}/rounds", {"kind": "vote", "required": 3, "judges": "editors"})
    assert (answer.status_code, answer.json()["kind"], answer.json()["judges"]) == (201, "vote", "editors")
    assert Change.objects.get(project=claim.project, seq=head()).data["kind"] == "vote"
    refused = as_(alice).put(f"{path}/verdict", GOOD)
    assert problem(refused) == (409, [])
    Membership.objects.filter(user=bob).update(role="editor")
    submit(claim, bob, "false")
    submit(claim, carol, "mostly-false")
    assert state() == ("in_review", None, None, [])
    submit(claim, dave, "false")
    assert state() == ("adjudicated", "false", "majority", ["false"])
    decision = as_(alice).get(f"{path}/decision").json()
    assert (decision["method"], decision["explanation"], decision["round"]) == ("vote", None, 2)


@pytest.mark.parametrize(("votes", "method", "expected"), [
    (("true", "false", "false"), "vote", {"true": 409, "false": 200}),
    (("true", "false", "false"), "adjudication", {"true": 200}),
    # Without a majority nothing was decided by vote.
    (("true", "false", "half-true"), "vote", {"true": 409, "false": 409}),
    (("true", "false", "half-true"), "adjudication", {"false": 201}),
])  # fmt: skip
def test_by_vote_the_rating_is_what_more_than_half_gave(as_, alice, bob, carol, claim, path, votes, method, expected):
    submit(claim, alice, "true")
    submit(claim, bob, "false")
    as_(carol).post(f"{path}/rounds", {"kind": "vote", "required": 3})
    for who, rating in zip((alice, bob, carol), votes, strict=True):
        submit(claim, who, rating)
    said, stands = {"explanation": "Why.", "method": method}, Decision.objects.exists()
    answers = {
        rating: as_(carol).put(f"{path}/decision", said | {"rating": rating}, etag="*" if stands else None).status_code
        for rating in expected
    }
    assert answers == expected


def test_vote_without_a_majority_is_left_to_an_editor(as_, alice, bob, carol, claim, path, state):
    submit(claim, alice, "true")
    submit(claim, bob, "false")
    as_(carol).post(f"{path}/rounds", {"kind": "vote"})
    submit(claim, alice, "true")
    submit(claim, bob, "false")
    assert state() == ("disputed", None, "apart", [])


def test_only_those_who_are_asked_judge_where_the_terms_say_so(as_, alice, bob, carol, claim, path):
    answer = as_(carol).patch(f"{path}/rounds/1", {"judges": "asked", "asked": ["alice"]})
    assert (answer.status_code, answer.json()["judges"]) == (200, "asked")
    # Not even a draft: it would wait for nothing.
    assert problem(as_(bob).put(f"{path}/verdict", {"explanation": "Hm"})) == (409, [])
    assert as_(alice).put(f"{path}/verdict", GOOD).status_code == 201
    assert problem(as_(carol).patch(f"{path}/rounds/1", {"judges": "anyone"})) == (409, [])
    as_(carol).patch(f"{path}/rounds/1", {"asked": ["alice", "bob"]})
    assert as_(bob).put(f"{path}/verdict", GOOD).status_code == 201


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"judges": "asked"}, "/asked"),
        ({"judges": "asked", "asked": []}, "/asked"),
        ({"judges": "editors", "asked": ["carol", "alice"]}, "/asked/1"),
        ({"judges": "nobody"}, "/judges"),
        ({"kind": "vote", "tolerance": -1}, "/tolerance"),
    ],
)
def test_terms_that_nobody_could_fulfil_are_refused(as_, alice, bob, carol, claim, path, body, pointer):
    submit(claim, alice)
    submit(claim, bob)
    assert problem(as_(carol).post(f"{path}/rounds", body)) == (400, [pointer])


def test_whoever_keeps_out_is_not_asked(as_, desk, alice, bob, carol, claim, path, head):
    recuse(project=desk, actor=bob, claim=claim)
    before = head()
    assert problem(as_(carol).patch(f"{path}/rounds/1", {"asked": ["alice", "bob"]})) == (400, ["/asked/1"])
    assert head() == before
    submit(claim, alice)
    reveal(claim, carol)
    assert problem(as_(carol).post(f"{path}/rounds", {"kind": "vote", "asked": ["bob"]})) == (400, ["/asked/0"])


def test_desk_says_who_judges(as_, alice, dave):
    assert as_(dave).patch("", {"settings": {"judges": "editors"}}, etag='"1"').status_code == 200
    made = as_(alice).post("claims", {"text": "Another sentence."}).json()
    assert as_(alice).get(f"claims/{made['id']}/rounds/1").json()["judges"] == "editors"
    assert problem(as_(alice).put(f"claims/{made['id']}/verdict", GOOD)) == (409, [])


def test_withdrawing_leaves_a_trace(as_, alice, bob, vera, claim, path):
    as_(alice).put(f"{path}/verdict", GOOD)
    as_(alice).delete(f"{path}/verdict")
    as_(bob).put(f"{path}/verdict", GOOD)
    (shown,) = as_(vera).get(f"{path}/rounds").json()["results"]
    assert (shown["submitted"], shown["withdrawn"]) == (["bob"], ["alice"])
    assert as_(vera).get("claims").json()["results"][0]["round"] == shown
    as_(alice).put(f"{path}/verdict", GOOD)
    (shown,) = as_(vera).get(f"{path}/rounds").json()["results"]
    assert (shown["submitted"], shown["withdrawn"]) == (["alice", "bob"], [])


def test_new_round_on_a_published_claim_leaves_it_public(as_, alice, bob, carol, vera, claim, path, state):
    submit(claim, alice)
    submit(claim, bob)
    Claim.objects.filter(pk=claim.pk).update(publication_state="live", status="approved")
    assert as_(carol).post(f"{path}/rounds", {}).status_code == 201
    shown = as_(vera).get(path).json()
    assert (shown["status"], shown["publication_state"], shown["rating"]) == ("in_review", "live", "true")
    assert shown["decision"]["round"] == 1
    submit(claim, alice, "false")
    submit(claim, bob, "true")
    shown = as_(vera).get(path).json()
    # What stands goes on standing until somebody settles it again.
    assert (shown["status"], shown["publication_state"], shown["rating"]) == ("disputed", "live", "true")


def test_review_of_open_verdicts_settles_when_all_are_in(as_, alice, bob, claim, state, terms):
    terms(blind=False)
    submit(claim, alice)
    assert state() == ("in_review", None, None, [])
    submit(claim, bob)
    assert state() == ("agreed", "true", "agreement", ["true"])


def test_failure_on_the_way_leaves_nothing(monkeypatch, alice, bob, claim, head):
    submit(claim, alice)
    before = head()
    monkeypatch.setattr("annotations.verdicts.rounds.machine", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        submit(claim, bob)
    assert (head(), Verdict.objects.filter(reviewer=bob).count(), Decision.objects.count()) == (before, 0, 0)
    assert Round.objects.get(claim=claim).revealed_at is None

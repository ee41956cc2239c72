"""What `P/changes` shows of rounds, verdicts and decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.making import make_claim, reveal, settle, submit


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


def states(caller, after):
    found = caller.get(f"changes?after={after}").json()["changes"]
    return [(c["verb"], c["object"]["type"], c["gone"], c["state"]) for c in found]


def test_submission_shows_the_round_and_no_verdict(as_, alice, carol, claim, head):
    before = head()
    submit(claim, alice, "false")
    round_ = as_(carol).get(f"claims/{claim.uid}/rounds/1").json()
    for person in (alice, carol):
        assert states(as_(person), before) == [("submit", "round", False, round_)]
    change = as_(carol).get(f"changes?after={before}").json()["changes"][0]
    assert change["object"]["url"] == f"http://127.0.0.1:8000/api/v1/projects/desk/claims/{claim.uid}/rounds/1"
    assert change["claims"] == [claim.uid]


def test_reveal_shows_the_round_and_each_verdict(as_, alice, bob, vera, claim, head):
    submit(claim, alice, "false")
    before = head()
    submit(claim, bob, "true")
    verdicts = as_(vera).get(f"claims/{claim.uid}/verdicts").json()["results"]
    round_ = as_(vera).get(f"claims/{claim.uid}/rounds/1").json()
    assert states(as_(vera), before) == [
        ("submit", "round", False, round_),
        ("reveal", "round", False, round_),
        ("reveal", "verdict", False, verdicts[0]),
        ("reveal", "verdict", False, verdicts[1]),
    ]


def test_withdrawn_verdict_of_an_open_round_is_gone(as_, alice, carol, claim, head):
    as_(carol).patch(f"claims/{claim.uid}/rounds/1", {"blind": False})
    before = head()
    submit(claim, alice)
    assert [s[:3] for s in states(as_(carol), before)] == [("submit", "round", False), ("submit", "verdict", False)]
    as_(alice).delete(f"claims/{claim.uid}/verdict")
    assert states(as_(carol), before)[1] == ("submit", "verdict", True, None)


def test_decision_is_shown_as_its_address_answers(as_, alice, bob, carol, vera, claim, head):
    settle(claim, alice, bob, carol)
    decision = as_(vera).get(f"claims/{claim.uid}/decision").json()
    assert states(as_(vera), head() - 1) == [("decide", "decision", False, decision)]


def test_everything_is_gone_with_its_claim(as_, alice, carol, vera, claim, head):
    before = head()
    submit(claim, alice)
    reveal(claim, carol)
    assert as_(carol).delete(f"claims/{claim.uid}", etag="*").status_code == 204
    assert {(gone, state) for _, _, gone, state in states(as_(vera), before)} == {(True, None)}


def test_states_take_constant_queries(as_, alice, cast, desk, head):
    caller, after, counts = as_(alice), head(), []
    for more in (1, 2):
        for _ in range(more):
            settle(make_claim(desk, alice), cast.alice, cast.bob, cast.carol)
        with CaptureQueriesContext(connection) as queries:
            caller.get(f"changes?after={after}&limit=500")
        counts.append(len(queries))
    assert counts[0] == counts[1]

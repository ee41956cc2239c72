"""`P/claims/{id}/decision`: the desk rating."""

import pytest
import time_machine

from annotations.assignments.recusals import recuse
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.verdicts.models import Decision
from annotations.verdicts.serializers import DecisionOutput
from tests.cast import problem
from tests.making import submit

GOOD = {"rating": "mostly-false", "explanation": "The log says two days.", "method": "adjudication"}


@pytest.fixture
def revealed(claim, alice, bob):
    submit(claim, alice, "true")
    submit(claim, bob, "false")
    return claim


def test_editor_settles_a_revealed_round(as_, carol, revealed, path, log, head):
    before = head()
    body = GOOD | {"dissent": "Alice counts the eve.", "known_as_of": "2024-03"}
    answer = as_(carol).put(f"{path}/decision", body)
    assert answer.status_code == 201
    shown = answer.json()
    assert shown == body | {
        "id": shown["id"],
        "claim": revealed.uid,
        "number": 1,
        "round": 1,
        "scale": 1,
        "author": "carol",
        "decided_at": shown["decided_at"],
    }
    assert DecisionOutput(shown).data == shown
    assert as_(carol).get(f"{path}/decision").content == answer.content
    claim = as_(carol).get(path).json()
    assert (claim["status"], claim["rating"], claim["decision"]) == ("adjudicated", "mostly-false", shown)
    assert Claim.objects.get(pk=revealed.pk).decided_at == Decision.objects.get().created_at
    assert log(before) == [("carol", "decide", "decision", shown["id"])]
    assert Change.objects.get(project=revealed.project, seq=head()).data["after"] == {
        "status": "adjudicated",
        "rating": "mostly-false",
    }


def test_rating_records_as_known_on_which_day(as_, carol, revealed, path):
    with time_machine.travel("2024-02-01T09:00:00Z", tick=False):
        first = as_(carol).put(f"{path}/decision", GOOD)
        assert first.json()["known_as_of"] == "2024-02-01"
        # Who says that no day is to be named is believed.
        again = as_(carol).put(f"{path}/decision", GOOD | {"known_as_of": None}, etag=first["ETag"])
        assert again.json()["known_as_of"] is None


def test_whoever_keeps_out_of_a_claim_does_not_decide_it(as_, desk, carol, dave, revealed, path, head):
    recuse(project=desk, actor=carol, claim=revealed)
    before = head()
    assert problem(as_(carol).put(f"{path}/decision", GOOD)) == (409, [])
    assert head() == before
    assert as_(dave).put(f"{path}/decision", GOOD).status_code == 201


@pytest.mark.parametrize(
    ("method", "status"), [("agreement", "agreed"), ("vote", "adjudicated"), ("adjudication", "adjudicated")]
)
def test_method_tells_the_status(as_, carol, revealed, path, method, status):
    assert as_(carol).put(f"{path}/decision", GOOD | {"method": method}).status_code == 201
    assert as_(carol).get(path).json()["status"] == status


def test_next_decision_stands_beside_the_first(as_, carol, revealed, path):
    first = as_(carol).put(f"{path}/decision", GOOD)
    answer = as_(carol).put(f"{path}/decision", GOOD | {"rating": "false"}, etag=first["ETag"])
    assert (answer.status_code, answer.json()["number"], answer["ETag"][:3]) == (200, 2, '"2.')
    assert as_(carol).get(f"{path}/decision").content == answer.content
    rows = [(d.number, d.rating.slug, d.superseded_at is None) for d in Decision.objects.order_by("number")]
    assert rows == [(1, "mostly-false", False), (2, "false", True)]
    assert as_(carol).get(path).json()["rating"] == "false"


def test_next_decision_wants_if_match(as_, carol, revealed, path, head):
    as_(carol).put(f"{path}/decision", GOOD)
    before = head()
    assert problem(as_(carol).put(f"{path}/decision", GOOD)) == (428, [])
    stale = as_(carol).put(f"{path}/decision", GOOD, etag='"7"')
    assert problem(stale) == (412, [])
    assert stale.json()["current"] == as_(carol).get(f"{path}/decision").json()
    assert head() == before


def test_decision_needs_a_revealed_round(as_, alice, carol, claim, path, head):
    before = head()
    assert problem(as_(carol).put(f"{path}/decision", GOOD)) == (409, [])
    assert head() == before
    submit(claim, alice)
    assert problem(as_(carol).put(f"{path}/decision", GOOD)) == (409, [])
    assert Decision.objects.count() == 0


def test_decision_waits_for_a_further_round(as_, alice, carol, revealed, path):
    first = as_(carol).put(f"{path}/decision", GOOD)
    as_(carol).post(f"{path}/rounds", {"required": 1})
    assert problem(as_(carol).put(f"{path}/decision", GOOD, etag=first["ETag"])) == (409, [])
    assert as_(carol).get(f"{path}/decision").json() == first.json()
    submit(revealed, alice, "false")
    # The second round has settled by itself: that is what stands now.
    assert problem(as_(carol).put(f"{path}/decision", GOOD, etag=first["ETag"])) == (412, [])
    again = as_(carol).put(f"{path}/decision", GOOD, etag='"2"')
    assert (again.status_code, again.json()["round"]) == (200, 2)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"rating": "nearly"}, "/rating"),
        ({"rating": None}, "/rating"),
        ({"explanation": " "}, "/explanation"),
        ({"explanation": None}, "/explanation"),
        ({"method": "dice"}, "/method"),
        ({"method": None}, "/method"),
        ({"dissent": 1}, "/dissent"),
        ({"known_as_of": "yesterday"}, "/known_as_of"),
        ({"round": 1}, "/round"),
    ],
)
def test_bad_decision_is_refused_at_its_field(as_, carol, revealed, path, head, change, pointer):
    before = head()
    assert problem(as_(carol).put(f"{path}/decision", GOOD | change)) == (400, [pointer])
    assert (head(), Decision.objects.count()) == (before, 0)


@pytest.mark.parametrize("name", ["rating", "explanation", "method"])
def test_decision_without_a_field_is_refused(as_, carol, revealed, path, name):
    body = {key: value for key, value in GOOD.items() if key != name}
    assert problem(as_(carol).put(f"{path}/decision", body)) == (400, [f"/{name}"])


def test_decision_that_is_not_there_is_missing(as_, vera, revealed, path):
    assert problem(as_(vera).get(f"{path}/decision")) == (404, [])
    assert as_(vera).get(path).json()["decision"] is None


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("vera", 403), ("alice", 403)])
def test_decisions_are_made_by_editors(as_, cast, revealed, path, who, status):
    assert problem(as_(getattr(cast, who)).put(f"{path}/decision", GOOD)) == (status, [])


@pytest.mark.parametrize("status", ["declined", "duplicate"])
def test_declined_and_duplicate_claims_take_no_decision(as_, carol, revealed, path, status):
    Claim.objects.filter(pk=revealed.pk).update(status=status)
    assert problem(as_(carol).put(f"{path}/decision", GOOD)) == (409, [])

"""What a trainee submits does not count: it opens nothing, and stands in no sum."""

import pytest

from annotations.changes.models import Change
from annotations.projects.models import Membership
from annotations.verdicts.serializers import RoundOutput, VerdictOutput
from tests.making import reveal

BODY = {"rating": "true", "explanation": "Two logs say so.", "status": "submitted"}


@pytest.fixture
def trainee(desk, alice):
    """alice, a trainee now."""
    Membership.objects.filter(project=desk, user=alice).update(trainee=True)
    return alice


def test_verdict_of_a_trainee_opens_nothing(as_, trainee, bob, carol, vera, path):
    caller = as_(trainee)
    assert caller.put(f"{path}/verdict", BODY).json()["counts"] is False
    assert as_(bob).put(f"{path}/verdict", BODY | {"rating": "false"}).json()["counts"] is True
    (shown,) = as_(vera).get(f"{path}/rounds").json()["results"]
    assert RoundOutput(shown).data == shown
    assert (shown["submitted"], shown["trainees"], shown["revealed_at"]) == (["alice", "bob"], ["alice"], None)
    assert as_(vera).get("claims").json()["results"][0]["round"] == shown
    as_(carol).put(f"{path}/verdict", BODY)
    (shown,) = as_(vera).get(f"{path}/rounds").json()["results"]
    assert shown["revealed_at"] is not None
    given = as_(vera).get(f"{path}/verdicts").json()["results"]
    assert [(each["reviewer"], each["counts"]) for each in given] == [("alice", False), ("bob", True), ("carol", True)]
    assert VerdictOutput(given[0]).data == given[0]


def test_verdict_of_a_trainee_comes_last_and_is_sealed_like_any(as_, trainee, bob, vera, path):
    as_(bob).put(f"{path}/verdict", BODY)
    as_(trainee).put(f"{path}/verdict", BODY)
    assert as_(bob).get(f"{path}/rounds").json()["results"][0]["revealed_at"] is None
    assert as_(vera).get(f"{path}/verdicts").json()["results"] == []


def test_log_says_that_it_does_not_count(as_, trainee, desk, carol, claim, path, head):
    as_(trainee).put(f"{path}/verdict", BODY)
    assert Change.objects.get(project=desk, seq=head()).data["trainee"] is True
    reveal(claim, carol)
    assert Change.objects.get(project=desk, seq=head()).data["trainee"] is True


def test_verdict_given_as_a_trainee_does_not_count_later(as_, trainee, dave, bob, path):
    as_(trainee).put(f"{path}/verdict", BODY)
    as_(dave).patch("members/alice", {"trainee": False})
    as_(bob).put(f"{path}/verdict", BODY)
    assert as_(bob).get(f"{path}/rounds").json()["results"][0]["revealed_at"] is None
    # Taken back and submitted again it does.
    as_(trainee).delete(f"{path}/verdict")
    assert as_(trainee).put(f"{path}/verdict", BODY).json()["counts"] is True
    assert as_(bob).get(f"{path}/rounds").json()["results"][0]["revealed_at"] is not None

"""Highlights of trainees wait until an editor accepts them."""

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.projects.models import Membership
from tests.cast import problem
from tests.dossiers.conftest import TEXT
from tests.making import settle


@pytest.fixture
def trainee(desk, alice):
    """alice, a trainee now."""
    Membership.objects.filter(project=desk, user=alice).update(trainee=True)
    return alice


def test_highlight_of_a_trainee_waits_until_an_editor_accepts_it(as_, trainee, carol, desk, mark, log, head):
    span = mark(0)
    shown = as_(carol).get(f"spans/{span}")
    assert shown.json()["accepted"] is False
    before = head()
    answer = as_(carol).patch(f"spans/{span}", {"accepted": True}, etag=shown["ETag"])
    assert (answer.status_code, answer.json()["accepted"]) == (200, True)
    assert log(before) == [("carol", "edit", "span", span)]
    data = Change.objects.get(project=desk, seq=head()).data
    assert data == {"before": {"accepted": False}, "after": {"accepted": True}}


def test_highlight_of_others_is_accepted_at_once(as_, alice, mark):
    assert as_(alice).get(f"spans/{mark(0)}").json()["accepted"] is True


@pytest.mark.parametrize(("who", "status"), [("vera", 403), ("alice", 403), ("bob", 403), ("eve", 404)])
def test_nobody_but_editors_accepts(as_, cast, trainee, mark, who, status):
    span = mark(0)
    assert problem(as_(getattr(cast, who)).patch(f"spans/{span}", {"accepted": True}, etag="*")) == (status, [])


def test_editor_who_is_a_trainee_accepts_nothing(as_, desk, trainee, carol, mark):
    Membership.objects.filter(project=desk, user=carol).update(trainee=True)
    assert problem(as_(carol).patch(f"spans/{mark(0)}", {"accepted": True}, etag="*")) == (403, [])


def test_highlight_that_a_trainee_moves_waits_again(as_, trainee, bob, carol, mark):
    span = mark(0, caller=as_(bob))
    lines = TEXT.split("\n")
    start = len(lines[0]) + 1
    body = {"start": start, "end": start + len(lines[1]), "exact": lines[1]}
    assert as_(trainee).patch(f"spans/{span}", {"note": "Here?"}, etag="*").json()["accepted"] is True
    assert as_(trainee).patch(f"spans/{span}", body, etag="*").json()["accepted"] is False


def test_rows_out_have_it_only_when_it_is_accepted(as_, cast, trainee, desk, mark, make_claim, head):
    span = mark(0)
    claim = make_claim(caller=as_(cast.bob), spans=[span])
    settle(Claim.objects.get(uid=claim["id"]), cast.bob, cast.carol, cast.carol)

    def appearances(after=0):
        return [row["appearances"] for row in as_(cast.vera).get(f"exports/verdicts.json?after={after}").json()]

    assert appearances() == [[]]
    before = head()
    as_(cast.carol).patch(f"spans/{span}", {"accepted": True}, etag="*")
    assert [len(each) for each in appearances(before)] == [1]

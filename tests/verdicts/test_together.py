"""Reviewers who submit, withdraw and reveal at the same moment: exactly one reveal, nobody's verdict lost."""

import threading

import pytest
from django.db import connection

from annotations.accounts.models import User
from annotations.changes.models import Change
from annotations.teams.actions import add_member
from annotations.verdicts.models import Round, Verdict
from tests.cast import Caller, make_cast
from tests.making import make_claim

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"rating": "true", "explanation": "So it is.", "status": "submitted"}


def at_once(*calls):
    """The answers' statuses; all calls begin together, each in a thread with a connection of its own."""
    barrier, statuses = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            barrier.wait()
            statuses[number] = call().status_code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, call)) for number, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@pytest.fixture
def scene():
    """`(desk, people, claim)` that threads see: committed."""
    project, people = make_cast()
    crowd = []
    for number in range(6):
        user = User.objects.create_user(f"r{number}")
        add_member(project=project, actor=people.dave, user=user, role="reviewer")
        crowd.append(user)
    claim = make_claim(project, people.alice)
    return project, people, crowd, claim


def reveals(project):
    return Change.objects.filter(project=project, verb="reveal", kind="round").count()


def test_last_submissions_together_reveal_once(scene):
    project, _, crowd, claim = scene
    callers = [Caller(user, project) for user in crowd]
    statuses = at_once(*[lambda c=c: c.put(f"claims/{claim.uid}/verdict", GOOD) for c in callers])
    # Two are required: whoever comes later finds the round revealed.
    assert sorted(statuses) == [201, 201, 409, 409, 409, 409]
    assert reveals(project) == 1
    assert Verdict.objects.submitted().filter(claim=claim).count() == 2
    shown = Change.objects.filter(project=project, verb="reveal", kind="verdict").count()
    assert shown == 2
    assert Change.objects.filter(project=project, verb="submit").count() == 2


def test_editors_and_the_last_submission_reveal_once(scene):
    project, people, crowd, claim = scene
    first = Caller(crowd[0], project)
    assert first.put(f"claims/{claim.uid}/verdict", GOOD).status_code == 201
    carol, dave, last = (Caller(user, project) for user in (people.carol, people.dave, crowd[1]))
    statuses = at_once(
        lambda: carol.patch(f"claims/{claim.uid}/rounds/1", {"revealed": True}),
        lambda: dave.patch(f"claims/{claim.uid}/rounds/1", {"revealed": True}),
        lambda: last.put(f"claims/{claim.uid}/verdict", GOOD),
    )
    assert statuses[:2] == [200, 200]
    assert statuses[2] in (201, 409)
    assert reveals(project) == 1
    revealed = Change.objects.filter(project=project, verb="reveal", kind="verdict").count()
    assert revealed == Verdict.objects.submitted().filter(claim=claim).count() == (2 if statuses[2] == 201 else 1)


def test_withdrawal_and_last_submission_never_reveal_what_was_withdrawn(scene):
    project, _, crowd, claim = scene
    first, last = Caller(crowd[0], project), Caller(crowd[1], project)
    first.put(f"claims/{claim.uid}/verdict", GOOD)
    statuses = at_once(
        lambda: first.delete(f"claims/{claim.uid}/verdict"), lambda: last.put(f"claims/{claim.uid}/verdict", GOOD)
    )
    assert statuses in ([204, 201], [409, 201])
    assert reveals(project) == (0 if statuses[0] == 204 else 1)


def test_one_person_in_two_windows_gives_one_verdict(scene):
    project, _, crowd, claim = scene
    one, two = Caller(crowd[0], project), Caller(crowd[0], project)
    statuses = at_once(*[lambda c=c: c.put(f"claims/{claim.uid}/verdict", GOOD) for c in (one, two)])
    assert sorted(statuses) == [201, 409]
    assert Verdict.objects.filter(claim=claim).count() == 1


def test_two_decisions_at_once_both_stand_in_order_or_one_is_refused(scene):
    project, people, crowd, claim = scene
    for user, rating in zip(crowd[:2], ("true", "false"), strict=True):
        Caller(user, project).put(f"claims/{claim.uid}/verdict", GOOD | {"rating": rating})
    body = {"rating": "true", "explanation": "So.", "method": "agreement"}
    carol, dave = Caller(people.carol, project), Caller(people.dave, project)
    statuses = at_once(*[lambda c=c: c.put(f"claims/{claim.uid}/decision", body) for c in (carol, dave)])
    # The second finds a decision, and has not said which one it read.
    assert sorted(statuses) == [201, 428]


def test_two_further_rounds_at_once_open_one(scene):
    project, people, crowd, claim = scene
    for user in crowd[:2]:
        Caller(user, project).put(f"claims/{claim.uid}/verdict", GOOD)
    carol, dave = Caller(people.carol, project), Caller(people.dave, project)
    statuses = at_once(*[lambda c=c: c.post(f"claims/{claim.uid}/rounds", {}) for c in (carol, dave)])
    assert sorted(statuses) == [201, 409]
    assert Round.objects.filter(claim=claim).count() == 2

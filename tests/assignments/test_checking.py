"""Work that nobody touches: what the worker does with it."""

import pytest
import time_machine

from annotations.accounts.actions import machine
from annotations.accounts.models import User
from annotations.assignments.actions import CHECK
from annotations.assignments.models import Assignment
from annotations.jobs.models import Job
from annotations.jobs.worker import run_pending
from annotations.teams.actions import edit_desk
from annotations.verdicts.actions import put_verdict
from tests.making import make_claim


@pytest.fixture
def clock(transactional_db):
    with time_machine.travel("2030-01-01T10:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def claim(clock, desk, alice):
    return make_claim(desk, alice)


def after(clock, hours):
    """Lets time pass, and the worker do what is due; the newest state of the only assignment."""
    clock.shift(hours * 3600)
    run_pending()
    assert Job.objects.filter(error__gt="").count() == 0
    return Assignment.objects.get()


def test_on_it_expires_after_two_hours_without_work(clock, as_, bob, claim, log, head):
    made = as_(bob).post("assignments", {"claim": claim.uid, "on_it": True}).json()["id"]
    before = head()
    assert after(clock, 1.9).status == "open"
    assert after(clock, 0.2).status == "expired"
    assert log(before) == [("factcheck", "expire", "assignment", made)]
    assert Job.objects.filter(name=CHECK).count() == 0


def test_work_keeps_on_it_up(clock, as_, bob, claim, log):
    as_(bob).post("assignments", {"claim": claim.uid, "on_it": True})
    after(clock, 1)
    as_(bob).post(f"claims/{claim.uid}/evidence", {"citation": "A book", "stance": "context"})
    assert after(clock, 1).status == "open"
    assert Assignment.objects.get().expires_at.hour == 13
    assert log()[-1][:2] == ("factcheck", "extend")
    assert after(clock, 1).status == "expired"


def test_draft_is_no_work_that_others_could_see(clock, as_, bob, claim):
    as_(bob).post("assignments", {"claim": claim.uid, "on_it": True})
    after(clock, 1)
    put_verdict(claim=claim, actor=bob, rating="true", explanation="Perhaps.")
    assert after(clock, 1).status == "expired"


def test_untouched_work_returns_after_the_days_of_the_desk(clock, as_, desk, dave, carol, claim, log):
    made = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).json()["id"]
    assert after(clock, 6 * 24).status == "open"
    assert after(clock, 25).status == "returned"
    assert log()[-1] == ("factcheck", "return", "assignment", made)


def test_work_returns_never_when_the_desk_says_so(clock, as_, desk, dave, carol, claim):
    edit_desk(project=desk, actor=dave, settings={"return_after": 0})
    as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"})
    assert after(clock, 400 * 24).status == "open"


def test_touched_work_stays(clock, as_, bob, carol, claim):
    as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"})
    after(clock, 6 * 24)
    as_(bob).patch(f"claims/{claim.uid}", {"location": "Kyiv"}, etag="*")
    assert after(clock, 6 * 24).status == "open"


def test_edit_makes_older_checks_void(clock, as_, carol, claim):
    made = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"})
    as_(carol).patch(f"assignments/{made.json()['id']}", {"due_on": "2030-02-02"}, etag=made["ETag"])
    assert Job.objects.filter(name=CHECK).count() == 2
    after(clock, 7)
    assert Job.objects.filter(name=CHECK).count() == 1


def test_machine_is_nobody_who_signs_in(db):
    User.objects.create_user("factcheck")
    assert (machine().username, machine().kind, machine().has_usable_password()) == ("factcheck-1", "machine", False)
    assert machine().pk == machine().pk

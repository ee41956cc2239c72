"""Who is told of what: each event once, nobody of their own, never a word that is sealed."""

import datetime

import pytest
import time_machine

from annotations.assignments.actions import assign
from annotations.jobs import following
from annotations.jobs.models import Job, LogCursor
from annotations.notifications.models import Notification
from annotations.notifications.present import sentence
from annotations.teams.actions import remove_member
from tests.making import reveal, settle, submit


def test_mention_and_answer_are_told_once(as_, alice, bob, carol, say, told):
    first = say(bob, "Look, @alice and @bob and @eve.")
    assert told() == [("alice", "mentioned")]
    say(carol, "I did, @bob.", parent=first["id"])
    # Whoever is mentioned in an answer is told once.
    assert told() == [("bob", "mentioned")]
    second = say(alice, "Me too.", parent=first["id"])
    assert told() == [("bob", "replied"), ("carol", "replied")]
    as_(alice).patch(f"comments/{second['id']}", {"text": "Me too, @bob, @vera."}, etag="*")
    assert told() == [("bob", "mentioned"), ("vera", "mentioned")]
    as_(alice).patch(f"comments/{second['id']}", {"text": "Me too, @vera!"}, etag="*")
    assert told() == []


def test_held_comment_is_told_at_the_reveal_alone(alice, bob, carol, claim, say, told):
    submit(claim, alice)
    say(alice, "SEALED @bob")
    assert told() == []
    submit(claim, bob)
    assert sorted(told()) == [("alice", "revealed"), ("bob", "mentioned")]


def test_comment_that_is_deleted_before_the_worker_comes_is_told_to_nobody(as_, alice, say, told):
    made = say(alice, "@bob")
    as_(alice).delete(f"comments/{made['id']}", etag="*")
    assert told() == []


def test_asking_revealing_and_deciding_are_told(as_, alice, bob, carol, claim, told):
    as_(carol).patch(f"claims/{claim.uid}/rounds/1", {"asked": ["alice", "bob", "carol"]}, etag="*")
    assert told() == [("alice", "assigned"), ("bob", "assigned")]
    submit(claim, alice)
    assert told() == []
    reveal(claim, carol)
    assert sorted(told()) == [("alice", "revealed"), ("bob", "revealed")]
    body = {"rating": "false", "explanation": "So.", "method": "adjudication"}
    as_(carol).put(f"claims/{claim.uid}/decision", body)
    assert told() == [("alice", "decided")]


def test_given_work_is_told_and_reminded_of_the_day_before(desk, bob, carol, claim, told):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        due = datetime.date(2026, 3, 6)
        assign(project=desk, actor=carol, assignee=bob, others=True, claim=claim, due_on=due)
        assert told() == [("bob", "assigned")]
        clock.move_to("2026-03-05T06:59:00Z")
        assert told() == []
        clock.move_to("2026-03-05T07:01:00Z")
        assert told() == [("bob", "due_soon")]
        clock.move_to("2026-03-06T07:01:00Z")
        assert told() == []


def test_reminder_of_work_that_is_done_or_put_off_says_nothing(as_, desk, bob, carol, claim, told):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        due = datetime.date(2026, 3, 6)
        work = assign(project=desk, actor=carol, assignee=bob, others=True, claim=claim, due_on=due)
        as_(carol).patch(f"assignments/{work.uid}", {"due_on": "2026-03-09"}, etag="*")
        assert told() == [("bob", "assigned")]
        clock.move_to("2026-03-05T07:01:00Z")
        assert told() == []
        clock.move_to("2026-03-08T07:01:00Z")
        assert told() == [("bob", "due_soon")]


def test_lead_that_is_given_is_told(as_, bob, carol, told):
    lead = as_(carol).post("leads", {"text": "Is this so? https://example.org/post"}).json()
    told()
    answer = as_(carol).patch(f"leads/{lead['id']}", {"assignee": "bob"}, etag="*")
    assert (answer.status_code, told()) == (200, [("bob", "assigned")])
    row = as_(bob).get("notifications").json()["results"][0]
    assert (row["lead"], row["text"]) == (lead["id"], "Carol gave you a lead to look at")


def test_former_member_is_told_nothing(desk, alice, bob, carol, claim, say, told):
    say(alice, "@bob")
    remove_member(member=desk.memberships.get(user=bob), actor=carol)
    assert told() == []


def test_change_that_fails_is_tried_again_and_then_passed_over(desk, alice, say, told, monkeypatch):
    run = []

    def fails(project, change):
        run.append(change.seq)
        raise ValueError("no")

    told()
    monkeypatch.setitem(following.FOLLOWERS, "notifications", fails)
    head = LogCursor.objects.get(project=desk, follower="notifications").seq
    with time_machine.travel("2027-01-01T10:00:00Z", tick=False) as clock:
        say(alice, "@bob")
        for _ in range(following.MAX_FAILURES + 1):
            following.read_on()
            clock.shift(3600)
    cursor = LogCursor.objects.get(project=desk, follower="notifications")
    assert (run, cursor.seq, cursor.failures) == ([head + 1] * following.MAX_FAILURES, head + 1, 0)


def test_cursor_that_somebody_else_holds_is_left_alone(desk, alice, say, told):
    told()
    say(alice, "@bob")
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=1)
    LogCursor.objects.update(lease_until=later, lease_token="another")
    assert told() == []
    LogCursor.objects.update(lease_until=later - datetime.timedelta(minutes=2))
    assert told() == [("bob", "mentioned")]


def test_new_follower_begins_with_what_is_fresh(desk, alice, say, told):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        desk.changes.update(at=datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC))
        say(alice, "@bob")
        clock.shift(datetime.timedelta(days=3))
        say(alice, "@carol")
        assert told() == [("carol", "mentioned")]


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_notification_goes_and_comes_with_what_it_is_about(as_, alice, bob, say, told, verb):
    made = say(alice, "@bob")
    told()
    as_(alice).delete(f"comments/{made['id']}", etag="*")
    if verb == "restore":
        as_(alice).post(f"comments/{made['id']}/restore")
    assert told() == []
    found = as_(bob).get("notifications").json()
    assert (len(found["results"]), found["unread"]) == ((1, 1) if verb == "restore" else (0, 0))


def test_what_settles_by_itself_is_told_once(alice, bob, carol, dave, claim, told):
    submit(claim, bob)
    submit(claim, carol)
    # bob had a part in it; alice, who wrote the claim, had none.
    assert sorted(told()) == [("alice", "decided"), ("bob", "revealed")]
    texts = {each.event: sentence(each) for each in Notification.objects.whole()}
    assert texts == {
        "decided": "The verdicts have settled the desk rating",
        "revealed": "The verdicts of review 1 are open, and have settled the desk rating",
    }


def test_deciding_needs_a_constant_number_of_rows(desk, alice, bob, carol, claim, told):
    settle(claim, alice, bob, carol)
    told()
    assert Notification.objects.filter(event="decided").count() == 2
    assert Job.objects.exclude(name="mail digest").exclude(name="check assignment").count() == 0

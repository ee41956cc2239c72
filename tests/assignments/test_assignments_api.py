"""`P/assignments`: giving and taking work, "I'm on it", the next free reviewer."""

import pytest
import time_machine
from django.utils import timezone

from annotations.accounts.models import User
from annotations.assignments.models import Assignment
from annotations.teams.actions import add_member, edit_member
from tests.cast import problem
from tests.making import make_claim, settle, submit

TEXT = "One sentence here.\n\nAnother one there.\n\nA third.\n"


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"title": "A report", "text": TEXT}).json()["id"]


def test_editor_gives_a_claim_to_somebody(as_, carol, claim, log, head):
    before = head()
    answer = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob", "due_on": "2030-05-04"})
    assert answer.status_code == 201, answer.content
    made = answer.json()
    stamps = {name: made[name] for name in ("id", "created_at", "updated_at")}
    assert made == stamps | {
        "claim": claim.uid,
        "article": None,
        "blocks": None,
        "version": None,
        "assignee": "bob",
        "author": "carol",
        "due_on": "2030-05-04",
        "expires_at": None,
        "status": "open",
        "ended_at": None,
        "revision": 1,
    }
    assert answer["Location"].endswith(f"/assignments/{made['id']}")
    assert log(before) == [("carol", "assign", "assignment", made["id"])]
    assert as_(carol).get(f"claims/{claim.uid}").json()["status"] == "in_review"
    assert as_(carol).get("changes?limit=500").json()["changes"][-1]["state"] == made


def test_reviewer_takes_work_and_gives_none_to_others(as_, alice, vera, eve, claim, head):
    assert as_(alice).post("assignments", {"claim": claim.uid}).json()["assignee"] == "alice"
    before = head()
    assert as_(alice).post("assignments", {"claim": claim.uid, "assignee": "bob"}).status_code == 403
    assert as_(alice).post("assignments", {"claim": claim.uid, "next": True}).status_code == 403
    assert as_(vera).post("assignments", {"claim": claim.uid}).status_code == 403
    assert as_(eve).post("assignments", {"claim": claim.uid}).status_code == 404
    assert (head(), Assignment.objects.count()) == (before, 1)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/claim"),
        ({"claim": "none"}, "/claim"),
        ({"article": "none"}, "/article"),
        ({"claim": "CLAIM", "article": "ARTICLE"}, "/claim"),
        ({"claim": "CLAIM", "blocks": [0, 1]}, "/blocks"),
        ({"claim": "CLAIM", "assignee": "eve"}, "/assignee"),
        ({"claim": "CLAIM", "assignee": "vera"}, "/assignee"),
        ({"claim": "CLAIM", "assignee": "bob", "next": True}, "/next"),
        ({"claim": "CLAIM", "due_on": "2030-05"}, "/due_on"),
        ({"claim": "CLAIM", "expires_at": "2001-01-01T00:00:00Z"}, "/expires_at"),
        ({"claim": "CLAIM", "on_it": True, "expires_at": "2091-01-01T00:00:00Z"}, "/expires_at"),
        ({"article": "ARTICLE", "blocks": [2, 1]}, "/blocks"),
        ({"article": "ARTICLE", "blocks": [0, 3]}, "/blocks"),
        ({"article": "ARTICLE", "blocks": [0]}, "/blocks"),
        ({"article": "ARTICLE", "blocks": [0, 0], "version": 2}, "/version"),
        ({"article": "ARTICLE", "version": 1}, "/version"),
        ({"claim": "CLAIM", "wrong": 1}, "/wrong"),
    ],
)
def test_bad_input_names_the_field_and_writes_nothing(as_, carol, claim, article, head, body, pointer):
    before = head()
    names = {"CLAIM": claim.uid, "ARTICLE": article}
    sent = {name: names.get(value, value) if isinstance(value, str) else value for name, value in body.items()}
    assert problem(as_(carol).post("assignments", sent)) == (400, [pointer])
    assert (head(), Assignment.objects.count()) == (before, 0)


def test_the_same_work_is_given_once(as_, carol, bob, claim):
    made = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).json()
    again = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"})
    assert (again.status_code, again.json()["assignment"]) == (409, made["id"])
    # Saying "I'm on it" is something else.
    assert as_(bob).post("assignments", {"claim": claim.uid, "on_it": True}).status_code == 201


def test_on_it_stands_for_two_hours_and_leaves_the_claim_as_it_is(as_, bob, claim):
    with time_machine.travel("2030-01-01T10:00:00Z", tick=False):
        made = as_(bob).post("assignments", {"claim": claim.uid, "on_it": True}).json()
        assert made["expires_at"] == "2030-01-01T12:00:00.000000Z"
        assert as_(bob).get(f"claims/{claim.uid}").json()["status"] == "new"
        assert as_(bob).post("assignments", {"claim": claim.uid, "on_it": True}).status_code == 409
    with time_machine.travel("2030-01-01T12:00:01Z", tick=False):
        # The worker has not come by yet; the next one is taken all the same.
        assert as_(bob).post("assignments", {"claim": claim.uid, "on_it": True}).status_code == 201


def test_range_of_blocks_is_work_too(as_, bob, carol, article):
    made = as_(bob).post("assignments", {"article": article, "blocks": [0, 1], "on_it": True})
    assert (made.status_code, made.json()["blocks"]) == (201, [0, 1])
    assert as_(bob).post("assignments", {"article": article, "blocks": [2, 2], "on_it": True}).status_code == 201
    assert as_(bob).post("assignments", {"article": article, "blocks": [0, 1], "on_it": True}).status_code == 409
    moved = as_(bob).patch(f"assignments/{made.json()['id']}", {"blocks": [1, 2]}, etag=made["ETag"])
    assert moved.json()["blocks"] == [1, 2]


def test_list_filters_and_pages_in_constant_queries(as_, desk, alice, carol, article, django_assert_num_queries):
    caller = as_(carol)
    claims = [make_claim(desk, alice, f"Sentence {n}.") for n in range(3)]
    ids = [caller.post("assignments", {"claim": c.uid, "assignee": "bob"}).json()["id"] for c in claims]
    other = caller.post("assignments", {"article": article, "assignee": "alice"}).json()["id"]

    def found(query=""):
        return [row["id"] for row in caller.get(f"assignments{query}").json()["results"]]

    for limit in (1, 3):
        with django_assert_num_queries(3):
            caller.get(f"assignments?limit={limit}")
    assert found() == [*ids, other]
    assert found("?assignee=Bob") == ids
    assert found(f"?claim={claims[1].uid}") == [ids[1]]
    assert found(f"?article={article}&status=open,done") == [other]
    for query in ("assignee=nobody", "claim=x", "article=x", "status=lost"):
        assert problem(caller.get(f"assignments?{query}")) == (400, [f"?{query.split('=')[0]}"])
    # A claim that was deleted takes its work off every list.
    caller.delete(f"claims/{claims[0].uid}", etag="*")
    assert found("?assignee=bob") == ids[1:]


def test_claims_are_filtered_by_who_has_them(as_, desk, alice, carol, article):
    caller = as_(carol)
    one, two, three = (make_claim(desk, alice, f"Sentence {n}.") for n in range(3))
    body = {"version": 1, "start": 0, "end": 3, "exact": "One"}
    span = caller.post(f"articles/{article}/spans", body).json()["id"]
    caller.put(f"claims/{two.uid}/spans/{span}")
    caller.post("assignments", {"claim": one.uid, "assignee": "bob"})
    caller.post("assignments", {"article": article, "assignee": "bob"})
    caller.post("assignments", {"claim": three.uid, "assignee": "alice"})
    rows = caller.get("claims?assignee=bob").json()["results"]
    assert [row["id"] for row in rows] == [one.uid, two.uid]


def test_edit_wants_the_etag_and_says_who_has_it_now(as_, carol, alice, bob, claim, log, head):
    made = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"})
    path, before = f"assignments/{made.json()['id']}", head()
    assert as_(carol).patch(path, {"assignee": "alice"}).status_code == 428
    given = as_(carol).patch(path, {"assignee": "alice", "due_on": "2030-05-04"}, etag=made["ETag"])
    assert (given.json()["assignee"], given.json()["due_on"]) == ("alice", "2030-05-04")
    stale = as_(carol).patch(path, {"due_on": None}, etag=made["ETag"])
    assert (stale.status_code, stale.json()["current"]) == (412, given.json())
    # Bob has it no more; alice cannot pass it on, nor move the editor's date, but give it back.
    assert as_(bob).patch(path, {"status": "done"}, etag="*").status_code == 403
    assert as_(alice).patch(path, {"assignee": "bob"}, etag="*").status_code == 403
    assert as_(alice).patch(path, {"due_on": None}, etag="*").status_code == 403
    back = as_(alice).patch(path, {"status": "returned"}, etag="*").json()
    assert (back["status"], back["ended_at"] is None) == ("returned", False)
    assert as_(carol).patch(path, {"status": "open"}, etag="*").json()["ended_at"] is None
    assert [line[1] for line in log(before)] == ["assign", "return", "reopen"]


def test_delete_is_for_who_gave_it_or_an_editor_and_can_be_undone(as_, alice, bob, carol, claim):
    given = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).json()["id"]
    assert as_(bob).delete(f"assignments/{given}", etag="*").status_code == 403
    own = as_(bob).post("assignments", {"claim": claim.uid, "on_it": True}).json()["id"]
    assert as_(bob).delete(f"assignments/{own}").status_code == 428
    assert as_(bob).delete(f"assignments/{own}", etag="*").status_code == 204
    assert as_(alice).get(f"assignments/{own}").status_code == 410
    assert as_(alice).post(f"assignments/{own}/restore").status_code == 403
    assert as_(bob).post(f"assignments/{own}/restore").json()["status"] == "open"
    as_(bob).delete(f"assignments/{own}", etag="*")
    as_(bob).post("assignments", {"claim": claim.uid, "on_it": True})
    assert as_(bob).post(f"assignments/{own}/restore").status_code == 409


def test_next_is_who_has_least_and_neither_wrote_nor_declared_nor_judged(as_, desk, dave, alice, bob, carol):
    people = [User.objects.create_user(name) for name in ("rita", "sam", "tom")]
    members = [add_member(project=desk, actor=dave, user=user, role="reviewer") for user in people]
    edit_member(member=members[2], actor=dave, trainee=True)
    rita = people[0]
    claim = make_claim(desk, alice)

    def ask(subject=claim):
        return as_(carol).post("assignments", {"claim": subject.uid, "next": True})

    # Alice wrote it, tom is a trainee; bob, rita and sam are free: in turn, by name.
    as_(people[1]).post("recusals", {"claim": claim.uid})
    busy = make_claim(desk, alice, "Another sentence.")
    as_(carol).post("assignments", {"claim": busy.uid, "assignee": "bob"})
    assert ask().json()["assignee"] == "rita"
    submit(claim, bob)
    answer = ask()
    assert (answer.status_code, Assignment.objects.filter(assignee=rita).count()) == (409, 1)
    # Balanced over many: never more than one apart.
    many = [make_claim(desk, alice, f"Sentence {n}.") for n in range(7)]
    for each in many:
        assert ask(each).status_code == 201
    load = {user.username: Assignment.objects.open().filter(assignee=user).count() for user in (bob, *people)}
    assert load == {"bob": 3, "rita": 3, "sam": 3, "tom": 0}


def test_work_is_done_when_the_verdict_is_in_and_when_the_desk_has_decided(as_, desk, alice, bob, carol, log, head):
    claim = make_claim(desk, alice)
    mine = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).json()["id"]
    theirs = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "carol"}).json()["id"]
    before = head()
    submit(claim, bob)
    assert log(before)[-1] == ("bob", "finish", "assignment", mine)
    assert as_(carol).get(f"assignments/{theirs}").json()["status"] == "open"
    other = make_claim(desk, alice, "Another one.")
    last = as_(carol).post("assignments", {"claim": other.uid, "assignee": "carol"}).json()["id"]
    settle(other, alice, bob, carol)
    assert as_(carol).get(f"assignments/{last}").json()["status"] == "done"


def test_closed_claims_are_no_work(as_, desk, alice, carol):
    declined, kept, merged = (make_claim(desk, alice, f"Sentence {n}.") for n in range(3))
    as_(carol).post(f"claims/{declined.uid}/transitions", {"to": "declined", "reason": "An opinion."})
    as_(carol).post(f"claims/{merged.uid}/merge", {"into": kept.uid})
    for claim in (declined, merged):
        assert as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).status_code == 409


def test_own_id_is_taken_once(as_, carol, claim):
    body = {"id": "5b0c5a55-7c53-4a3b-9d0e-0d8f3bbd4a52", "claim": claim.uid, "assignee": "bob"}
    assert as_(carol).post("assignments", body).json()["id"] == body["id"]
    assert as_(carol).post("assignments", body | {"assignee": "alice"}).status_code == 409


def test_expires_at_may_be_chosen(as_, bob, claim):
    at = (timezone.now() + timezone.timedelta(minutes=30)).isoformat()
    assert as_(bob).post("assignments", {"claim": claim.uid, "expires_at": at}).status_code == 201

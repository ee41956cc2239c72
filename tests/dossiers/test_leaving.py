"""Leaving a desk: open work goes to somebody else or back to everybody, what was done keeps its name."""

import pytest

from annotations.accounts.models import User
from annotations.assignments.models import Assignment
from annotations.projects.models import Membership, Token
from annotations.teams.actions import add_member
from annotations.verdicts.rounds import open_round
from tests.cast import problem
from tests.making import make_claim, reveal, submit

TEXT = "One sentence here. Another one there."


@pytest.fixture
def work(as_, desk, alice, bob, carol):
    """alice has a claim and an article, is on another claim, and is asked in a second round."""
    made = {"claim": make_claim(desk, bob), "other": make_claim(desk, bob), "asked": make_claim(desk, bob)}
    article = as_(carol).post("articles", {"title": "A", "text": TEXT}).json()["id"]
    for about in ({"claim": made["claim"].uid}, {"article": article}):
        assert as_(carol).post("assignments", about | {"assignee": "alice"}).status_code == 201
    on_it = {"claim": made["other"].uid, "expires_at": "2999-01-01T00:00:00Z"}
    assert as_(alice).post("assignments", on_it).status_code in (201, 400)
    submit(made["asked"], bob)
    reveal(made["asked"], carol)
    made["round"] = open_round(claim=made["asked"], actor=carol, asked=["alice"])
    return made


def test_work_goes_back_to_everybody(as_, dave, alice, work, desk, log, head):
    before = head()
    assert as_(dave).delete("members/alice").status_code == 204
    given = Assignment.objects.given().filter(assignee=alice)
    assert set(given.values_list("status", flat=True)) == {"returned"}
    assert list(work["round"].asked.all()) == []
    verbs = [(actor, verb, kind) for actor, verb, kind, _ in log(before)]
    assert verbs[0] == ("dave", "edit", "round")
    assert verbs.count(("dave", "return", "assignment")) == 2
    assert verbs[-1] == ("dave", "remove", "member")


def test_work_goes_to_whoever_is_named(as_, dave, bob, work):
    assert as_(dave).delete("members/alice?hand_to=bob").status_code == 204
    assert Assignment.objects.given().filter(assignee=bob, status="open").count() == 2
    assert list(work["round"].asked.all()) == [bob]
    assert Assignment.objects.filter(assignee__username="alice", status="open").count() == 0


def test_work_that_somebody_cannot_take_goes_back(as_, dave, bob, carol, work):
    as_(bob).post("recusals", {"claim": work["claim"].uid})
    as_(bob).post("recusals", {"claim": work["asked"].uid})
    assert as_(dave).delete("members/alice?hand_to=bob").status_code == 204
    assert Assignment.objects.get(claim=work["claim"]).status == "returned"
    assert list(work["round"].asked.all()) == []


@pytest.mark.parametrize("heir", ["nobody", "vera", "alice", "eve"])
def test_work_goes_to_reviewers_of_the_desk_only(as_, dave, work, head, heir):
    before = head()
    assert problem(as_(dave).delete(f"members/alice?hand_to={heir}")) == (400, ["/hand_to"])
    assert head() == before
    assert Membership.objects.filter(user__username="alice").exists()


def test_everybody_may_leave_by_themselves(as_, vera, alice, log, head):
    before = head()
    assert problem(as_(vera, scope="read").delete("members/vera")) == (403, [])
    assert as_(vera).delete("members/VERA").status_code == 204
    assert problem(as_(vera).get("")) == (404, [])
    assert problem(as_(alice).delete("members/bob")) == (403, [])
    assert log(before) == [("vera", "leave", "member", "vera")]


def test_last_admin_cannot_leave(as_, dave, head):
    before = head()
    assert problem(as_(dave).delete("members/dave")) == (409, [])
    assert head() == before


def test_what_was_done_keeps_its_name_and_counts(as_, dave, alice, bob, desk):
    claim = make_claim(desk, alice)
    submit(claim, alice)
    as_(dave).delete("members/alice")
    submit(claim, bob, "false")
    given = as_(bob).get(f"claims/{claim.uid}/verdicts").json()["results"]
    assert [each["reviewer"] for each in given] == ["alice", "bob"]
    assert as_(bob).get(f"claims/{claim.uid}").json()["author"] == "alice"


def test_tokens_of_the_desk_do_not_come_back_with_the_person(as_, dave, alice, desk):
    limited = as_(alice, limited_to=desk)
    as_(dave).delete("members/alice")
    add_member(project=desk, actor=dave, user=alice, role="reviewer")
    assert problem(limited.get("")) == (401, [])
    assert not Token.objects.filter(user=alice, project=desk).exists()
    assert User.objects.get(username="alice").is_active


@pytest.mark.parametrize(("query", "assignee", "verb"), [("", None, "edit"), ("?hand_to=carol", "carol", "assign")])
def test_leads_go_along(as_, dave, bob, log, head, query, assignee, verb):
    made = as_(dave).post("leads", {"text": "The bridge was closed.", "url": None}).json()
    as_(dave).patch(f"leads/{made['id']}", {"assignee": "bob"}, etag="*")
    before = head()
    assert as_(dave).delete(f"members/bob{query}").status_code == 204
    assert as_(dave).get(f"leads/{made['id']}").json()["assignee"] == assignee
    assert log(before) == [("dave", verb, "lead", made["id"]), ("dave", "remove", "member", "bob")]

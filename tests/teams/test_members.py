"""`P/members`."""

import pytest

from annotations.changes.models import Change
from annotations.changes.verifying import check_log
from annotations.projects.models import Membership
from annotations.teams.actions import add_member, create_desk
from annotations.teams.serializers import MemberOutput
from tests.cast import ROLES, problem


def test_list_gives_everybody_in_the_order_they_came(as_, vera):
    shown = as_(vera).get("members").json()["results"]
    assert [(m["username"], m["role"], m["trainee"]) for m in shown] == [
        ("dave", "admin", False),
        ("alice", "reviewer", False),
        ("bob", "reviewer", False),
        ("carol", "editor", False),
        ("vera", "viewer", False),
    ]
    assert MemberOutput(shown[0]).data == shown[0]


def test_list_pages_by_cursor(as_, vera):
    names, address = [], "members?limit=2"
    while address:
        page = as_(vera).get(address).json()
        names += [m["username"] for m in page["results"]]
        address = page["next"]
    assert names == ["dave", "alice", "bob", "carol", "vera"]


def test_admin_adds_a_member(as_, dave, log, head):
    before = head()
    answer = as_(dave).post("members", {"username": "eve", "role": "reviewer", "trainee": True})
    assert answer.status_code == 201
    assert answer["Location"] == "http://127.0.0.1:8000/api/v1/projects/desk/members/eve"
    shown = answer.json()
    assert (shown["username"], shown["role"], shown["trainee"]) == ("eve", "reviewer", True)
    assert as_(dave).get(answer["Location"]).json() == shown
    assert log(before) == [("dave", "add", "member", "eve")]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "status", "pointers"),
    [
        ({"username": "nobody", "role": "viewer"}, 400, ["/username"]),
        ({"username": "eve", "role": "boss"}, 400, ["/role"]),
        ({"username": "eve"}, 400, ["/role"]),
        ({"username": 7, "role": "viewer"}, 400, ["/username"]),
        ({"username": "eve", "role": "viewer", "trainee": "no"}, 400, ["/trainee"]),
        ({"username": "alice", "role": "viewer"}, 409, []),
    ],
)
def test_bad_member_is_refused(as_, dave, head, body, status, pointers):
    before = head()
    assert problem(as_(dave).post("members", body)) == (status, pointers)
    assert head() == before


def test_role_is_changed_and_recorded(as_, dave, desk, head):
    answer = as_(dave).patch("members/alice", {"role": "editor"})
    assert (answer.status_code, answer.json()["role"]) == (200, "editor")
    data = Change.objects.get(project=desk, seq=head()).data
    assert data == {"before": {"role": "reviewer"}, "after": {"role": "editor"}}


def test_member_is_removed_and_can_come_back(as_, dave, alice, log, head):
    before, caller = head(), as_(alice)
    assert as_(dave).delete("members/alice").status_code == 204
    assert problem(caller.get("")) == (404, [])
    assert problem(as_(dave).delete("members/alice")) == (404, [])
    assert log(before) == [("dave", "remove", "member", "alice")]
    assert as_(dave).post("members", {"username": "alice", "role": "viewer"}).status_code == 201
    assert caller.get("").status_code == 200


def test_last_admin_cannot_leave_nor_step_down(as_, dave, head):
    before = head()
    assert problem(as_(dave).delete("members/dave")) == (409, [])
    assert problem(as_(dave).patch("members/dave", {"role": "editor"})) == (409, [])
    assert head() == before
    as_(dave).patch("members/carol", {"role": "admin"})
    assert as_(dave).patch("members/dave", {"role": "editor"}).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("vera", 403), ("alice", 403), ("carol", 403)])
def test_members_are_kept_by_admins(as_, cast, who, status):
    caller = as_(getattr(cast, who))
    assert problem(caller.post("members", {"username": "eve", "role": "admin"})) == (status, [])
    assert problem(caller.patch(f"members/{who}", {"role": "admin"})) == (status, [])
    assert problem(caller.delete("members/bob")) == (status, [])
    assert Membership.objects.filter(project=cast.desk).count() == 5


def test_list_takes_constant_queries(as_, vera, django_assert_num_queries):
    caller = as_(vera)
    for limit in (1, 3):
        with django_assert_num_queries(3):  # token, member with project, members with people
            caller.get(f"members?limit={limit}")


def test_the_cast_of_the_tests_is_what_adding_each_would_make(cast):
    other = create_desk(actor=cast.dave, slug="other", name="The desk")
    for name, role in ROLES.items():
        add_member(project=other, actor=cast.dave, user=getattr(cast, name), role=role)

    def rows(project):
        members = project.memberships.order_by("pk").values_list("user__username", "role", "trainee")
        log = project.changes.order_by("seq").values_list("seq", "actor", "verb", "kind", "data")
        return list(members), list(log)

    assert rows(cast.desk) == rows(other)
    assert list(check_log(cast.desk)) == []

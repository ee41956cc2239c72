"""Members and invitations of a desk in the browser."""

import re

import pytest
from django.core import mail

from annotations.assignments.actions import assign
from annotations.assignments.models import Assignment
from annotations.projects.models import Membership
from annotations.teams.actions import remove_member
from annotations.teams.invitations import invite
from annotations.teams.models import Invitation
from tests.making import make_claim as plain_claim


@pytest.mark.parametrize(
    "path",
    [
        "settings/members",
        "settings/members/bob",
        "settings/invitations",
        "settings/invitations/none",
        "settings/members/bob/remove",
    ],
)
def test_members_are_changed_by_admins_only(path, cast, as_page):
    statuses = [as_page(getattr(cast, name)).post(path).status_code for name in ("vera", "alice", "carol", "eve")]
    assert statuses == [403, 403, 403, 404]


def test_members_are_shown_to_others_without_forms_and_invitations(alice, dave, desk, as_page):
    invite(project=desk, actor=dave, role="viewer", email="frank@example.org")
    html = as_page(alice).get("settings/members").content.decode()
    assert "settings/invitations" not in html
    assert "frank@example.org" not in html
    assert "Carol" in html


def test_person_is_added_by_username(dave, eve, desk, as_page):
    as_page(dave).post("settings/members", {"username": "EVE", "role": "viewer"})
    assert Membership.objects.get(user=eve).role == "viewer"


@pytest.mark.parametrize(
    ("data", "field"),
    [({"username": "nobody", "role": "viewer"}, "username"), ({"username": "eve", "role": "king"}, "role")],
)
def test_person_who_cannot_be_added_is_told_at_the_field(data, field, dave, as_page):
    response = as_page(dave).post("settings/members", data)
    assert (response.status_code, list(response.context["members_form"].problems)) == (400, [field])


def test_role_is_changed(dave, bob, as_page):
    visitor = as_page(dave)
    visitor.post("settings/members/bob", {"role": "editor", "trainee": "1"})
    member = Membership.objects.get(user=bob)
    assert (member.role, member.trainee) == ("editor", True)


def test_last_admin_cannot_step_down(dave, as_page):
    response = as_page(dave).post("settings/members/dave", {"role": "editor"})
    assert (response.status_code, Membership.objects.get(user=dave).role) == (409, "admin")
    assert "last admin" in response.content.decode()


def test_invitation_shows_its_link_once_and_mails_it(dave, desk, as_page, django_capture_on_commit_callbacks):
    visitor = as_page(dave)
    with django_capture_on_commit_callbacks(execute=True):
        response = visitor.post("settings/invitations", {"role": "reviewer", "email": "frank@example.org"})
    assert response.status_code == 201
    link = re.search(r"http://127.0.0.1:8000(/accounts/invitation/\S+/)<", response.content.decode())[1]
    assert link in mail.outbox[0].body
    assert mail.outbox[0].to == ["frank@example.org"]
    again = visitor.get("settings/members").content.decode()
    assert (link in again, "frank@example.org" in again) == (False, True)


def test_bad_invitation_is_told_at_its_field(dave, as_page):
    response = as_page(dave).post("settings/invitations", {"role": "reviewer", "email": "frank"})
    assert (response.status_code, list(response.context["invite_form"].problems)) == (400, ["email"])


def test_invitation_is_withdrawn(dave, desk, as_page):
    made, _ = invite(project=desk, actor=dave, role="viewer")
    assert as_page(dave).post(f"settings/invitations/{made.uid}").status_code == 302
    assert not Invitation.objects.exists()


def test_member_is_taken_off_and_their_work_handed_on(dave, carol, bob, desk, as_page):
    claim = plain_claim(desk, carol)
    assign(project=desk, actor=carol, assignee=bob, others=True, claim=claim)
    visitor = as_page(dave)
    page = visitor.get("settings/members/bob/remove")
    assert (page.context["work"], [name for name, _ in page.context["heirs"]]) == (1, ["", "dave", "carol", "alice"])
    assert visitor.post("settings/members/bob/remove", {"hand_to": "vera"}).status_code == 400
    assert visitor.post("settings/members/bob/remove", {"hand_to": "alice"}).status_code == 302
    assert not Membership.objects.filter(user=bob).exists()
    assert Assignment.objects.get().assignee.username == "alice"


def test_anybody_leaves_and_the_last_admin_does_not(dave, vera, as_page):
    assert as_page(vera).get("settings/leave").context["oneself"]
    assert as_page(vera).post("settings/leave")["Location"] == "/desks/"
    assert not Membership.objects.filter(user=vera).exists()
    assert "last admin" in as_page(dave).get("settings/leave").content.decode()
    assert as_page(dave).post("settings/leave").status_code == 409
    assert Membership.objects.filter(user=dave).exists()


def test_workspace_names_people_who_left(alice, bob, dave, as_page, make_claim, desk):
    make_claim(by=bob)
    remove_member(member=desk.memberships.get(user=bob), actor=dave)
    article = desk.articles.get()
    assert '"bob":"Bob"' in as_page(alice).get(f"articles/{article.uid}").content.decode()

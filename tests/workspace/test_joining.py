"""The page behind an invitation."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from annotations.accounts.models import User
from annotations.changes.models import Change
from annotations.projects.models import Membership
from annotations.teams.invitations import invite, link_of
from annotations.teams.models import Invitation

GOOD = {
    "username": "frank",
    "name": "Frank  F.",
    "email": "",
    "password1": "seven grey herons",
    "password2": "seven grey herons",
}


@pytest.fixture
def link(dave, desk):
    made, secret = invite(project=desk, actor=dave, role="reviewer", trainee=True, email="frank@example.org")
    yield link_of(made, secret).removeprefix("http://127.0.0.1:8000")
    cache.clear()


def test_stranger_makes_an_account_and_joins(link, desk, log, head):
    before, client = head(), Client()
    page = client.get(link).content.decode()
    assert ("The desk" in page, "frank@example.org" in page) == (True, True)
    answer = client.post(link, GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/d/desk/")
    frank = User.objects.get(username="frank")
    assert (frank.name, frank.kind, frank.check_password("seven grey herons")) == ("Frank F.", "person", True)
    member = Membership.objects.get(user=frank)
    assert (member.role, member.trainee) == ("reviewer", True)
    assert client.get("/d/desk/").status_code == 200
    assert log(before) == [("frank", "join", "member", "frank")]
    invitation = Invitation.objects.get()
    assert invitation.used_by == frank
    assert Change.objects.get(project=desk, seq=head()).data == {
        "role": "reviewer",
        "trainee": True,
        "invitation": invitation.uid,
        "invited_by": "dave",
    }


def test_link_works_once(link):
    assert Client().post(link, GOOD).status_code == 302
    assert Client().get(link).status_code == 410
    assert Client().post(link, GOOD | {"username": "fred"}).status_code == 410
    assert not User.objects.filter(username="fred").exists()


def test_person_who_is_signed_in_joins_by_one_button(link, eve):
    client = Client()
    client.force_login(eve)
    page = client.get(link).content.decode()
    assert ("Join as Eve" in page, f'href="/accounts/logout/?next={link}"' in page) == (True, True)
    assert client.post(link).status_code == 302
    assert Membership.objects.get(user=eve).trainee
    # A second click leads to the desk.
    assert client.get(link)["Location"] == "/d/desk/"


def test_member_does_not_use_an_invitation_up(link, alice):
    client = Client()
    client.force_login(alice)
    assert client.post(link)["Location"] == "/d/desk/"
    assert Invitation.objects.get().is_open


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "ALICE"}, "username"),
        ({"username": "no spaces"}, "username"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password2": "other"}, "password2"),
        ({"email": "frank"}, "email"),
    ],
)
def test_bad_account_is_told_at_its_field(link, change, field):
    answer = Client().post(link, GOOD | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert Invitation.objects.get().is_open


def test_link_is_over_after_seven_days_or_withdrawn(link):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 410
    assert Client().post(link, GOOD).status_code == 410
    Invitation.objects.all().delete()
    assert Client().post(link, GOOD).status_code == 410
    assert not User.objects.filter(username="frank").exists()


def test_wrong_secrets_are_throttled_by_invitation_and_by_address(link):
    wrong = link[:-3] + "no/"
    statuses = [Client(REMOTE_ADDR=f"192.0.2.{n}").get(wrong).status_code for n in range(11)]
    assert statuses == [410] * 10 + [429]
    # The right secret waits too, or the limit would be none.
    answer = Client().get(link)
    assert (answer.status_code, '<h1 class="page-title">Too many attempts</h1>' in answer.content.decode()) == (
        429,
        True,
    )
    cache.clear()
    made_up = [Client().get(f"/accounts/invitation/none{n}/x/").status_code for n in range(21)]
    assert made_up == [410] * 20 + [429]

"""`P/invitations`, and what an invitation does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from annotations.changes.models import Change
from annotations.teams.models import Invitation
from annotations.teams.serializers import InvitationOutput, NewInvitationOutput
from tests.cast import problem


def test_link_is_shown_once(as_, dave, log, head, desk):
    before, caller = head(), as_(dave)
    answer = caller.post("invitations", {"role": "reviewer", "trainee": True})
    assert answer.status_code == 201
    shown = answer.json()
    assert NewInvitationOutput(shown).data == shown
    link = shown.pop("link")
    assert link.startswith(f"http://127.0.0.1:8000/accounts/invitation/{shown['id']}/")
    assert (shown["role"], shown["trainee"], shown["email"], shown["used_by"]) == ("reviewer", True, None, None)
    made = Invitation.objects.get()
    assert made.expires_at - made.created_at == pytest.approx(timedelta(days=7), abs=timedelta(seconds=5))
    assert link.split("/")[-2] not in (made.digest, made.uid)
    assert caller.get("invitations").json()["results"] == [shown]
    assert caller.get(answer["Location"]).json() == shown
    assert InvitationOutput(shown).data == shown
    assert log(before) == [("dave", "invite", "invitation", shown["id"])]
    assert Change.objects.get(project=desk, seq=head()).data == {"role": "reviewer", "trainee": True}


def test_secret_is_not_replayed(as_, dave):
    caller = as_(dave)
    assert caller.post("invitations", {"role": "viewer"}, key="once").status_code == 201
    again = caller.post("invitations", {"role": "viewer"}, key="once")
    assert problem(again) == (409, [])
    assert "shown once" in again.json()["detail"]
    assert Invitation.objects.count() == 1


def test_link_is_mailed_in_the_language_of_the_desk(as_, dave, desk, django_capture_on_commit_callbacks):
    desk.language = "uk"
    desk.save()
    with django_capture_on_commit_callbacks(execute=True):
        shown = as_(dave).post("invitations", {"role": "viewer", "email": "frank@example.org"}).json()
    (message,) = mail.outbox
    assert message.to == ["frank@example.org"]
    assert shown["link"] in message.body
    assert "запрошує" in message.body
    assert "frank" not in str(list(Change.objects.values_list("data", flat=True)))


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/role"),
        ({"role": "boss"}, "/role"),
        ({"role": "viewer", "email": "frank"}, "/email"),
        ({"role": "viewer", "email": 1}, "/email"),
        ({"role": "viewer", "trainee": "yes"}, "/trainee"),
        ({"role": "viewer", "expires_at": None}, "/expires_at"),
    ],
)
def test_bad_invitation_is_refused_at_its_field(as_, dave, head, body, pointer):
    before = head()
    assert problem(as_(dave).post("invitations", body)) == (400, [pointer])
    assert (head(), Invitation.objects.count()) == (before, 0)


def test_withdrawn_invitation_is_gone(as_, dave, log, head):
    caller = as_(dave)
    shown = caller.post("invitations", {"role": "viewer"}).json()
    before = head()
    assert caller.delete(f"invitations/{shown['id']}").status_code == 204
    assert problem(caller.get(f"invitations/{shown['id']}")) == (404, [])
    assert problem(caller.delete(f"invitations/{shown['id']}")) == (404, [])
    assert log(before) == [("dave", "withdraw", "invitation", shown["id"])]


def test_changes_show_an_invitation_to_admins_only(as_, dave, vera, head):
    before = head()
    shown = as_(dave).post("invitations", {"role": "viewer"}).json()
    shown.pop("link")
    for user, state in ((dave, shown), (vera, None)):
        (change,) = as_(user).get(f"changes?after={before}").json()["changes"]
        assert (change["state"], change["gone"]) == (state, False)
    as_(dave).delete(f"invitations/{shown['id']}")
    assert [c["gone"] for c in as_(vera).get(f"changes?after={before}").json()["changes"]] == [True, True]


def test_list_takes_constant_queries(as_, dave, django_assert_num_queries):
    caller = as_(dave)
    for limit in (1, 3):
        caller.post("invitations", {"role": "viewer"})
        with django_assert_num_queries(3):
            caller.get(f"invitations?limit={limit}")
    Invitation.objects.update(expires_at=timezone.now())
    assert len(caller.get("invitations").json()["results"]) == 2

"""People who join and leave at the same moment."""

import pytest

from annotations.accounts.models import User
from annotations.dossiers.leaving import leave_desk
from annotations.errors import Conflict
from annotations.projects.models import Membership
from annotations.teams.actions import edit_member
from annotations.teams.invitations import invite, join
from tests.cast import make_cast
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def attempt(function, **values):
    """Whether it went through."""

    def run():
        try:
            function(**values)
        except Conflict:
            return False
        return True

    return run


def test_invitation_lets_one_of_many_in():
    project, people = make_cast()
    invitation, _ = invite(project=project, actor=people.dave, role="reviewer")
    users = [User.objects.create_user(f"guest{number}") for number in range(4)]
    results = together([attempt(join, invitation=invitation, user=user) for user in users])
    assert sorted(results) == [False, False, False, True]
    joined = Membership.objects.get(project=project, user__in=users).user
    invitation.refresh_from_db()
    assert invitation.used_by == joined


def test_two_admins_who_leave_at_once_leave_one_behind():
    project, people = make_cast()
    edit_member(member=project.memberships.get(user=people.carol), actor=people.dave, role="admin")
    members = [
        Membership.objects.select_related("user", "project").get(user=user) for user in (people.dave, people.carol)
    ]
    results = together([attempt(leave_desk, member=member, actor=member.user) for member in members])
    assert sorted(results) == [False, True]
    assert Membership.objects.filter(project=project, role="admin").count() == 1

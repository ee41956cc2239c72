"""The one condition beside role and scope: a desk can require two-factor sign-in of everybody."""

from annotations.accounts.two_factor import has_two_factor
from annotations.projects.models import Token


def lacks_two_factor(project, user, token=None):
    """Whether the desk requires two-factor sign-in and this person, or this token of theirs, does not have it.

    A token has it when it was made by somebody who had, or by an operator on the command line.
    """
    if not project.setting("require_two_factor"):
        return False
    return not (has_two_factor(user) if token is None else token.two_factor)


def on_removed(sender, user, **kwargs):
    """Once the last second step is gone, the tokens that rested on it no longer enter such desks."""
    if not has_two_factor(user):
        Token.objects.filter(user=user).update(two_factor=False)

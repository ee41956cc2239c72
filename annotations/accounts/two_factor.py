"""Whether a person has a second step, and what the first one changes."""

from allauth.mfa.models import Authenticator

from annotations.accounts.sessions import end_others


def has_two_factor(user):
    """Whether this person signs in with a second step: an app or a passkey. Recovery codes alone are none."""
    return second_steps(user).exists()


def second_steps(user):
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


def on_added(sender, request, user, authenticator, **kwargs):
    """The first second step ends all other sessions: from then on every session has shown one."""
    is_first = not second_steps(user).exclude(pk=authenticator.pk).exists()
    if is_first and authenticator.type != Authenticator.Type.RECOVERY_CODES:
        end_others(user, request.session.session_key)

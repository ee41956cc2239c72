"""One-time sign-in links: signed, good for three days, dead once a password was chosen or the person signed in."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse


class _Links(PasswordResetTokenGenerator):
    # Its own salt, so that such a link is no password-reset link and the other way round.
    key_salt = "annotations.accounts.links"


_links = _Links()


def sign_in_link(user):
    """The absolute address of the page on which this person, and nobody else, chooses a password."""
    return f"{settings.SITE_URL}{reverse('welcome', args=[user.username, _links.make_token(user)])}"


def opens(user, token):
    """Whether this link of theirs still works."""
    return user is not None and user.is_active and _links.check_token(user, token)

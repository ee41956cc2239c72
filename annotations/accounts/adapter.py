"""What we ask of django-allauth."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.accounts.choices import keep_choices
from annotations.accounts.devices import device


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: a desk invites people, or an operator makes them."""

    # What people meet at the door, in words that fit the labels there.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The username or the password is not right."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def post_login(self, request, user, **more):
        return keep_choices(super().post_login(request, user, **more), user)


class MfaAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second steps encrypted, so that a copy of the database gives nobody a code."""

    def generate_authenticator_name(self, user, type):
        """What a new passkey is called unless its owner says otherwise: where it is made."""
        return device(context.request.META.get("HTTP_USER_AGENT", ""))

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher():
    key = hashlib.sha256(f"annotations.accounts.adapter {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))

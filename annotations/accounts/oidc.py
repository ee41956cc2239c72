"""Sign-in by the OpenID Connect provider that the settings name, through django-allauth.

Whoever the provider knows and we do not gets an account only on an invitation. An account that is there already is
connected by its owner, signed in, never by a matching e-mail address: nobody has verified ours.
"""

import re

from allauth.account.utils import user_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from requests import RequestException

from annotations.accounts.models import User

# In the session of somebody who has an invitation open: set by workspace/joining.py.
INVITED = "invited"


def provider():
    """`{"name", "url"}` of the configured provider, or None; a POST to `url` goes there."""
    for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        return {"name": app["name"], "url": reverse("oidc_login", args=[app["provider_id"]])}
    return None


def connected(user):
    """Whether this person signs in with the provider too."""
    return SocialAccount.objects.filter(user=user).exists()


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return INVITED in request.session

    def pre_social_login(self, request, sociallogin):
        """Sends people whose address belongs to an account here to sign in to that, and connect it there."""
        email = user_email(sociallogin.user)
        if sociallogin.is_existing or request.user.is_authenticated or not email:
            return
        if User.objects.filter(email__iexact=email).exists():
            words = _(
                "There is an account with this address. Sign in to it, and connect %s on the page “Your account”."
            )
            messages.error(request, words % provider()["name"])
            raise ImmediateHttpResponse(redirect("account_login"))

    def populate_user(self, request, sociallogin, data):
        user, email = sociallogin.user, data.get("email") or ""
        user.name = " ".join((data.get("name") or "").split())[:200]
        user.email = email
        user.username = free_username(data.get("username") or email.partition("@")[0] or user.name)
        return user

    def save_user(self, request, sociallogin, form=None):
        request.session.pop(INVITED, None)
        return super().save_user(request, sociallogin, form)


def free_username(wish):
    """A username like `wish` that nobody has."""
    base = re.sub(r"[^A-Za-z0-9._-]+", "-", wish).strip("-._")[:60] or "person"
    taken = {
        name.lower() for name in User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    }
    names = (base, *(f"{base}{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.lower() not in taken)


class VerifyingAdapter(OpenIDConnectOAuth2Adapter):
    """As allauth's, which trusts TLS to the provider: here the signature of an id token is checked always."""

    def _decode_id_token(self, app, id_token):
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


def login(request, provider_id):
    """POST goes to the provider; GET asks for that POST."""
    return _with(OAuth2LoginView, request, provider_id)


def callback(request, provider_id):
    """Where the provider sends people back to."""
    return _with(OAuth2CallbackView, request, provider_id)


def _with(view, request, provider_id):
    adapter = VerifyingAdapter(request, provider_id)
    try:
        found = adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    try:
        return view.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error) as error:
        return render_authentication_error(request, found, exception=error)

"""The page behind a one-time sign-in link."""

from allauth.account.utils import perform_login
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from annotations.accounts.attempts import count_attempt
from annotations.accounts.forms import PasswordForm
from annotations.accounts.links import opens
from annotations.accounts.models import User

ATTEMPTS_PER_MINUTE = 20


@sensitive_post_parameters()
@never_cache
def welcome(request, username, token):
    """Lets a new person choose a password, and signs them in. 410 when the link is used, old or made up."""
    user = User.objects.filter(username=username).first()
    if not opens(user, token):
        if count_attempt(f"welcome:{request.META.get('REMOTE_ADDR', '')}") > ATTEMPTS_PER_MINUTE:
            return render(request, "429.html", status=429)
        return render(request, "account/welcome.html", {"expired": True}, status=410)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        user.set_password(form.cleaned_data["password1"])
        user.save(update_fields=["password"])
        # A second step, where the person has one, is asked for here as everywhere.
        return perform_login(request, user, redirect_url="/")
    return render(request, "account/welcome.html", {"form": form, "person": user})

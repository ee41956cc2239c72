"""Sign-in: allauth's view with the sample desk's people beside the form; the language of the pages."""

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views import View

from annotations.accounts.actions import edit_profile
from annotations.accounts.choices import keep_choices, keep_language
from annotations.accounts.demo import demo_allowed, demo_people
from annotations.accounts.oidc import provider
from annotations.projects.models import Membership


def safe_next(request, otherwise="/"):
    """Where the form wants to go next, if that is on this site."""
    address = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if here else otherwise


class SignIn(LoginView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if demo_allowed(self.request):
            people = demo_people()
            roles = dict(
                Membership.objects.filter(user__in=people).order_by("-pk").values_list("user__username", "role")
            )
            context["cast"] = [(person, roles.get(person.username, "")) for person in people]
        # Whoever may go in with one click needs no field that takes the focus.
        return context | {"focus": "cast" not in context, "provider": provider()}


class DemoSignIn(View):
    """POST `username`: signs in as one of the cast. 404 wherever the demo is not."""

    http_method_names = ["post"]

    def post(self, request):
        if not demo_allowed(request):
            raise Http404
        person = next((p for p in demo_people() if p.username == request.POST.get("username")), None)
        if person is None:
            raise Http404
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return keep_choices(redirect(safe_next(request)), person)


class Language(View):
    """POST `language`, `next`: the pages in another language, remembered with the person, else in the browser."""

    http_method_names = ["post"]

    def post(self, request):
        code = request.POST.get("language", "")
        response = HttpResponseRedirect(safe_next(request))
        if code in dict(settings.LANGUAGES) and check_for_language(code):
            if request.user.is_authenticated:
                edit_profile(user=request.user, language=code)
            keep_language(response, code)
        return response

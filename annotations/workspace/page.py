"""The base of every page of a desk: finds the desk and the reader's membership, checks the permission, answers.

A page says `permissions = {"GET": "read", "POST": "contribute"}` with names from the one table, `template`, and the
`section` of the navigation that it belongs to. Strangers get 404, people whose role is too small 403.
"""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from annotations.errors import Deleted, Missing, NotAllowed, TwoFactorNeeded
from annotations.projects.entering import lacks_two_factor
from annotations.projects.models import Membership
from annotations.rest.filters import with_nul


class PersonPage(View):
    """A page for any person who is signed in."""

    template = None
    section = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.ask_to_sign_in(request)
        if request.method not in self.methods:
            return HttpResponseNotAllowed(self.methods)
        if with_nul(request.GET) is not None:
            raise Http404
        try:
            self.find(request, **kwargs)
            response = super().dispatch(request, *args, **kwargs)
        except Missing as error:
            raise Http404(error.detail) from error
        except TwoFactorNeeded as error:
            response = self.ask_for_two_factor(error.detail)
        except NotAllowed as error:
            raise PermissionDenied(error.detail) from error
        except Deleted as error:
            response = self.show({"detail": error.detail}, template="410.html", status=410)
        # What is on a page is for this reader; a shared computer's back button must not show it after signing out.
        response.headers.setdefault("Cache-Control", "private, no-store")
        # The service worker keeps pages for reading without a connection, each person's apart.
        response.headers["Signed-In-As"] = request.user.username
        return response

    @property
    def methods(self):
        """The methods that this page answers."""
        return [name for name in ("GET", "HEAD", "POST") if hasattr(self, name.lower())]

    def ask_to_sign_in(self, request):
        """To the sign-in page; after a form was sent, back to the page that has the form."""
        back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
        return redirect_to_login(back)

    def ask_for_two_factor(self, desk_name):
        """The page that leads a member to set it up."""
        return render(self.request, "workspace/two_factor.html", {"desk_name": desk_name}, status=403)

    def find(self, request, **kwargs):
        """Looks up what the address names. Raises `Missing`, `NotAllowed` or `Deleted`."""

    def context(self):
        """What every template of this kind gets."""
        return {"section": self.section}

    def show(self, context=None, *, template=None, status=200):
        """The page as an answer."""
        return render(self.request, template or self.template, self.context() | (context or {}), status=status)


class MemberPage(PersonPage):
    """A page of one desk for its members: `self.project`, `self.member`, `self.may(permission)`, `self.log_head`."""

    permissions = {"GET": "read"}

    project = None
    member = None

    def find(self, request, slug, **kwargs):
        # The head is read with the membership, before any row of the page.
        member = (
            Membership.objects.select_related("project__counter").filter(project__slug=slug, user=request.user).first()
        )
        if member is None:
            raise Missing()
        if lacks_two_factor(member.project, request.user):
            raise TwoFactorNeeded(member.project.name)
        member.user = request.user
        self.member, self.project = member, member.project
        if not member.may(self.permissions["GET" if request.method == "HEAD" else request.method]):
            raise NotAllowed(_("Your role on this desk does not allow this."))

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if self.project is not None:
            response.headers.setdefault("Changes-Head", str(self.log_head))
        return response

    @property
    def log_head(self):
        """The newest number of the desk's log, as it was before the page's rows were read."""
        return self.project.counter.seq

    @property
    def methods(self):
        # A method without a permission is no method of a desk's page.
        return [name for name in super().methods if ("GET" if name == "HEAD" else name) in self.permissions]

    def may(self, permission):
        """Whether the reader's role covers `permission`, a name in the one table."""
        return self.member.may(permission)

    def context(self):
        return super().context() | {
            "project": self.project,
            "member": self.member,
            "may_contribute": self.may("contribute"),
            "may_oversee": self.may("oversee"),
            "may_administer": self.may("administer"),
        }

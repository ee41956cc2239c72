"""A new desk; whoever makes it is its admin."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotations.errors import Invalid
from annotations.projects.models import Project
from annotations.teams.actions import create_desk
from annotations.teams.serializers import DeskInput
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.page import PersonPage


class NewDesk(PersonPage):
    template = "workspace/new_desk.html"

    def get(self, request):
        return self.draw(Form())

    def draw(self, form, status=200):
        return self.show({"form": form, "languages": language_choices(form.text("language"))}, status=status)

    def post(self, request):
        form = Form(request.POST)
        with form.attempt():
            slug = form.text("slug") or slugify(form.text("name") or "")[:50]
            if not slug:
                raise Invalid(("/slug", _("Write a short address of small letters, digits and hyphens.")))
            data = {"name": form.text("name") or "", "slug": slug, "language": form.text("language")}
            data["description"] = form.lines("description") or ""
            fields = form.read(DeskInput, data)
            if Project.objects.filter(slug=slug).exists():
                raise Invalid(("/slug", _("There is a desk at this address already.")))
            create_desk(actor=request.user, **fields)
            messages.success(request, _("The desk is ready. Now its people."))
            return redirect("members", slug)
        return self.draw(form, status=400)

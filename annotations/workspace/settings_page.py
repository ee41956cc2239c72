"""The settings of a desk and its rating scale: for every member to read, for admins to change."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.changes.last_edit import last_edit
from annotations.errors import Stale
from annotations.projects.models import Membership
from annotations.ratings.actions import add_scale
from annotations.ratings.default_scale import AVERITEC_LABELS
from annotations.ratings.models import Rating, RatingScale
from annotations.ratings.present import present_scale
from annotations.ratings.serializers import ScaleInput
from annotations.teams import actions
from annotations.teams.serializers import DeskEdit
from annotations.templatetags.words import JUDGES, PUBLIC_ARTICLES
from annotations.workspace import scale_form
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.page import MemberPage

DESK_FIELDS = {"/settings/required": "required", "/settings/tolerance": "tolerance", "/settings/blind": "blind"}
DESK_FIELDS |= {"/settings/judges": "judges", "/settings/gates/sources": "gate_sources"}
DESK_FIELDS |= {"/settings/return_after": "return_after", "/settings/lead_form": "lead_form"}
DESK_FIELDS |= {"/settings/public_articles": "public_articles"}
BOXES = ("blind", "lead_form", "require_two_factor")
SET_AS_THEY_ARE = ("required", "tolerance", "judges", "return_after", "public_articles")
GATE_BOXES = ("second_signature", "right_of_reply", "two_factor")


class Settings(MemberPage):
    template = "workspace/settings.html"
    section = "settings"
    permissions = {"GET": "read", "POST": "administer"}

    def get(self, request, slug, **kwargs):
        # The addresses of the forms show the page as well: after a form was refused, people reload.
        return self.draw()

    def draw(self, *, desk=None, scale=None, status=200):
        """The page; a form that could not be saved is drawn as it was typed."""
        project = self.project
        current = RatingScale.objects.current(project)
        shown = present_scale(current) if current else {"version": 0, "ratings": []}
        rows = scale.rows if scale else scale_form.rows_of(shown["ratings"])
        return self.show(
            {
                "desk": desk or Form().begin(self.known()),
                "members": Membership.objects.filter(project=project).count(),
                "languages": language_choices(project.language),
                "judges": list(JUDGES.items()),
                "public_articles": list(PUBLIC_ARTICLES.items()),
                "scale": shown,
                "scale_form": scale or Form().begin(scale_form.texts_of(rows)),
                "rows": rows,
                "colours": Rating.COLOURS,
                "averitec": [("", "—"), *((label, label) for label in AVERITEC_LABELS)],
            },
            status=status,
        )

    def known(self):
        """The texts of the form on the desk as they stand."""
        project = self.project
        known = {name: getattr(project, name) for name in ("name", "description", "language")}
        known |= {name: project.setting(name) for name in SET_AS_THEY_ARE}
        known |= {name: "1" if project.setting(name) else "" for name in BOXES}
        gates = project.gates
        known |= {f"gate_{name}": "1" if gates[name] else "" for name in GATE_BOXES}
        return known | {"gate_sources": gates["sources"]}


class EditDesk(Settings):
    def post(self, request, slug):
        form = Form(request.POST)
        with form.attempt(DESK_FIELDS):
            data = {
                "name": form.text("name") or "",
                "description": form.lines("description") or "",
                "language": form.text("language"),
                "settings": {
                    "blind": form.has("blind"),
                    "require_two_factor": form.has("require_two_factor"),
                    "required": form.number("required"),
                    "tolerance": form.number("tolerance"),
                    "judges": form.text("judges") or "anyone",
                    "return_after": form.number("return_after"),
                    "lead_form": form.has("lead_form"),
                },
            }
            if form.has("public_articles"):
                data["settings"]["public_articles"] = form.text("public_articles")
            if form.has("gate_sources"):
                boxes = {name: form.has(f"gate_{name}") for name in GATE_BOXES}
                data["settings"]["gates"] = {"sources": form.number("gate_sources")} | boxes
            if form.number("revision") != self.project.revision:
                raise Stale()
            actions.edit_desk(project=self.project, actor=request.user, **form.read(DeskEdit, data))
            words = _("Saved. Rounds that are open already keep what they began with.")
            messages.success(request, words, extra_tags="#desk-settings")
            return redirect("settings", slug)
        if form.stale:
            self.project.refresh_from_db()
            form.compare(self.known(), last_edit(self.project, self.project.slug))
        return self.draw(desk=form, status=409 if form.refusal else 400)


class EditScale(Settings):
    """POST the fields of `scale_form`, a row for each rating in order."""

    def post(self, request, slug):
        form = Form(request.POST)
        form.rows = scale_form.read_rows(form)
        with form.attempt(scale_form.pointers_of(form.rows)):
            ratings = form.read(ScaleInput, {"ratings": scale_form.ratings_of(form.rows)})["ratings"]
            version = form.number("revision")
            add_scale(project=self.project, actor=request.user, ratings=ratings, base=version)
            words = _("The scale is saved as version %d. Older verdicts keep theirs.") % (version + 1)
            messages.success(request, words, extra_tags="#rating-scale")
            return redirect("settings", slug)
        if form.stale:
            current = RatingScale.objects.current(self.project)
            theirs = scale_form.rows_of(present_scale(current)["ratings"])
            form.rows, texts, base = scale_form.beside(form.rows, theirs, form.base)
            form.compare(texts, last_edit(self.project, current.uid), base=base)
        return self.draw(scale=form, status=409 if form.refusal else 400)

"""The settings of a desk and its rating scale: for every member to read, for admins to change."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.errors import Stale
from annotations.projects.models import Membership
from annotations.ratings.actions import add_scale
from annotations.ratings.default_scale import AVERITEC_LABELS
from annotations.ratings.models import Rating, RatingScale
from annotations.ratings.present import present_scale
from annotations.ratings.serializers import ScaleInput
from annotations.teams import actions
from annotations.teams.serializers import DeskEdit
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.page import DeskPage

DESK_FIELDS = {"/settings/required": "required", "/settings/tolerance": "tolerance", "/settings/blind": "blind"}
DESK_FIELDS |= {"/settings/return_after": "return_after", "/settings/lead_form": "lead_form"}
# Rows at the end of the scale's form in which new ratings can be written.
SPARE = 2
RATING_FIELDS = ("label", "slug", "letter", "colour", "definition", "claimreview", "averitec")


class Settings(DeskPage):
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
        known = {name: getattr(project, name) for name in ("name", "description", "language", "revision")}
        known |= {name: project.setting(name) for name in ("required", "tolerance", "return_after")}
        known |= {name: "1" for name in ("blind", "lead_form", "require_two_factor") if project.setting(name)}
        shown = present_scale(current) if current else {"version": 0, "ratings": []}
        return self.show(
            {
                "desk": desk or Form(known),
                "members": Membership.objects.filter(project=project).count(),
                "languages": language_choices(project.language),
                "scale": shown,
                "scale_form": scale or Form(),
                "rows": scale.rows if scale else scale_rows(shown["ratings"]),
                "colours": Rating.COLOURS,
                "averitec": [("", "—"), *((label, label) for label in AVERITEC_LABELS)],
            },
            status=status,
        )


def scale_rows(ratings):
    """The rows of the scale's form: a rating each, and spare ones."""
    rows = [dict(rating) | {"ordered": rating["position"] is not None} for rating in ratings]
    return rows + [{"colour": "", "ordered": False} for _ in range(SPARE)]


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
                    "return_after": form.number("return_after"),
                    "lead_form": form.has("lead_form"),
                },
            }
            if form.number("revision") != self.project.revision:
                raise Stale()
            actions.edit_desk(project=self.project, actor=request.user, **form.read(DeskEdit, data))
            messages.success(request, _("Saved. Rounds that are open already keep what they began with."))
            return redirect("settings", slug)
        return self.draw(desk=form, status=400)


class EditScale(Settings):
    """POST one row for each rating, in order: `label`, `slug`, … as lists; `ordered` names the rows in the order."""

    def post(self, request, slug):
        form = Form(request.POST)
        form.rows = self.read_rows(request)
        with form.attempt():
            data = {"ratings": [to_rating(row) for row in form.rows if row["label"]]}
            ratings = form.read(ScaleInput, number_positions(data, form.rows))["ratings"]
            version = form.number("version")
            add_scale(project=self.project, actor=request.user, ratings=ratings, base=version)
            messages.success(
                request, _("The scale is saved as version %d. Older verdicts keep theirs.") % (version + 1)
            )
            return redirect("settings", slug)
        return self.draw(scale=form, status=400)

    def read_rows(self, request):
        columns = {name: request.POST.getlist(name) for name in RATING_FIELDS}
        count = len(columns["label"])
        rows = [{name: (v[at] if at < len(v) else "").strip() for name, v in columns.items()} for at in range(count)]
        ordered = set(request.POST.getlist("ordered"))
        for at, row in enumerate(rows):
            row["ordered"] = str(at) in ordered
        return rows


def to_rating(row):
    """A row of the form as a rating of the API, without its place in the order."""
    slug = row["slug"] or "-".join(
        "".join(ch if ch.isascii() and ch.isalnum() else " " for ch in row["label"].lower()).split()
    )
    return {
        "slug": slug,
        "label": row["label"],
        "letter": row["letter"],
        "colour": row["colour"],
        "definition": row["definition"],
        "claimreview": row["claimreview"] or None,
        "averitec": row["averitec"] or None,
    }


def number_positions(data, rows):
    """Gives positions from the top, and values that fall along the order to 1."""
    kept = [row for row in rows if row["label"]]
    ordered = [rating for rating, row in zip(data["ratings"], kept, strict=True) if row["ordered"]]
    for rating in data["ratings"]:
        rating |= {"position": None, "value": None}
    for at, rating in enumerate(ordered):
        rating |= {"position": at, "value": len(ordered) - at}
    return data

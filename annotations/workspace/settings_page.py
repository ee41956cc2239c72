"""The settings of a desk, its members, its rating scale: for every member to read, for admins to change."""

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.errors import Missing, Stale
from annotations.projects.models import Membership
from annotations.projects.permissions import ROLES
from annotations.ratings.actions import add_scale
from annotations.ratings.default_scale import AVERITEC_LABELS
from annotations.ratings.models import Rating, RatingScale
from annotations.ratings.present import present_scale
from annotations.ratings.serializers import ScaleInput
from annotations.teams import actions
from annotations.teams.serializers import DeskEdit, MemberEdit, MemberInput
from annotations.templatetags.words import ROLE
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.page import DeskPage

DESK_FIELDS = {"/settings/required": "required", "/settings/tolerance": "tolerance", "/settings/blind": "blind"}
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

    def draw(self, *, desk=None, members=None, scale=None, status=200):
        """The page; a form that could not be saved is drawn as it was typed."""
        project = self.project
        current = RatingScale.objects.current(project)
        known = {name: getattr(project, name) for name in ("name", "description", "language", "revision")}
        known |= {name: project.setting(name) for name in ("required", "tolerance")}
        if project.setting("blind"):
            known["blind"] = "1"
        shown = present_scale(current) if current else {"version": 0, "ratings": []}
        return self.show(
            {
                "desk": desk or Form(known),
                "members_form": members or Form(),
                "members": members_of(project),
                "roles": list(ROLE.items()),
                "languages": language_choices(project.language),
                "scale": shown,
                "scale_form": scale or Form(),
                "rows": scale.rows if scale else scale_rows(shown["ratings"]),
                "colours": Rating.COLOURS,
                "averitec": [("", "—"), *((label, label) for label in AVERITEC_LABELS)],
                "last_admin": _only_admin(project),
            },
            status=status,
        )


def members_of(project):
    """Everybody who belongs to the desk, those who may most first."""
    order = Case(*(When(role=role, then=Value(-at)) for at, role in enumerate(ROLES)), output_field=IntegerField())
    return Membership.objects.filter(project=project).select_related("user").order_by(order, "user__username")


def _only_admin(project):
    admins = Membership.objects.filter(project=project, role=ROLES[-1]).values_list("user__username", flat=True)[:2]
    return admins[0] if len(admins) == 1 else None


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
                    "required": form.number("required"),
                    "tolerance": form.number("tolerance"),
                },
            }
            if form.number("revision") != self.project.revision:
                raise Stale()
            actions.edit_desk(project=self.project, actor=request.user, **form.read(DeskEdit, data))
            messages.success(request, _("Saved. Rounds that are open already keep what they began with."))
            return redirect("settings", slug)
        return self.draw(desk=form, status=400)


class AddMember(Settings):
    def post(self, request, slug):
        form = Form(request.POST)
        with form.attempt():
            data = {"username": form.text("username") or "", "role": form.text("role") or ""}
            fields = form.read(MemberInput, data)
            user = actions.find_person(fields.pop("username"))
            actions.add_member(project=self.project, actor=request.user, user=user, **fields)
            messages.success(request, _("%s belongs to the desk now.") % user.shown_name)
            return redirect("settings", slug)
        return self.draw(members=form, status=400)


class EditMember(Settings):
    """POST `role`, or `remove`."""

    def find(self, request, slug, username):
        super().find(request, slug)
        self.subject = (
            Membership.objects.filter(project=self.project, user__username__iexact=username)
            .select_related("user", "project")
            .first()
        )
        if self.subject is None:
            raise Missing()

    def post(self, request, slug, username):
        form = Form(request.POST)
        name = self.subject.user.shown_name
        with form.attempt():
            if form.has("remove"):
                actions.remove_member(member=self.subject, actor=request.user)
                messages.success(request, _("%s no longer belongs to the desk. What they wrote stays.") % name)
            else:
                fields = form.read(MemberEdit, {"role": form.text("role") or ""})
                actions.edit_member(member=self.subject, actor=request.user, **fields)
                messages.success(request, _("Saved: %s.") % name)
            return redirect("settings" if self.subject.user_id != request.user.pk else "desk", slug)
        return self.draw(members=form, status=409)


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

"""Redactions: an admin says what has to go, a second person confirms it, and what was done stays on record."""

import re

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.articles.models import ArticleVersion
from annotations.changes.models import Change
from annotations.errors import Conflict
from annotations.redaction.actions import ask_for_redaction, confirm_redaction, withdraw_redaction
from annotations.redaction.columns import rows_of
from annotations.redaction.serializers import RedactionInput
from annotations.redaction.targets import OBJECTS
from annotations.redaction.views import redactions_of
from annotations.workspace.forms import Form
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage

KINDS = (
    ("claim", gettext_lazy("Claim")),
    ("article", gettext_lazy("Article, all its texts")),
    ("version", gettext_lazy("One text of an article")),
    ("span", gettext_lazy("Highlight")),
    ("evidence", gettext_lazy("Evidence")),
    ("source", gettext_lazy("Source with its file")),
    ("comment", gettext_lazy("Comment")),
    ("verdict", gettext_lazy("Verdict")),
    ("decision", gettext_lazy("Desk rating")),
    ("claimant", gettext_lazy("Who said it")),
    ("appearance", gettext_lazy("Post with its file")),
    ("reply", gettext_lazy("Reply of the person or organization")),
    ("lead", gettext_lazy("Lead in the inbox")),
    ("publication", gettext_lazy("Published version")),
)
WORDS = dict(KINDS)
# Kinds of objects that have a page under this name.
PAGES = ("article", "claim", "comment", "source")

# What an address of the desk names: `…/d/desk/claims/{id}`, `…/articles/{id}/versions/{number}`.
ADDRESS = re.compile(
    r"/(?P<kind>claims|articles|sources|comments|spans|evidence|claimants|leads)/(?P<id>[\w-]{1,36})"
    r"(/versions/(?P<number>\d+))?"
)


class Redactions(MemberPage):
    """POST asks for one."""

    template = "workspace/redactions.html"
    section = "settings"
    permissions = {"GET": "oversee", "POST": "administer"}

    def get(self, request, slug, **kwargs):
        # Pages lead here with what is to go: a number of the log, an object.
        return self.draw(
            Form({name: request.GET[name] for name in ("change", "type", "object") if name in request.GET})
        )

    def draw(self, form, status=200):
        rows, waits = redactions_of(self.project), Q(confirmed_at__isnull=True, withdrawn_at__isnull=True)
        over = newest_first(rows.exclude(waits), self.request, self.project)
        uids = [row.uid for row in over["rows"]]
        done = Change.objects.filter(project=self.project, kind="redaction", verb="redact", object__in=uids)
        self.entries = dict(done.values_list("object", "seq"))
        return self.show(
            over
            | {
                "form": form,
                "kinds": KINDS,
                "pending": [self.shown(row) for row in rows.filter(waits).order_by("-pk")],
                "over": [self.shown(row) for row in over["rows"]],
                "count": rows.exclude(waits).count(),
            },
            status=status,
        )

    def shown(self, row):
        """A redaction with what it is about in words, and what the reader may do with it."""
        about = row.target.get("object")
        row.about = f"{WORDS.get(about['type'], about['type'])} {about['id']}" if about else None
        row.number = row.target.get("change")
        row.href = None
        if row.number:
            row.href = f"{reverse('activity', args=[self.project.slug])}?change={row.number}#change-{row.number}"
        elif about and about["type"] in PAGES:
            row.href = reverse(about["type"], args=[self.project.slug, about["id"]])
        elif about and row.state == "pending":
            row.href = self.claim_of(about)
        row.entry = self.entries.get(row.uid)
        row.is_mine = row.author_id == self.request.user.pk
        return row

    def claim_of(self, about):
        """The address of the claim of an object without a page of its own: whoever confirms reads it there. Or None."""
        found = rows_of(OBJECTS[about["type"]], self.project).filter(uid=about["id"]).first()
        claim = getattr(found, "claim", None)
        return claim and reverse("claim", args=[self.project.slug, claim.uid])

    def post(self, request, slug):
        form = Form(request.POST)
        with form.attempt():
            fields = form.read(RedactionInput, self.target(form) | {"reason": form.lines("reason")})
            reason = fields.pop("reason")
            ask_for_redaction(project=self.project, actor=request.user, reason=reason, target=fields)
            messages.success(request, _("Somebody else must confirm it now: an editor or an admin."))
            return redirect("redactions", slug)
        return self.draw(form, status=400)

    def target(self, form):
        """What the form names, in the shape of the API."""
        found = {}
        if words := form.lines("words"):
            found["words"] = [words]
        if named := form.text("object"):
            found["object"] = self.object(named, form.text("type") or "claim")
        if form.text("change"):
            found["change"] = form.number("change")
        return found

    def object(self, named, kind):
        """The object of an id, or of an address on the desk."""
        match = ADDRESS.search(named)
        if match is None:
            return {"type": kind, "id": named[:36]}
        if match["number"]:
            versions = ArticleVersion.objects.filter(project=self.project, article__uid=match["id"])
            uid = versions.filter(number=match["number"]).values_list("uid", flat=True).first()
            return {"type": "version", "id": uid or "none"}
        return {"type": match["kind"].removesuffix("s"), "id": match["id"]}


class EndRedaction(MemberPage):
    """POST confirms a redaction, or takes it back."""

    permissions = {"GET": "oversee", "POST": "oversee"}

    def get(self, request, slug, uid):
        # After a form was refused, people reload.
        return redirect("redactions", slug)

    def post(self, request, slug, uid):
        found = redactions_of(self.project).find(self.project, uid)
        found.project = self.project
        form = Form(request.POST)
        with form.attempt():
            self.end(found)
        if form.refusal:
            messages.error(request, form.refusal)
        return redirect("redactions", slug)


class ConfirmRedaction(EndRedaction):
    def end(self, redaction):
        if "sure" not in self.request.POST:
            raise Conflict(_("Tick that you have read what goes: it cannot be brought back."))
        confirm_redaction(redaction=redaction, actor=self.request.user)
        messages.success(self.request, _("It is gone. Publish an update of every fact-check that shows a gap."))


class WithdrawRedaction(EndRedaction):
    def end(self, redaction):
        withdraw_redaction(redaction=redaction, actor=self.request.user)
        messages.success(self.request, _("The request is taken back."))

"""Several claims given to somebody at once, from the list of claims."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.assignments.actions import assign, delete_assignment, find_assignee
from annotations.assignments.balance import next_reviewer
from annotations.assignments.models import Assignment
from annotations.assignments.serializers import AssignmentInput
from annotations.claims.models import Claim
from annotations.dossiers.assignment_views import judges
from annotations.errors import Conflict
from annotations.workspace.forms import Form
from annotations.workspace.lists import PAGE
from annotations.workspace.page import MemberPage

# Of those that could not be given, so many are named.
NAMED = 3


class AssignClaims(MemberPage):
    """POST: `claim` (ids, at most a page of them), `assignee` (empty: the next free reviewer for each) and `due_on`;
    `back` is the query of the list. Those that cannot be given stay as they are, and it is said why."""

    permissions = {"POST": "oversee"}

    def post(self, request, slug):
        made, refused = [], []
        for uid in dict.fromkeys(request.POST.getlist("claim")[:PAGE]):
            form = Form(request.POST)
            claim = Claim.objects.alive().filter(project=self.project, uid=uid).first()
            with form.attempt():
                made.append(self.give(form, claim))
            if form.failed:
                refused.append((claim, form.refusal or next(iter(form.problems.values()))))
        self.tell(made, refused)
        back = request.POST.get("back", "")
        return redirect(reverse("claims", args=[slug]) + (f"?{back}" if back else ""))

    def give(self, form, claim):
        if claim is None:
            raise Conflict(_("There is no such claim on this desk."))
        due = {"due_on": form.text("due_on")} if form.text("due_on") else {}
        fields = form.read(AssignmentInput, {"claim": claim.uid, **due})
        claim = Claim.objects.locked().get(pk=claim.pk)
        claim.project = self.project
        if chosen := form.text("assignee"):
            person = find_assignee(self.project, chosen)
        else:
            person = next_reviewer(self.project, claim=claim, but=judges(claim))
        return assign(
            project=self.project,
            actor=self.request.user,
            assignee=person,
            others=True,
            claim=claim,
            due_on=fields.get("due_on"),
        )

    def tell(self, made, refused):
        if made:
            names = ", ".join(dict.fromkeys(work.assignee.shown_name for work in made))
            words = ngettext(
                "%(count)d claim is the work of %(names)s now.",
                "%(count)d claims are the work of %(names)s now.",
                len(made),
            )
            undo = f"{reverse('unassign_claims', args=[self.project.slug])}?work={','.join(work.uid for work in made)}"
            messages.success(self.request, words % {"count": len(made), "names": names}, extra_tags=undo)
        for claim, why in refused[:NAMED]:
            text = Truncator(claim.text).chars(80) if claim else "?"
            messages.error(self.request, _("“%(claim)s” was not given. %(why)s") % {"claim": text, "why": why})
        if len(refused) > NAMED:
            more = len(refused) - NAMED
            words = ngettext("%d other claim was not given.", "%d other claims were not given.", more)
            messages.error(self.request, words % more)


class UnassignClaims(MemberPage):
    """POST `?work=`, ids with commas: takes this work away again."""

    permissions = {"POST": "oversee"}

    def post(self, request, slug):
        wanted = request.GET.get("work", "").split(",")[:PAGE]
        form = Form()
        with form.attempt():
            for work in Assignment.objects.open().loaded().filter(project=self.project, uid__in=wanted).order_by("pk"):
                work.project = self.project
                delete_assignment(assignment=work, actor=request.user, others=True)
        if form.failed:
            messages.error(request, form.refusal)
        else:
            messages.success(request, _("The work is taken away."))
        return redirect("claims", slug)

"""The inbox: what was sent in, newest first; reviewers add to it, editors triage."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.complaints.models import Complaint
from annotations.leads.models import Lead
from annotations.leads.serializers import LeadInput
from annotations.leads.taking import split_pasted, take_in
from annotations.workspace.forms import Form
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage
from annotations.workspace.waiting import reviewers_of

STATUS = {
    Lead.Status.NEW: gettext_lazy("New"),
    Lead.Status.ACCEPTED: gettext_lazy("Accepted"),
    Lead.Status.DECLINED: gettext_lazy("Declined"),
    Lead.Status.MERGED: gettext_lazy("Merged"),
}
FIELDS = {"/text": "what", "/url": "what"}


class Inbox(MemberPage):
    """GET `?status=` (new ones without it), `?assignee=`. POST `what`, `note`: takes a link or a text in."""

    template = "workspace/inbox.html"
    section = "inbox"
    permissions = {"GET": "read", "POST": "contribute"}

    def get(self, request, slug):
        return self.draw(Form())

    def draw(self, form, status=200):
        request, project = self.request, self.project
        shown = request.GET.get("status", "")
        shown = shown if shown in STATUS else Lead.Status.NEW
        assignee = request.GET.get("assignee", "").strip()
        rows = Lead.objects.filter(project=project, status=shown).loaded()
        if assignee:
            rows = rows.filter(assignee__username__iexact=assignee)
        page = newest_first(rows, request, project)
        for lead in page["rows"]:
            lead.first = next(iter(lead.sightings.all()), None)
            lead.merged_count = len(lead.merged.all())
        counts = dict(Lead.objects.filter(project=project).values_list("status").annotate(count=Count("pk")))
        return self.show(
            page
            | {
                "form": form,
                "shown": shown,
                "assignee": assignee,
                "tabs": [(value, words, counts.get(value, 0)) for value, words in STATUS.items()],
                "people": list(reviewers_of(self.project)) if self.may("oversee") else [],
                "complaints": Complaint.objects.waiting().filter(project=project).count(),
                "open_to_all": project.setting("lead_form"),
                "head": self.log_head,
            },
            status=status,
        )

    def post(self, request, slug):
        form = Form(request.POST)
        with form.attempt(FIELDS):
            text, url = split_pasted(form.lines("what") or "")
            fields = form.read(LeadInput, {"text": text, "url": url, "note": form.lines("note") or ""})
            lead, is_new = take_in(project=self.project, actor=request.user, **fields)
            if is_new:
                messages.success(request, _("It is in the inbox."))
            else:
                known = _("This was sent in before: “%(state)s”. It counts up.") % {"state": STATUS[lead.status]}
                messages.success(request, known)
            return redirect("inbox", slug)
        return self.draw(form, status=400)

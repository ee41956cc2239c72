"""Complaints about published fact-checks: one answers, another confirms."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.complaints.actions import handle
from annotations.complaints.models import Complaint
from annotations.complaints.serializers import ComplaintEdit
from annotations.templatetags.words import OUTCOME
from annotations.workspace.forms import Form
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage

State = Complaint.State
STATE = {
    State.OPEN: gettext_lazy("Waiting for an answer"),
    State.ANSWERED: gettext_lazy("Waiting for a second person"),
    State.CLOSED: gettext_lazy("Closed"),
}


class Complaints(MemberPage):
    """GET `?state=` (open ones without it)."""

    template = "workspace/complaints.html"
    section = "inbox"
    permissions = {"GET": "read"}

    def get(self, request, slug):
        return self.draw(None, Form())

    def draw(self, uid, form, status=200):
        """The list; `form` is what was typed for the complaint `uid`."""
        shown = self.request.GET.get("state", "")
        shown = shown if shown in STATE else State.OPEN
        rows = Complaint.objects.filter(project=self.project)
        rows = rows.filter(uid=uid) if uid else rows.filter(state=shown)
        page = newest_first(rows.loaded(), self.request, self.project)
        for each in page["rows"]:
            each.form = form if each.uid == uid else Form()
            each.outcome_word = OUTCOME.get(each.outcome)
            each.state_word = STATE[each.state]
            each.may_confirm = each.state == State.ANSWERED and each.answered_by_id != self.request.user.pk
        counts = dict(Complaint.objects.filter(project=self.project).values_list("state").annotate(count=Count("pk")))
        tabs = [(value, words, counts.get(value, 0)) for value, words in STATE.items()]
        return self.show(
            page | {"shown": None if uid else shown, "tabs": tabs, "outcomes": list(OUTCOME.items()), "one": uid},
            status=status,
        )


class OneComplaint(Complaints):
    """GET shows one. POST `act` answer, close, reopen or erase; `answer`, `outcome`."""

    permissions = {"GET": "read", "POST": "oversee"}

    def get(self, request, slug, uid):
        Complaint.objects.find(self.project, uid)
        return self.draw(uid, Form())

    def post(self, request, slug, uid):
        form = Form(request.POST)
        act = form.text("act")
        with form.attempt():
            found = Complaint.objects.select_for_update(of=("self",)).select_related("claim").find(self.project, uid)
            found.project = self.project
            fields = {}
            if act == "answer":
                typed = {"state": "answered", "answer": form.lines("answer"), "outcome": form.text("outcome")}
                fields = form.read(ComplaintEdit, {name: value for name, value in typed.items() if value is not None})
            elif act in ("close", "reopen"):
                fields = {"state": State.CLOSED if act == "close" else State.OPEN}
            elif act == "erase":
                fields = {"erase_sender": True}
            handle(complaint=found, actor=request.user, **fields)
            messages.success(request, _("Saved."))
            return redirect("complaint", slug, uid)
        return self.draw(uid, form, status=409 if form.refusal else 400)

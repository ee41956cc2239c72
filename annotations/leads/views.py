"""`P/leads`: the inbox."""

from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.errors import Invalid
from annotations.leads.actions import change_lead
from annotations.leads.models import Lead
from annotations.leads.present import present
from annotations.leads.serializers import LeadEdit, LeadInput, LeadOutput, LeadsEdit
from annotations.leads.taking import take_in
from annotations.rest.filters import choice_filter
from annotations.rest.views import ApiView


def locked(project, uids):
    """The leads with these ids, read for a write, in the order of `uids`. Raises `Invalid` at one that is not there."""
    rows = Lead.objects.select_for_update(of=("self",)).filter(project=project, uid__in=uids).order_by("pk")
    found = {row.uid: row for row in rows}
    for number, uid in enumerate(uids):
        if uid not in found:
            raise Invalid((f"/leads/{number}", _("There is no such lead on this desk.")))
        found[uid].project = project
    return [found[uid] for uid in dict.fromkeys(uids)]


class Leads(ApiView):
    """What was sent in. The same link or text again counts up, and answers 200 with the lead that is there."""

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": LeadInput}
    gives = {"GET": [LeadOutput], "POST": LeadOutput}
    query = {
        "status": f"one or several of {', '.join(Lead.Status.values)}, with commas",
        "assignee": "username",
    }

    def get(self, request, slug):
        rows = choice_filter(Lead.objects.filter(project=self.project), request, "status", Lead.Status.values)
        if (username := request.GET.get("assignee")) is not None:
            user = User.objects.filter(username__iexact=username, memberships__project=self.project).first()
            if user is None:
                raise Invalid(("?assignee", _("There is nobody of that name on this desk.")))
            rows = rows.filter(assignee=user)
        return self.many(rows.loaded(), lambda page: [present(row) for row in page])

    def post(self, request, slug):
        fields = self.read(LeadInput)
        fields["uid"] = fields.pop("id", None)
        lead, is_new = take_in(project=self.project, actor=request.user, **fields)
        lead = Lead.objects.loaded().get(pk=lead.pk)
        return self.one(present(lead), lead.revision, status=201 if is_new else 200, location=lead.path)


class OneLead(ApiView):
    permissions = {"GET": "read", "PATCH": "oversee"}
    takes = {"PATCH": LeadEdit}
    gives = {"GET": LeadOutput, "PATCH": LeadOutput}

    def find(self, uid):
        return Lead.objects.loaded().find(self.project, uid)

    def get(self, request, slug, uid):
        lead = self.find(uid)
        return self.one(present(lead), lead.revision)

    def patch(self, request, slug, uid):
        fields = self.read(LeadEdit, partial=True)
        lead = Lead.objects.select_for_update(of=("self",)).find(self.project, uid)
        lead.project = self.project
        self.need_match(lead.revision, lambda: present(self.find(uid)), optional=True)
        change_lead(lead=lead, actor=request.user, **fields)
        lead = self.find(uid)
        return self.one(present(lead), lead.revision)


class LeadBatch(ApiView):
    """The same change to several leads: all, or none."""

    permissions = {"POST": "oversee"}
    takes = {"POST": LeadsEdit}
    gives = {"POST": [LeadOutput]}
    statuses = {"POST": 200}
    paged = False

    def post(self, request, slug):
        fields = self.read(LeadsEdit)
        leads = locked(self.project, fields.pop("leads"))
        for lead in leads:
            change_lead(lead=lead, actor=request.user, **fields)
        rows = {row.pk: row for row in Lead.objects.loaded().filter(pk__in=[lead.pk for lead in leads])}
        return self.listed([present(rows[lead.pk]) for lead in leads])

"""`P/complaints`."""

from annotations.complaints.actions import complain, handle
from annotations.complaints.models import Complaint
from annotations.complaints.present import present
from annotations.complaints.serializers import ComplaintEdit, ComplaintInput, ComplaintOutput
from annotations.rest.filters import choice_filter
from annotations.rest.views import ApiView


class Complaints(ApiView):
    """What people hold to be wrong in published fact-checks: by the public form, or written down by a member."""

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": ComplaintInput}
    gives = {"GET": [ComplaintOutput], "POST": ComplaintOutput}
    query = {
        "state": f"one or several of {', '.join(Complaint.State.values)}, with commas",
        "claim": "the claim's id",
    }

    def get(self, request, slug):
        rows = Complaint.objects.filter(project=self.project)
        rows = choice_filter(rows, request, "state", Complaint.State.values)
        if (claim := request.GET.get("claim")) is not None:
            rows = rows.filter(claim__uid=claim)
        return self.many(rows.loaded(), lambda page: [present(row) for row in page])

    def post(self, request, slug):
        fields = self.read(ComplaintInput)
        made = complain(project=self.project, actor=request.user, uid=fields.pop("id", None), **fields)
        made = Complaint.objects.loaded().get(pk=made.pk)
        return self.one(present(made), made.revision, status=201, location=made.path)


class OneComplaint(ApiView):
    """One answers, another confirms: two people handle each complaint."""

    permissions = {"GET": "read", "PATCH": "oversee"}
    takes = {"PATCH": ComplaintEdit}
    gives = {"GET": ComplaintOutput, "PATCH": ComplaintOutput}
    matches = ("PATCH",)

    def find(self, uid):
        return Complaint.objects.loaded().find(self.project, uid)

    def get(self, request, slug, uid):
        found = self.find(uid)
        return self.one(present(found), found.revision)

    def patch(self, request, slug, uid):
        fields = self.read(ComplaintEdit, partial=True)
        found = Complaint.objects.select_for_update(of=("self",)).select_related("claim").find(self.project, uid)
        found.project = self.project
        self.need_match(found.revision, lambda: present(self.find(uid)))
        handle(complaint=found, actor=request.user, **fields)
        found = self.find(uid)
        return self.one(present(found), found.revision)

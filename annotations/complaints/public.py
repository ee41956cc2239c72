"""`/api/v1/public/{slug}/complaints`: what the form below every fact-check takes, for programs. The same rules hold."""

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from annotations.complaints.actions import complain
from annotations.complaints.serializers import PublicComplaintInput
from annotations.errors import Invalid, Missing
from annotations.leads.public import PublicPost
from annotations.projects.models import Project
from annotations.publishing.models import FactCheck


class PublicComplaints(PublicPost):
    """What anybody holds to be wrong in a fact-check that is or was public. 404 for a desk that has published none; the
    answer tells nothing of other complaints."""

    takes = {"POST": PublicComplaintInput}
    what = "complaint"

    def find_desk(self, slug):
        project = Project.objects.filter(slug=slug).first()
        if project is None or not FactCheck.objects.filter(project=project).exists():
            raise Missing()
        return project

    def post(self, request, slug):
        fields = self.read(PublicComplaintInput)
        is_robot = bool(fields.pop("website"))
        if not FactCheck.objects.filter(project=self.desk, uid=fields["claim"]).exists():
            raise Invalid(("/claim", _("There is no such fact-check.")))
        if not is_robot:
            with transaction.atomic():
                complain(project=self.desk, **fields)
        return Response({"received": True}, 201)

"""`P/recusals`. Assignments are served from `dossiers/`, which knows who has judged already."""

from django.utils.translation import gettext as _

from annotations.assignments.models import Recusal
from annotations.assignments.present import present_recusal
from annotations.assignments.recusals import recuse, take_back
from annotations.assignments.serializers import RecusalInput, RecusalOutput
from annotations.claims.models import Claim, Claimant
from annotations.errors import Invalid
from annotations.rest.views import ApiView

WHOLE = ("user", "claim", "claimant")


class Recusals(ApiView):
    """Conflicts of interest: everybody sees them, each declares their own."""

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": RecusalInput}
    gives = {"GET": [RecusalOutput], "POST": RecusalOutput}

    def get(self, request, slug):
        rows = Recusal.objects.filter(project=self.project).select_related(*WHOLE)
        return self.many(rows, lambda page: [present_recusal(row) for row in page])

    def post(self, request, slug):
        fields = self.read(RecusalInput)
        fields["uid"] = fields.pop("id", None)
        for name, rows, detail in (
            ("claim", Claim.objects.alive(), _("There is no such claim on this desk.")),
            ("claimant", Claimant.objects, _("There is no such claimant on this desk.")),
        ):
            if name in fields:
                found = rows.filter(project=self.project, uid=fields[name]).first()
                if found is None:
                    raise Invalid((f"/{name}", detail))
                fields[name] = found
        recusal = recuse(project=self.project, actor=request.user, **fields)
        return self.one(present_recusal(recusal), 1, status=201, location=recusal.path)


class OneRecusal(ApiView):
    permissions = {"GET": "read", "DELETE": "contribute"}
    gives = {"GET": RecusalOutput}

    def find(self, uid):
        recusal = Recusal.objects.select_related(*WHOLE).find(self.project, uid)
        recusal.project = self.project
        return recusal

    def get(self, request, slug, uid):
        return self.one(present_recusal(self.find(uid)), 1)

    def delete(self, request, slug, uid):
        take_back(recusal=self.find(uid), actor=request.user, others=self.may("oversee"))
        return self.gone()

"""`P/redactions`: asked for by an admin, confirmed by a second person."""

from annotations.redaction.actions import ask_for_redaction, confirm_redaction, withdraw_redaction
from annotations.redaction.models import Redaction
from annotations.redaction.present import present
from annotations.redaction.serializers import RedactionEdit, RedactionInput, RedactionOutput
from annotations.rest.views import ApiView


def redactions_of(project):
    """The redactions of a desk, with what `present()` needs."""
    return Redaction.objects.filter(project=project).select_related("author", "confirmed_by")


class Redactions(ApiView):
    """What is to be erased, and what was."""

    permissions = {"GET": "oversee", "POST": "administer"}
    takes = {"POST": RedactionInput}
    gives = {"GET": [RedactionOutput], "POST": RedactionOutput}

    def get(self, request, slug):
        return self.many(redactions_of(self.project), lambda rows: [present(row) for row in rows])

    def post(self, request, slug):
        fields = self.read(RedactionInput)
        uid, reason = fields.pop("id", None), fields.pop("reason")
        made = ask_for_redaction(project=self.project, actor=request.user, reason=reason, target=fields, uid=uid)
        return self.one(present(made), 1, status=201, location=made.path)


class OneRedaction(ApiView):
    permissions = {"GET": "oversee", "PATCH": "oversee"}
    takes = {"PATCH": RedactionEdit}
    gives = {"GET": RedactionOutput, "PATCH": RedactionOutput}

    def get(self, request, slug, uid):
        found = redactions_of(self.project).find(self.project, uid)
        return self.one(present(found), revision(found))

    def patch(self, request, slug, uid):
        fields = self.read(RedactionEdit)
        found = redactions_of(self.project).find(self.project, uid)
        found.project = self.project
        act = confirm_redaction if "confirmed" in fields else withdraw_redaction
        found = act(redaction=found, actor=request.user)
        return self.one(present(found), revision(found))


def revision(redaction):
    """It changes once."""
    return 1 if redaction.state == "pending" else 2

"""`P/claims/{id}/transitions`: the steps of a claim by hand."""

from django.utils.translation import gettext as _

from annotations.accounts.two_factor import has_two_factor
from annotations.claims.actions import move_claim
from annotations.claims.serializers import TransitionInput
from annotations.claims.states import STEPS, steps_from
from annotations.dossiers.claim_loading import find_claim, present_one
from annotations.dossiers.claim_serializers import ClaimOutput, TransitionsOutput
from annotations.dossiers.guards import Deed, unmet
from annotations.errors import Conflict, Invalid
from annotations.rest.views import ApiView


def deed_of(request, waive=None):
    """Who asks for something that gates guard, and with what exceptions."""
    token = request.auth
    second_factor = has_two_factor(request.user) if token is None else token.two_factor
    return Deed(request.user, second_factor, waive or {})


class Transitions(ApiView):
    """GET tells what the caller may do now, and what is missing for the rest; POST does it and answers with the
    claim."""

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": TransitionInput}
    gives = {"GET": TransitionsOutput, "POST": ClaimOutput}
    statuses = {"POST": 200}

    def get(self, request, slug, uid):
        claim, deed = find_claim(self.project, uid), deed_of(request)
        allowed, blocked = [], []
        for to, step in steps_from(claim.status).items():
            if not self.may(step.permission):
                continue
            if missing := unmet(step, claim, deed):
                blocked.append({"to": str(to), "unmet": missing})
            else:
                allowed.append({"to": str(to)})
        return self.one({"status": claim.status, "allowed": allowed, "blocked": blocked}, claim.revision)

    def post(self, request, slug, uid):
        claim = find_claim(self.project, uid, locked=True)
        # What nobody of this role may ever do is 403 before the body is looked at closely.
        to = request.data.get("to") if isinstance(request.data, dict) else None
        step = STEPS.get((claim.status, to)) if isinstance(to, str) else None
        if step is not None:
            self.check_permission(request, step.permission)
        fields = self.read(TransitionInput)
        if step is not None and step.needs_reason and not fields.get("reason"):
            raise Invalid(("/reason", _("Say why.")))
        self.need_match(claim.revision, lambda: present_one(claim, request.user), optional=True)
        if step is None:
            ways = ", ".join(steps_from(claim.status)) or _("nowhere by hand")
            missing = [
                _("A claim that is %(status)s does not go to %(to)s; from here it goes to: %(ways)s.")
                % {"status": claim.status, "to": fields["to"], "ways": ways}
            ]
        else:
            missing = unmet(step, claim, deed_of(request, fields.get("waive")))
        if missing:
            raise Conflict(" ".join(missing), unmet=missing)
        move_claim(
            claim=claim, actor=request.user, to=fields["to"], reason=fields.get("reason"), waive=fields.get("waive")
        )
        return self.one(present_one(claim, request.user), claim.revision)

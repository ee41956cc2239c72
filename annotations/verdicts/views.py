"""`P/claims/{id}/rounds`, `…/verdict`, `…/verdicts`, `…/decision`."""

from django.utils.translation import gettext as _

from annotations.claims.views import ClaimView
from annotations.errors import Missing
from annotations.verdicts import actions, rounds
from annotations.verdicts.decisions import current_decision
from annotations.verdicts.loading import WHOLE_VERDICT, present_rounds
from annotations.verdicts.models import Round, Verdict
from annotations.verdicts.present import ROUND_FIELDS, present_decision, present_verdict
from annotations.verdicts.serializers import (
    DecisionInput,
    DecisionOutput,
    RoundEdit,
    RoundInput,
    RoundOutput,
    VerdictInput,
    VerdictOutput,
)


class Rounds(ClaimView):
    permissions = {"GET": "read", "POST": "oversee"}
    takes = {"POST": RoundInput}
    gives = {"GET": [RoundOutput], "POST": RoundOutput}

    def get(self, request, slug, uid):
        listed = Round.objects.listed().filter(claim=self.find_claim(uid))
        return self.many(listed.values(*ROUND_FIELDS), present_rounds)

    def post(self, request, slug, uid):
        fields = self.read(RoundInput)
        if "kind" in fields:
            fields["form"] = fields.pop("kind")
        made = rounds.open_round(claim=self.find_claim(uid), actor=request.user, **fields)
        return self.one(show_round(made), 1, status=201, location=made.path)


def show_round(round):
    """One round as a dict, read afresh."""
    return present_rounds(list(Round.objects.filter(pk=round.pk).values(*ROUND_FIELDS)))[0]


class OneRound(ClaimView):
    permissions = {"GET": "read", "PATCH": "oversee"}
    takes = {"PATCH": RoundEdit}
    gives = {"GET": RoundOutput, "PATCH": RoundOutput}

    def find(self, uid, number):
        claim = self.find_claim(uid)
        found = Round.objects.filter(claim=claim, number=number).first()
        if found is None:
            raise Missing(_("This claim has no review %(number)s.") % {"number": number})
        found.claim = claim
        return found

    def get(self, request, slug, uid, number):
        return self.one(show_round(self.find(uid, number)), 1)

    def patch(self, request, slug, uid, number):
        fields = self.read(RoundEdit, partial=True)
        found = self.find(uid, number)
        if fields.pop("revealed", False):
            rounds.reveal_round(round=found, actor=request.user)
        else:
            rounds.edit_round(round=found, actor=request.user, **fields)
        return self.one(show_round(found), 1)


class OwnVerdict(ClaimView):
    """One's own verdict in the newest round, and nobody else's."""

    permissions = {"GET": "read", "PUT": "contribute", "DELETE": "contribute"}
    creates_by_put = True
    takes = {"PUT": VerdictInput}
    gives = {"GET": VerdictOutput, "PUT": VerdictOutput}

    def get(self, request, slug, uid):
        own = actions.own_verdict(Round.objects.newest(self.find_claim(uid)), request.user)
        if own is None:
            raise Missing(_("You have given no verdict here."))
        return self.one(present_verdict(own), own.revision)

    def put(self, request, slug, uid):
        fields = self.read(VerdictInput)
        verdict, is_new = actions.put_verdict(
            claim=self.find_claim(uid), actor=request.user, trainee=self.member.trainee, check=self.check, **fields
        )
        location = f"claims/{uid}/verdict" if is_new else None
        return self.one(present_verdict(verdict), verdict.revision, status=201 if is_new else 200, location=location)

    def delete(self, request, slug, uid):
        actions.withdraw_verdict(claim=self.find_claim(uid), actor=request.user, check=self.check)
        return self.gone()

    def check(self, own):
        if own is not None:
            self.need_match(own.revision, lambda: present_verdict(own), optional=True)


class Verdicts(ClaimView):
    permissions = {"GET": "read"}
    gives = {"GET": [VerdictOutput]}

    def get(self, request, slug, uid):
        seen = Verdict.objects.filter(claim=self.find_claim(uid)).visible_to(request.user)
        return self.many(seen.select_related(*WHOLE_VERDICT), lambda rows: [present_verdict(row) for row in rows])


class OneDecision(ClaimView):
    permissions = {"GET": "read", "PUT": "oversee"}
    creates_by_put = True
    takes = {"PUT": DecisionInput}
    gives = {"GET": DecisionOutput, "PUT": DecisionOutput}
    matches = ("PUT",)

    def get(self, request, slug, uid):
        decision = current_decision(self.find_claim(uid))
        if decision is None:
            raise Missing(_("There is no desk rating yet."))
        return self.one(present_decision(decision), decision.number)

    def put(self, request, slug, uid):
        fields = self.read(DecisionInput)
        decision, is_first = actions.decide(claim=self.find_claim(uid), actor=request.user, check=self.check, **fields)
        location = decision.path if is_first else None
        return self.one(present_decision(decision), decision.number, status=201 if is_first else 200, location=location)

    def check(self, current):
        if current is not None:
            self.need_match(current.number, lambda: present_decision(current))

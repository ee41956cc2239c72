"""`P/claimants`: who said the things that the desk checks."""

from django.db.models import Count

from annotations.claims.claimant_actions import create_claimant, edit_claimant, merge_claimant, unmerge_claimant
from annotations.claims.models import Claim, Claimant
from annotations.claims.present import present_claimant
from annotations.claims.serializers import ClaimantFields, ClaimantInput, ClaimantOutput, MergeInput
from annotations.rest.filters import choice_filter
from annotations.rest.views import ApiView


def present_claimants(claimants):
    """The claimants as dicts, each with the number of its claims, in one more statement."""
    named = Claim.objects.alive().filter(claimant__in=[claimant.pk for claimant in claimants])
    claims = dict(named.order_by().values_list("claimant").annotate(Count("pk")))
    return [present_claimant(claimant, claims.get(claimant.pk, 0)) for claimant in claimants]


class Claimants(ApiView):
    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": ClaimantInput}
    gives = {"GET": [ClaimantOutput], "POST": ClaimantOutput}
    query = {"q": "words", "type": "person or organization"}

    def get(self, request, slug):
        claimants = Claimant.objects.standing().filter(project=self.project)
        claimants = choice_filter(claimants, request, "type", Claimant.Type.values)
        if words := request.GET.get("q"):
            claimants = claimants.search(words)
        return self.many(claimants, present_claimants)

    def post(self, request, slug):
        fields = self.read(ClaimantInput)
        fields["uid"] = fields.pop("id", None)
        claimant = create_claimant(project=self.project, actor=request.user, **fields)
        return self.one(present_claimant(claimant), claimant.revision, status=201, location=claimant.path)


class ClaimantView(ApiView):
    """What the addresses of one claimant share."""

    def find(self, uid):
        claimant = Claimant.objects.select_related("merged_into").find(self.project, uid)
        claimant.project = self.project
        return claimant

    def answer(self, claimant):
        return self.one(present_claimants([claimant])[0], claimant.revision)


class OneClaimant(ClaimantView):
    permissions = {"GET": "read", "PATCH": "contribute"}
    takes = {"PATCH": ClaimantFields}
    gives = {"GET": ClaimantOutput, "PATCH": ClaimantOutput}
    matches = ("PATCH",)

    def get(self, request, slug, uid):
        return self.answer(self.find(uid))

    def patch(self, request, slug, uid):
        fields = self.read(ClaimantFields, partial=True)
        claimant = self.find(uid)
        self.need_match(claimant.revision, lambda: present_claimants([claimant])[0])
        edit_claimant(claimant=claimant, actor=request.user, **fields)
        return self.answer(claimant)


class MergeClaimant(ClaimantView):
    """POST merges it into another; DELETE takes that back."""

    permissions = {"POST": "oversee", "DELETE": "oversee"}
    takes = {"POST": MergeInput}
    gives = {"POST": ClaimantOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        fields = self.read(MergeInput)
        claimant = self.find(uid)
        into = Claimant.objects.filter(project=self.project, uid=fields["into"]).first()
        merge_claimant(claimant=claimant, into=into, actor=request.user)
        return self.answer(claimant)

    def delete(self, request, slug, uid):
        unmerge_claimant(claimant=self.find(uid), actor=request.user)
        return self.gone()

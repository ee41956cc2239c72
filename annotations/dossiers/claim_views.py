"""`P/claims`, one claim, its restoring, and many at once."""

from rest_framework import serializers as drf

from annotations.claims.actions import edit_claim
from annotations.claims.claimant_actions import find_speakers
from annotations.claims.models import Claim
from annotations.claims.present import FIELDS
from annotations.claims.serializers import BatchInput, ClaimEdit, ClaimInput
from annotations.dossiers.claim_actions import create_claims, delete_claim, restore_claim
from annotations.dossiers.claim_filters import QUERY, filter_claims
from annotations.dossiers.claim_loading import find_claim, present_one, present_rows, present_whole
from annotations.dossiers.claim_serializers import ClaimOutput, ClaimRowOutput
from annotations.rest.views import ApiView


class Claims(ApiView):
    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": ClaimInput}
    gives = {"GET": [ClaimRowOutput], "POST": ClaimOutput}
    query = QUERY

    def get(self, request, slug):
        claims = filter_claims(Claim.objects.alive().filter(project=self.project), request, self.project)
        return self.many(claims.values(*FIELDS), lambda rows: present_rows(rows, request.user))

    def post(self, request, slug):
        draft = self.read(ClaimInput)
        made = create_claims(project=self.project, actor=request.user, drafts=[draft])[0]
        claim = find_claim(self.project, made.uid)
        return self.one(present_one(claim, request.user), claim.revision, status=201, location=claim.path)


class ClaimBatch(ApiView):
    """Up to 200 claims at once: all, or none and what is wrong with which."""

    permissions = {"POST": "contribute"}
    takes = {"POST": BatchInput}
    gives = {"POST": [ClaimOutput]}

    def post(self, request, slug):
        # A bare array is meant as well; its pointers begin with the number.
        bare = isinstance(request.data, list)
        try:
            drafts = BatchInput.take({"claims": request.data} if bare else request.data)["claims"]
        except drf.ValidationError as error:
            raise (drf.ValidationError(error.detail.get("claims", error.detail)) if bare else error) from None
        root = "" if bare else "/claims"
        made = create_claims(
            project=self.project, actor=request.user, drafts=drafts, at=lambda number: f"{root}/{number}"
        )
        claims = Claim.objects.loaded().filter(pk__in=[claim.pk for claim in made]).order_by("pk")
        response = self.listed(present_whole(list(claims), request.user))
        response.status_code = 201
        return response


class OneClaim(ApiView):
    permissions = {"GET": "read", "PATCH": "contribute", "DELETE": "contribute"}
    takes = {"PATCH": ClaimEdit}
    gives = {"GET": ClaimOutput, "PATCH": ClaimOutput}
    matches = ("PATCH", "DELETE")

    def get(self, request, slug, uid):
        claim = find_claim(self.project, uid)
        return self.one(present_one(claim, request.user), claim.revision)

    def patch(self, request, slug, uid):
        fields = self.read(ClaimEdit, partial=True)
        claim = find_claim(self.project, uid, locked=True)
        self.need_match(claim.revision, lambda: present_one(claim, request.user))
        entries = []
        if "claimant" in fields:
            speakers, entries = find_speakers(self.project, [fields["claimant"]], ["/claimant"])
            fields["claimant"] = speakers[0]
        edit_claim(claim=claim, actor=request.user, beside=entries, **fields)
        return self.one(present_one(claim, request.user), claim.revision)

    def delete(self, request, slug, uid):
        claim = find_claim(self.project, uid, locked=True)
        self.need_match(claim.revision, lambda: present_one(claim, request.user))
        delete_claim(claim=claim, actor=request.user, others=self.may("oversee"))
        return self.gone()


class RestoreClaim(ApiView):
    permissions = {"POST": "contribute"}
    gives = {"POST": ClaimOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        claim = Claim.objects.loaded().locked().find_deleted(self.project, uid)
        claim.project = self.project
        restore_claim(claim=claim, actor=request.user, others=self.may("oversee"))
        return self.one(present_one(claim, request.user), claim.revision)

"""`P/claims/{id}/merge` and `…/split`; DELETE takes either back."""

from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.claims.serializers import MergeInput, SplitInput
from annotations.dossiers.claim_loading import find_claim, lock_claims, reload
from annotations.dossiers.claim_serializers import ClaimOutput
from annotations.dossiers.merge import chain, merge_claim, split_claim, unmerge_claim, unsplit_claim
from annotations.errors import Conflict, Deleted, Invalid
from annotations.rest.views import ApiView


class Merge(ApiView):
    """The claim becomes a duplicate of another, and is the answer."""

    permissions = {"POST": "oversee", "DELETE": "oversee"}
    takes = {"POST": MergeInput}
    gives = {"POST": ClaimOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        fields = self.read(MergeInput)
        if fields["into"] == uid:
            find_claim(self.project, uid)
            raise Invalid(("/into", _("A claim cannot be merged into itself.")))
        claim = find_claim(self.project, uid)
        into = Claim.objects.alive().filter(project=self.project, uid=fields["into"]).first()
        if into is None:
            raise Invalid(("/into", _("There is no such claim on this desk.")))
        claim, into = lock_claims(self.project, [claim.pk, into.pk])
        if claim.deleted_at is not None:
            raise Deleted()
        if into.deleted_at is not None:
            raise Conflict(_("That claim was deleted meanwhile."))
        merge_claim(claim=claim, into=into, actor=request.user)
        claim, shown = reload(claim, request.user)
        return self.one(shown, claim.revision)

    def delete(self, request, slug, uid):
        claim = find_claim(self.project, uid)
        claim, *kept = lock_claims(self.project, [claim.pk, *chain(claim)])
        chain(claim)  # it may have been taken back while this waited
        unmerge_claim(claim=claim, kept=kept, actor=request.user)
        return self.gone()


class Split(ApiView):
    """The new claim is the answer; the old one keeps what it is not asked to give."""

    permissions = {"POST": "oversee", "DELETE": "oversee"}
    takes = {"POST": SplitInput}
    gives = {"POST": ClaimOutput}

    def post(self, request, slug, uid):
        fields = self.read(SplitInput)
        claim = find_claim(self.project, uid, locked=True)
        part = split_claim(claim=claim, actor=request.user, uid=fields.pop("id", None), **fields)
        part, shown = reload(part, request.user)
        return self.one(shown, part.revision, status=201, location=part.path)

    def delete(self, request, slug, uid):
        part = find_claim(self.project, uid)
        if part.split_from_id is None:
            raise Conflict(_("This claim is no part of another."))
        part, whole = lock_claims(self.project, [part.pk, part.split_from_id])
        if part.deleted_at is not None:
            raise Deleted()
        unsplit_claim(part=part, whole=whole, actor=request.user)
        return self.gone()

"""`P/claims/{id}/evidence`, `P/evidence/{id}` and `P/sources`."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.parsers import MultiPartParser

from annotations.claims.models import Claim
from annotations.claims.states import refuse_duplicate
from annotations.errors import Missing
from annotations.evidence import actions
from annotations.evidence.models import Evidence, Source
from annotations.evidence.present import present, present_source
from annotations.evidence.serializers import (
    EvidenceEdit,
    EvidenceInput,
    EvidenceOutput,
    OneSourceOutput,
    SourceEdit,
    SourceOutput,
)
from annotations.evidence.sources import edit_source
from annotations.files.actions import open_file
from annotations.rest.downloads import download
from annotations.rest.negotiation import IgnoreAccept
from annotations.rest.parsers import JSONParser
from annotations.rest.serializers import Id, List
from annotations.rest.views import ApiView

WHOLE = ("claim", "author", "source__file")


class ClaimEvidence(ApiView):
    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": EvidenceInput}
    gives = {"GET": [EvidenceOutput], "POST": EvidenceOutput}
    parser_classes = [JSONParser, MultiPartParser]

    def get(self, request, slug, uid):
        claim = Claim.objects.find(self.project, uid)
        rows = Evidence.objects.alive().filter(claim=claim).select_related(*WHOLE)
        return self.many(rows, lambda page: [present(row) for row in page])

    def post(self, request, slug, uid):
        fields = self.read(EvidenceInput)
        # Locked, so that it is not merged away before its evidence is there.
        claim = Claim.objects.locked().find(self.project, uid)
        refuse_duplicate(claim)
        claim.project = self.project
        fields["uid"] = fields.pop("id", None)
        evidence = actions.add_evidence(claim=claim, actor=request.user, **fields)
        return self.one(present(evidence), evidence.revision, status=201, location=evidence.path)


class EvidenceOrder(ApiView):
    permissions = {"PUT": "contribute"}
    takes = {"PUT": {"application/json": {"type": "array", "items": {"type": "string"}}}}
    gives = {"PUT": [EvidenceOutput]}

    def put(self, request, slug, uid):
        uids = List(child=Id(), max_length=1000).run_validation(request.data)
        claim = Claim.objects.find(self.project, uid)
        claim.project = self.project
        actions.order_evidence(claim=claim, actor=request.user, uids=uids)
        rows = Evidence.objects.alive().filter(claim=claim).order_by("position", "pk").select_related(*WHOLE)
        return self.listed([present(row) for row in rows])


class OneEvidence(ApiView):
    permissions = {"GET": "read", "PATCH": "contribute", "DELETE": "contribute"}
    takes = {"PATCH": EvidenceEdit}
    gives = {"GET": EvidenceOutput, "PATCH": EvidenceOutput}
    matches = ("PATCH", "DELETE")

    def find(self, uid):
        evidence = Evidence.objects.select_related(*WHOLE).find(self.project, uid)
        evidence.project = self.project
        return evidence

    def get(self, request, slug, uid):
        evidence = self.find(uid)
        return self.one(present(evidence), evidence.revision)

    def patch(self, request, slug, uid):
        fields = self.read(EvidenceEdit, partial=True)
        evidence = self.find(uid)
        self.need_match(evidence.revision, lambda: present(evidence))
        actions.edit_evidence(evidence=evidence, actor=request.user, **fields)
        return self.one(present(evidence), evidence.revision)

    def delete(self, request, slug, uid):
        evidence = self.find(uid)
        self.need_match(evidence.revision, lambda: present(evidence))
        actions.delete_evidence(evidence=evidence, actor=request.user, others=self.may("oversee"))
        return self.gone()


class RestoreEvidence(ApiView):
    permissions = {"POST": "contribute"}
    gives = {"POST": EvidenceOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        evidence = Evidence.objects.select_related(*WHOLE).find_deleted(self.project, uid)
        evidence.project = self.project
        actions.restore_evidence(evidence=evidence, actor=request.user, others=self.may("oversee"))
        return self.one(present(evidence), evidence.revision)


class EvidenceFile(ApiView):
    permissions = {"GET": "read"}
    gives = {"GET": {"application/pdf": OpenApiTypes.BINARY, "image/*": OpenApiTypes.BINARY}}
    content_negotiation_class = IgnoreAccept

    def get(self, request, slug, uid):
        stored = Evidence.objects.select_related("source__file").find(self.project, uid).source.file
        if stored is None:
            raise Missing(_("This evidence has no file."))
        return download(stored, open_file(stored))


def used_claims(source):
    """The claims that a source is evidence on, in creation order."""
    return (
        Claim.objects.alive()
        .filter(evidence__source=source, evidence__deleted_at__isnull=True)
        .order_by("pk")
        .distinct()
    )


class Sources(ApiView):
    permissions = {"GET": "read"}
    gives = {"GET": [SourceOutput]}
    query = {"q": "words"}

    def get(self, request, slug):
        sources = Source.objects.filter(project=self.project).select_related("file", "same_origin_as")
        if query := request.GET.get("q"):
            sources = sources.search(query)
        alive = Q(evidence__deleted_at__isnull=True, evidence__claim__deleted_at__isnull=True)
        sources = sources.annotate(uses=Count("evidence__claim", filter=alive, distinct=True))
        return self.many(sources, lambda rows: [present_source(row, uses=row.uses) for row in rows])


class OneSource(ApiView):
    permissions = {"GET": "read", "PATCH": "contribute"}
    takes = {"PATCH": SourceEdit}
    gives = {"GET": OneSourceOutput, "PATCH": OneSourceOutput}
    matches = ("PATCH",)

    def find(self, uid):
        source = Source.objects.select_related("file", "same_origin_as").find(self.project, uid)
        source.project = self.project
        return source

    def present(self, source):
        claims = [
            {"id": claim.uid, "text": claim.text, "status": claim.status, "rating": claim.rating}
            for claim in used_claims(source)
        ]
        return present_source(source, uses=len(claims)) | {"claims": claims}

    def get(self, request, slug, uid):
        source = self.find(uid)
        return self.one(self.present(source), source.revision)

    def patch(self, request, slug, uid):
        fields = self.read(SourceEdit, partial=True)
        source = self.find(uid)
        self.need_match(source.revision, lambda: self.present(source))
        edit_source(source=source, actor=request.user, **fields)
        return self.one(self.present(source), source.revision)

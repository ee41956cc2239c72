"""`P/claims/{id}/publication`, `…/corrections`, `…/pictures`."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers as drf

from annotations.claims.models import Claim
from annotations.dossiers.claim_loading import find_claim
from annotations.dossiers.publishing import correct_claim, publish_claim, store_picture
from annotations.dossiers.transition_views import deed_of
from annotations.errors import Missing
from annotations.files.actions import open_file
from annotations.files.models import StoredFile
from annotations.publishing import actions
from annotations.publishing.models import Publication
from annotations.publishing.present import present, present_correction, publications_of
from annotations.publishing.serializers import (
    CorrectionInput,
    CorrectionOutput,
    PictureOutput,
    PublicationInput,
    PublicationOutput,
)
from annotations.rest.downloads import download
from annotations.rest.negotiation import IgnoreAccept
from annotations.rest.parsers import JSONParser, MultiPartParser
from annotations.rest.serializers import Input
from annotations.rest.views import ApiView


class OnePublication(ApiView):
    """What of a claim is public, or waits to be, with all corrections. POST publishes it, and signs it off where that
    was not done; DELETE takes back what waits."""

    permissions = {"GET": "read", "POST": "oversee", "DELETE": "oversee"}
    takes = {"POST": PublicationInput}
    gives = {"GET": PublicationOutput, "POST": PublicationOutput}
    parser_classes = [JSONParser, MultiPartParser]

    def get(self, request, slug, uid):
        claim = find_claim(self.project, uid)
        shown = publications_of([claim]).get(claim.pk)
        if shown is None:
            raise Missing(_("This claim is not published."))
        return self.one(shown, shown["number"])

    def post(self, request, slug, uid):
        fields = self.read(PublicationInput)
        claim = find_claim(self.project, uid, locked=True)
        deed = deed_of(request, fields.pop("waive", None))
        made = publish_claim(claim=claim, deed=deed, **fields)
        return self.one(present(made, self.project), made.number, status=201, location=made.path)

    def delete(self, request, slug, uid):
        claim = find_claim(self.project, uid, locked=True)
        actions.unschedule(claim=claim, actor=request.user)
        return self.gone()


class Corrections(ApiView):
    """What was corrected, in order. POST publishes the next version at once."""

    permissions = {"GET": "read", "POST": "oversee"}
    takes = {"POST": CorrectionInput}
    gives = {"GET": [CorrectionOutput], "POST": PublicationOutput}
    parser_classes = [JSONParser, MultiPartParser]

    def get(self, request, slug, uid):
        claim = Claim.objects.find(self.project, uid)
        rows = Publication.objects.filter(claim=claim, number__gt=1).defer("snapshot")
        return self.many(rows, lambda page: [present_correction(row) for row in page])

    def post(self, request, slug, uid):
        fields = self.read(CorrectionInput)
        claim = find_claim(self.project, uid, locked=True)
        if shown := publications_of([claim]).get(claim.pk):
            self.need_match(shown["number"], lambda: shown, optional=True)
        made = correct_claim(claim=claim, deed=deed_of(request), **fields)
        return self.one(present(made, self.project), made.number, status=201, location=made.path)


class PictureUpload(Input):
    file = drf.FileField(allow_empty_file=True)


class Pictures(ApiView):
    """Takes a picture for the fact-check in; a publication names it by its `id`."""

    permissions = {"POST": "oversee"}
    takes = {"POST": PictureUpload}
    gives = {"POST": PictureOutput}
    parser_classes = [MultiPartParser]

    def post(self, request, slug, uid):
        fields = self.read(PictureUpload)
        claim = Claim.objects.find(self.project, uid)
        stored = store_picture(self.project, request.user, fields["file"])
        names = ("name", "media_type", "size", "sha256")
        data = {"id": stored.uid, **{name: getattr(stored, name) for name in names}}
        return self.one(data, 1, status=201, location=f"{claim.path}/pictures/{stored.uid}")


class OnePicture(ApiView):
    permissions = {"GET": "read"}
    content_negotiation_class = IgnoreAccept
    gives = {"GET": {"image/*": OpenApiTypes.BINARY}}

    def get(self, request, slug, uid, picture):
        Claim.objects.find(self.project, uid)
        stored = StoredFile.objects.filter(project=self.project, uid=picture, media_type__startswith="image/").first()
        if stored is None:
            raise Missing(_("There is no such picture on this desk."))
        stored.project = self.project
        return download(stored, open_file(stored))

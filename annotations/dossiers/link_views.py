"""`P/claims/{id}/spans/{span}` and `P/claims/{id}/appearances`."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.parsers import MultiPartParser

from annotations.claims.models import Appearance
from annotations.claims.serializers import AppearanceInput, AppearanceOutput
from annotations.dossiers.claim_loading import SHOWN, find_claim, present_appearances, present_one
from annotations.dossiers.claim_serializers import ClaimOutput
from annotations.dossiers.link_actions import add_post, link, remove_post, unlink
from annotations.errors import Missing
from annotations.files.actions import open_file
from annotations.rest.downloads import download
from annotations.rest.negotiation import IgnoreAccept
from annotations.rest.parsers import JSONParser
from annotations.rest.views import ApiView
from annotations.spans.models import Span


class ClaimSpan(ApiView):
    """Links a claim to a highlight; the answer is the claim as it stands then."""

    permissions = {"PUT": "contribute", "DELETE": "contribute"}
    creates_by_put = True
    takes = {"PUT": None}
    gives = {"PUT": ClaimOutput}

    def find(self, uid, span):
        claim = find_claim(self.project, uid, locked=True)
        found = Span.objects.select_related("article").find(self.project, span)
        return claim, found

    def put(self, request, slug, uid, span):
        claim, span = self.find(uid, span)
        new = link(claim=claim, span=span, actor=request.user)
        status, location = (201, f"{claim.path}/spans/{span.uid}") if new else (200, None)
        return self.one(present_one(claim, request.user), claim.revision, status=status, location=location)

    def delete(self, request, slug, uid, span):
        claim, span = self.find(uid, span)
        unlink(claim=claim, span=span, actor=request.user, others=self.may("oversee"))
        return self.gone()


class ClaimAppearances(ApiView):
    """All places where the claim was seen; POST adds one that is in no article of this desk."""

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": AppearanceInput}
    gives = {"GET": [AppearanceOutput], "POST": AppearanceOutput}
    parser_classes = [JSONParser, MultiPartParser]

    def get(self, request, slug, uid):
        claim = find_claim(self.project, uid)
        return self.many(Appearance.objects.filter(claim=claim).filter(SHOWN).only("uid"), self._present)

    def _present(self, rows):
        order = "-pk" if rows and rows[0].pk > rows[-1].pk else "pk"
        return present_appearances(Appearance.objects.filter(pk__in=[row.pk for row in rows]).order_by(order))

    def post(self, request, slug, uid):
        fields = self.read(AppearanceInput)
        claim = find_claim(self.project, uid, locked=True)
        fields["uid"] = fields.pop("id", None)
        appearance = add_post(claim=claim, actor=request.user, **fields)
        shown = present_appearances(Appearance.objects.filter(pk=appearance.pk))[0]
        return self.one(shown, 1, status=201, location=appearance.path)


class OneAppearance(ApiView):
    permissions = {"GET": "read", "DELETE": "contribute"}
    gives = {"GET": AppearanceOutput}

    def find(self, uid, appearance, *, locked=False):
        claim = find_claim(self.project, uid, locked=locked)
        found = Appearance.objects.filter(claim=claim, uid=appearance).filter(SHOWN).first()
        if found is None:
            raise Missing()
        return claim, found

    def get(self, request, slug, uid, appearance):
        _claim, found = self.find(uid, appearance)
        return self.one(present_appearances(Appearance.objects.filter(pk=found.pk))[0], 1)

    def delete(self, request, slug, uid, appearance):
        claim, found = self.find(uid, appearance, locked=True)
        remove_post(claim=claim, appearance=found, actor=request.user, others=self.may("oversee"))
        return self.gone()


class AppearanceFile(OneAppearance):
    permissions = {"GET": "read"}
    gives = {"GET": {"application/pdf": OpenApiTypes.BINARY, "image/*": OpenApiTypes.BINARY}}
    content_negotiation_class = IgnoreAccept

    def get(self, request, slug, uid, appearance):
        _claim, found = self.find(uid, appearance)
        if found.file is None:
            raise Missing(_("This post has no file."))
        return download(found.file, open_file(found.file))

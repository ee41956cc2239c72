"""`P/articles/{id}/versions/{n}/spans`: what became of the highlights in a newer version."""

from django.db.models import Exists, OuterRef

from annotations.articles.models import Article
from annotations.dossiers.span_loading import present_carried
from annotations.errors import Missing
from annotations.rest.views import ApiView
from annotations.spans.models import Anchor, Span
from annotations.spans.present import FIELDS
from annotations.spans.serializers import CarriedOutput


class CarriedSpans(ApiView):
    """The highlights that were made before this version, with their place before it, and where they may belong now."""

    permissions = {"GET": "read"}
    gives = {"GET": [CarriedOutput]}

    def get(self, request, slug, uid, number):
        article = Article.objects.find(self.project, uid)
        if not article.versions.filter(number=number).exists():
            raise Missing()
        before = Anchor.objects.filter(span=OuterRef("pk"), version__number__lt=number, state__in=Anchor.PLACED)
        spans = Span.objects.alive().filter(Exists(before), article=article)
        return self.many(spans.values(*FIELDS), lambda rows: present_carried(rows, version=number))

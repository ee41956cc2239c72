"""`P/search`."""

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.dossiers.search import find
from annotations.errors import Invalid
from annotations.rest.lists import read_limit
from annotations.rest.views import ApiView

DEFAULT_LIMIT, MAX_LIMIT = 20, 100


class FoundOutput(drf.Serializer):
    """A claim, an article or a source as its list gives it, or what a public fact-check says, with `type`; claims and
    fact-checks also have `chip`."""

    type = drf.ChoiceField(choices=["claim", "article", "source", "factcheck"])
    id = drf.CharField()


class SearchOutput(drf.Serializer):
    results = FoundOutput(many=True)
    next = drf.URLField(allow_null=True, help_text="always null: narrow the query instead")


class Search(ApiView):
    """Claims, articles, sources and fact-checks that have all words of the query, in any spelling; best fits first."""

    permissions = {"GET": "read"}
    gives = {"GET": SearchOutput}
    query = {"q": "words; those in double quotes stay together", "limit": "1 to 100; 20 without it"}

    def get(self, request, slug):
        query = request.GET.get("q", "")
        if not query.strip():
            raise Invalid(("?q", _("Say in q what to look for.")))
        limit = read_limit(request.GET, DEFAULT_LIMIT, MAX_LIMIT)
        return self.listed(find(self.project, request.user, query, limit))

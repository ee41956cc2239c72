"""The OpenAPI document and the two pages that show it; they need no sign-in and reach nothing outside."""

from functools import lru_cache

import orjson
from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import cache_control
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularSwaggerSplitView

# What these two bundles need beyond our own pages: styles they make themselves, a worker, pictures in data: URLs.
RELAXED = {
    "default-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "style-src": [SELF, UNSAFE_INLINE],
    "worker-src": ["blob:"],
    "img-src": [SELF, "data:"],
}


@lru_cache(maxsize=1)
def document():
    """The OpenAPI document as JSON bytes. Made once a process: the code does not change while it runs."""
    return orjson.dumps(SchemaGenerator().get_schema(request=None, public=True))


@method_decorator(cache_control(public=True, max_age=300), "dispatch")
class OpenAPIDocument(View):
    def get(self, request):
        return HttpResponse(document(), content_type="application/json")


@method_decorator(csp(RELAXED), "dispatch")
class Swagger(SpectacularSwaggerSplitView):
    url_name = "openapi"
    template_name = "api/swagger.html"


@method_decorator(csp(RELAXED), "dispatch")
class Redoc(View):
    def get(self, request):
        return render(request, "api/redoc.html")

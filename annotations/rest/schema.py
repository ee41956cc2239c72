"""How views are described in the OpenAPI 3.1 document: by what they say of themselves.

A view has `takes = {"POST": SomeInput}`, `gives = {"GET": [SomeOutput], "POST": SomeOutput}` (a list means a list
page) and `query = {"q": "words"}` for what its GET reads from the query. A test fails for a view that says nothing.
"""

import re
from functools import cache

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers as drf

PATHS = {
    "slug": "The desk.",
    "uid": "An opaque id of at most 36 characters.",
    "number": "Counts from 1 within its parent.",
    "username": "Letters, digits, dot, underscore, hyphen.",
}
CREATES = 201


class ProblemItem(drf.Serializer):
    pointer = drf.CharField(help_text="JSON Pointer into the body, or ?name for the query")
    detail = drf.CharField()


class ProblemOutput(drf.Serializer):
    """RFC 9457."""

    type = drf.CharField()
    title = drf.CharField()
    status = drf.IntegerField()
    detail = drf.CharField()
    errors = ProblemItem(many=True, required=False)


@cache
def page_of(item):
    """The serializer of a list page of `item`."""
    following = drf.URLField(allow_null=True, help_text="the next page, or null")
    return inline_serializer(
        f"{item.__name__.removesuffix('Output')}Page", {"results": item(many=True), "next": following}
    )


class Schema(AutoSchema):
    def is_excluded(self):
        return self.method == "OPTIONS" or self.method not in getattr(self.view, "permissions", {})

    def get_operation_id(self):
        return f"{self.method.lower()}_{re.sub(r'(?<!^)(?=[A-Z])', '_', type(self.view).__name__).lower()}"

    def get_tags(self):
        steps = [step for step in self._tokenize_path() if step != "projects"]
        return [steps[0] if steps else "projects"]

    def get_description(self):
        return (type(self.view).__doc__ or "").strip()

    def get_request_serializer(self):
        return getattr(self.view, "takes", {}).get(self.method)

    def get_response_serializers(self):
        found = {}
        output = getattr(self.view, "gives", {}).get(self.method)
        status = getattr(self.view, "statuses", {}).get(self.method, CREATES if self.method == "POST" else 200)
        if self.method == "DELETE":
            found[204] = None
        elif isinstance(output, list):
            found[status] = page_of(output[0])
        elif isinstance(output, dict):  # {media type: type}, for exports and files
            found |= {(status, media): kind for media, kind in output.items()}
        elif output is not None:
            found[status] = output
        if self.method == "PUT" and getattr(self.view, "creates_by_put", False):
            found[CREATES] = output
        found["4XX", "application/problem+json"] = ProblemOutput
        return found

    def _is_list_view(self, serializer=None):
        return False

    def _resolve_path_parameters(self, variables):
        return [
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": PATHS.get(name, ""),
                "schema": {"type": "integer", "minimum": 1} if name == "number" else {"type": "string"},
            }
            for name in variables
        ]

    def get_override_parameters(self):
        found = []
        if self.method == "GET":
            output = getattr(self.view, "gives", {}).get("GET")
            names = dict(getattr(self.view, "query", {}))
            if isinstance(output, list) and getattr(self.view, "paged", True):
                names |= {"limit": int, "cursor": "where the page begins", "order": "created or -created"}
            for name, about in names.items():
                kind = OpenApiTypes.INT if about is int else OpenApiTypes.STR
                about = "1 to 500" if about is int else about
                found.append(OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=about))
        else:
            found.append(
                OpenApiParameter(
                    "Idempotency-Key",
                    OpenApiTypes.STR,
                    OpenApiParameter.HEADER,
                    description='A string in double quotes, like "8e03978e": the write happens once.',
                )
            )
        if self.method in getattr(self.view, "matches", ()):
            found.append(
                OpenApiParameter(
                    "If-Match",
                    OpenApiTypes.STR,
                    OpenApiParameter.HEADER,
                    required=True,
                    description="The ETag that was read; without it 428, with an old one 412.",
                )
            )
        return found


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "annotations.rest.authentication.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "annotations.rest.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}

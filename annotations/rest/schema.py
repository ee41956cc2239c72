"""How views are described in the OpenAPI document."""

from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    pass

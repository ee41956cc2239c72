"""What exports give, for the OpenAPI document."""

from rest_framework import serializers as drf


class ExportOutput(drf.Serializer):
    format = drf.CharField()
    about = drf.CharField()
    media_type = drf.CharField()
    url = drf.URLField()

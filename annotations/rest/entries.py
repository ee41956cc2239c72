"""What every address that gives entries of the change log gives of each, for the OpenAPI document."""

from rest_framework import serializers as drf


class ObjectOutput(drf.Serializer):
    type = drf.CharField()
    id = drf.CharField()
    url = drf.URLField()


class EntryOutput(drf.Serializer):
    seq = drf.IntegerField()
    at = drf.DateTimeField()
    actor = drf.CharField()
    verb = drf.CharField()
    object = ObjectOutput()

"""What the change log gives, for the OpenAPI document."""

from rest_framework import serializers as drf


class ObjectOutput(drf.Serializer):
    type = drf.CharField()
    id = drf.CharField()
    url = drf.URLField()


class ChangeOutput(drf.Serializer):
    seq = drf.IntegerField()
    at = drf.DateTimeField()
    actor = drf.CharField()
    verb = drf.CharField()
    object = ObjectOutput()
    claims = drf.ListField(child=drf.CharField(), help_text="claims whose verdict row it alters, at most 500")
    claims_truncated = drf.BooleanField(required=False, help_text="true when there are more; else left out")
    gone = drf.BooleanField()
    state = drf.DictField(
        allow_null=True, help_text="the object as it is now and as you see it; null with gone false: not visible to you"
    )


class ChangesOutput(drf.Serializer):
    changes = ChangeOutput(many=True)
    last = drf.IntegerField(help_text="the next `after`")
    head = drf.IntegerField(help_text="the newest number, read before the rows")

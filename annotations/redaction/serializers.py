"""What redactions take and give."""

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.redaction.targets import OBJECTS
from annotations.rest.serializers import Boolean, Choice, Id, Input, Integer, List, NewId, Text
from annotations.text.fold import fold

# Shorter words stand in others by chance.
LEAST = 4


class Word(Text):
    """Words that are to go, in any spelling that search takes for the same."""

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if len(fold(value)) < LEAST:
            words = _("Give at least %(count)s characters: shorter words stand in others.")
            raise drf.ValidationError(words % {"count": LEAST})
        return value


class TargetInput(Input):
    type = Choice(choices=sorted(OBJECTS))
    id = Id()


class RedactionInput(Input):
    """One of `words`, `object` and `change`."""

    id = NewId(required=False)
    reason = Text(max_length=2000)
    words = List(child=Word(max_length=20_000), min_length=1, max_length=20, required=False)
    object = TargetInput(required=False)
    change = Integer(min_value=1, required=False)

    def validate(self, attrs):
        if sum(name in attrs for name in ("words", "object", "change")) != 1:
            raise drf.ValidationError({"words": [_("Say what is to go: words, an object, or a number of the log.")]})
        return attrs


class RedactionEdit(Input):
    """One of both, and true."""

    confirmed = Boolean(required=False)
    withdrawn = Boolean(required=False)

    def validate(self, attrs):
        if list(attrs.values()) != [True]:
            raise drf.ValidationError({"confirmed": [_("Say either confirmed or withdrawn, and true.")]})
        return attrs


class TargetOutput(drf.Serializer):
    type = drf.CharField()
    id = drf.CharField()


class ResultOutput(drf.Serializer):
    versions = drf.IntegerField(help_text="texts of articles with something blacked out")
    publications = drf.IntegerField(help_text="versions of fact-checks whose snapshot is gone")
    files = drf.IntegerField()


class RedactionOutput(drf.Serializer):
    id = drf.CharField()
    state = drf.CharField(help_text="pending, confirmed, withdrawn")
    reason = drf.CharField()
    words = drf.ListField(child=drf.CharField(), allow_null=True, help_text="while they stand; null afterwards")
    object = TargetOutput(allow_null=True)
    change = drf.IntegerField(allow_null=True)
    author = drf.CharField()
    confirmed_by = drf.CharField(allow_null=True)
    confirmed_at = drf.DateTimeField(allow_null=True)
    withdrawn_at = drf.DateTimeField(allow_null=True)
    result = ResultOutput(allow_null=True)
    created_at = drf.DateTimeField()

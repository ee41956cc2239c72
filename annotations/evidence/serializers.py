"""What evidence and sources take and give."""

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.evidence.models import Evidence
from annotations.rest.serializers import Choice, Id, Input, Language, Name, NewId, PartialDate, Text, Url

_OPTIONAL = {"required": False, "allow_null": True}
_LONG = 20_000


class EvidenceFields(Input):
    """What can be said about a piece of evidence, when it is added and later."""

    quote = Text(max_length=_LONG, **_OPTIONAL)
    quote_language = Language(**_OPTIONAL)
    quote_translation = Text(max_length=_LONG, **_OPTIONAL)
    stance = Choice(choices=Evidence.Stance.choices)
    medium = Choice(choices=Evidence.Medium.choices, **_OPTIONAL)
    question = Text(max_length=2_000, **_OPTIONAL)
    answer_type = Choice(choices=Evidence.AnswerType.choices, **_OPTIONAL)
    archive_url = Url(**_OPTIONAL)
    note = Text(max_length=_LONG, **_OPTIONAL)
    visibility = Choice(choices=Evidence.Visibility.choices, required=False)


class SourceFields(Input):
    title = Name(max_length=500, **_OPTIONAL)
    publisher = Name(max_length=200, **_OPTIONAL)
    published_on = PartialDate(**_OPTIONAL)


class EvidenceInput(EvidenceFields, SourceFields):
    SOURCES = ("url", "citation", "source", "file")

    id = NewId(required=False)
    url = Url(required=False)
    citation = Text(max_length=_LONG, required=False)
    source = Id(required=False)
    file = drf.FileField(required=False, allow_empty_file=True)

    def validate(self, data):
        given = [name for name in self.SOURCES if name in data]
        if len(given) != 1:
            message = _("Send one of url, citation, source or file.")
            raise drf.ValidationError({given[1] if given else "url": [message]})
        return data


class EvidenceEdit(EvidenceFields, SourceFields):
    pass


class SourceEdit(SourceFields):
    archive_url = Url(**_OPTIONAL)
    same_origin_as = Id(**_OPTIONAL)


class FileOutput(drf.Serializer):
    name = drf.CharField()
    media_type = drf.CharField()
    size = drf.IntegerField(help_text="bytes")
    sha256 = drf.CharField()


class SourceOutput(drf.Serializer):
    id = drf.CharField()
    url = drf.CharField(allow_null=True)
    citation = drf.CharField(allow_null=True)
    title = drf.CharField(allow_null=True)
    publisher = drf.CharField(allow_null=True)
    published_on = drf.CharField(allow_null=True)
    archive_url = drf.CharField(allow_null=True)
    same_origin_as = drf.CharField(allow_null=True, help_text="another source, set by hand: both have one origin")
    file = FileOutput(allow_null=True)
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()
    uses = drf.IntegerField(required=False)


class SourceUse(drf.Serializer):
    id = drf.CharField()
    text = drf.CharField()
    status = drf.CharField()
    rating = drf.CharField(allow_null=True)


class OneSourceOutput(SourceOutput):
    claims = SourceUse(many=True)


class EvidenceOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField()
    source = drf.CharField()
    url = drf.CharField(allow_null=True)
    citation = drf.CharField(allow_null=True)
    file = FileOutput(allow_null=True)
    title = drf.CharField(allow_null=True)
    publisher = drf.CharField(allow_null=True)
    published_on = drf.CharField(allow_null=True)
    quote = drf.CharField(allow_null=True)
    quote_language = drf.CharField(allow_null=True)
    quote_translation = drf.CharField(allow_null=True)
    stance = drf.ChoiceField(choices=Evidence.Stance.choices)
    medium = drf.ChoiceField(choices=Evidence.Medium.choices, allow_null=True)
    question = drf.CharField(allow_null=True)
    answer_type = drf.ChoiceField(choices=Evidence.AnswerType.choices, allow_null=True)
    archive_url = drf.CharField(allow_null=True)
    note = drf.CharField(allow_null=True)
    visibility = drf.ChoiceField(choices=Evidence.Visibility.choices)
    after_claim = drf.BooleanField(help_text="its source is dated after the claim: nobody could know it then")
    position = drf.IntegerField()
    author = drf.CharField()
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()

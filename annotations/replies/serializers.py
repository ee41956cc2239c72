"""What attempts to get an answer take and give."""

from rest_framework import serializers as drf

from annotations.rest.serializers import Input, Instant, Name, NewId, Text

_OPTIONAL = {"required": False, "allow_null": True}
_LONG = 20_000


class ReplyEdit(Input):
    channel = Name(max_length=100, required=False)
    sent_at = Instant(required=False)
    deadline = Instant(whole_days=True, **_OPTIONAL)
    answered_at = Instant(**_OPTIONAL)
    answer = Text(max_length=_LONG, **_OPTIONAL)
    quote_used = Text(max_length=_LONG, **_OPTIONAL)


class ReplyInput(ReplyEdit):
    """How somebody was asked; `sent_at` is now when it is left out."""

    id = NewId(required=False)
    channel = Name(max_length=100)


class ReplyOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField()
    channel = drf.CharField(help_text="how they were asked: mail, telephone, a form")
    sent_at = drf.DateTimeField()
    deadline = drf.DateTimeField(allow_null=True)
    answered_at = drf.DateTimeField(allow_null=True)
    answer = drf.CharField(allow_null=True)
    quote_used = drf.CharField(allow_null=True, help_text="the words of the answer that the fact-check quotes")
    author = drf.CharField()
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()

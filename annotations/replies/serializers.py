"""What attempts to get an answer take and give."""

from datetime import UTC, datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.rest.serializers import Input, Name, NewId, Text

_OPTIONAL = {"required": False, "allow_null": True}
_LONG = 20_000


class Instant(Text):
    """A time, RFC 3339 with its offset; `whole_days`: also a date, which stands for the end of that day in UTC."""

    def __init__(self, *, whole_days=False, **kwargs):
        super().__init__(**kwargs)
        self.whole_days = whole_days

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        try:
            day = parse_date(value) if self.whole_days and len(value) == len("2024-01-26") else None
            moment = datetime.combine(day, time.max.replace(microsecond=0), UTC) if day else parse_datetime(value)
        except ValueError:
            moment = None
        if moment is None or timezone.is_naive(moment):
            raise drf.ValidationError(_("Write a time like 2024-01-26T10:05:00Z."))
        return moment.astimezone(UTC)


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

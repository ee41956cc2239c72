"""The strict base of all input: nothing is stripped, nothing converted, nothing ignored (ARCHITECTURE, section 3)."""

import re
import threading
from datetime import UTC, datetime, time

import orjson
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from rest_framework import serializers

from annotations.rest.told import told
from annotations.text import dates, languages, web

_kept = threading.local()

_UUID = re.compile(r"\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


class Text(serializers.CharField):
    """A JSON string as it was sent. `strip=True` trims it: for names and titles, never for quotes.

    Never NUL, never a lone surrogate. Blank is refused unless `allow_blank`.
    """

    def __init__(self, *, strip=False, **kwargs):
        super().__init__(trim_whitespace=strip, **kwargs)

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            data.encode()
        except UnicodeEncodeError:
            raise serializers.ValidationError(_("This text holds half a character (a lone surrogate).")) from None
        value = super().to_internal_value(data)
        if not self.allow_blank and not value.strip():
            self.fail("blank")
        return value


class Name(Text):
    """A one-line string, trimmed."""

    def __init__(self, *, max_length, **kwargs):
        super().__init__(strip=True, max_length=max_length, **kwargs)

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if any(ch in value for ch in "\r\n"):
            raise serializers.ValidationError(_("This must be on one line."))
        return value


class Integer(serializers.IntegerField):
    """A JSON integer; `"7"`, `7.0` and `true` are not."""

    def to_internal_value(self, data):
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class Boolean(serializers.BooleanField):
    """A JSON boolean; `"true"` and `1` are not."""

    def to_internal_value(self, data):
        if type(data) is not bool:
            self.fail("invalid", input=data)
        return data


class Choice(serializers.ChoiceField):
    """One of a few words."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Id(Text):
    """An opaque id of at most 36 characters."""

    def __init__(self, **kwargs):
        super().__init__(max_length=36, **kwargs)


class NewId(Id):
    """An id that the client brings: a UUID."""

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if not _UUID.match(value):
            raise serializers.ValidationError(_("This must be a UUID."))
        return value


class List(serializers.ListField):
    """A JSON array."""

    def to_internal_value(self, data):
        if not isinstance(data, list):
            self.fail("not_a_list", input_type=type(data).__name__)
        return super().to_internal_value(data)


class Input(serializers.Serializer):
    """A JSON object with known members only. Multipart parts become JSON first: see `from_parts`."""

    @classmethod
    def take(cls, data, *, partial=False):
        """The values in a JSON object. Raises DRF's ValidationError.

        Each thread keeps one serializer of each class: *measured*, to make one and its fields took four times as long
        as to read a highlight with it. So a serializer may keep nothing of what it reads in itself.
        """
        kept = _kept.__dict__.setdefault("serializers", {})
        if (cls, partial) not in kept:
            kept[cls, partial] = cls(data=None, partial=partial)
        # `null` is no object either; DRF would call it an absent value.
        return kept[cls, partial].run_validation([] if data is None else data)

    def to_internal_value(self, data):
        if not isinstance(data, dict):
            raise serializers.ValidationError({"non_field_errors": [_("This must be an object.")]})
        unknown = set(data) - {name for name, field in self.fields.items() if not field.read_only}
        if unknown:
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in sorted(unknown)})
        return super().to_internal_value(data)

    @classmethod
    def from_parts(cls, parts, files):
        """The JSON object that multipart fields stand for: numbers as decimals, lists and objects as JSON."""
        fields = cls().fields
        data = {}
        for name in parts:
            value = parts[name]
            field = fields.get(name)
            if isinstance(
                field, Integer | Boolean | serializers.ListField | serializers.DictField | serializers.BaseSerializer
            ):
                try:
                    value = orjson.loads(value)
                except orjson.JSONDecodeError:
                    raise serializers.ValidationError({name: [_("This part must be JSON.")]}) from None
            data[name] = value
        return data | {name: files[name] for name in files}


class Checked(Name):
    """A one-line string that `check(value)` takes, or refuses by ValueError with a text for a person."""

    check = None

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        try:
            self.check(value)
        except ValueError as error:
            raise serializers.ValidationError(told(error.args[0])) from None
        return value


class PartialDate(Checked):
    """`2023`, `2023-03` or `2023-03-05`."""

    check = staticmethod(dates.parse)

    def __init__(self, **kwargs):
        super().__init__(max_length=10, **kwargs)


class Url(Checked):
    """An http or https address."""

    check = staticmethod(web.check_url)

    def __init__(self, **kwargs):
        super().__init__(max_length=web.MAX_URL, **kwargs)


class Language(Checked):
    """A BCP 47 tag."""

    def __init__(self, **kwargs):
        super().__init__(max_length=languages.MAX_TAG, **kwargs)

    @staticmethod
    def check(value):
        if not languages.is_tag(value):
            raise ValueError(_("This is not a language tag like uk or pt-BR."))


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
            raise serializers.ValidationError(_("Write a time like 2024-01-26T10:05:00Z."))
        return moment.astimezone(UTC)

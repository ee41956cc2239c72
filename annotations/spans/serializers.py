"""What spans take and give."""

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.rest.serializers import Boolean, Id, Input, Integer, List, NewId, Text
from annotations.spans.models import Anchor
from annotations.text.offsets import MAX_FRAGMENTS

# Offsets are checked against the text, which says more than a bound here could; this keeps them within the column.
_OFFSET = {"min_value": -(2**53), "max_value": 2**53}


class FragmentInput(Input):
    start = Integer(**_OFFSET)
    end = Integer(**_OFFSET)
    exact = Text(allow_blank=True)


class FragmentsFields(Input):
    """`fragments`, or `start`, `end`, `exact` for a single one."""

    fragments = FragmentInput(many=True, required=False)
    start = Integer(required=False, **_OFFSET)
    end = Integer(required=False, **_OFFSET)
    exact = Text(required=False, allow_blank=True)

    def validate(self, data):
        single = {name: data.pop(name) for name in ("start", "end", "exact") if name in data}
        if single and "fragments" in data:
            raise drf.ValidationError({"fragments": [_("Send either fragments, or start, end and exact.")]})
        if single:
            missing = {"start", "end", "exact"} - set(single)
            if missing:
                raise drf.ValidationError({name: [_("This field is required.")] for name in sorted(missing)})
            data["fragments"] = [single]
        if len(data.get("fragments", ())) > MAX_FRAGMENTS:
            raise drf.ValidationError(
                {"fragments": [_("At most %(most)s fragments make one highlight.") % {"most": MAX_FRAGMENTS}]}
            )
        return data


class SpanInput(FragmentsFields):
    id = NewId(required=False)
    version = Integer(min_value=1, max_value=2**31 - 1)
    note = Text(required=False, allow_blank=True, max_length=10_000)
    checkable = Boolean(required=False)
    claims = List(child=Id(), max_length=200, required=False)

    def validate(self, data):
        data = super().validate(data)
        if "fragments" not in data:
            raise drf.ValidationError({"fragments": [_("This field is required.")]})
        return data


class SpanEdit(FragmentsFields):
    version = Integer(min_value=1, max_value=2**31 - 1, required=False)
    note = Text(required=False, allow_blank=True, max_length=10_000)
    checkable = Boolean(required=False)
    accepted = Boolean(required=False)
    left_behind = Boolean(required=False)

    def validate(self, data):
        data = super().validate(data)
        if "left_behind" in data and "fragments" in data:
            raise drf.ValidationError({"left_behind": [_("Send either fragments or left_behind.")]})
        if "left_behind" in data and "version" not in data:
            raise drf.ValidationError({"version": [_("This field is required.")]})
        if "version" in data and not {"fragments", "left_behind"} & data.keys():
            raise drf.ValidationError({"fragments": [_("Send the fragments in that version.")]})
        return data


class PlaceOutput(drf.Serializer):
    start = drf.IntegerField(help_text="Unicode code points, inclusive")
    end = drf.IntegerField(help_text="Unicode code points, exclusive")
    exact = drf.CharField()


class FragmentOutput(PlaceOutput):
    prefix = drf.CharField()
    suffix = drf.CharField()


class SpanOutput(drf.Serializer):
    id = drf.CharField()
    article = drf.CharField()
    version = drf.IntegerField(allow_null=True)
    fragments = FragmentOutput(many=True)
    note = drf.CharField()
    checkable = drf.BooleanField()
    accepted = drf.BooleanField()
    claims = drf.ListField(child=drf.CharField())
    author = drf.CharField()
    state = drf.ChoiceField(choices=Anchor.State.choices)
    left_behind = drf.BooleanField(help_text="a person said that it stays with the older text")
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()
    same_place_as = drf.ListField(child=drf.CharField(), required=False)


class PlaceOutput(drf.Serializer):
    version = drf.IntegerField()
    fragments = FragmentOutput(many=True)


class CandidateOutput(drf.Serializer):
    fragments = FragmentOutput(many=True)
    score = drf.IntegerField(help_text="percent")


class CarriedOutput(SpanOutput):
    """A highlight in a version that came after it was made."""

    before = PlaceOutput(allow_null=True, help_text="where it lay before this version")
    candidates = CandidateOutput(many=True, help_text="where it may belong, best first")

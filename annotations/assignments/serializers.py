"""What assignments and recusals take and give."""

from datetime import date

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.assignments.models import Assignment
from annotations.rest.serializers import Boolean, Choice, Id, Input, Integer, List, Name, NewId, Text
from annotations.teams.serializers import Moment
from annotations.text import dates

_OPTIONAL = {"required": False, "allow_null": True}


class Day(Text):
    """A whole date, `2024-03-05`."""

    def to_internal_value(self, data):
        try:
            day, precision = dates.parse(super().to_internal_value(data))
        except ValueError:
            precision = None
        if precision != dates.DAY:
            raise drf.ValidationError(_("Write a date as 2024-03-05."))
        return day

    def to_representation(self, value):
        return value.isoformat() if isinstance(value, date) else value


class AssignmentFields(Input):
    """`assignee` names a person, `next: true` takes the next free reviewer; without either it is the caller."""

    blocks = List(child=Integer(min_value=0, max_value=2**31 - 1), min_length=2, max_length=2, **_OPTIONAL)
    version = Integer(min_value=1, max_value=2**31 - 1, required=False, help_text="that blocks are of; else the newest")
    assignee = Name(max_length=64, required=False)
    next = Boolean(required=False)
    due_on = Day(**_OPTIONAL)
    expires_at = Moment(**_OPTIONAL)

    def validate(self, data):
        if data.get("next") and "assignee" in data:
            raise drf.ValidationError({"next": [_("Send assignee or next, not both.")]})
        blocks = data.get("blocks")
        if blocks and blocks[0] > blocks[1]:
            raise drf.ValidationError({"blocks": [_("The first block comes before the last.")]})
        if "version" in data and not blocks:
            raise drf.ValidationError({"version": [_("Only blocks are of a version.")]})
        return data


class AssignmentInput(AssignmentFields):
    id = NewId(required=False)
    claim = Id(required=False)
    article = Id(required=False)
    on_it = Boolean(required=False, help_text="expires two hours after the assignee's last work")

    def validate(self, data):
        data = super().validate(data)
        if ("claim" in data) == ("article" in data):
            raise drf.ValidationError({"claim": [_("Send claim or article: one of them.")]})
        if data.get("blocks") and "claim" in data:
            raise drf.ValidationError({"blocks": [_("Only an article has blocks.")]})
        if data.get("on_it") and data.get("expires_at"):
            raise drf.ValidationError({"expires_at": [_("Send on_it or expires_at, not both.")]})
        return data


class AssignmentEdit(AssignmentFields):
    status = Choice(
        choices=[Assignment.Status.OPEN, Assignment.Status.DONE, Assignment.Status.RETURNED], required=False
    )


class RecusalInput(Input):
    id = NewId(required=False)
    claim = Id(required=False)
    claimant = Id(required=False)
    reason = Text(max_length=10_000, allow_blank=True, required=False)

    def validate(self, data):
        if ("claim" in data) == ("claimant" in data):
            raise drf.ValidationError({"claim": [_("Send claim or claimant: one of them.")]})
        return data


class AssignmentOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField(allow_null=True)
    article = drf.CharField(allow_null=True)
    blocks = drf.ListField(
        child=drf.IntegerField(), allow_null=True, help_text="first and last block of that version, from 0"
    )
    version = drf.IntegerField(allow_null=True, help_text="that blocks are of; the newest, once they are carried over")
    assignee = drf.CharField()
    author = drf.CharField()
    due_on = drf.DateField(allow_null=True)
    expires_at = drf.DateTimeField(allow_null=True, help_text="not null: an *I'm on it*")
    status = drf.ChoiceField(choices=Assignment.Status.choices)
    ended_at = drf.DateTimeField(allow_null=True)
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()


class RecusalOutput(drf.Serializer):
    id = drf.CharField()
    username = drf.CharField()
    claim = drf.CharField(allow_null=True)
    claimant = drf.CharField(allow_null=True)
    reason = drf.CharField(allow_blank=True)
    created_at = drf.DateTimeField()

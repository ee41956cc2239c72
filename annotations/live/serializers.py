"""What the change log and presence give and take, for the OpenAPI document."""

import re

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.rest.entries import EntryOutput
from annotations.rest.serializers import Id, Input, Integer, Text

MOST_FRAGMENTS = 100


class ChangeOutput(EntryOutput):
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


class PlaceInput(Input):
    start = Integer(min_value=0, max_value=2**31 - 1)
    end = Integer(min_value=0, max_value=2**31 - 1)
    exact = Text(required=False, allow_blank=True)

    def validate(self, data):
        # Taken so that a fragment can be sent as it is; the others have the text.
        data.pop("exact", None)
        return data


class SelectionInput(Input):
    """Places in the text of a version, in code points: `fragments`, or `start` and `end` for a single one."""

    version = Integer(min_value=1, max_value=2**31 - 1, required=False)
    fragments = PlaceInput(many=True, required=False)
    start = Integer(min_value=0, max_value=2**31 - 1, required=False)
    end = Integer(min_value=0, max_value=2**31 - 1, required=False)

    def validate(self, data):
        # It goes to the other processes in one notification of PostgreSQL, which takes 8,000 bytes.
        if len(data.get("fragments", ())) > MOST_FRAGMENTS:
            raise drf.ValidationError({"fragments": [_("At most %(most)s fragments.") % {"most": MOST_FRAGMENTS}]})
        return data


class PresenceInput(Input):
    article = Id(required=False, allow_null=True)
    claim = Id(required=False, allow_null=True)
    selection = SelectionInput(required=False, allow_null=True)
    tab = Text(required=False, max_length=36, allow_blank=True)

    def validate_tab(self, value):
        if not re.fullmatch(r"[A-Za-z0-9-]*", value):
            raise drf.ValidationError(_("Letters, digits and hyphens, at most 36."))
        return value


class PresenceOutput(drf.Serializer):
    username = drf.CharField()
    name = drf.CharField()
    tab = drf.CharField(help_text="tells the pages of one person apart")
    article = drf.CharField(allow_null=True)
    claim = drf.CharField(allow_null=True)
    selection = drf.DictField(allow_null=True)
    gone = drf.BooleanField(help_text="true when the page is closed")

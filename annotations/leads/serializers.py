"""What leads take and give."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as drf

from annotations.claims.serializers import MAX_TEXT, ClaimFields
from annotations.leads.models import Lead, Sighting
from annotations.rest.serializers import Choice, Id, Input, List, Name, NewId, Text, Url

_OPTIONAL = {"required": False, "allow_null": True}
MAX_BATCH = 200


class Sent(Input):
    """What somebody sends in: a text, a link, or both."""

    text = Text(max_length=MAX_TEXT, **_OPTIONAL)
    url = Url(**_OPTIONAL)
    note = Text(max_length=2_000, allow_blank=True, default="")

    def validate(self, data):
        if not data.get("text") and not data.get("url"):
            raise drf.ValidationError({"text": [_("Send a text or a link.")]})
        return data


class LeadInput(Sent):
    """`name` and `contact` are of whoever told the desk, if that is somebody else."""

    id = NewId(required=False)
    name = Name(max_length=200, allow_blank=True, default="")
    contact = Name(max_length=200, allow_blank=True, default="")


class PublicLeadInput(Sent):
    name = Name(max_length=200, allow_blank=True, default="")
    contact = Name(max_length=200, allow_blank=True, default="")
    website = Text(
        max_length=2_000, allow_blank=True, default="", help_text="people do not see this field; leave it empty"
    )


class ClaimOfLead(ClaimFields):
    """A claim as `POST claims` takes it; its text is the lead's, where none is given."""

    text = Text(max_length=MAX_TEXT, required=False)


@extend_schema_field({"oneOf": [{"type": "string", "description": "A claim's id"}, {"type": "object"}]})
class ClaimOrId(drf.Field):
    """A claim's id, or a claim to be made."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            return ClaimOfLead().run_validation(data)
        if isinstance(data, str):
            return Id().run_validation(data)
        raise drf.ValidationError(_("This must be a claim's id, or an object with the claim to make."))


class LeadEdit(Input):
    """A step, and what belongs to it: `reason` to declined, `claim` to accepted, `into` to merged."""

    status = Choice(choices=Lead.Status.choices, required=False)
    reason = Text(max_length=MAX_TEXT, **_OPTIONAL)
    claim = ClaimOrId(**_OPTIONAL)
    into = Id(**_OPTIONAL)
    assignee = Name(max_length=64, **_OPTIONAL)
    priority = Choice(choices=Lead.Priority.choices, required=False)

    BELONGS = {"reason": Lead.Status.DECLINED, "claim": Lead.Status.ACCEPTED, "into": Lead.Status.MERGED}

    def validate(self, data):
        for name, status in self.BELONGS.items():
            if data.get(name) is not None and data.get("status") != status:
                raise drf.ValidationError({name: [_("This goes with the status %(status)s.") % {"status": status}]})
        return data


class LeadsEdit(LeadEdit):
    leads = List(child=Id(), min_length=1, max_length=MAX_BATCH, allow_empty=False)


class SightingOutput(drf.Serializer):
    at = drf.DateTimeField()
    channel = drf.ChoiceField(choices=Sighting.Channel.choices)
    username = drf.CharField(allow_null=True)
    name = drf.CharField(allow_blank=True)
    contact = drf.CharField(allow_blank=True)
    text = drf.CharField(allow_null=True, help_text="what was sent, where it is not the lead's own text")
    note = drf.CharField(allow_blank=True)


class LeadOutput(drf.Serializer):
    id = drf.CharField()
    text = drf.CharField(allow_null=True)
    url = drf.CharField(allow_null=True)
    status = drf.ChoiceField(choices=Lead.Status.choices)
    priority = drf.ChoiceField(choices=Lead.Priority.choices)
    assignee = drf.CharField(allow_null=True)
    reason = drf.CharField(allow_null=True)
    claim = drf.CharField(allow_null=True)
    merged_into = drf.CharField(allow_null=True)
    seen = drf.IntegerField(help_text="how often it was sent in")
    sightings = SightingOutput(many=True)
    last_seen_at = drf.DateTimeField()
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()


class ReceivedOutput(drf.Serializer):
    received = drf.BooleanField()

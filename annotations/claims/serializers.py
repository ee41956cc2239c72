"""What claims, claimants and appearances take."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as drf

from annotations.claims.models import Claim, Claimant
from annotations.claims.states import WAIVABLE
from annotations.rest.serializers import (
    Choice,
    Id,
    Input,
    Integer,
    Language,
    List,
    Name,
    NewId,
    PartialDate,
    Text,
    Url,
)
from annotations.text.fold import fold

_OPTIONAL = {"required": False, "allow_null": True}
MAX_TEXT = 10_000  # code points of a claim's sentence, of a quote, of a reason
MAX_BATCH = 200


def has_letters(value):
    """Refuses a name in which nothing is visible: all such names would be one."""
    if not fold(value):
        raise drf.ValidationError(_("A name needs something visible."))
    return value


class ClaimantInBody(Input):
    """Who said it, by name: the desk's claimant of that name, or a new one."""

    name = Name(max_length=300, validators=[has_letters])
    type = Choice(choices=Claimant.Type.choices, required=False)
    url = Url(**_OPTIONAL)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "description": "A claimant's id"},
            {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "type": {"enum": Claimant.Type.values},
                    "url": {"type": ["string", "null"]},
                },
                "additionalProperties": False,
            },
        ]
    }
)
class Speaker(drf.Field):
    """A claimant's id, or an object that names one."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            return ClaimantInBody().run_validation(data)
        if isinstance(data, str):
            return Id().run_validation(data)
        raise drf.ValidationError(_("This must be an id, or an object with name and type."))


class ClaimFields(Input):
    """What can be said about a claim, at its creation and later."""

    text = Text(max_length=MAX_TEXT)
    original_quote = Text(max_length=MAX_TEXT, **_OPTIONAL)
    language = Language(**_OPTIONAL)
    claimant = Speaker(**_OPTIONAL)
    claimed_on = PartialDate(**_OPTIONAL)
    location = Name(max_length=300, **_OPTIONAL)
    source_url = Url(**_OPTIONAL)
    types = List(child=Name(max_length=60), max_length=20, required=False)
    topics = List(child=Name(max_length=100), max_length=50, required=False)
    priority = Choice(choices=Claim.Priority.choices, required=False)


class ClaimInput(ClaimFields):
    id = NewId(required=False)
    spans = List(child=Id(), max_length=200, required=False)


class ClaimEdit(ClaimFields):
    def to_internal_value(self, data):
        if isinstance(data, dict) and "status" in data:
            raise drf.ValidationError({"status": [_("The status is changed by a transition, not by an edit.")]})
        return super().to_internal_value(data)


class BatchInput(Input):
    claims = List(child=ClaimInput(), min_length=1, max_length=MAX_BATCH, allow_empty=False)


class ClaimantFields(Input):
    name = Name(max_length=300, validators=[has_letters])
    aliases = List(child=Name(max_length=300), max_length=50, required=False)
    type = Choice(choices=Claimant.Type.choices, required=False)
    affiliation = Name(max_length=300, **_OPTIONAL)
    country = Name(max_length=100, **_OPTIONAL)
    url = Url(**_OPTIONAL)


class ClaimantInput(ClaimantFields):
    id = NewId(required=False)


class PostedAt(Name):
    """When a post appeared: a partial date, or a time in RFC 3339."""

    def __init__(self, **kwargs):
        super().__init__(max_length=32, **kwargs)

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        try:
            PartialDate().run_validation(value)
        except drf.ValidationError:
            try:
                moment = drf.DateTimeField().run_validation(value) if "T" in value else None
            except drf.ValidationError:
                moment = None
            if moment is None or not (value.endswith(("Z", "z")) or value[-6] in "+-"):
                raise drf.ValidationError(_("Write 2024-01-26, 2024-01 or 2024-01-26T10:05:00Z.")) from None
        return value


class AppearanceInput(Input):
    """A post, a broadcast, a leaflet: where the claim was seen without an article of this desk."""

    id = NewId(required=False)
    url = Url(**_OPTIONAL)
    platform = Name(max_length=60)
    posted_at = PostedAt(**_OPTIONAL)
    transcript = Text(max_length=200_000, **_OPTIONAL)
    at_seconds = Integer(min_value=0, max_value=2**31 - 1, **_OPTIONAL)
    reach = Integer(min_value=0, max_value=2**53 - 1, **_OPTIONAL)
    archive_url = Url(**_OPTIONAL)
    file = drf.FileField(required=False, allow_empty_file=True)


def check_waive(waive):
    """The written exceptions `{gate: reason}`, each to a gate that takes one."""
    unknown = [gate for gate in waive if gate not in WAIVABLE]
    if unknown:
        detail = _("This gate cannot be waived; these can: %(gates)s.") % {"gates": ", ".join(WAIVABLE)}
        raise drf.ValidationError({gate: [detail] for gate in unknown})
    return waive


class TransitionInput(Input):
    to = Choice(choices=Claim.Status.choices)
    reason = Text(max_length=MAX_TEXT, **_OPTIONAL)
    waive = drf.DictField(child=Text(max_length=MAX_TEXT), required=False)

    def validate_waive(self, waive):
        return check_waive(waive)

    def validate(self, data):
        if data.get("waive") and data["to"] != Claim.Status.APPROVED:
            raise drf.ValidationError({"waive": [_("Gates stand before signing off alone.")]})
        return data


class MergeInput(Input):
    into = Id()


class SplitInput(Input):
    id = NewId(required=False)
    text = Text(max_length=MAX_TEXT)
    spans = List(child=Id(), max_length=1000, required=False)
    evidence = List(child=Id(), max_length=1000, required=False)


# What they give: documentation of `present()`, tested equal to it ----------------------------------------------------


class SpeakerOutput(drf.Serializer):
    id = drf.CharField()
    name = drf.CharField()
    type = drf.ChoiceField(choices=Claimant.Type.choices)
    url = drf.URLField(allow_null=True)


class ClaimColumns(drf.Serializer):
    """What a claim is in lists and alone."""

    id = drf.CharField()
    text = drf.CharField()
    original_quote = drf.CharField(allow_null=True)
    language = drf.CharField(allow_null=True)
    claimant = SpeakerOutput(allow_null=True)
    claimed_on = drf.CharField(allow_null=True, help_text="2023, 2023-03 or 2023-03-05")
    location = drf.CharField(allow_null=True)
    source_url = drf.URLField(allow_null=True)
    types = drf.ListField(child=drf.CharField())
    topics = drf.ListField(child=drf.CharField())
    priority = drf.ChoiceField(choices=Claim.Priority.choices)
    status = drf.ChoiceField(choices=Claim.Status.choices)
    declined_reason = drf.CharField(allow_null=True)
    waived = drf.DictField(child=drf.CharField(), help_text="{gate: reason}: exceptions with which it was signed off")
    publication_state = drf.ChoiceField(choices=Claim.PublicationState.choices)
    stale = drf.BooleanField()
    duplicate_of = drf.CharField(allow_null=True)
    split_from = drf.CharField(allow_null=True)
    rating = drf.CharField(allow_null=True, help_text="the slug of the desk rating")
    decided_at = drf.DateTimeField(allow_null=True)
    author = drf.CharField()
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()


class ClaimantCounts(drf.Serializer):
    claims = drf.IntegerField()


class ClaimantOutput(drf.Serializer):
    id = drf.CharField()
    name = drf.CharField()
    aliases = drf.ListField(child=drf.CharField())
    type = drf.ChoiceField(choices=Claimant.Type.choices)
    affiliation = drf.CharField(allow_null=True)
    country = drf.CharField(allow_null=True)
    url = drf.URLField(allow_null=True)
    merged_into = drf.CharField(allow_null=True)
    counts = ClaimantCounts()
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()


class SeenInOutput(drf.Serializer):
    id = drf.CharField()
    title = drf.CharField()
    url = drf.URLField(allow_null=True)
    publisher = drf.CharField(allow_null=True)
    published_on = drf.CharField(allow_null=True)


class PostFileOutput(drf.Serializer):
    id = drf.CharField()
    name = drf.CharField()
    media_type = drf.CharField()
    size = drf.IntegerField(help_text="bytes")


class AppearanceOutput(drf.Serializer):
    id = drf.CharField()
    kind = drf.ChoiceField(choices=["article", "post"])
    claim = drf.CharField()
    article = SeenInOutput(allow_null=True)
    span = drf.CharField(allow_null=True)
    url = drf.URLField(allow_null=True)
    platform = drf.CharField(allow_null=True)
    posted_at = drf.CharField(allow_null=True)
    transcript = drf.CharField(allow_null=True)
    at_seconds = drf.IntegerField(allow_null=True)
    reach = drf.IntegerField(allow_null=True)
    archive_url = drf.URLField(allow_null=True)
    file = PostFileOutput(allow_null=True)
    author = drf.CharField()
    created_at = drf.DateTimeField()

"""What desks, members and tokens take and give."""

from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.projects.models import SLUG, PublicArticles
from annotations.projects.permissions import Role, Scope
from annotations.rest.serializers import Boolean, Choice, Input, Instant, Integer, Language, Name, Text


class GatesInput(Input):
    """What a claim needs before it is approved."""

    sources = Integer(min_value=0, max_value=20, required=False)
    second_signature = Boolean(required=False)
    right_of_reply = Boolean(required=False)
    two_factor = Boolean(required=False)


class SettingsInput(Input):
    """The settings to change; the others stay."""

    blind = Boolean(required=False)
    required = Integer(min_value=1, max_value=20, required=False)
    tolerance = Integer(min_value=0, max_value=10, required=False)
    judges = Choice(choices=["anyone", "asked", "editors"], required=False)
    gates = GatesInput(required=False)
    public_articles = Choice(choices=PublicArticles.values, required=False)
    lead_form = Boolean(required=False)
    require_two_factor = Boolean(required=False)
    return_after = Integer(min_value=0, max_value=365, required=False)


class DeskEdit(Input):
    name = Name(max_length=200, required=False)
    description = Text(max_length=5000, allow_blank=True, required=False)
    language = Language(required=False, allow_null=True)
    settings = SettingsInput(required=False)

    def validate(self, data):
        if "language" in data:
            data["language"] = data["language"] or ""
        return data


class DeskInput(DeskEdit):
    slug = Text(max_length=50, validators=[SLUG])
    name = Name(max_length=200)


class MemberEdit(Input):
    role = Choice(choices=Role.choices, required=False)
    trainee = Boolean(required=False)


class MemberInput(Input):
    username = Name(max_length=64)
    role = Choice(choices=Role.choices)
    trainee = Boolean(default=False)


class Email(Name):
    """One e-mail address, or null."""

    def __init__(self, **kwargs):
        super().__init__(max_length=254, validators=[validate_email], **kwargs)


class InvitationInput(Input):
    """Whom to invite as what; with an `email` the link is mailed as well."""

    email = Email(required=False, allow_null=True)
    role = Choice(choices=Role.choices)
    trainee = Boolean(default=False)

    def validate(self, data):
        return data | {"email": data.get("email") or ""}


class Moment(Instant):
    """A time to come, RFC 3339 with its offset."""

    def to_internal_value(self, data):
        moment = super().to_internal_value(data)
        if moment <= timezone.now():
            raise drf.ValidationError(_("This time is past."))
        return moment


class TokenInput(Input):
    """What a token may. Left out: `read`, every desk, no end; or, asked by a token, that token's own limits."""

    name = Name(max_length=100, allow_blank=True, default="")
    project = Text(max_length=50, required=False, allow_null=True)
    scope = Choice(choices=Scope.choices, required=False)
    expires_at = Moment(required=False, allow_null=True)


class MeProject(drf.Serializer):
    slug = drf.CharField()
    name = drf.CharField()
    role = drf.ChoiceField(choices=Role.choices)


class MeOutput(drf.Serializer):
    username = drf.CharField()
    name = drf.CharField()
    projects = MeProject(many=True)


class ListedDeskOutput(drf.Serializer):
    slug = drf.CharField()
    name = drf.CharField()
    description = drf.CharField()
    language = drf.CharField(allow_null=True)
    role = drf.ChoiceField(choices=Role.choices)


class GatesOutput(drf.Serializer):
    sources = drf.IntegerField()
    second_signature = drf.BooleanField()
    right_of_reply = drf.BooleanField()
    two_factor = drf.BooleanField()


class SettingsOutput(drf.Serializer):
    blind = drf.BooleanField()
    required = drf.IntegerField()
    tolerance = drf.IntegerField()
    judges = drf.ChoiceField(choices=["anyone", "asked", "editors"], help_text="who gives verdicts in new reviews")
    gates = GatesOutput()
    public_articles = drf.ChoiceField(
        choices=PublicArticles.values, help_text="how much of an article its public page shows"
    )
    lead_form = drf.BooleanField()
    require_two_factor = drf.BooleanField()
    return_after = drf.IntegerField(help_text="days after which untouched work goes back; 0 for never")


class DeskOutput(ListedDeskOutput):
    settings = SettingsOutput(allow_null=True)
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()


class MemberOutput(drf.Serializer):
    username = drf.CharField()
    name = drf.CharField()
    role = drf.ChoiceField(choices=Role.choices)
    trainee = drf.BooleanField()
    created_at = drf.DateTimeField()


class InvitationOutput(drf.Serializer):
    id = drf.CharField()
    email = drf.CharField(allow_null=True)
    role = drf.ChoiceField(choices=Role.choices)
    trainee = drf.BooleanField()
    author = drf.CharField()
    created_at = drf.DateTimeField()
    expires_at = drf.DateTimeField()
    used_at = drf.DateTimeField(allow_null=True)
    used_by = drf.CharField(allow_null=True)


class NewInvitationOutput(InvitationOutput):
    link = drf.CharField(help_text="Where the invited person goes in; shown this once")


class TokenOutput(drf.Serializer):
    id = drf.CharField()
    name = drf.CharField()
    project = drf.CharField(allow_null=True)
    scope = drf.ChoiceField(choices=Scope.choices)
    created_at = drf.DateTimeField()
    expires_at = drf.DateTimeField(allow_null=True)
    last_used_at = drf.DateTimeField(allow_null=True)


class NewTokenOutput(TokenOutput):
    token = drf.CharField(help_text="The secret, shown this once")

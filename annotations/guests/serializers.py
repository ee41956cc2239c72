"""What guests take and give."""

from rest_framework import serializers as drf

from annotations.rest.serializers import Boolean, Id, Input, Instant, Name, NewId, Text
from annotations.teams.serializers import Email

_OPTIONAL = {"required": False, "allow_null": True}


class GuestEdit(Input):
    """The terms; they hold for what is submitted from now on."""

    name = Name(max_length=200, required=False)
    affiliation = Name(max_length=200, **_OPTIONAL)
    counts = Boolean(required=False)
    internal = Boolean(required=False)
    expires_at = Instant(whole_days=True, required=False)


class RenewInput(Input):
    """Until when the new link is good: as long as the old one was, or 14 days when that is over."""

    expires_at = Instant(whole_days=True, **_OPTIONAL)


class DeclarationInput(Input):
    """What a guest declares to have at stake, on the page of their link."""

    interests = Text(max_length=2_000, **_OPTIONAL)


class GuestInput(GuestEdit):
    """Whom the desk asks about which claim; the link is good for 14 days unless `expires_at` says otherwise."""

    id = NewId(required=False)
    claim = Id()
    name = Name(max_length=200)
    email = Email(**_OPTIONAL)
    interests = Text(max_length=2_000, **_OPTIONAL)


class SignatureOutput(drf.Serializer):
    """Who a guest is."""

    name = drf.CharField()
    affiliation = drf.CharField(allow_null=True)
    interests = drf.CharField(allow_null=True)


class GuestOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField()
    username = drf.CharField(help_text="the name under which verdicts and the log have them")
    name = drf.CharField()
    affiliation = drf.CharField(allow_null=True)
    interests = drf.CharField(allow_null=True, help_text="what they have at stake; noted by the desk until they say")
    declared_at = drf.DateTimeField(allow_null=True, help_text="when they have declared that themselves")
    counts = drf.BooleanField(help_text="false: what they submit is advice")
    internal = drf.BooleanField(help_text="they see internal evidence too")
    state = drf.ChoiceField(choices=["invited", "opened", "expired", "revoked"])
    mailed = drf.BooleanField()
    opened_at = drf.DateTimeField(allow_null=True)
    expires_at = drf.DateTimeField()
    author = drf.CharField()
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()


class NewGuestOutput(GuestOutput):
    link = drf.CharField(help_text="shown this once")

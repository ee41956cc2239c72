"""What complaints take and give."""

from rest_framework import serializers as drf

from annotations.complaints.models import Complaint
from annotations.rest.serializers import Boolean, Choice, Id, Input, Name, NewId, Text


class Said(Input):
    """What somebody holds to be wrong."""

    text = Text(max_length=10_000)
    sentence = Text(max_length=2_000, allow_blank=True, default="", help_text="the sentence it is about")
    name = Name(max_length=200, allow_blank=True, default="")
    contact = Name(max_length=200, allow_blank=True, default="")


class ComplaintInput(Said):
    id = NewId(required=False)
    claim = Id()


class MistakeInput(Said):
    """The public form. `website` is for robots: people do not see it."""

    website = Text(max_length=2_000, allow_blank=True, default="")


class PublicComplaintInput(MistakeInput):
    """What anybody holds to be wrong in a public fact-check; `claim` is its id."""

    claim = Id()


class ComplaintEdit(Input):
    """`answered` wants an answer and an outcome, `closed` another person than the one who answered."""

    state = Choice(choices=Complaint.State.choices, required=False)
    answer = Text(max_length=10_000, required=False)
    outcome = Choice(choices=Complaint.Outcome.choices, required=False)
    erase_sender = Boolean(required=False)


class ComplaintOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField()
    version = drf.IntegerField(help_text="the version of the fact-check that was public then")
    sentence = drf.CharField(allow_blank=True)
    text = drf.CharField()
    name = drf.CharField(allow_blank=True, help_text="for the desk alone")
    contact = drf.CharField(allow_blank=True, help_text="for the desk alone")
    sender = drf.CharField(allow_null=True, help_text="the member who wrote it down; null from the public form")
    state = drf.ChoiceField(choices=Complaint.State.choices)
    outcome = drf.ChoiceField(choices=Complaint.Outcome.choices, allow_null=True)
    answer = drf.CharField(allow_null=True)
    answered_by = drf.CharField(allow_null=True)
    answered_at = drf.DateTimeField(allow_null=True)
    confirmed_by = drf.CharField(allow_null=True)
    confirmed_at = drf.DateTimeField(allow_null=True)
    erased_at = drf.DateTimeField(allow_null=True)
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()

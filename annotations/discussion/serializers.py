"""What comments take and give."""

from rest_framework import serializers as drf

from annotations.rest.serializers import Boolean, Choice, Id, Input, List, NewId, Text

ABOUT = ("claim", "span", "evidence", "verdict")
LONGEST = 20_000


class AboutInput(Input):
    type = Choice(choices=ABOUT)
    id = Id()


class SpanCommentInput(Input):
    id = NewId(required=False)
    text = Text(max_length=LONGEST)
    parent = Id(required=False, allow_null=True)


class CommentInput(SpanCommentInput):
    """`about` may be left out in an answer, which is about what its thread is about."""

    about = AboutInput(required=False)


class CommentEdit(Input):
    """`text` by the author alone; `resolved` on the first comment of a thread, by anybody who may comment."""

    text = Text(max_length=LONGEST)
    resolved = Boolean()


class ReadInput(Input):
    comments = List(child=Id(), max_length=500)


class AboutOutput(drf.Serializer):
    type = drf.ChoiceField(choices=ABOUT)
    id = drf.CharField()


class CommentOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField(allow_null=True, help_text="null on a highlight that no claim was linked to")
    about = AboutOutput()
    parent = drf.CharField(allow_null=True)
    thread = drf.CharField(help_text="id of the first comment of its thread")
    text = drf.CharField()
    mentions = drf.ListField(child=drf.CharField(), help_text="usernames")
    author = drf.CharField()
    held = drf.BooleanField(help_text="only you see it until the verdicts are revealed")
    resolved = drf.BooleanField()
    resolved_by = drf.CharField(allow_null=True)
    resolved_at = drf.DateTimeField(allow_null=True)
    edited_at = drf.DateTimeField(allow_null=True)
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()


class UnreadOutput(drf.Serializer):
    """How many comments I have not read, by the id of what they stand on."""

    claims = drf.DictField(child=drf.IntegerField())
    spans = drf.DictField(child=drf.IntegerField(), help_text="highlights without a claim")

"""What publications and corrections take and give."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as drf

from annotations.claims.models import Claim
from annotations.claims.serializers import check_waive
from annotations.publishing.models import FactCheck, MediaAuthenticity, Medium, Publication
from annotations.rest.serializers import Boolean, Choice, Id, Input, Instant, Language, List, Name, Text, Url

_OPTIONAL = {"required": False, "allow_null": True}
_LONG = 20_000
MAX_BODY = 100_000


class PictureInput(Input):
    """A picture that was sent to `…/pictures` before. Whoever cannot see it reads `alt`."""

    id = Id()
    alt = Name(max_length=500)
    credit = Name(max_length=200, **_OPTIONAL)


@extend_schema_field(PictureInput)
class Picture(drf.Field):
    """A file in multipart (with `image_alt` beside it), in JSON what `PictureInput` says; null for none."""

    def to_internal_value(self, data):
        return data if isinstance(data, UploadedFile) else PictureInput.take(data)


class MediaReviewInput(Input):
    """What the picture or the recording is in which the claim was seen, as schema.org's MediaReview has it."""

    authenticity = Choice(choices=MediaAuthenticity.values)
    medium = Choice(choices=Medium.values)
    context = Text(max_length=2_000, help_text="what the original shows, and when it was made", **_OPTIONAL)
    original_url = Url(help_text="where the original is", **_OPTIONAL)

    def validate(self, data):
        return {"context": None, "original_url": None} | data


class WordsInput(Input):
    headline = Name(max_length=300, required=False)
    summary = Text(max_length=_LONG, allow_blank=True, **_OPTIONAL)
    body = Text(max_length=MAX_BODY, allow_blank=True, required=False, help_text="Markdown; [1] is the first source")
    authors = List(child=Name(max_length=200), max_length=20, required=False)
    image = Picture(**_OPTIONAL)
    image_alt = Name(max_length=500, required=False, help_text="in multipart")
    language = Language(**_OPTIONAL)
    canonical_url = Url(**_OPTIONAL)
    reply = Text(max_length=_LONG, allow_blank=True, help_text="the reply of the person or organization", **_OPTIONAL)
    show_dissent = Boolean(required=False, help_text="the minority's view is public too")
    media_review = MediaReviewInput(**_OPTIONAL)
    sources = List(
        child=Id(), max_length=1000, help_text="ids of the public evidence, as the text numbers it", **_OPTIONAL
    )

    def validate(self, data):
        alt = data.pop("image_alt", None)
        if isinstance(data.get("image"), UploadedFile):
            if not alt:
                raise drf.ValidationError({"image_alt": [_("Say what the picture shows.")]})
            data["image"] = {"file": data["image"], "alt": alt, "credit": None}
        return data


class PublicationInput(WordsInput):
    """What is left out: the claim as headline, the desk's explanation as summary, the claim's language."""

    embargo_until = Instant(**_OPTIONAL)
    waive = drf.DictField(child=Text(max_length=2_000), required=False)

    def validate_waive(self, waive):
        return check_waive(waive)


class CorrectionInput(WordsInput):
    """What is left out stays as it was published last; the claim itself is frozen as it stands now."""

    kind = Choice(choices=[kind for kind in Publication.Kind.choices if kind[0] != Publication.Kind.FIRST])
    reason = Text(max_length=2_000)
    notice = Text(max_length=2_000, allow_blank=True, **_OPTIONAL)
    rating = Name(max_length=50, **_OPTIONAL)
    explanation = Text(max_length=_LONG, **_OPTIONAL)

    def validate(self, data):
        data = super().validate(data)
        kind = data["kind"]
        if data.get("rating") is not None and kind != Publication.Kind.CORRECTION:
            raise drf.ValidationError({"rating": [_("Only a correction changes the rating.")]})
        if kind == Publication.Kind.VOID:
            rest = sorted(set(data) - {"kind", "reason", "notice", "rating"})
            if rest:
                raise drf.ValidationError({name: [_("Nothing of a withdrawn fact-check is shown.")] for name in rest})
        return data


class CorrectionOutput(drf.Serializer):
    kind = drf.ChoiceField(choices=Publication.Kind.choices)
    reason = drf.CharField()
    notice = drf.CharField(allow_null=True)
    at = drf.DateTimeField()
    version = drf.IntegerField()


class PictureOutput(drf.Serializer):
    id = drf.CharField()
    name = drf.CharField()
    media_type = drf.CharField()
    size = drf.IntegerField(help_text="bytes")
    sha256 = drf.CharField()


class ShownPictureOutput(drf.Serializer):
    id = drf.CharField()
    alt = drf.CharField()
    credit = drf.CharField(allow_null=True)
    media_type = drf.CharField()
    sha256 = drf.CharField()


class MediaReviewOutput(drf.Serializer):
    authenticity = drf.ChoiceField(choices=MediaAuthenticity.values, help_text="as schema.org names it")
    medium = drf.ChoiceField(choices=Medium.values)
    context = drf.CharField(allow_null=True)
    original_url = drf.CharField(allow_null=True)


class PublicationOutput(drf.Serializer):
    claim = drf.CharField()
    number = drf.IntegerField()
    kind = drf.ChoiceField(choices=Publication.Kind.choices)
    state = drf.ChoiceField(choices=Claim.PublicationState.choices)
    reason = drf.CharField(allow_null=True)
    notice = drf.CharField(allow_null=True)
    rating = drf.CharField(allow_null=True)
    headline = drf.CharField(allow_null=True)
    summary = drf.CharField(allow_null=True)
    body = drf.CharField(allow_null=True)
    authors = drf.ListField(child=drf.CharField(), allow_null=True)
    image = ShownPictureOutput(allow_null=True)
    language = drf.CharField(allow_null=True)
    canonical_url = drf.CharField(allow_null=True)
    reply = drf.CharField(allow_null=True)
    show_dissent = drf.BooleanField(allow_null=True)
    media_review = MediaReviewOutput(allow_null=True)
    sources = drf.ListField(child=drf.CharField(), allow_null=True, help_text="ids of the numbered evidence")
    url = drf.CharField(help_text="where the public finds it")
    page = drf.CharField(help_text="the page on this server")
    embargo_until = drf.DateTimeField(allow_null=True, help_text="while it waits")
    published_at = drf.DateTimeField(allow_null=True)
    first_published_at = drf.DateTimeField(allow_null=True)
    published_by = drf.CharField()
    hash = drf.CharField(help_text="SHA-256(salt ‖ RFC 8785 JSON of the snapshot)")
    snapshot_url = drf.CharField(help_text="snapshot and salt, to recompute the hash")
    corrections = CorrectionOutput(many=True)


class FactCheckOutput(drf.Serializer):
    """A row of `verdicts.json?published=true` without `seq`."""

    claim = drf.DictField()
    rating = drf.DictField()
    explanation = drf.CharField(allow_null=True)
    method = drf.CharField()
    dissent = drf.CharField(allow_null=True)
    known_as_of = drf.CharField(allow_null=True)
    status = drf.CharField()
    publication_state = drf.ChoiceField(choices=FactCheck.State.choices)
    decided_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()
    published_at = drf.DateTimeField()
    first_published_at = drf.DateTimeField()
    version = drf.IntegerField()
    canonical_url = drf.CharField(allow_null=True)
    url = drf.CharField()
    corrections = CorrectionOutput(many=True)
    evidence = drf.ListField(child=drf.DictField())
    appearances = drf.ListField(child=drf.DictField())
    stale = drf.BooleanField()


class SnapshotOutput(drf.Serializer):
    """What was published, to the byte once it is written as RFC 8785 JSON: `hash` is SHA-256(salt ‖ snapshot)."""

    number = drf.IntegerField()
    hash = drf.CharField()
    salt = drf.CharField()
    snapshot = drf.DictField()

"""What articles take and give, for the views and for the OpenAPI document."""

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.articles.models import Article, ArticleVersion
from annotations.rest.serializers import Choice, Input, Language, List, Name, NewId, PartialDate, Text, Url

_OPTIONAL = {"required": False, "allow_null": True}


class DefaultsInput(Input):
    """What new claims of this article begin with."""

    speaker = Name(max_length=300, **_OPTIONAL)
    date = PartialDate(**_OPTIONAL)
    place = Name(max_length=300, **_OPTIONAL)
    language = Language(**_OPTIONAL)
    topics = List(child=Name(max_length=60), max_length=20, required=False)


class ArticleFields(Input):
    """What can be said about an article, at its creation and later."""

    title = Name(max_length=500, required=False)
    source_url = Url(**_OPTIONAL)
    publisher = Name(max_length=200, **_OPTIONAL)
    byline = Name(max_length=300, **_OPTIONAL)
    published_on = PartialDate(**_OPTIONAL)
    language = Language(**_OPTIONAL)
    defaults = DefaultsInput(required=False)


class SourceFields(Input):
    """The text of an article: exactly one of these."""

    SOURCES = ("text", "markdown", "html", "url", "file")

    text = Text(required=False)
    markdown = Text(required=False)
    html = Text(required=False)
    url = Url(required=False)
    file = drf.FileField(required=False, allow_empty_file=True)

    def validate(self, data):
        given = [name for name in self.SOURCES if name in data]
        if len(given) != 1:
            message = _("Send one of text, markdown, html, url or file.")
            raise drf.ValidationError({given[1] if given else "text": [message]})
        if given == ["url"]:
            raise drf.ValidationError({"url": [_("Articles cannot be fetched from an address yet; send their text.")]})
        return data


class ArticleInput(SourceFields, ArticleFields):
    id = NewId(required=False)


class ArticleEdit(ArticleFields):
    canonical_url = Url(**_OPTIONAL)
    status = Choice(choices=Article.Status.choices, required=False)


class VersionInput(SourceFields):
    pass


class DefaultsOutput(drf.Serializer):
    speaker = drf.CharField(allow_null=True, required=False)
    date = drf.CharField(allow_null=True, required=False)
    place = drf.CharField(allow_null=True, required=False)
    language = drf.CharField(allow_null=True, required=False)
    topics = drf.ListField(child=drf.CharField(), required=False)


class ArticleOutput(drf.Serializer):
    id = drf.CharField()
    title = drf.CharField()
    source_url = drf.URLField(allow_null=True)
    canonical_url = drf.URLField(allow_null=True)
    publisher = drf.CharField(allow_null=True)
    byline = drf.CharField(allow_null=True)
    language = drf.CharField(allow_null=True)
    published_on = drf.CharField(allow_null=True)
    status = drf.ChoiceField(choices=Article.Status.choices)
    defaults = DefaultsOutput()
    version = drf.IntegerField()
    length = drf.IntegerField(help_text="Unicode code points")
    sha256 = drf.CharField()
    author = drf.CharField()
    revision = drf.IntegerField()
    created_at = drf.DateTimeField()
    updated_at = drf.DateTimeField()
    same_text_as = drf.ListField(child=drf.CharField(), required=False)


class VersionOutput(drf.Serializer):
    id = drf.CharField()
    article = drf.CharField()
    number = drf.IntegerField()
    sha256 = drf.CharField(help_text="of the text as it was captured")
    redacted_sha256 = drf.CharField(allow_null=True, help_text="of the text as it is, where words were blacked out")
    length = drf.IntegerField(help_text="Unicode code points")
    created_at = drf.DateTimeField()
    source = drf.ChoiceField(choices=ArticleVersion.Source.choices)
    author = drf.CharField()
    text = drf.CharField(required=False)
    blocks = drf.ListField(child=drf.DictField(), required=False)

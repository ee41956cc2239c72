"""What the desk's public pages take and give."""

from rest_framework import serializers as drf

from annotations.deskpages.models import DeskPage
from annotations.rest.serializers import Input, Name, Text


class DeskPageInput(Input):
    """The next version of a page; `text` is Markdown."""

    title = Name(max_length=200)
    text = Text(max_length=100_000)


class DeskPageOutput(drf.Serializer):
    id = drf.CharField()
    name = drf.ChoiceField(choices=DeskPage.Name.choices)
    number = drf.IntegerField(help_text="the version, from 1")
    title = drf.CharField()
    text = drf.CharField(help_text="Markdown; empty when withdrawn", allow_blank=True)
    withdrawn = drf.BooleanField(help_text="with this version the page was taken away")
    scale = drf.IntegerField(allow_null=True, help_text="of the rating definitions: the scale that was current")
    author = drf.CharField()
    published_at = drf.DateTimeField()
    url = drf.URLField(help_text="where everybody finds this version")

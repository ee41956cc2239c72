"""Markdown read into a text and its blocks: CommonMark with tables and strikethrough, HTML in it taken as text."""

from markdown_it import MarkdownIt

from . import html, intake
from .blocks import Document


def commonmark():
    """A parser of the Markdown that people write here."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def parse(source: str) -> Document:
    """The document of Markdown; `text` is the rendered text, as `html.parse` gives it.

    Raises TextError when nothing is left, TooLong beyond the limits of intake (of the source, too).
    """
    source = intake.check_length(intake.check_source(source))
    return html.read(commonmark().render(source))

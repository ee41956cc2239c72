"""Markdown read into a text and its blocks: CommonMark with tables and strikethrough, HTML in it taken as text."""

from markdown_it import MarkdownIt

from . import html, intake
from .blocks import Document

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def parse(source: str) -> Document:
    """The document of Markdown; `text` is the rendered text, as `html.parse` gives it.

    Raises TextError when nothing is left, TooLong beyond the limits of intake (of the source, too).
    """
    source = intake.check_length(intake.check_source(source))
    return html.read(_MARKDOWN.render(source))


_PAGE = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def render(source: str) -> str:
    """Markdown as HTML that is safe on any page: no HTML of the writer's, no pictures, links to the web alone.

    Headings begin at the second level: the first is the page's.
    """
    tokens = _PAGE.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    return _PAGE.renderer.render(tokens, _PAGE.options, {})

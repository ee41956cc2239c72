"""From what somebody sends to a text with blocks: the one place where articles are read."""

from django.utils.translation import gettext as _

from annotations.errors import Invalid, TooLarge
from annotations.rest.told import told
from annotations.text import TextError, TooLong, blocks, html, intake, markdown
from annotations.text.blocks import Document

READERS = {"text": blocks.plain, "markdown": markdown.parse, "html": html.parse}
SUFFIXES = {"txt": "text", "text": "text", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html"}


def read(kind, source) -> Document:
    """The document that `source` stands for; `kind` is text, markdown or html.

    Raises `Invalid` at `/<kind>` when it cannot be an article, `TooLarge` over the limits.
    """
    try:
        return READERS[kind](source)
    except TooLong as error:
        raise TooLarge(told(error.message)) from None
    except TextError as error:
        raise Invalid((f"/{kind}", told(error.message))) from None


def read_file(name, data):
    """`(kind, document)` of an uploaded file: `.txt`, `.md` or `.html`, by its name.

    Raises `Invalid` at `/file` for another type, or for bytes that are not text.
    """
    kind = SUFFIXES.get(name.rpartition(".")[2].lower())
    if kind is None:
        raise Invalid(("/file", _("Send a .txt, .md or .html file.")))
    try:
        return kind, READERS[kind](intake.decode(data))
    except TooLong as error:
        raise TooLarge(told(error.message)) from None
    except TextError as error:
        raise Invalid(("/file", told(error.message))) from None

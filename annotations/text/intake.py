"""Text as it is stored: what was sent after the few changes that API.md, *Intake of text*, allows."""

import codecs
import hashlib
import unicodedata

from .errors import TextError, TooLong
from .sentences import Sentence

MAX_BYTES = 5_000_000
MAX_LENGTH = 1_000_000  # code points

_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def plain(text: str) -> str:
    """The text to store: a leading BOM dropped, CRLF and CR turned into LF, NFC; nothing trimmed or collapsed.

    Raises TextError when nothing is left, or with NUL or a lone surrogate; TooLong beyond the limits.
    """
    text = check_source(text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return check_length(text)


def check_source(text: str) -> str:
    """The same text without a leading BOM, once it is sure that it can be encoded and is at most 5 MB."""
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise TextError("The text contains a NUL character. Remove it, or send the original as a file.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise TextError(
            Sentence("The text has half a character (a lone surrogate) at position %(position)s.", position=error.start)
        ) from None
    if size > MAX_BYTES:
        raise TooLong(
            Sentence(
                "The text is larger than %(size)s MB. Split it into several articles.", size=MAX_BYTES // 1_000_000
            )
        )
    return text


def check_length(text: str) -> str:
    """The same text, once it is sure that it is not empty and has at most 1,000,000 code points."""
    if not text:
        raise TextError("The text is empty.")
    if len(text) > MAX_LENGTH:
        raise TooLong(
            Sentence(
                "The text has %(length)s characters; at most %(most)s fit into one article.",
                length=f"{len(text):,}",
                most=f"{MAX_LENGTH:,}",
            )
        )
    return text


def decode(data: bytes) -> str:
    """The text of an uploaded file: UTF-8 with or without BOM, or UTF-16 with BOM; else TextError, never a guess."""
    if len(data) > MAX_BYTES:
        raise TooLong(
            Sentence(
                "The file is larger than %(size)s MB. Split it into several articles.", size=MAX_BYTES // 1_000_000
            )
        )
    encoding = "utf-8-sig"
    for bom, name in _UTF16:
        if data.startswith(bom):
            data, encoding = data.removeprefix(bom), name
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextError(
            Sentence(
                "The file is not text in UTF-8 (or UTF-16 with a byte order mark): byte %(position)s does not fit. "
                "Save it as UTF-8 and send it again.",
                position=error.start,
            )
        ) from None


def sha256(text: str) -> str:
    """The hexadecimal SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()

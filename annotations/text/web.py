"""Addresses on the web as people send them."""

import re
from urllib.parse import urlsplit

from .sentences import Sentence

MAX_URL = 2_000  # code points
SCHEMES = ("http", "https")
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def check_url(value: str) -> str:
    """The same address, once it is sure that it is http or https with a host and no credentials.

    Raises ValueError with a text for the person who wrote it. Nothing is fetched.
    """
    if len(value) > MAX_URL:
        raise ValueError(Sentence("An address has at most %(most)s characters.", most=f"{MAX_URL:,}"))
    if any(char.isspace() or ord(char) < 32 or ord(char) == 127 for char in value):
        raise ValueError("An address has no spaces or control characters.")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("This is no valid web address.") from None
    if parts.scheme.lower() not in SCHEMES:
        raise ValueError("An address begins with http:// or https://.")
    if not host or "\\" in value:
        raise ValueError("The address names no host.")
    if parts.username is not None or parts.password is not None:
        raise ValueError("An address must not carry a name or a password.")
    return value


def is_url(value: str) -> bool:
    """True when `check_url` takes the value."""
    try:
        check_url(value)
    except ValueError:
        return False
    return True


def first_link(text: str) -> str | None:
    """The first http or https address in a text, without signs of the sentence behind it; None for none."""
    for match in _LINK.finditer(text):
        link = match.group().rstrip(".,;:!?»”’\"')]}")
        if is_url(link):
            return link
    return None

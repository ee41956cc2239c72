"""Blacking out, with no database: as many blocks as there were code points, so that every offset stays true."""

import re

BLOCK = "█"

# Members of JSON that are no words of people: names of kinds, ids.
NAMES = {"id", "kind", "type", "slug", "language", "lang"}


class Mask:
    """Blacks out some words wherever they stand, exactly as they are written; the longest first."""

    def __init__(self, words):
        self.words = sorted({word for word in words if word}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, self.words))) if self.words else None

    def text(self, text):
        """The text without the words."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: BLOCK * len(found[0]), text)

    def json(self, value):
        """A JSON value without the words in any of its strings."""
        return _each_string(value, self.text)


def blacken(value):
    """A string, or every string of a JSON value, blacked out as a whole."""
    return _each_string(value, lambda text: BLOCK * len(text))


def _each_string(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_string(each, change) for each in value]
    if isinstance(value, dict):
        return {name: each if name in NAMES else _each_string(each, change) for name, each in value.items()}
    return value

"""Blacking out, with no database: as many blocks as there were code points, so that every offset stays true."""

from annotations.text.fold import fold
from annotations.text.folded_places import find_folded

BLOCK = "█"

# Members of JSON that are no words of people: names of kinds, ids.
NAMES = {"id", "kind", "type", "slug", "language", "lang"}


class Mask:
    """Blacks out some words wherever they stand, in any spelling that search takes for the same: in capitals,
    decomposed, with other quotes, across a line break."""

    def __init__(self, words):
        self.words = list(dict.fromkeys(word for word in map(fold, words) if word))

    def text(self, text):
        """The text without the words. Line breaks stay: paragraphs are drawn by them."""
        found = find_folded(text, self.words)
        if not found:
            return text
        chars = list(text)
        for start, end in found:
            chars[start:end] = ["\n" if char == "\n" else BLOCK for char in chars[start:end]]
        return "".join(chars)

    def json(self, value):
        """A JSON value without the words in any of its strings."""
        return _each_string(value, self.text)


def blacken(value):
    """A string, or every string of a JSON value, blacked out as a whole."""
    return _each_string(value, lambda text: "".join("\n" if char == "\n" else BLOCK for char in text))


def _each_string(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_string(each, change) for each in value]
    if isinstance(value, dict):
        return {name: each if name in NAMES else _each_string(each, change) for name, each in value.items()}
    return value

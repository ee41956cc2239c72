"""HTML read into a text and its blocks, as a browser would show it: structure kept, everything else left behind."""

import re
import unicodedata
from itertools import pairwise

from lxml import etree

from . import intake, speakers
from .blocks import MAX_BLOCKS, Document, plain_blocks
from .errors import TextError
from .sentences import Sentence
from .web import is_url

MAX_DEPTH = 500  # open elements; the parser looks through all of them for each stray end tag
_MAX_WITHIN = 12  # containers around a block; deeper lists and quotes are drawn flat
_MAX_MARKS_OPEN = 12
_CHUNK = 1 << 16

_SKIPPED_TAGS = """
    script style nav noscript template iframe object embed svg math canvas audio video select datalist textarea
    button input head dialog rp
"""
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_PARAGRAPH_TAGS = """
    body p div section article main header footer aside address figure details summary form fieldset legend
    hgroup search center dl ul ol blockquote table thead tbody tfoot tr hr menu
"""
_BLOCK = {
    **dict.fromkeys(_PARAGRAPH_TAGS.split(), "paragraph"),
    **{f"h{level}": "heading" for level in range(1, 7)},
    **{"pre": "pre", "listing": "pre", "li": "list-item", "td": "cell", "th": "cell"},
    **{"dt": "term", "dd": "description", "figcaption": "caption", "caption": "caption"},
}
_LISTS = {"ul": "list", "ol": "list", "menu": "list"}
_CONTAINER = {**_LISTS, "li": "item", "blockquote": "quote", "table": "table", "tr": "row", "td": "cell", "th": "cell"}
_ONLY_IN = {"item": "list", "row": "table", "cell": "row"}
_MARK = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    **{"sup": "sup", "sub": "sub"},
}
_SPACE = re.compile("[ \t\n\f\r]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MAILTO = re.compile(r"mailto:[^\s<>\"]{3,320}", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,4}")


def parse(source: str) -> Document:
    """The document of an HTML page or fragment; `text` is its rendered text, blocks joined by one line end, NFC.

    Scripts, styles, navigation, forms and hidden parts are left out. Broken markup is read as a browser would, about.
    Raises TextError when nothing is left or the nesting is absurd; TooLong beyond the limits of intake.
    """
    source = intake.check_source(source)
    if not source.strip():
        raise TextError("The text is empty.")
    return read(source)


def read(source: str) -> Document:
    """The document of HTML whose size somebody has checked; as `parse` otherwise."""
    reader = _Reader()
    parser = etree.HTMLParser(
        target=reader, encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    data = source.encode() or b"<p>"  # lxml refuses no bytes at all
    try:
        for at in range(0, len(data), _CHUNK):
            parser.feed(data[at : at + _CHUNK])
        parser.close()
    except etree.LxmlError:
        raise TextError("This could not be read as HTML.") from None
    text = intake.check_length(reader.text())
    blocks = reader.blocks
    if len(blocks) > MAX_BLOCKS:
        blocks = plain_blocks(text)
    return Document(text, speakers.assign(text, blocks), reader.title(), reader.language)


class _Reader:
    """What lxml calls for each tag and text; collects blocks and the pieces of the text."""

    def __init__(self):
        self.blocks: list[dict] = []
        self.language: str | None = None
        self._pieces: list[str] = []
        self._length = 0  # of the pieces, line ends between them included
        self._depth = 0
        self._skipping = 0  # depth of the element whose content is left out, 0 for none
        self._raw: list[str] = []  # text of the events since the last tag
        self._title: list[str] = []
        self._in_title = False
        self._kinds: list[tuple[str, str, int]] = []  # open block elements: tag, kind, blocks before it
        self._within: list[dict] = []
        self._containers = 0
        self._marks: list[list] = []  # open inline marks: [kind, href, start in the leaf]
        self._leaf: list[str] = []
        self._leaf_length = 0
        self._last = ""
        self._leaf_marks: list[tuple[int, int, str, str | None]] = []

    # Events

    def start(self, tag: str, attributes) -> None:
        self._settle()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TextError(Sentence("The HTML is nested more than %(most)s deep.", most=MAX_DEPTH))
        if tag == "title" and not self._title:
            self._in_title = True
        if tag == "html" and attributes.get("lang"):
            self.language = attributes["lang"]
        if self._skipping:
            return
        if tag in _SKIPPED or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            self._skipping = self._depth
        elif tag == "br":
            self._line_end()
        elif tag in _BLOCK:
            self._flush()
            self._kinds.append((tag, _BLOCK[tag], len(self.blocks)))
            self._enter(tag, attributes)
        elif len(self._marks) < _MAX_MARKS_OPEN:
            href = _safe_href(attributes.get("href", "")) if tag == "a" else None
            kind = "link" if href else _MARK.get(tag)
            if kind:
                self._marks.append([kind, href, self._leaf_length, self._depth])

    def end(self, tag: str) -> None:
        self._settle()
        depth, self._depth = self._depth, self._depth - 1
        if tag == "title":
            self._in_title = False
        if self._skipping:
            if depth == self._skipping:
                self._skipping = 0
            return
        if tag in _BLOCK:
            self._leave(tag)
        elif self._marks and self._marks[-1][3] == depth:
            kind, href, start, _ = self._marks.pop()
            self._keep_mark(kind, href, start)

    def data(self, data: str) -> None:
        self._raw.append(data)

    def comment(self, text: str) -> None:
        """Nothing: without it the parser would build comments."""

    def close(self) -> None:
        self._settle()
        self._flush()

    # Blocks and containers

    def _enter(self, tag: str, attributes) -> None:
        kind = _CONTAINER.get(tag)
        if not kind or len(self._within) >= _MAX_WITHIN:
            return
        around = self._within[-1]["kind"] if self._within else None
        if kind in _ONLY_IN and around != _ONLY_IN[kind]:
            return
        if around in _ONLY_IN.values() and around != _ONLY_IN.get(kind):
            return  # a parser would move a list out of a table that has no cell for it
        self._containers += 1
        container = {"kind": kind, "n": self._containers}
        if tag == "ol":
            container["ordered"] = True
            if _number(attributes.get("start")):
                container["from"] = _number(attributes["start"])
        if tag == "th":
            container["header"] = True
        if kind == "cell":
            for key, name in (("columns", "colspan"), ("rows", "rowspan")):
                if 1 < _number(attributes.get(name)) <= 100:
                    container[key] = _number(attributes[name])
        self._within.append({**container, "of": self._depth})

    def _leave(self, tag: str) -> None:
        self._flush()
        before = self._kinds.pop()[2] if self._kinds else 0
        if self._within and self._within[-1]["of"] == self._depth + 1:
            if self._within[-1]["kind"] == "cell" and len(self.blocks) == before:
                self._add("cell", "", [])  # an empty cell holds its column open and adds nothing to the text
            self._within.pop()

    def _flush(self) -> None:
        """Ends the leaf: its text becomes a block, open marks go on in the next one."""
        for mark in self._marks:
            self._keep_mark(*mark[:3])
            mark[2] = 0
        text, marks = "".join(self._leaf), self._leaf_marks
        self._leaf, self._leaf_length, self._last, self._leaf_marks = [], 0, "", []
        kind = self._kinds[-1][1] if self._kinds else "paragraph"
        text = text.rstrip("\n") if kind == "pre" else text.rstrip(" \n")
        if text:
            self._add(kind, *_normalised(text, marks))

    def _add(self, kind: str, text: str, marks: list) -> None:
        if text and self._pieces:
            self._length += 1
        start = self._length
        if text:
            self._pieces.append(text)
            self._length += len(text)
        if len(self.blocks) > MAX_BLOCKS:
            return  # too many to keep: parse() will make others from the text alone
        block = {"kind": kind, "start": start, "end": self._length}
        if kind == "heading":
            block["level"] = int(self._kinds[-1][0][1])
        within = self._within
        while within and within[-1]["kind"] in ("list", "table", "row"):
            within = within[:-1]  # text that stands in a table but in no cell stands beside it
        names = {container["kind"] for container in within}
        if (kind == "list-item" and "item" not in names) or (kind == "cell" and "cell" not in names):
            block["kind"] = "paragraph"
        if within:
            block["within"] = [{k: v for k, v in container.items() if k != "of"} for container in within]
        kept = [
            {"kind": mark, "start": start + a, "end": start + b, **({"href": href} if href else {})}
            for a, b, mark, href in sorted(marks, key=lambda m: (m[0], -m[1]))
            if a < b
        ]
        if kept:
            block["marks"] = kept
        self.blocks.append(block)

    # Text

    def _settle(self) -> None:
        if not self._raw:
            return
        data, self._raw = "".join(self._raw), []
        if self._in_title:
            self._title.append(data)
        if self._skipping:
            return
        if self._kinds and self._kinds[-1][1] == "pre":
            data = data.replace("\r\n", "\n").replace("\r", "\n")
            if not self._leaf:
                data = data.removeprefix("\n")
        else:
            data = _SPACE.sub(" ", data)
            if self._last in ("", " ", "\n"):
                data = data.removeprefix(" ")
        self._put(data)

    def _line_end(self) -> None:
        if self._last == " ":
            self._leaf[-1] = self._leaf[-1][:-1]
            self._leaf_length -= 1
        if self._leaf_length:
            self._put("\n")

    def _put(self, data: str) -> None:
        if data:
            self._leaf.append(data)
            self._leaf_length += len(data)
            self._last = data[-1]

    def _keep_mark(self, kind: str, href: str | None, start: int) -> None:
        if self._leaf_length > start:
            self._leaf_marks.append((start, self._leaf_length, kind, href))

    def text(self) -> str:
        return "\n".join(self._pieces)

    def title(self) -> str | None:
        return unicodedata.normalize("NFC", _SPACE.sub(" ", "".join(self._title)).strip()) or None


def _normalised(text: str, marks: list) -> tuple[str, list]:
    """The leaf's text in NFC, and its marks with their offsets in it, cut to its length."""
    if unicodedata.is_normalized("NFC", text):
        length = len(text)
        return text, [(min(a, length), min(b, length), kind, href) for a, b, kind, href in marks]
    cuts = sorted({0, len(text), *(_off_marks(text, at) for a, b, _, _ in marks for at in (a, b))})
    moved, pieces, length = {0: 0}, [], 0
    for a, b in pairwise(cuts):
        pieces.append(unicodedata.normalize("NFC", text[a:b]))
        length += len(pieces[-1])
        moved[b] = length
    joined = "".join(pieces)
    if not unicodedata.is_normalized("NFC", joined):
        return unicodedata.normalize("NFC", text), []  # marks that cut a long run of combining marks are dropped
    return joined, [(moved[_off_marks(text, a)], moved[_off_marks(text, b)], kind, href) for a, b, kind, href in marks]


def _off_marks(text: str, at: int) -> int:
    """The offset moved on past characters that may compose with the one before them, 30 at most."""
    at = min(at, len(text))
    last = min(len(text), at + 30)
    while at < last and (unicodedata.category(text[at])[0] == "M" or "\u1160" <= text[at] <= "\u11ff"):
        at += 1
    return at


def _safe_href(href: str) -> str | None:
    """The address, if a link may lead there: http, https or mailto; else None."""
    href = href.strip()
    return href if is_url(href) or _MAILTO.fullmatch(href) else None


def _number(value: str | None) -> int:
    return int(value) if value and _DIGITS.fullmatch(value.strip()) else 0

"""A text and its blocks: where paragraphs, headings, list items and cells stand in it, and the same as HTML.

`blocks` is JSON, kept with the version: a flat list in reading order, one entry for each piece of text that stands
by itself. An entry:

    kind     paragraph | heading | list-item | cell | caption | term | description | pre
    start, end      code points of the text, half-open; what lies between two blocks is white space
    level    1 to 6, headings only
    within   the containers around it, outermost first, left out when there are none; each
             {kind: list | item | quote | table | row | cell, n, ordered?, from?, header?, columns?, rows?};
             neighbours with the same `n` are in the same container
    marks    inline marks, properly nested, left out when there are none; each
             {kind: em | strong | code | sup | sub | strike | link, start, end, href?}, offsets as above
    speaker, role, time, speech     transcripts only, see speakers.py
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from . import intake, speakers

MAX_BLOCKS = 20_000  # more, and a block takes several lines: the list is sent to every browser

_LINE = re.compile(r"[^\n]+")
_COLLAPSIBLE = " \t"

_LEAF = {"pre": "pre", "list-item": "div", "cell": "div"}
_CONTAINER = {"item": "li", "quote": "blockquote", "table": "table", "row": "tr"}
_MARK = {"em": "em", "strong": "strong", "code": "code", "sup": "sup", "sub": "sub", "strike": "s", "link": "a"}


@dataclass(frozen=True)
class Document:
    """A text ready to store, its blocks, and what the source says of itself."""

    text: str
    blocks: list[dict]
    title: str | None = None
    language: str | None = None


def plain(text: str) -> Document:
    """The document of plain text as sent: a paragraph for each line that is not blank, with speakers in transcripts.

    White space around a line is text but belongs to no block. Raises TextError and TooLong as `intake.plain`.
    """
    text = intake.plain(text)
    return Document(text, speakers.assign(text, plain_blocks(text)))


def plain_blocks(text: str) -> list[dict]:
    """A paragraph for each line that is not blank; above 20,000 of them, several lines make one."""
    lines = []
    for match in _LINE.finditer(text):
        line = match[0]
        start = match.start() + len(line) - len(line.lstrip(_COLLAPSIBLE))
        end = match.end() - len(line) + len(line.rstrip(_COLLAPSIBLE))
        if start < end:
            lines.append((start, end))
    step = -(-len(lines) // MAX_BLOCKS) or 1
    groups = (lines[n : n + step] for n in range(0, len(lines), step))
    return [{"kind": "paragraph", "start": group[0][0], "end": group[-1][1]} for group in groups]


def render_html(text: str, blocks: list[dict], *, write=None, linked=None, bare=False) -> str:
    """The article as safe HTML whose `textContent` is `text`, every character once and in order.

    Built from a fixed set of elements and from escaped text, so nothing of the source runs. What stands between
    blocks becomes white space between elements. Put it into its element without adding white space around it.

    `write(start, end)` gives the HTML of a stretch within a block, where it is more than the escaped text;
    `linked(start, end)` says whether a link of the article is left out there, because `write` puts its own. `bare`
    leaves out what only scripts read.
    """
    ways = _Ways(text, write or (lambda start, end: escape(text[start:end], quote=False)), linked, bare)
    out: list[str] = []
    path: list[dict] = []
    at = 0
    for n, block in enumerate(blocks):
        within = block.get("within", [])
        common = _common(path, within)
        out.extend(f"</{_tag(container)}>" for container in reversed(path[common:]))
        out.append(escape(text[at : block["start"]], quote=False))
        if common < len(within):
            side = _direction(text, block["start"])
            out.extend(_open(container, side) for container in within[common:])
        out.append(_leaf(ways, block, n))
        path, at = within, block["end"]
    out.extend(f"</{_tag(container)}>" for container in reversed(path))
    out.append(escape(text[at:], quote=False))
    return "".join(out)


@dataclass(frozen=True)
class _Ways:
    """A text, and how it is written."""

    text: str
    write: Callable[[int, int], str]
    linked: Callable[[int, int], bool] | None
    bare: bool


def _common(one: list[dict], other: list[dict]) -> int:
    """How many containers, from the outermost, are the same."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a["n"] != b["n"]:
            break
        count += 1
    return count


def _tag(container: dict) -> str:
    kind = container["kind"]
    if kind == "list":
        return "ol" if container.get("ordered") else "ul"
    if kind == "cell":
        return "th" if container.get("header") else "td"
    return _CONTAINER[kind]


def _direction(text: str, at: int) -> str:
    """The direction of the first letter from `at` on; `auto` is no way to say it: it does not look into elements that
    have a `dir` of their own."""
    for place in range(at, len(text)):
        if (kind := unicodedata.bidirectional(text[place])) in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _open(container: dict, side: str) -> str:
    names = {"from": "start", "columns": "colspan", "rows": "rowspan"}
    extra = "".join(f' {names[key]}="{int(container[key])}"' for key in names if key in container)
    # A list takes its markers' side, and a table that of its first column, from the direction of their words.
    return f'<{_tag(container)}{extra} dir="{side}">'


def _leaf(ways: _Ways, block: dict, n: int) -> str:
    text, kind = ways.text, block["kind"]
    # The page's own heading is above the article's.
    tag = f"h{min(block['level'] + 1, 6)}" if kind == "heading" else _LEAF.get(kind, "p")
    attributes = f'data-block="{n}" data-kind="{escape(kind)}" data-start="{block["start"]}" dir="auto"'
    if ways.bare:
        attributes = 'dir="auto"'
    for key in ("speaker", "time"):
        if block.get(key):
            attributes += f' data-{key}="{escape(block[key])}"'
    label = ""
    if "speech" in block:
        # The label of a turn, "DAHL:", is text of the article but no part of what was said.
        attributes += f' data-speech="{block["speech"]}"'
        label = f'<span class="turn-label">{ways.write(block["start"], block["speech"])}</span>'
        block = {**block, "start": block["speech"]}
    # A parser drops the first line end inside <pre>.
    lead = "\n" if tag == "pre" and text.startswith("\n", block["start"]) else ""
    return f"<{tag} {attributes}>{lead}{label}{_inline(ways, block)}</{tag}>"


def _inline(ways: _Ways, block: dict) -> str:
    out: list[str] = []
    stack: list[tuple[int, str]] = []
    at = block["start"]

    def advance(to: int) -> None:
        nonlocal at
        if at < to:
            out.append(ways.write(at, to))
            at = to

    for mark in sorted(block.get("marks", ()), key=lambda mark: (mark["start"], -mark["end"])):
        while stack and stack[-1][0] <= mark["start"]:
            end, tag = stack.pop()
            advance(end)
            out.append(f"</{tag}>")
        advance(mark["start"])
        tag = _MARK[mark["kind"]]
        end = min(mark["end"], stack[-1][0] if stack else block["end"])
        if end <= mark["start"] or (tag == "a" and any(open_tag == "a" for _, open_tag in stack)):
            continue
        if tag == "a" and ways.linked and ways.linked(mark["start"], end):
            continue
        href = f' href="{escape(mark["href"])}" rel="noopener noreferrer" target="_blank"' if tag == "a" else ""
        out.append(f"<{tag}{href}>")
        stack.append((end, tag))
    while stack:
        end, tag = stack.pop()
        advance(end)
        out.append(f"</{tag}>")
    advance(block["end"])
    return "".join(out)

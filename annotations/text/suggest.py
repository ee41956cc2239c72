"""Title, date and language suggested from a text. Suggestions only: the text stays as it is, people change them."""

import re

from . import dates, languages
from .blocks import Document

MAX_TITLE = 200  # code points; a longer first line is cut at a word

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), start=1)
}
_ISO = r"(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?![\d-])"
_NAMED = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[^\W\d_]{3,9})\s+(?P<year>\d{4})(?:\s+року|\s+года)?"
_LEADING = re.compile(rf"\s*(?:(?:date|published|дата)\s*:?\s*)?(?:{_ISO}|{_NAMED})[\s.,:;|–—-]*", re.IGNORECASE)
_LABELLED = re.compile(rf"\s*(?:date|published|дата)\s*:?\s*(?:{_ISO}|{_NAMED})\s*$", re.IGNORECASE)
_LINES_WITH_DATE = 5  # a date line stands near the top


def suggest(document: Document) -> dict:
    """`{title, published_on, language}` for the form; each is None where the text does not say it.

    The title is the page's own, else the first heading, else the first line without its leading date. `published_on`
    is a partial ISO date from the first line, or from a line near the top that is nothing but a date.
    """
    lines = _first_lines(document)
    first = lines[0] if lines else ""
    day, rest = _leading_date(first)
    heading = next((b for b in document.blocks[:20] if b["kind"] == "heading"), None)
    title = document.text[heading["start"] : heading["end"]] if heading else rest
    if not title and len(lines) > 1:
        title = lines[1]
    if document.title and not heading:
        title = document.title
    if day is None:
        day = next(filter(None, map(_date_line, lines[1:_LINES_WITH_DATE])), None)
    language = document.language if document.language and languages.is_tag(document.language) else None
    return {
        "title": _shorten(" ".join(title.split())) or None,
        "published_on": day,
        "language": language or languages.guess(document.text),
    }


def _first_lines(document: Document) -> list[str]:
    found = []
    for block in document.blocks[:_LINES_WITH_DATE]:
        lines = document.text[block["start"] : min(block["end"], block["start"] + 5_000)].split("\n")
        found += [line for line in lines if line.strip()]
    return found


def _leading_date(line: str) -> tuple[str | None, str]:
    """The date at the beginning of the line, and the rest of it."""
    match = _LEADING.match(line)
    day = _iso(match) if match else None
    return (day, line[match.end() :]) if day else (None, line)


def _date_line(line: str) -> str | None:
    match = _LABELLED.match(line) or _LEADING.fullmatch(line)
    return _iso(match) if match else None


def _iso(match) -> str | None:
    value = match["iso"]
    if not value:
        month = _MONTHS.get(match["month"].lower())
        if not month:
            return None
        value = f"{match['year']}-{month:02}-{int(match['day']):02}"
    try:
        dates.parse(value)
    except ValueError:
        return None
    return value


def _shorten(title: str) -> str:
    if len(title) <= MAX_TITLE:
        return title
    cut = title[: MAX_TITLE - 1]
    return cut[: cut.rfind(" ")] + "…" if " " in cut[MAX_TITLE // 2 :] else cut + "…"

"""What the page of publishing says of a version: before and after, its entry in the feed, copies to take away.

Of snapshots as `publishing.public.page_of` gives them; no database.
"""

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from annotations.public.feeds import html_of
from annotations.public.snapshot import media_review_of, review_of
from annotations.templatetags.words import MEDIA, MEDIA_SHOWN
from annotations.text import prose
from annotations.text.changes import changes


def before_and_after(before, after):
    """`[{label, runs}]` of what differs, by words: `runs` as of `text.changes`."""
    labels = {
        "rating": _("Rating"),
        "headline": _("Headline"),
        "summary": _("Short answer"),
        "body": _("Text"),
        "explanation": _("Reasons of the desk"),
        "reply": _("Reply of the person or organization"),
        "dissent": _("Minority view"),
        "authors": _("Authors"),
        "claim": _("Claim"),
        "evidence": _("Sources"),
        "image": _("Picture"),
        "media_review": _("The picture or recording in which it was seen"),
        "language": _("Language"),
        "canonical_url": _("Page on your own site"),
    }
    found = []
    for name, label in labels.items():
        old, new = _text(before, name), _text(after, name)
        if old != new:
            found.append({"label": label, "runs": changes(old, new).runs})
    return found


def _text(shown, name):
    value = shown[name]
    if name == "rating":
        return value["label"]
    if name == "claim":
        return value["text"]
    if name == "authors":
        return "\n".join(value)
    if name == "image":
        return value["alt"] if value else ""
    if name == "media_review":
        said = value or {"authenticity": "", "medium": "", "context": "", "original_url": ""}
        parts = (
            MEDIA_SHOWN.get(said["medium"]),
            MEDIA.get(said["authenticity"]),
            said["context"],
            said["original_url"],
        )
        return "\n".join(str(part) for part in parts if part)
    if name == "evidence":
        rows = enumerate(value, 1)
        return "\n".join(f"[{n}] {item['title'] or item['citation'] or item['url'] or ''}" for n, item in rows)
    return value or ""


def feed_entry(project, made, after):
    """`{title, text, link}` of the version in the feeds."""
    if after is None:
        return {"title": _("Withdrawn"), "text": made.notice or made.reason}
    title = f"{after['rating']['label']}: {after['headline'] or after['claim']['text']}"
    return {"title": title, "text": prose.plain(after["summary"] or after["explanation"] or ""), "link": after["url"]}


def review_in_words(project, after):
    """The ClaimReview of the version, to be read by people."""
    review = review_of(project, after, settings.SITE_URL)
    return orjson.dumps(review, option=orjson.OPT_INDENT_2).decode()


def media_review_in_words(project, after):
    """The MediaReview of the version, or None."""
    review = media_review_of(project, after, settings.SITE_URL)
    return review and orjson.dumps(review, option=orjson.OPT_INDENT_2).decode()


def copies(shown):
    """`[(format, text)]`: the fact-check as HTML, Markdown and plain text."""
    return [("HTML", html_of(shown)), ("Markdown", markdown_of(shown)), (_("Text"), text_of(shown))]


def markdown_of(shown):
    """The fact-check as Markdown, its numbered sources in words at the end."""
    parts = [f"# {shown['headline'] or shown['claim']['text']}", f"> {shown['claim']['text']}"]
    parts += [f"**{shown['rating']['label']}**", shown["summary"] or shown["explanation"], shown["body"]]
    parts.append("\n".join(_source(number, item, markdown=True) for number, item in enumerate(shown["evidence"], 1)))
    return _joined(parts)


def text_of(shown):
    """The fact-check as plain text, its numbered sources in words at the end."""
    parts = [shown["headline"] or shown["claim"]["text"], f"“{shown['claim']['text']}”", shown["rating"]["label"]]
    parts += [shown["summary"] or shown["explanation"], shown["body"]]
    parts.append("\n".join(_source(number, item) for number, item in enumerate(shown["evidence"], 1)))
    return _joined(parts)


def _joined(parts):
    return "\n\n".join(part.strip() for part in parts if part and part.strip()) + "\n"


def _source(number, item, *, markdown=False):
    """A source in one line: what it is, by whom, when, where, and the words that are quoted from it."""
    words = item["title"] or item["citation"] or item["url"] or ""
    rest = ", ".join(value for value in (item["publisher"], item["published_on"]) if value)
    named = f"[{words}]({item['url']})" if markdown and item["url"] else words
    line = f"[{number}] {named}" + (f" ({rest})" if rest else "")
    if item["url"] and not markdown and words != item["url"]:
        line += f": {item['url']}"
    quote = " ".join((item["quote"] or "").split())
    return line + (f" — “{quote}”" if quote else "") + ("  " if markdown else "")

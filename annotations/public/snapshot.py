"""What a page shows of one snapshot: a pure function of it, so that a preview is the page.

`shown` is what `publishing.public.page_of` gives of a publication, saved or not.
"""

from datetime import datetime
from urllib.parse import urlsplit

import orjson
from django.utils.safestring import mark_safe

from annotations.exports.claimreview import claim_review
from annotations.exports.context import Context
from annotations.exports.mediareview import media_review
from annotations.public.words import is_rtl
from annotations.publishing.addresses import page_of
from annotations.templatetags.words import CORRECTION_KIND
from annotations.text import prose


def when(value):
    """A time of a snapshot as a datetime; None stays None."""
    return datetime.fromisoformat(value) if value else None


def page_context(project, shown, *, site):
    """The context of `public/factcheck.html` for the desk's fact-check `shown`; no database is asked."""
    claim, evidence = shown["claim"], shown["evidence"]
    count = len(evidence)
    language = language_of(project, shown)
    scale = scale_of(shown)
    rating = rating_of(shown)
    summary = (shown["summary"] or "").strip()
    explanation = (shown["explanation"] or "").strip()
    return {
        "project": project,
        "claim": claim,
        "claim_language": claim["language"] or None,
        "language": language,
        "direction": "rtl" if is_rtl(language) else "ltr",
        "headline": shown["headline"] or claim["text"],
        "headline_is_claim": (shown["headline"] or claim["text"]).strip() == claim["text"].strip(),
        "summary": mark_safe(prose.paragraphs(summary, count)),
        "description": cut(prose.plain(summary or explanation or claim["text"]), 300),
        "explanation": mark_safe(prose.paragraphs(explanation, count)) if explanation != summary else "",
        "body": mark_safe(prose.render(shown["body"] or "", count)),
        "reply": mark_safe(prose.paragraphs(shown["reply"] or "", count)),
        "dissent": mark_safe(prose.paragraphs(shown["dissent"] or "", count)) if shown["show_dissent"] else "",
        "rating": rating,
        "steps": [each for each in scale if each["position"] is not None],
        "apart": [each for each in scale if each["position"] is None],
        "place": _place(scale, rating),
        "authors": shown["authors"],
        "evidence": [source(number, item) for number, item in enumerate(evidence, 1)],
        "first": next((seen for seen in map(appearance, shown["appearances"])), None),
        "seen": [appearance(item) for item in shown["appearances"]],
        "corrections": corrections(shown),
        "published_at": when(shown["first_published_at"]),
        "updated_at": when(shown["published_at"]) if shown["version"] > 1 else None,
        "known_as_of": shown["known_as_of"],
        "desk_pages": shown.get("desk_pages") or [],
        "image": shown["image"],
        "version": shown["version"],
        "hash": shown["hash"],
        "address": shown["url"],
        "page": page_of(project, claim["id"]),
        "claim_review": script(review_of(project, shown, site)),
        "media_review": shown["media_review"],
    }


def language_of(project, shown):
    """The language of the words around the claim."""
    return shown["language"] or shown["claim"]["language"] or project.language or "en"


def scale_of(shown):
    """The ratings of the scale that was used, in order."""
    return shown["scale"] or [shown["rating"] | {"definition": "", "colour": "", "letter": "", "position": None}]


def rating_of(shown):
    """The rating as its scale has it, with `label`, `letter`, `colour`, `position`."""
    scale = scale_of(shown)
    return next((each for each in scale if each["slug"] == shown["rating"]["slug"]), scale[0])


def _place(scale, rating):
    """`(which, of how many)` steps of the scale, from the first; None outside the order."""
    steps = [each["slug"] for each in scale if each["position"] is not None]
    return (steps.index(rating["slug"]) + 1, len(steps)) if rating["slug"] in steps else None


def review_of(project, shown, site):
    """The ClaimReview of a page: by the scale that is frozen with it."""
    version = shown["rating"]["scale"]
    values = [each["value"] for each in shown["scale"] if each["value"] is not None]
    context = Context(
        project.name,
        site,
        names={(version, each["slug"]): each["claimreview"] or each["label"] for each in shown["scale"]},
        bounds={version: (min(values), max(values))} if values else {},
    )
    review = claim_review(shown, context)
    if shown["language"]:
        review["inLanguage"] = shown["language"]
    return review


def media_review_of(project, shown, site):
    """The MediaReview of a page, or None."""
    return media_review(shown, Context(project.name, site))


def script(data):
    """JSON for a script element that is data: no `<`, so that nothing in it can end the element."""
    text = orjson.dumps(data).decode()
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, code)
    return mark_safe(text)


def source(number, item):
    """A piece of evidence as the list of sources shows it."""
    return item | {
        "number": number,
        "words": item["title"] or item["citation"] or item["url"],
        "site": (urlsplit(item["url"] or "").hostname or "").removeprefix("www."),
        "rtl": is_rtl(item["quote_language"]),
    }


def appearance(item):
    """Where a claim was seen: `title`, `publisher`, `on`, `url`, `archive_url`, `quotes`, `reach`."""
    if item["article"]:
        article = item["article"]
        return {
            "title": article["title"],
            "publisher": article["publisher"],
            "on": article["published_on"],
            "url": article["url"],
            "article": article["id"],
            "archive_url": item.get("archive_url"),
            "quotes": [part["exact"] for part in item["fragments"] or []],
            "reach": None,
        }
    return {
        "title": None,
        "publisher": item["platform"] or (urlsplit(item["url"] or "").hostname or "").removeprefix("www."),
        "on": (item["posted_at"] or "")[:10] or None,
        "url": item["url"],
        "article": None,
        "archive_url": item["archive_url"],
        "quotes": [],
        "reach": item["reach"],
    }


def corrections(shown):
    """The corrections, newest first, each with its day and what it is called."""
    found = [
        each | {"when": when(each["at"]), "word": CORRECTION_KIND.get(each["kind"], each["kind"])}
        for each in shown["corrections"]
    ]
    return found[::-1]


def cut(text, most):
    """The text, at most so many characters, cut between words."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head[: head.rfind(" ")] if " " in head[most // 2 :] else head).rstrip(" ,.;:") + "…"

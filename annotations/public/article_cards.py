"""A fact-check beside an article, as HTML. Snapshots never change, so each is drawn once and kept."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from annotations.public.snapshot import corrections, language_of, rating_of, source, when
from annotations.public.words import is_rtl, ours
from annotations.publishing.addresses import address_of
from annotations.text import prose

# At most so many are kept, some 6 KB each.
KEPT = 1_000
_drawn = {}


@dataclass(frozen=True)
class Card:
    """What a card shows, and by what it is the same as another: the snapshot's hash and how it stands on the page.

    `passages` are `(id, words, version, whether the text has it)`.
    """

    hash: str
    slug: str
    number: int
    passages: tuple
    shows: str
    text_language: str | None
    language: str
    ui_language: str


def draw_cards(checks, project, article, shows, language):
    """The HTML of the card of each fact-check of a page in this language."""
    if len(_drawn) > KEPT:
        _drawn.clear()
    for check in checks:
        shown = check["factcheck"].current.snapshot
        card = Card(
            hash=check["factcheck"].current.hash,
            slug=project.slug,
            number=check["number"],
            passages=tuple(
                (each.id, tuple(each.words), each.version, each.fragments is not None) for each in check["passages"]
            ),
            shows=shows,
            text_language=article.language,
            language=language_of(project, shown),
            ui_language=ours(language, project.language),
        )
        # Another thread may empty it meanwhile.
        if (html := _drawn.get(card)) is None:
            html = _drawn[card] = draw_card(card, project, shown)
        yield html


def draw_card(card, project, shown):
    """The card as HTML: claim, rating, the passages, short answer, sources, correction. Of its snapshot alone."""
    evidence, language, number = shown["evidence"], card.language, card.number
    answer = shown["summary"] or shown["explanation"] or ""
    check = {
        "number": number,
        "claim": shown["claim"],
        "language": language,
        "direction": "rtl" if is_rtl(language) else "ltr",
        "rating": rating_of(shown),
        "passages": [
            {"id": name, "words": words, "version": version, "placed": placed}
            for name, words, version, placed in card.passages
        ],
        "answer": mark_safe(prose.paragraphs(answer, len(evidence), f"check-{number}-source-")),
        "evidence": [source(place, item) for place, item in enumerate(evidence, 1)],
        "corrections": corrections(shown),
        "published_at": when(shown["first_published_at"]),
        "address": address_of(project, shown["claim"]["id"], shown["canonical_url"]),
    }
    context = {"check": check, "shows": card.shows, "text_language": card.text_language}
    with translation.override(card.ui_language):
        return mark_safe(render_to_string("public/article_check.html", context))

"""What a change replaced, and by what, in words: field, before, after."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.templatetags.words import ARTICLE_STATUS, PRIORITY, ROLE, STANCE, STATUS, VISIBILITY

FIELDS = {
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "note": gettext_lazy("Note"),
    "checkable": gettext_lazy("Can be checked"),
    "accepted": gettext_lazy("Accepted"),
    "fragments": gettext_lazy("Passage"),
    "version": gettext_lazy("Version"),
    "claimant": gettext_lazy("Who said it"),
    "claimed_on": gettext_lazy("Said on"),
    "location": gettext_lazy("Where"),
    "topics": gettext_lazy("Topics"),
    "types": gettext_lazy("Kinds"),
    "priority": gettext_lazy("Priority"),
    "status": gettext_lazy("State"),
    "language": gettext_lazy("Language"),
    "original_quote": gettext_lazy("Original words"),
    "source_url": gettext_lazy("Link"),
    "declined_reason": gettext_lazy("Reason"),
    "publisher": gettext_lazy("Publisher"),
    "byline": gettext_lazy("Byline"),
    "published_on": gettext_lazy("Published on"),
    "defaults": gettext_lazy("What claims begin with"),
    "quote": gettext_lazy("Quote"),
    "quote_language": gettext_lazy("Language of the quote"),
    "quote_translation": gettext_lazy("Translation of the quote"),
    "stance": gettext_lazy("What it does"),
    "medium": gettext_lazy("Medium"),
    "question": gettext_lazy("Question that this answers"),
    "archive_url": gettext_lazy("Archived copy"),
    "visibility": gettext_lazy("Who may see it"),
    "evidence": gettext_lazy("Order of the evidence"),
    "name": gettext_lazy("Name"),
    "aliases": gettext_lazy("Other names"),
    "type": gettext_lazy("Who that is"),
    "role": gettext_lazy("Role"),
    "trainee": gettext_lazy("Trainee"),
    "description": gettext_lazy("What it is about"),
    "settings": gettext_lazy("Settings"),
    "due_on": gettext_lazy("Due on"),
    "first_block": gettext_lazy("First paragraph"),
    "last_block": gettext_lazy("Last paragraph"),
    "assignee": gettext_lazy("Who works on it"),
    "rating": gettext_lazy("Rating"),
    "explanation": gettext_lazy("Explanation"),
    "dissent": gettext_lazy("Minority view"),
    "method": gettext_lazy("How it was settled"),
    "known_as_of": gettext_lazy("Known as of"),
    "same_origin_as": gettext_lazy("Same origin as"),
    "channel": gettext_lazy("How they were asked"),
    "sent_at": gettext_lazy("Asked at"),
    "deadline": gettext_lazy("Answer until"),
    "answered_at": gettext_lazy("Answered at"),
    "answer": gettext_lazy("Answer"),
    "quote_used": gettext_lazy("Quoted from it"),
}
WORDS = {
    "status": STATUS | ARTICLE_STATUS,
    "priority": PRIORITY,
    "stance": STANCE,
    "visibility": VISIBILITY,
    "role": ROLE,
}
# Ids of rows that moved: nobody's reading.
SILENT = ("evidence",)


def in_words(changes, names):
    """`[{"label", "before", "after"}]` of `history.told()`'s changes; text of no use to people is left out.

    `names` are people's by username.
    """
    return [
        {
            "label": FIELDS.get(change["field"], change["field"].replace("_", " ")),
            "before": _named(change["field"], change["before"], names),
            "after": _named(change["field"], change["after"], names),
        }
        for change in changes
        if change["field"] not in SILENT
    ]


def _named(field, value, names):
    return names.get(value, value) if field == "assignee" else word(field, value)


def word(field, value):
    """A value of the log as text; empty for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if value is True:
        return _("yes")
    if value is False:
        return _("no")
    if field in ("first_block", "last_block"):
        return str(value + 1)
    if isinstance(value, list):
        parts = [each.get("exact", "") if isinstance(each, dict) else str(each) for each in value]
        return (" … " if field == "fragments" else ", ").join(parts)
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {word(name, inner)}" for name, inner in value.items())
    return str(WORDS.get(field, {}).get(value, value)) if isinstance(value, str) else str(value)

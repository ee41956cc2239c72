"""What the program calls things on screen: states, roles, stances, dates, languages, links. Model names never show."""

from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from annotations.text import dates

register = template.Library()

STATUS = {
    "new": _("New"),
    "accepted": _("Accepted"),
    "declined": _("Not checking"),
    "duplicate": _("Duplicate"),
    "in_review": _("In review"),
    "agreed": _("Agreed"),
    "disputed": _("Disputed"),
    "adjudicated": _("Decided"),
    "approved": _("Signed off"),
}
SETTLED = ("agreed", "adjudicated", "approved")
UNDER_WAY = ("in_review", "disputed")

ARTICLE_STATUS = {"open": _("Open"), "done": _("Done"), "archived": _("Archived")}

ROLE = {"viewer": _("Viewer"), "reviewer": _("Reviewer"), "editor": _("Editor"), "admin": _("Admin")}

STANCE = {"supports": _("Supports the claim"), "refutes": _("Contradicts the claim"), "context": _("Background")}
STANCE_SIGN = {"supports": "+", "refutes": "−", "context": "i"}

VISIBILITY = {"public": _("Public"), "internal": _("Internal"), "confidential": _("Confidential")}

PRIORITY = {"low": _("Low"), "normal": _("Normal"), "high": _("High")}

# Who gives the verdicts of a review.
JUDGES = {
    "anyone": _("every reviewer who wants to"),
    "asked": _("those who are asked"),
    "editors": _("editors"),
}

# How much of an article its public page shows.
PUBLIC_ARTICLES = {
    "off": _("no page"),
    "quotes": _("only the checked passages, as quotes"),
    "passages": _("the checked passages with a sentence around them"),
    "full": _("the whole text"),
}

PUBLICATION = {
    "none": _("Not published"),
    "scheduled": _("Waits to be published"),
    "live": _("Published"),
    "corrected": _("Corrected"),
    "void": _("Withdrawn"),
}
# A correction as editors choose it, and below what it is called where it stands.
CORRECTION = {
    "correction": _("Correction: the rating changes"),
    "fix": _("Factual fix: a mistake is mended, the rating stays"),
    "update": _("Update: something new, the rating stays"),
    "void": _("Withdraw: the fact-check goes, a notice stays"),
}
# What a picture or a recording is.
MEDIA = {
    "DecontextualizedContent": _("Taken out of its context"),
    "EditedOrCroppedContent": _("Edited or cropped"),
    "OriginalMediaContent": _("Original"),
    "SatireOrParodyContent": _("Satire or parody"),
    "StagedContent": _("Staged"),
    "TransformedContent": _("Transformed or made up"),
}
MEDIA_SHOWN = {"video": _("The video"), "image": _("The picture"), "audio": _("The recording")}
CORRECTION_KIND = {
    "correction": _("Correction"),
    "fix": _("Factual fix"),
    "update": _("Update"),
    "void": _("Withdrawn"),
}
# What a desk finds of a complaint.
OUTCOME = {
    "corrected": _("Right: corrected"),
    "partly": _("Partly right"),
    "unfounded": _("Unfounded"),
    "beside": _("Not about this fact-check"),
}
# What a written exception can be put in place of.
GATE = {"sources": _("Independent sources"), "right_of_reply": _("Right of reply")}

SCOPE = {
    "read:published": _("Read what is published"),
    "read": _("Read"),
    "write": _("Read and write"),
    "admin": _("Administer"),
}

# Rating colours are design tokens, named after the ratings that first had them; a line style goes with each.
COLOUR = {
    "true": _("blue, solid line"),
    "mostly-true": _("deep blue, thin line"),
    "half-true": _("ochre, dashed line"),
    "mostly-false": _("orange, thin double line"),
    "false": _("dark red, double line"),
    "misleading": _("violet, wavy line"),
    "not-enough": _("grey, dotted line"),
}

MEDIUM = {
    "web-text": _("Web page"),
    "pdf": _("PDF"),
    "web-table": _("Table on the web"),
    "video": _("Video"),
    "audio": _("Audio"),
    "image": _("Image"),
    "metadata": _("Metadata"),
    "other": _("Other"),
}

ANSWER_TYPE = {
    "extractive": _("In the source’s words"),
    "abstractive": _("In our words"),
    "boolean": _("Yes or no"),
    "unanswerable": _("Cannot be answered"),
}


def _word(table):
    return lambda value: table.get(value, value)


register.filter("status_word", _word(STATUS))
register.filter("publication_word", _word(PUBLICATION))
register.filter("correction_word", _word(CORRECTION_KIND))
register.filter("article_status_word", _word(ARTICLE_STATUS))
register.filter("role_word", _word(ROLE))
register.filter("stance_word", _word(STANCE))
register.filter("stance_sign", _word(STANCE_SIGN))
register.filter("visibility_word", _word(VISIBILITY))
register.filter("priority_word", _word(PRIORITY))
register.filter("media_word", _word(MEDIA))
register.filter("media_shown_word", _word(MEDIA_SHOWN))
register.filter("public_articles_word", _word(PUBLIC_ARTICLES))
register.filter("judges_word", _word(JUDGES))
register.filter("scope_word", _word(SCOPE))
register.filter("colour_word", _word(COLOUR))
register.filter("medium_word", _word(MEDIUM))
register.filter("answer_type_word", _word(ANSWER_TYPE))


@register.filter
def status_class(status):
    """The classes of a claim's state: an empty, a half or a full dot."""
    if status in SETTLED:
        return "state state-done"
    return "state state-half" if status in UNDER_WAY else "state"


@register.filter
def partial_date(value):
    """`2024-01-24`, `2024-01` or `2024` as people write it in their language; what is no date stays as it is."""
    if not value:
        return ""
    try:
        first, precision = dates.parse(value)
    except ValueError:
        return value
    if precision == dates.YEAR:
        return value
    return date_format(first, "YEAR_MONTH_FORMAT" if precision == dates.MONTH else "DATE_FORMAT")


@register.filter(expects_localtime=True)
def short_day(value):
    """`26 Jan`: where the year goes without saying."""
    # Translators: a day in Django's date letters.
    return date_format(value, gettext("j M"))


@register.filter(expects_localtime=True)
def week_day(value):
    """`Fri 26 Jan`."""
    # Translators: a day in Django's date letters.
    return date_format(value, gettext("D j M"))


@register.filter
def due_word(day):
    """How late a piece of work is: `Today`, `Late, 3 days`."""
    days = (timezone.localdate() - day).days
    return ngettext("Late, %d day", "Late, %d days", days) % days if days > 0 else gettext("Today")


@register.filter(expects_localtime=True)
def whole_day(value):
    """`Friday 26 January`, as a heading."""
    # Translators: a day in Django's date letters.
    return date_format(value, gettext("l j F"))


@register.filter(expects_localtime=True)
def whole_day_and_year(value):
    """`Friday 26 January 2024`, as a heading."""
    # Translators: a day in Django's date letters.
    return date_format(value, gettext("l j F Y"))


@register.filter
def language_name(code):
    """The language by its own name where we know it, else its code."""
    try:
        return get_language_info(code)["name_local"]
    except (KeyError, TypeError):
        return code or ""


@register.filter
def host(url):
    """The site of a link without `www.`: what a reader looks for first."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")

"""Times as people read them."""

import re

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def moment(value):
    """`10:42` today, `26 Jan, 10:42` this year, `26 Jan 2024, 10:42` before."""
    if value is None:
        return ""
    there, now = timezone.localtime(value), timezone.localtime()
    if there.date() == now.date():
        return date_format(there, "H:i")
    # Translators: a day and an hour in Django's date letters.
    return date_format(there, _("j M, H:i") if there.year == now.year else _("j M Y, H:i"))


@register.filter
def with_sources(text, evidence):
    """People's words with `[2]` as a link to source 2 of the same page, as far as the list `evidence` goes."""

    def link(match):
        if not 0 < int(match[1]) <= len(evidence):
            return match[0]
        return format_html('<a class="source-ref" href="#source-{}">{}</a>', match[1], match[0])

    # The brackets and digits are the same before and after escaping.
    return mark_safe(re.sub(r"\[([0-9]{1,3})\]", link, escape(text)))

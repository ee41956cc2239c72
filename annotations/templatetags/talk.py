"""What people say, with the colleagues, links and sources that it names."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from annotations.discussion.mentions import find_mentions

register = template.Library()

_NAMED = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)|(?P<mention>(?<![\w@.\-])@[A-Za-z0-9._\-]{1,64})|\[(?P<source>[0-9]{1,3})\]"
)


@register.filter
def comment_words(comment, evidence=()):
    """The text of a comment in HTML: colleagues in bold, links, and `[2]` as far as the list `evidence` goes."""
    parts, at = [], 0
    for match in _NAMED.finditer(comment.text):
        parts.append(escape(comment.text[at : match.start()]))
        parts.append(_named(match, comment.mentions, len(evidence or ())))
        at = match.end()
    parts.append(escape(comment.text[at:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))


def _named(match, mentions, sources):
    text = match[0]
    if match["url"]:
        link = text.rstrip(".,;:!?)»”'")
        return format_html(
            '<a href="{0}" rel="noopener noreferrer nofollow" target="_blank">{0}</a>{1}', link, text[len(link) :]
        )
    if match["source"]:
        if 0 < int(match["source"]) <= sources:
            return format_html('<a class="source-ref" href="#source-{}">{}</a>', match["source"], text)
        return escape(text)
    found = find_mentions(text, mentions)
    if not found:
        return escape(text)
    end = len(found[0]) + 1
    return format_html('<b class="mention">{}</b>{}', text[:end], text[end:])

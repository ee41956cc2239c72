"""An editor's Markdown as HTML that is safe on any page: no HTML of theirs, no pictures, no scripts, links to the web
and to mail alone; numbered sources become links."""

import re
from functools import cache
from html import escape

import nh3

from .markdown import commonmark

_SOURCE = re.compile(r"\[([0-9]{1,3})\]")
_INLINE = ("strong", "em", "s", "code", "a", "sup", "br")
_BLOCKS = ("p", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "pre", "hr")
_TABLE = ("table", "thead", "tbody", "tr", "th", "td")
_ATTRIBUTES = {"a": {"href", "class"}, "ol": {"start"}}


@cache
def _markdown():
    made = commonmark().disable("image")
    made.core.ruler.push("lower_headings", _lower_headings)
    made.core.ruler.push("find_linked", _find_linked)
    made.add_render_rule("text", _text)
    return made


def _lower_headings(state):
    """The headings of the text stand below those of the page: the highest one used is `highest`, none is skipped."""
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    used = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(used.index(token.tag) + state.env['highest'], 6)}"


def _find_linked(state):
    """Notes which pieces are the text of a link. In one walk: a paragraph may have as many pieces as letters."""
    for block in state.tokens:
        depth = 0
        for token in block.children or ():
            if token.type in ("link_open", "link_close"):
                depth += token.nesting
            token.meta["linked"] = depth > 0


def _text(_renderer, tokens, index, _options, env):
    text = escape(tokens[index].content)
    # No link within a link.
    return text if tokens[index].meta["linked"] else number_sources(text, env["sources"])


def number_sources(escaped, count, before="source-"):
    """Escaped text in which `[2]` is a link to source 2 of the same page, as far as there are so many; `before` is how
    the ids of the sources begin."""

    def link(match):
        number = int(match[1])
        if not 1 <= number <= count:
            return match[0]
        return f'<sup><a class="source-ref" href="#{before}{number}">{number}</a></sup>'

    return _SOURCE.sub(link, escaped)


def render(source, count=0, highest=3):
    """Markdown as HTML; `[2]` leads to source 2 where there are as many as `count`. Its headings begin at the level
    `highest`."""
    html = _markdown().render(source.replace("\0", ""), {"sources": count, "highest": highest})
    return nh3.clean(
        html, tags={*_INLINE, *_BLOCKS, *_TABLE}, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}
    )


def paragraphs(text, count, before="source-"):
    """Plain text as paragraphs of HTML, line ends kept, with the same links to sources."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text or "") if block.strip()]
    return "".join(
        f"<p>{number_sources(escape(block), count, before).replace(chr(10), '<br>')}</p>" for block in blocks
    )


def plain(text):
    """One line without the numbers of sources: for descriptions and cards."""
    return " ".join(re.sub(rf"(?<! ) *{_SOURCE.pattern}", "", text or "").split())

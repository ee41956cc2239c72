import contextlib
import re
import unicodedata

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.text import TextError, TooLong, blocks, html, markdown

from .test_blocks import TextContent, text_content

PAGE = """<!doctype html><html lang="uk"><head><title> The  page </title><meta charset="windows-1251">
<style>p { color: red }</style></head><body><nav><a href="/">Home</a></nav>
<h1>Head <em>line</em></h1>
<p>One   two <b>bold <i>both</i></b>,
 <a href="https://example.org/?a=1&amp;b=2">link</a> and <a href="javascript:alert(1)">no link</a><br>next line<br></p>
<ol start="3"><li>first<li>second<ul><li>inner</ul>after</ol>
<table><caption>Cap</caption><tr><th>1<td><td colspan=2>2<tr><td>3</table>
<pre>
 abc
  d</pre><blockquote><p>q1<p>q2</blockquote><p hidden>hidden<p style="display: none">hidden too
<script>alert(1)</script><p>1 &lt; 2 &amp; &#x1F525; Cafe<b>&#x301; x</b></p></body></html>"""


def shape(document):
    """Kind, text and the kinds of containers of each block."""
    return [
        (b["kind"], document.text[b["start"] : b["end"]], [c["kind"] for c in b.get("within", [])])
        for b in document.blocks
    ]


def test_parse_keeps_the_structure_and_the_rendered_text():
    document = html.parse(PAGE)
    assert shape(document) == [
        ("heading", "Head line", []),
        ("paragraph", "One two bold both, link and no link\nnext line", []),
        ("list-item", "first", ["list", "item"]),
        ("list-item", "second", ["list", "item"]),
        ("list-item", "inner", ["list", "item", "list", "item"]),
        ("list-item", "after", ["list", "item"]),
        ("caption", "Cap", []),
        ("cell", "1", ["table", "row", "cell"]),
        ("cell", "", ["table", "row", "cell"]),
        ("cell", "2", ["table", "row", "cell"]),
        ("cell", "3", ["table", "row", "cell"]),
        ("pre", " abc\n  d", []),
        ("paragraph", "q1", ["quote"]),
        ("paragraph", "q2", ["quote"]),
        ("paragraph", "1 < 2 & 🔥 Café x", []),
    ]
    assert document.text == "\n".join(text for _, text, _ in shape(document) if text)
    assert (document.title, document.language) == ("The page", "uk")


def test_parse_keeps_marks_and_safe_links():
    document = html.parse(PAGE)
    marks = [
        (m["kind"], document.text[m["start"] : m["end"]], m.get("href"))
        for b in document.blocks
        for m in b.get("marks", [])
    ]
    assert marks == [
        ("em", "line", None),
        ("strong", "bold both", None),
        ("em", "both", None),
        ("link", "link", "https://example.org/?a=1&b=2"),
        ("strong", " x", None),
    ]


def test_rendered_page_has_its_text_as_text_content():
    document = html.parse(PAGE)
    assert text_content(document) == document.text
    rendered = blocks.render_html(document.text, document.blocks)
    assert '<ol start="3" dir="ltr">' in rendered
    assert '<th dir="ltr"><div data-block="7"' in rendered
    assert '<td colspan="2" dir="ltr">' in rendered


def test_markdown_becomes_the_same_blocks():
    document = markdown.parse(
        "# Head\n\nOne *two*\nthree <b>x</b> [l](https://a.b/) [j](javascript:x)\n\n- a\n  - b\n- c\n\n> q\n\n"
        "| h | i |\n|---|---|\n| 1 |   |\n\n```\ncode\n  x\n```\n\nend\\\nof ~~it~~"
    )
    assert shape(document) == [
        ("heading", "Head", []),
        ("paragraph", "One two three <b>x</b> l [j](javascript:x)", []),
        ("list-item", "a", ["list", "item"]),
        ("list-item", "b", ["list", "item", "list", "item"]),
        ("list-item", "c", ["list", "item"]),
        ("paragraph", "q", ["quote"]),
        ("cell", "h", ["table", "row", "cell"]),
        ("cell", "i", ["table", "row", "cell"]),
        ("cell", "1", ["table", "row", "cell"]),
        ("cell", "", ["table", "row", "cell"]),
        ("pre", "code\n  x", []),
        ("paragraph", "end\nof it", []),
    ]
    assert text_content(document) == document.text


PIECES = """
    <p> </p> <div> </div> <b> </b> <i> <a~href="https://a.b/"> </a> <ul> <li> </ul> </li> <ol> <table> <tr> <td> </td>
    </tr> </table> <th> <caption> <blockquote> </blockquote> <pre> </pre> <br> <hr> <h2> </h2> <script> </script>
    <style> </style> <title> </title> <svg> </svg> <textarea> <!-- --> <![CDATA[ ]]> <? & &amp; &#0; &#xD800; &#13;
    &lt;script&gt; < > " ' <p~hidden> <dl> <dt> <dd> <figure> <figcaption> </body> </html>
    <body> <select> <option> <template>
"""
PLAIN = ["a", "b c", " ", "\n", "\t", "é", "e\u0301", "\u0301", "ש", "\ufeff"]
pieces = st.sampled_from([piece.replace("~", " ") for piece in PIECES.split()] + PLAIN)
soup = st.lists(pieces, max_size=40).map("".join)
NAMES = "p div h1 h2 h3 h4 h5 h6 pre ul ol li blockquote table tr td th tbody em strong code sup sub s a"
TAGS = set(NAMES.split())
KEPT = "dir data-block data-kind data-start start colspan rowspan target data-speaker data-time data-speech"
ATTRIBUTES = {tag: set(KEPT.split()) for tag in TAGS}
ATTRIBUTES["a"].add("href")


@settings(max_examples=300, deadline=None)
@given(soup)
@example("<pre>&#13;&#13;a")
def test_any_soup_gives_blocks_in_order_and_markup_that_stands_as_written(source):
    check_soup(source)


@pytest.mark.soak
@settings(max_examples=100_000, deadline=None)
@given(soup)
def test_very_much_soup_gives_blocks_in_order_and_markup_that_stands_as_written(source):
    check_soup(source)


def check_soup(source):
    try:
        document = html.parse(source)
    except TextError:
        return
    text, ends = document.text, [0]
    assert unicodedata.is_normalized("NFC", text)
    for block in document.blocks:
        assert ends[-1] <= block["start"] <= block["end"] <= len(text)
        assert text[ends[-1] : block["start"]] in ("", "\n")
        ends.append(block["end"])
        for mark in block.get("marks", []):
            assert block["start"] <= mark["start"] < mark["end"] <= block["end"]
    assert ends[-1] == len(text)
    markup = blocks.render_html(text, document.blocks)
    assert "".join(TextContent(markup).pieces) == text
    # A parser of HTML 5 (nh3 has one) finds the same text in the same order, and nothing to take away.
    cleaned = nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, link_rel="noopener noreferrer")
    # (It writes a <pre> without the line end that it has taken from its beginning, and that the next would take.)
    written = re.sub("(<pre[^>]*>)", r"\1\n", cleaned.replace("<tbody>", ""))
    assert "".join(TextContent(written).pieces) == text.replace("\r", "")
    assert cleaned.count("<") - 2 * cleaned.count("<tbody>") == markup.count("<")


@given(st.text(alphabet="#*_`~[]()<>!|-+ \n\\&;a1:é\"'", max_size=80))
def test_any_markdown_gives_text_or_a_clear_error(source):
    try:
        document = markdown.parse(source)
    except TextError:
        return
    assert text_content(document) == document.text


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:x",
        "data:text/html,x",
        "//evil.example",
        "/a",
        "vbscript:x",
        "https://u:p@a.b/",
    ],
)
def test_links_that_lead_elsewhere_than_the_web_are_plain_words(href):
    document = html.parse(f'<p><a href="{href}">word</a>')
    assert document.blocks == [{"kind": "paragraph", "start": 0, "end": 4}]


@pytest.mark.parametrize("parse", [html.parse, markdown.parse])
@pytest.mark.parametrize("source", ["", " \n", "\ufeff", "a\0", "\ud83d", "<script>x</script>" * 2, "<!-- x -->"])
def test_parse_refuses_what_holds_no_text(parse, source):
    if parse is markdown.parse and source.startswith("<"):
        assert parse(source).text == source  # HTML in Markdown is text
        return
    with pytest.raises(TextError):
        parse(source)


def test_parse_refuses_what_is_too_long():
    with pytest.raises(TooLong):
        html.parse("<p>" + "a" * 5_000_000)
    with pytest.raises(TooLong):
        html.parse("<p>" + "a" * 1_000_001)
    with pytest.raises(TooLong):
        markdown.parse("a" * 1_000_001)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("<div>" * 300_000, id="nesting"),
        pytest.param("<div>" * 490 + "</p>" * 300_000, id="stray-end-tags"),
        pytest.param("<p><b class=x>" * 100_000, id="open-formatting"),
        pytest.param("<a href=https://a.b/>" * 70_000, id="open-links"),
        pytest.param("<table><tr>" + "<td>" * 100_000, id="cells"),
        pytest.param("<ul><li>x" * 150 + "<p>y" * 70_000, id="deep-list"),
        pytest.param("e\u0301" + "<b>\u0301</b>" * 50_000, id="combining-marks"),
        pytest.param("&amp;" * 300_000, id="entities"),
        pytest.param("<" * 300_000, id="angle-brackets"),
        pytest.param("<!--" * 300_000, id="comments"),
    ],
)
def test_hostile_html_ends_within_seconds(source, elapsed):
    with contextlib.suppress(TextError):
        html.parse(source)
    assert elapsed() < 6  # a quadratic one takes half a minute and more; these take a second


@pytest.mark.parametrize(
    "piece", ["[", "![[", "*a ", "a**b*c ", "`a", "<a ", "> ", "- ", "|", "~~a", "[a](<b", "&", "\\"]
)
def test_hostile_markdown_grows_with_its_length(piece, elapsed):
    source = piece * (30_000 // len(piece))
    with contextlib.suppress(TextError):
        markdown.parse(source)
    assert elapsed() < 4

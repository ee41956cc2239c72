from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import TextError, blocks

from .cases import every_case

storable = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


class TextContent(HTMLParser):
    """The text of all text nodes, as `textContent` gives it."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.pieces, self.last = [], None
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.last = tag

    def handle_data(self, data):
        # As a browser does: the first line end inside <pre> is none.
        self.pieces.append(data.removeprefix("\n") if self.last == "pre" else data)
        self.last = None

    def handle_endtag(self, tag):
        self.last = None


def text_content(document):
    return "".join(TextContent(blocks.render_html(document.text, document.blocks)).pieces)


@every_case
def test_rendered_text_content_is_the_text_of_the_shared_case(case):
    assert text_content(blocks.plain(case["text"])) == case["text"]


@given(st.text(alphabet=storable, min_size=1) | st.text(alphabet="ab<&>\"' \t\n\u00a0", min_size=1))
def test_rendered_text_content_is_the_text_whatever_it_is(text):
    try:
        document = blocks.plain(text)
    except TextError:
        return
    assert text_content(document) == document.text


@given(st.text(alphabet="ab \t\n", min_size=1))
def test_plain_blocks_hold_everything_but_white_space(text):
    document = blocks.plain(text)
    assert [document.text[b["start"] : b["end"]] for b in document.blocks] == [
        line.strip(" \t") for line in text.split("\n") if line.strip(" \t")
    ]


def test_plain_text_becomes_a_paragraph_for_each_line():
    document = blocks.plain(" Title \n\nOne.\nTwo <b>.\n")
    assert blocks.render_html(document.text, document.blocks) == (
        ' <p data-block="0" data-kind="paragraph" data-start="1" dir="auto">Title</p> \n\n'
        '<p data-block="1" data-kind="paragraph" data-start="9" dir="auto">One.</p>\n'
        '<p data-block="2" data-kind="paragraph" data-start="14" dir="auto">Two &lt;b&gt;.</p>\n'
    )


def test_plain_text_of_very_many_lines_has_at_most_20_000_blocks():
    document = blocks.plain("a\n" * 50_000)
    assert len(document.blocks) == 16_667
    assert text_content(document) == document.text


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(["em", "strong", "link"])), max_size=6)
)
def test_rendered_marks_are_nested_whatever_is_stored(marks):
    text = "abcdefghijkl"
    stored = [{"kind": k, "start": a, "end": b, "href": "https://example.org/"} for a, b, k in marks]
    markup = blocks.render_html(text, [{"kind": "paragraph", "start": 0, "end": 12, "marks": stored}])
    assert "".join(TextContent(markup).pieces) == text
    allowed = {"p", "em", "strong", "a"}
    attributes = {"p": {"data-block", "data-kind", "data-start", "dir"}, "a": {"href", "target"}}
    # What a parser of HTML 5 makes of it is what we wrote: nothing closed for us, nothing taken away.
    assert nh3.clean(markup, tags=allowed, attributes=attributes, link_rel="noopener noreferrer").count(
        "<"
    ) == markup.count("<")


@pytest.mark.parametrize("kind", ["em", "link"])
def test_a_mark_keeps_its_words(kind):
    block = {
        "kind": "paragraph",
        "start": 0,
        "end": 7,
        "marks": [{"kind": kind, "start": 2, "end": 5, "href": "https://a.b/?x&y"}],
    }
    inner = {
        "em": "<em>b c</em>",
        "link": '<a href="https://a.b/?x&amp;y" rel="noopener noreferrer" target="_blank">b c</a>',
    }
    assert blocks.render_html("a b c d", [block]) == (
        f'<p data-block="0" data-kind="paragraph" data-start="0" dir="auto">a {inner[kind]} d</p>'
    )

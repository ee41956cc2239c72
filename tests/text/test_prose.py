"""An editor's Markdown as HTML: safe, with numbered sources, in time."""

import time

import pytest

from annotations.text import prose


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "A [1] and [2].",
            '<p>A <sup><a class="source-ref" href="#source-1" rel="noopener noreferrer">1</a></sup> and [2].</p>\n',
        ),
        ("# Head", "<h3>Head</h3>\n"),
        ("## Head\n\n#### Sub", "<h3>Head</h3>\n<h4>Sub</h4>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        (
            "[see [1]](https://a.example/)",
            '<p><a href="https://a.example/" rel="noopener noreferrer">see [1]</a></p>\n',
        ),
        (
            "![a](https://a.example/x.png)",
            '<p>!<a href="https://a.example/x.png" rel="noopener noreferrer">a</a></p>\n',
        ),
        ("`[1]`", "<p><code>[1]</code></p>\n"),
    ],
)
def test_markdown_of_an_editor_is_safe_html_with_numbered_sources(source, shown):
    assert prose.render(source, 1) == shown


def test_page_of_its_own_begins_with_the_second_heading_and_links_to_the_web_alone():
    source = "# Head\n\n### Sub\n\n[a](https://a.example/) [b](intent:b) [1]"
    assert prose.render(source, highest=2) == (
        "<h2>Head</h2>\n<h3>Sub</h3>\n"
        '<p><a href="https://a.example/" rel="noopener noreferrer">a</a> <a rel="noopener noreferrer">b</a> [1]</p>\n'
    )


def test_one_line_is_without_the_numbers_of_sources_in_time():
    assert prose.plain("It was  [1], so [12][3] two.\n[4] Days") == "It was, so two. Days"
    begun = time.process_time()
    prose.plain(f"a{' ' * 60_000}b")
    assert time.process_time() - begun < 1


def test_plain_words_keep_paragraphs_and_lines():
    assert prose.paragraphs("a<b\nc\n\n[1]", 0) == "<p>a&lt;b<br>c</p><p>[1]</p>"


@pytest.mark.parametrize("piece", ["*a* ", "a\n", "[a](b) "])
def test_one_paragraph_of_many_pieces_is_drawn_in_time(piece):
    begun = time.process_time()
    prose.render(piece * (40_000 // len(piece)), 3)
    # It takes some tenths; when each piece was compared with all before it, it took 15 to 25 seconds.
    assert time.process_time() - begun < 5

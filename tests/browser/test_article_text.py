"""A real parser reads our markup as we mean it: `textContent` is the stored text, whatever the source was."""

import random

from annotations.text import TextError, blocks, html, markdown
from tests.text.cases import CASES
from tests.text.test_html import PAGE, PIECES, PLAIN

READ = """markups => markups.map(markup => {
    const page = new DOMParser().parseFromString(`<!doctype html><article>${markup}</article>`, "text/html");
    return page.querySelector("article").textContent;
})"""


def documents():
    """Documents of all kinds: the shared cases, a whole page, and soup of tags."""
    yield from (blocks.plain(case["text"]) for case in CASES)
    yield html.parse(PAGE)
    yield markdown.parse("# H\n\n> - a\n>   1. b\n\n| x | |\n|---|---|\n| | `y` |\n\n```\n\n code\n```\n")
    rng = random.Random(11)
    pieces = [piece.replace("~", " ") for piece in PIECES.split()] + PLAIN
    for _ in range(1_500):
        try:
            yield html.parse("".join(rng.choices(pieces, k=rng.randint(2, 40))))
        except TextError:
            continue


def test_text_content_of_the_rendered_article_is_its_text(chromium):
    made = list(documents())
    page = chromium.new_page()
    read = page.evaluate(READ, [blocks.render_html(document.text, document.blocks) for document in made])
    page.close()
    assert [text for text, document in zip(read, made, strict=True) if text != document.text] == []

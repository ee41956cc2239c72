import pytest

from annotations.text import blocks, html, markdown
from annotations.text.suggest import suggest


def test_suggest_reads_a_leading_date_and_the_rest_as_title():
    document = blocks.plain(
        " date 2024-01-25 Ukraine insists on international investigation into Il-76 crash. Kremlin agrees\n\n"
        "Russia: Ukraine shot it down\n\nThe president of the country said that it was to be investigated.\n"
    )
    assert suggest(document) == {
        "title": "Ukraine insists on international investigation into Il-76 crash. Kremlin agrees",
        "published_on": "2024-01-25",
        "language": "en",
    }
    assert document.text.startswith(" date 2024-01-25 Ukraine")


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        ("A title\n\nA text.", "A title", None),
        ("2024-01-25 A title\nText.", "A title", "2024-01-25"),
        ("25 January 2024\nA title\nText.", "A title", "2024-01-25"),
        ("25 січня 2024 року\nНазва\nТекст.", "Назва", "2024-01-25"),
        ("A title\nDate: 2024-01\nText.", "A title", "2024-01"),
        ("2024 was a hard year\nText.", "2024 was a hard year", None),
        ("2024-13-25 no date\nText.", "2024-13-25 no date", None),
        ("2024-01-256 no date", "2024-01-256 no date", None),
        ("date of birth\nText", "date of birth", None),
        (" \n", None, None),
    ],
)
def test_suggest_takes_title_and_date_from_the_first_lines(text, title, day):
    found = suggest(blocks.plain(text))
    assert (found["title"], found["published_on"]) == (title, day)


def test_suggest_prefers_the_heading():
    assert suggest(markdown.parse("intro\n\n# The heading\n\ntext"))["title"] == "The heading"


def test_suggest_takes_title_and_language_of_the_page():
    found = suggest(html.parse("<html lang=de><title>Seite</title><p>Ein Absatz."))
    assert (found["title"], found["language"]) == ("Seite", "de")


def test_suggest_cuts_a_very_long_first_line():
    title = suggest(blocks.plain("word " * 300))["title"]
    assert title.endswith("word…") and len(title) <= 200

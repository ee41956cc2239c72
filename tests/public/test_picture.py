"""The picture for links: its size, its letters, the same bytes for the same words."""

import io

import pytest
from PIL import Image

from annotations.public.picture import draw_card

WORDS = {"desk": "Desk", "rating": "False", "letter": "F", "colour": "false", "claimant": "The mayor"}


@pytest.mark.parametrize(
    ("headline", "language"),
    [
        ("The harbour was closed.", "en"),
        ("Гавань була зачинена три дні", "uk"),
        ("كان الميناء مغلقا في Odesa", "ar"),
        ("x" * 5000, "en"),
        ("", "en"),
        ("\U0001f6a2\u202e\u0000\u0301", "he"),
    ],
)
def test_picture_is_drawn_whatever_the_words(headline, language):
    data = draw_card(headline=headline, language=language, **WORDS)
    draw_card.cache_clear()
    assert data == draw_card(headline=headline, language=language, **WORDS)
    picture = Image.open(io.BytesIO(data))
    assert (picture.size, picture.format, len(data) < 100_000) == ((1200, 630), "PNG", True)


@pytest.mark.parametrize("words", ["הנמל היה סגור", "港口關閉了三天", "海 x"])
def test_words_that_our_fonts_cannot_write_are_left_out_rather_than_drawn_as_boxes(words):
    assert draw_card(headline=words, language="en", **WORDS) == draw_card(headline="", language="en", **WORDS)
    named, unnamed = (WORDS | {"claimant": name} for name in (words, ""))
    assert draw_card(headline="H", language="en", **named) == draw_card(headline="H", language="en", **unnamed)


def test_emoji_are_left_out_alone():
    said = draw_card(headline="The \U0001f6a2 harbour \U0001f469\u200d\U0001f467", language="en", **WORDS)
    assert said == draw_card(headline="The harbour", language="en", **WORDS)


def test_colour_and_letter_nobody_knows_are_no_obstacle():
    assert draw_card(headline="H", language="", **WORDS | {"colour": "pink", "letter": ""})

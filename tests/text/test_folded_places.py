"""Finding words in their folded form, with the places where they really stand."""

import random
import unicodedata

import pytest

from annotations.text.fold import fold
from annotations.text.folded_places import find_folded, folded_places

TEXTS = [
    "",
    "Ms Ärva  Київська\n of Kyiv",
    "A\u0308RVA й и\u0306 ﬁne ＡＢＣ … straße STRASSE",
    "soft\u00adhyphen, zero\u200bwidth, \u200eleft",
    "مـحـمّد أحمد إلى مدرسة",
    "שָׁלוֹם",
    "\u1112\u1161\u11ab\uae00 ｶﾞｷﾞ",
    "👩‍👩‍👧 `quoted` «quoted» ¨ \u0308 at once",
    "\u0308begins with a mark",
]


@pytest.mark.parametrize("text", TEXTS)
def test_folded_text_is_that_of_fold(text):
    folded, places = folded_places(text)
    assert folded.strip() == fold(text)
    assert len(places) == len(folded)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert [start for start, _end in places] == sorted(start for start, _end in places)


def test_folded_text_is_that_of_fold_for_whatever_is_written():
    chance = random.Random(20240126)
    letters = "aÄßи\u0306й\u0308 \n\u00ad\u200dｶﾞ…¨ﬁآة\u064bשׁ\u05c1\u1112\u1161\u11abｱＡ'ʼ«»-—👩"
    for _ in range(3_000):
        text = "".join(chance.choices(letters, k=chance.randint(1, 12)))
        assert folded_places(text)[0].strip() == fold(text), ascii(text)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It names Ms Ärva Київська.", "ms ärva київська", ["Ms Ärva Київська"]),
        ("It names MS ÄRVA  \n КИЇВСЬКА.", "Ms Ärva Київська", ["MS ÄRVA  \n КИЇВСЬКА"]),
        (unicodedata.normalize("NFD", "Ms Ärva, ms ärva"), "ms ärva", [unicodedata.normalize("NFD", "Ms Ärva")] * 2),
        ("STRASSE, straße", "straße", ["STRASSE", "straße"]),
        ("so\u00adft and so", "soft", ["so\u00adft"]),
        ("aaaa", "aaa", ["aaa", "aaa"]),
        ("plain", "Київ", []),
        ("Кімната", "name", []),
    ],
)
def test_word_is_found_where_it_stands(text, word, expected):
    places = find_folded(text, [fold(word)])
    found = [text[start:end] for start, end in places]
    assert [each.casefold() for each in found] == [each.casefold() for each in expected]

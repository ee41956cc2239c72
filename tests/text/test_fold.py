import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Україна", "україна"),
        ("п'ять", "п’ять"),
        ("п'ять", "пʼять"),
        ("об`єкт", "об'єкт"),
        ("«Азов»", '"азов"'),
        ("Іл-76", "іл\u201176"),
        ("STRASSE", "straße"),
        ("ﬁre", "fire"),
        ("１２", "12"),
        ("قـــال", "قال"),
        ("أَعْلَنَتْ", "اعلنت"),
        ("إلى", "الي"),
        ("طائرة", "طائره"),
        ("שָׁלוֹם", "שלום"),
        ("צה״ל", 'צה"ל'),
        ("disin\u00adformation", "disinformation"),
        ("a \n\t b", "A b"),
        ("Cafe\u0301", "CAFÉ"),
    ],
)
def test_fold_gives_one_spelling(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("кит", "кіт"), ("cafe", "café"), ("resume", "résumé"), ("ґрунт", "грунт")])
def test_fold_keeps_letters_apart_that_differ(one, other):
    assert fold(one) != fold(other)


@settings(max_examples=1_000)
@given(
    st.text(max_size=20) | st.text(alphabet="أيىة\u0640\u064e\u0654\u0655\u0653İıßſǰΐ\u0345\u0301ﷺ½K ﬃ''«", max_size=12)
)
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_fold_finds_a_word_in_its_sentence(word, rest):
    assert fold(word).strip() in fold(f"{rest} {word} {rest}")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import segments

from .cases import every_case

texts = st.text(max_size=60) | st.text(alphabet="a. \n🇺🇦👨\u200d👩🏽\u0301कषل\u064e", max_size=30)


@every_case
def test_graphemes_begin_where_the_shared_case_says(case):
    assert segments.graphemes(case["text"]) == case["graphemes"]


@every_case
def test_words_stand_where_the_shared_case_says(case):
    assert [list(word) for word in segments.words(case["text"])] == case["words"]


@every_case
def test_sentences_stand_where_the_shared_case_says(case):
    assert [list(sentence) for sentence in segments.sentences(case["text"])] == case["sentences"]


@every_case
def test_is_boundary_agrees_with_graphemes(case):
    edges = [at for at in range(len(case["text"]) + 1) if segments.is_boundary(case["text"], at)]
    assert edges == [*case["graphemes"], case["length"]]


@given(texts)
def test_is_boundary_agrees_with_graphemes_in_any_text(text):
    edges = [at for at in range(len(text) + 1) if segments.is_boundary(text, at)]
    assert edges == sorted({0, *segments.graphemes(text), len(text)})


@given(texts, st.integers(-2, 70))
def test_snapping_finds_the_nearest_boundary_on_each_side(text, at):
    edges = sorted({0, *segments.graphemes(text), len(text)})
    inside = max(0, min(at, len(text)))
    assert segments.snap_back(text, at) == max(edge for edge in edges if edge <= inside)
    assert segments.snap_on(text, at) == min(edge for edge in edges if edge >= inside)


@given(texts)
def test_sentences_cover_everything_but_white_space(text):
    found = segments.sentences(text)
    left, at = [], 0
    for start, end in found:
        assert text[start:end] == text[start:end].strip() != ""
        left.append(text[at:start])
        at = end
    assert "".join([*left, text[at:]]).strip() == ""


def test_sentences_of_a_block_stay_inside_its_bounds():
    assert segments.sentences("One. Two. Three.", 5, 9) == [(5, 9)]


@pytest.mark.parametrize("hostile", ["." * 200_000, ". " * 100_000, "a." * 100_000, "\u0301" * 200_000, '."' * 100_000])
def test_sentences_of_hostile_text_take_linear_time(hostile):
    assert segments.sentences(hostile)

"""Cutting a text by its highlights: nothing is lost, nothing said twice, nothing given that was not asked for."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.text import blocks
from annotations.text.cutting import AROUND, Cutter, around, pieces

marks_in = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(1, 4)), max_size=8).map(
    lambda rows: [(start, start + length, key) for start, length, key in rows]
)


def test_pieces_of_nested_and_overlapping_marks_name_the_outer_one_first():
    found = pieces([(0, 10, "a"), (2, 5, "b"), (4, 12, "c")])
    assert [(piece.start, piece.end, piece.keys) for piece in found] == [
        (0, 2, ("a",)),
        (2, 4, ("a", "b")),
        (4, 5, ("a", "c", "b")),
        (5, 10, ("a", "c")),
        (10, 12, ("c",)),
    ]


@given(marks_in)
def test_every_code_point_lies_in_exactly_the_marks_that_cover_it(marks):
    found = pieces(marks)
    for at in range(85):
        here = [piece for piece in found if piece.start <= at < piece.end]
        covering = sorted(key for start, end, key in marks if start <= at < end)
        assert [sorted(piece.keys) for piece in here] == ([covering] if covering else []), at


@given(marks_in, st.integers(0, 80), st.integers(0, 80))
def test_a_cut_stretch_is_whole_and_in_order(marks, one, other):
    start, end = min(one, other), max(one, other)
    cutter = Cutter(marks)
    cut = cutter.cut(start, end)
    assert [at for first, last, _ in cut for at in range(first, last)] == list(range(start, end))
    assert all(first < last for first, last, _ in cut)
    for first, last, piece in cut:
        keys = sorted(piece.keys) if piece else []
        assert keys == sorted(key for a, b, key in marks if a <= first and last <= b)
    assert cutter.touches(start, end) == any(piece for _, _, piece in cut)


words = st.text(alphabet="ab. \n", min_size=1, max_size=400)


@given(words, st.data())
def test_what_stands_around_has_the_marked_words_and_no_more_than_allowed(text, data):
    document = blocks.plain(text) if text.strip() else blocks.plain("a")
    text, most = document.text, data.draw(st.integers(0, 40))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = around(text, document.blocks, [(start, end, 1)], most)
    given_away = {at for _, first, last in found for at in range(first, last)}
    in_blocks = {at for block in document.blocks for at in range(block["start"], block["end"])}
    assert given_away <= in_blocks
    assert set(range(start, end)) & in_blocks <= given_away
    # Not a code point further away than that, and none of another paragraph.
    touched = [block for block in document.blocks if block["start"] < end and start < block["end"]]
    lowest, highest = (touched[0]["start"], touched[-1]["end"]) if touched else (0, 0)
    assert all(max(start - most, lowest) <= at < min(end + most, highest) for at in given_away)


def test_what_stands_around_is_its_sentence_and_one_more_on_each_side():
    text = "First of all. Then this. Here it was closed for days. After that. At last."
    document = blocks.plain(text)
    start = text.index("closed")
    [(number, first, last)] = around(text, document.blocks, [(start, start + 6, 1)])
    assert (number, text[first:last]) == (0, "Then this. Here it was closed for days. After that.")


def test_long_sentences_are_cut_between_words():
    text = "word " * 300 + "closed " + "word " * 300
    document = blocks.plain(text)
    start = text.index("closed")
    [(_, first, last)] = around(text, document.blocks, [(start, start + 6, 1)])
    assert (text[first - 1], text[last]) == (" ", " ")
    assert AROUND - 5 <= start - first <= AROUND and AROUND - 5 <= last - start - 6 <= AROUND
    solid = blocks.plain("字" * 900)
    [(_, first, last)] = around(solid.text, solid.blocks, [(400, 402, 1)])
    assert (first, last) == (400 - AROUND, 402 + AROUND)


def test_stretches_that_meet_are_one_and_others_stay_apart():
    text = "One is here. Two is here. Three is here. Four is here. Five is here. Six is here. Seven is here.\nEight."
    document = blocks.plain(text)
    marks = [(text.index(name), text.index(name) + 3, 1) for name in ("One", "Two", "Six")]
    assert [text[first:last] for _, first, last in around(text, document.blocks, marks)] == [
        "One is here. Two is here. Three is here.",
        "Five is here. Six is here. Seven is here.",
    ]


def test_nothing_is_cut_out_of_nothing():
    cutter = Cutter([(0, 5, "a")])
    assert cutter.cut(2, 2) == []
    assert not cutter.touches(2, 2)

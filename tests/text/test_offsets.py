import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import FragmentsInvalid, FragmentsMismatch, offsets, segments

from .cases import every_case

TEXT = "Fire 🔥 on board. Літак збито, кажуть вони; ніхто не перевірив."


def fragment(start, end, exact=None):
    return {"start": start, "end": end, "exact": TEXT[max(start, 0) : end] if exact is None else exact}


def test_check_fragments_gives_them_with_context_from_our_text():
    assert offsets.check_fragments(TEXT, [fragment(5, 6), fragment(17, 22)]) == [
        {"start": 5, "end": 6, "exact": "🔥", "prefix": "Fire ", "suffix": " on board. Літак збито, кажуть в"},
        {"start": 17, "end": 22, "exact": "Літак", "prefix": "Fire 🔥 on board. ", "suffix": TEXT[22:54]},
    ]


@pytest.mark.parametrize(
    ("fragments", "pointers"),
    [
        ([], ["/fragments"]),
        ([fragment(0, 1)] * 101, ["/fragments"]),
        ([fragment(-1, 3)], ["/fragments/0/start"]),
        ([fragment(3, 3)], ["/fragments/0/end"]),
        ([fragment(4, 3)], ["/fragments/0/end"]),
        ([fragment(0, 4), fragment(5, len(TEXT) + 1)], ["/fragments/1/end"]),
        ([fragment(5, 6), fragment(0, 4)], ["/fragments/1/start"]),
        ([fragment(0, 6), fragment(5, 9)], ["/fragments/1/start"]),
    ],
)
def test_check_fragments_names_what_is_out_of_range(fragments, pointers):
    with pytest.raises(FragmentsInvalid) as raised:
        offsets.check_fragments(TEXT, fragments)
    assert [pointer for pointer, _ in raised.value.errors] == pointers


def test_check_fragments_takes_neighbours_that_touch():
    assert len(offsets.check_fragments(TEXT, [fragment(0, 4), fragment(4, 5)])) == 2


def test_check_fragments_says_what_stands_there_instead():
    with pytest.raises(FragmentsMismatch) as raised:
        offsets.check_fragments(TEXT, [fragment(0, 4), fragment(18, 23, "Літак")])
    assert raised.value.found == "ітак "
    assert [pointer for pointer, _ in raised.value.errors] == ["/fragments/1/exact"]


def test_check_fragments_names_another_unicode_form():
    with pytest.raises(FragmentsMismatch) as raised:
        offsets.check_fragments("Café", [{"start": 0, "end": 4, "exact": "Cafe\u0301"}])
    assert raised.value.errors == [
        ("/fragments/0/exact", "This is the same text in another Unicode form. Send it as stored, in NFC.")
    ]


@every_case
def test_utf16_offsets_go_there_and_back(case):
    text = case["text"]
    assert offsets.utf16_length(text) == case["utf16"]
    assert [offsets.from_utf16(text, offsets.to_utf16(text, at)) for at in range(len(text) + 1)] == [
        *range(len(text) + 1)
    ]


def test_from_utf16_inside_a_surrogate_pair_is_before_it():
    assert offsets.from_utf16("a🔥b", 2) == 1


@given(st.text(alphabet="ab 🇺🇦👨\u200d👩\u0301\n", max_size=120), st.data())
def test_context_is_at_most_32_code_points_cut_at_graphemes(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    prefix, suffix = offsets.context(text, start, end)
    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)
    assert max(len(prefix), len(suffix)) <= 32
    assert segments.is_boundary(text, start - len(prefix)) or prefix == ""
    assert segments.is_boundary(text, end + len(suffix)) or suffix == ""

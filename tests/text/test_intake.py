import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import TextError, TooLong, intake

from .cases import CASES, every_case


@every_case
def test_plain_stores_what_the_shared_case_says(case):
    assert intake.plain(case.get("sent", case["text"])) == case["text"]
    assert (len(case["text"]), len(case["text"].encode("utf-16-le")) // 2) == (case["length"], case["utf16"])


def test_plain_drops_a_bom_and_turns_line_ends_into_lf():
    assert intake.plain("\ufeff  a\r\n\r\nb\rc\t ") == "  a\n\nb\nc\t "


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
        lambda t: t != "\ufeff"
    )
)
def test_plain_is_nfc_without_cr_and_stays_so(text):
    stored = intake.plain(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert "\r" not in stored
    if not stored.startswith("\ufeff"):
        assert intake.plain(stored) == stored


@pytest.mark.parametrize("text", ["", "\ufeff", "a\0b", "half \ud83d of an emoji"])
def test_plain_refuses_what_is_no_text(text):
    with pytest.raises(TextError):
        intake.plain(text)


@pytest.mark.parametrize("text", ["a" * 1_000_001, "ї" * 2_500_001])
def test_plain_refuses_what_is_too_long(text):
    with pytest.raises(TooLong):
        intake.plain(text)


def test_plain_takes_a_million_code_points():
    assert len(intake.plain("ї" * 1_000_000)) == 1_000_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_decode_reads_utf8_and_utf16_with_a_bom(encoding):
    text = "Іл-76 впав 🔥"
    assert intake.decode(text.encode(encoding)) == text


def test_decode_reads_big_endian_utf16_with_a_bom():
    assert intake.decode(b"\xfe\xff" + "Київ".encode("utf-16-be")) == "Київ"


@pytest.mark.parametrize("data", ["Київ".encode("cp1251"), b"\xff\xfea", b"\xff\xfe\x00\xd8", b"\x89PNG\r\n\x1a\n"])
def test_decode_refuses_bytes_that_are_no_text(data):
    with pytest.raises(TextError):
        intake.decode(data)


def test_sha256_is_of_the_utf8_bytes():
    assert intake.sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_every_shared_case_has_a_name_of_its_own():
    assert len({case["name"] for case in CASES}) == len(CASES)

import pytest

from annotations.text.blocks import plain_blocks
from annotations.text.paragraphs import Paragraphs

OLD = "The council met on Wednesday.\n\nIt raised the tariff by a third.\n\nNobody asked the households.\n"


def place(new, first, last, old=OLD):
    return Paragraphs(old, plain_blocks(old), new, plain_blocks(new)).place(first, last)


def test_paragraphs_stay_where_nothing_changed():
    assert [place(OLD, *each) for each in ((0, 0), (1, 2), (0, 2))] == [(0, 0), (1, 2), (0, 2)]


def test_paragraphs_move_with_what_comes_before_them():
    assert place("A correction was made.\n\n" + OLD, 1, 2) == (2, 3)


def test_paragraph_with_a_changed_word_is_found():
    assert place(OLD.replace("a third", "34 per cent"), 1, 1) == (1, 1)


def test_paragraph_between_two_that_stay_is_part_of_the_range():
    new = OLD.replace("It raised the tariff by a third.", "New words that were never here before.")
    assert (place(new, 0, 2), place(new, 1, 1)) == ((0, 2), None)


@pytest.mark.parametrize("new", ["Something else entirely, in other words.\n", "\n"])
def test_paragraphs_of_another_text_are_gone(new):
    assert place(new, 0, 2) is None

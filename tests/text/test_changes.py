"""What changed between two texts, in words."""

import pytest

from annotations.text.changes import changes, excerpts

PAIRS = [
    ("The plane fell near Belgorod.", "The plane fell near Belgorod."),
    ("The plane fell near Belgorod.", "The big plane crashed near Belgorod!"),
    ("One. Two. Three.", "One. Three."),
    ("One. Three.", "One.\nTwo.\nThree."),
    ("", "All new."),
    ("All gone.", ""),
    ("Літак упав біля Бєлгорода 👩‍👩‍👧.", "Літак впав біля Бєлгорода 👩‍👩‍👧 вчора."),
    ("a b c d", "d c b a"),
    ("  spaces\n\n here ", "spaces here"),
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_what_is_same_or_new_makes_the_new_text(old, new):
    runs = changes(old, new).runs
    assert "".join(text for kind, text in runs if kind != "gone") == new


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_what_is_gone_stood_in_the_old_text_in_this_order(old, new):
    at = 0
    for kind, text in changes(old, new).runs:
        if kind == "gone":
            at = old.index(text, at) + len(text)


def test_words_are_counted_and_signs_are_not():
    found = changes("The plane fell, near Belgorod.", "The big plane crashed near Belgorod!")
    assert (found.added, found.removed) == (2, 1)
    assert found.runs == [
        ("same", "The "),
        ("new", "big"),
        ("same", " plane "),
        ("gone", "fell,"),
        ("new", "crashed"),
        ("same", " near Belgorod"),
        ("gone", "."),
        ("new", "!"),
    ]


def test_other_white_space_alone_is_no_change_of_words():
    found = changes("One.\nTwo.", "One.\n\nTwo.")
    assert (found.none, found.added, found.removed) == (True, 0, 0)


def test_excerpts_leave_out_what_stayed_the_same():
    words = " ".join(f"w{n}" for n in range(200))
    shown, more = excerpts(changes(f"{words} old {words}", f"{words} new {words}").runs, around=20)
    assert [kind for kind, _ in shown] == ["skip", "same", "gone", "new", "same", "skip"]
    assert all(len(text) <= 20 for kind, text in shown if kind == "same")
    assert more == 0


def test_excerpts_say_how_many_changes_are_not_shown():
    old = " ".join(f"same{n} old{n}" for n in range(30))
    shown, more = excerpts(changes(old, old.replace("old", "new")).runs, most=10)
    assert (sum(1 for kind, _ in shown if kind in ("gone", "new")), more) == (10, 50)
    assert shown[-1] == ("skip", "")

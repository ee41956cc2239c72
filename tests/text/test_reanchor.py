import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.alignment import GONE, Alignment
from annotations.text.reanchor import PLACED, Reanchoring, reanchor

OLD = (
    "The plane fell near Belgorod on Wednesday morning.\n"
    "Sixty-five prisoners were on board, the ministry said.\n"
    "The United Nations was not in a position to verify these reports.\n"
    "Kyiv asked for an international investigation. Moscow agreed.\n"
)


def span(text, quote, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return [{"start": at, "end": at + len(quote), "exact": quote}]


def quotes(placement):
    return [fragment["exact"] for fragment in placement.fragments or []]


def test_the_same_text_leaves_everything_unchanged():
    placed = reanchor(OLD, OLD, span(OLD, "Sixty-five prisoners"))
    assert (placed.state, quotes(placed)) == ("unchanged", ["Sixty-five prisoners"])


def test_a_change_behind_leaves_the_anchor_unchanged():
    placed = reanchor(OLD, OLD + "One more line.\n", span(OLD, "Sixty-five prisoners"))
    assert (placed.state, placed.fragments[0]["start"]) == ("unchanged", OLD.index("Sixty-five"))


def test_a_paragraph_before_moves_the_anchor():
    new = "Updated at noon by our correspondents.\n" + OLD
    placed = reanchor(OLD, new, span(OLD, "not in a position to verify"))
    assert (placed.state, quotes(placed)) == ("moved", ["not in a position to verify"])
    assert placed.fragments[0]["start"] == new.index("not in a position")


def test_fragments_in_several_places_move_together():
    new = "Updated.\n" + OLD.replace("on Wednesday morning", "on 24 January")
    placed = reanchor(OLD, new, span(OLD, "The plane fell") + span(OLD, "Sixty-five prisoners"))
    assert (placed.state, quotes(placed)) == ("moved", ["The plane fell", "Sixty-five prisoners"])


def test_a_changed_quote_goes_to_a_person_old_beside_new():
    placed = reanchor(OLD, OLD.replace("Sixty-five", "Seventy-four"), span(OLD, "Sixty-five prisoners were on board"))
    assert (placed.state, placed.fragments) == ("changed", None)
    assert [f["exact"] for f in placed.candidates[0]["fragments"]] == ["Seventy-four prisoners were on board"]


def test_white_space_inside_the_quote_is_a_change():
    placed = reanchor(OLD, OLD.replace("prisoners were", "prisoners  were"), span(OLD, "prisoners were"))
    assert placed.state == "changed"


def test_a_removed_sentence_is_removed():
    new = OLD.replace("The United Nations was not in a position to verify these reports.\n", "")
    placed = reanchor(OLD, new, span(OLD, "not in a position to verify"))
    assert (placed.state, placed.fragments, placed.candidates) == ("removed", None, [])


def test_a_sentence_put_elsewhere_is_for_a_person_to_confirm():
    lines = OLD.splitlines(keepends=True)
    new = "".join([lines[2], lines[0], lines[1], lines[3]])
    placed = reanchor(OLD, new, span(OLD, "not in a position to verify"))
    assert placed.state == "ambiguous"
    assert placed.candidates[0]["fragments"][0]["start"] == new.index("not in a position")


def test_one_of_two_equal_sentences_removed_is_never_guessed():
    old = "He denied it. Then came the night. He denied it. Nothing followed.\n"
    new = "He denied it. Nothing followed.\n"
    for nth in (0, 1):
        placed = reanchor(old, new, span(old, "He denied it", nth))
        assert placed.state not in PLACED or nth == 1


def test_a_look_alike_in_a_rewritten_text_is_never_taken():
    new = "A bus stopped near Kharkiv. Children were on board, a teacher said, and nobody asked for more."
    for quote in ("on board", "asked for", "near"):
        assert reanchor(OLD, new, span(OLD, quote)).state not in PLACED


def test_repeated_words_keep_their_order():
    old = "Refrain: peace.\n" * 5
    new = "A title.\n" + old
    starts = [reanchor(old, new, span(old, "peace", nth)).fragments[0]["start"] for nth in range(5)]
    assert starts == [new.index("peace") + 16 * nth for nth in range(5)]


def test_alignment_is_ascending_and_equal():
    new = OLD.replace("Kyiv", "Ukraine").replace("plane", "aircraft") + "More.\n"
    alignment = Alignment(OLD, new)
    placed = [(n, target) for n, target in enumerate(alignment.place) if target != GONE]
    assert [target for _, target in placed] == sorted({target for _, target in placed})
    assert all(alignment.old.ids[n] == alignment.new.ids[target] for n, target in placed)


NAMES = "літак plane fell упав near said that Київ was 🔥 не the of in مطار and reports verified שלום 24 shot down by"
WORDS = NAMES.split()


@st.composite
def edited_texts(draw):
    """An old text, a new one, and for each sentence of the old one where it stands in the new one, or None."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    sentences = [
        " ".join(rng.choices(WORDS, k=rng.randint(3, 14))) + rng.choice(".?!") for _ in range(rng.randint(2, 25))
    ]
    if rng.random() < 0.4:
        sentences[-1] = sentences[0]
    old, new, spots, truth = "", "", [], []
    for sentence in sentences:
        gap = rng.choice([" ", "\n", "\n\n"])
        spots.append((len(old), len(old) + len(sentence)))
        old += sentence + gap
        edit = rng.random()
        if edit < 0.1:
            new += " ".join(rng.choices(WORDS, k=rng.randint(1, 12))) + "." + gap
        if edit < 0.2 and edit >= 0.1:
            truth.append(None)
        elif edit < 0.3 and edit >= 0.2:
            words = sentence.split(" ")
            words[rng.randrange(len(words))] = "CHANGED"
            new += " ".join(words) + gap
            truth.append(None)
        else:
            truth.append((len(new), len(new) + len(sentence)))
            new += sentence + gap
    return old, new, spots, truth


@settings(max_examples=400, deadline=None)
@given(edited_texts())
def test_a_placed_sentence_is_where_it_was_put_or_a_person_is_asked(case):
    check_places(*case)


@pytest.mark.soak
@settings(max_examples=50_000, deadline=None)
@given(edited_texts())
def test_a_placed_sentence_is_where_it_was_put_in_very_many_texts(case):
    check_places(*case)


def check_places(old, new, spots, truth):
    reanchoring = Reanchoring(old, new)
    for (start, end), place in zip(spots, truth, strict=True):
        exact = old[start:end]
        placed = reanchoring.place([{"start": start, "end": end, "exact": exact}])
        if placed.state in PLACED:
            assert placed.fragments[0]["exact"] == exact
            if old.count(exact) == 1:
                assert (placed.fragments[0]["start"], placed.fragments[0]["end"]) == place
        else:
            assert placed.fragments is None


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="ab .\n", min_size=1, max_size=60), st.text(alphabet="ab .\n", min_size=1, max_size=60), st.data()
)
def test_any_two_texts_give_a_placement_that_reads_as_before(old, new, data):
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    placed = reanchor(old, new, [{"start": start, "end": end}])
    if placed.state in PLACED:
        assert quotes(placed) == [old[start:end]]
    for candidate in placed.candidates:
        for fragment in candidate["fragments"]:
            assert new[fragment["start"] : fragment["end"]] == fragment["exact"] != ""


def test_most_anchors_survive_when_a_word_in_twenty_changes():
    rng = random.Random(7)
    vocabulary = ["".join(rng.choices("abcdefghijklmnop", k=rng.randint(2, 9))) for _ in range(900)]
    words = rng.choices(vocabulary, k=8_000)
    old = " ".join(words)
    changed = [rng.choice(vocabulary) if rng.random() < 0.05 else word for word in words]
    new = "An inserted paragraph.\n" + " ".join(changed)
    old_at, new_at, a, b = [], [], 0, len("An inserted paragraph.\n")
    for one, other in zip(words, changed, strict=True):
        old_at.append(a)
        new_at.append(b)
        a, b = a + len(one) + 1, b + len(other) + 1
    reanchoring, kept, placed, wrong = Reanchoring(old, new), 0, 0, 0
    for n in range(0, 7_990, 13):
        size = 1 + n % 7
        start, end = old_at[n], old_at[n + size - 1] + len(words[n + size - 1])
        found = reanchoring.place([{"start": start, "end": end}])
        kept += words[n : n + size] == changed[n : n + size]
        if found.state in PLACED:
            placed += 1
            wrong += found.fragments[0]["start"] != new_at[n]
    assert wrong == 0
    assert placed >= 0.95 * kept


@pytest.mark.parametrize("words", [100_000])
def test_a_long_text_rewritten_throughout_stays_within_bounds(words):
    rng = random.Random(1)
    old = " ".join(str(rng.randint(0, 5_000)) for _ in range(words))
    new = " ".join(str(rng.randint(0, 5_000)) for _ in range(words))
    begun = time.process_time()
    assert reanchor(old, new, span(old, old[1_000:1_200])).state not in PLACED
    assert time.process_time() - begun < 20


def edited_words(rng, vocabulary):
    """An old and a new text of edited sentences, and for each old word its start, its end and its new start or None."""
    old, new, places = "", "", []
    for _ in range(rng.randint(5, 40)):
        sentence, gap, edit = rng.choices(vocabulary, k=rng.randint(3, 14)), rng.choice([" ", "\n"]), rng.random()
        if edit < 0.1:
            new += " ".join(rng.choices(vocabulary, k=rng.randint(1, 12))) + "." + gap
        changed = rng.randrange(len(sentence)) if 0.2 <= edit < 0.3 else None
        for n, word in enumerate(sentence):
            after = " " if n < len(sentence) - 1 else "." + gap
            kept = not 0.1 <= edit < 0.2 and n != changed
            places.append((len(old), len(old) + len(word), len(new) if kept else None))
            old += word + after
            if kept:
                new += word + after
            elif n == changed:
                new += "CHANGED" + after
    return old, new, places


@pytest.mark.parametrize("size", [20, 400])
def test_a_few_words_are_placed_where_they_went_or_a_person_is_asked(size):
    vocabulary = ["".join(random.Random(n).choices("abcdefghij", k=4)) for n in range(size)]
    kept = placed = wrong = 0
    for seed in range(60):
        rng = random.Random(seed)
        old, new, places = edited_words(rng, vocabulary)
        reanchoring = Reanchoring(old, new)
        for _ in range(30):
            first = rng.randrange(len(places))
            words = places[first : first + rng.randint(1, 4)]
            start, end, place = words[0][0], words[-1][1], words[0][2]
            stands = all(word[2] is not None for word in words) and new[place : place + end - start] == old[start:end]
            found = reanchoring.place([{"start": start, "end": end}])
            kept += stands
            if found.state in PLACED:
                placed += 1
                wrong += not stands or found.fragments[0]["start"] != place
    assert wrong == 0
    assert placed >= 0.85 * kept

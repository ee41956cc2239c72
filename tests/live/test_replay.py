"""Whatever people do, a page that was kept up to date by the log shows what a fresh page shows (Zulip's verify_action).

Hypothesis makes the sequences; the pages are those of a viewer, two reviewers and an editor, with the real modules of
static/js under node. What each does on the own page takes the way of the page: shown at once, answered, replayed.
"""

import shutil

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.accounts.models import User
from tests.cast import make_cast
from tests.live.clients import Node, Screen
from tests.live.deeds import DEEDS, Desk

READERS = ("vera", "alice", "bob", "carol")
# Their pages hear of everything by the stream first.
STREAMED = ("alice", "vera")

numbers = st.integers(0, 60)
deeds = st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from(["alice", "bob", "carol", "dave"]), numbers, numbers)
catching_up = st.tuples(st.just("catch up"), st.sampled_from(READERS), numbers, numbers)
sequences = st.lists(st.one_of(deeds, deeds, deeds, catching_up), min_size=4, max_size=24)

# What most sequences need to have anything to happen to.
BEGINNING = [
    ("highlight", "alice", 0, 0),
    ("highlight", "bob", 2, 1),
    ("make claim", "alice", 0, 1),
    ("make claim", "bob", 1, 2),
    ("add evidence", "alice", 0, 1),
]


@pytest.fixture(scope="module")
def node():
    if not shutil.which("node"):
        pytest.skip("There is no node here.")
    process = Node()
    yield process
    process.close()


def play(node, sequence, every=100):
    """Plays the sequence on a new desk, and looks at every page at its end, and after `every` deeds."""
    project, people = make_cast()
    people.rita = User.objects.create_user("rita", name="Rita")
    desk = Desk(project, people)
    for name, who, a, b in BEGINNING:
        desk.who = who
        DEEDS[name](desk, a, b)
    desk.screens = {who: Screen(node, getattr(people, who), project, desk.article) for who in READERS}
    for screen in desk.screens.values():
        screen.open()
    for number, (name, who, a, b) in enumerate(sequence, 1):
        desk.who = who
        if name == "catch up":
            desk.screens[who].catch_up(limit=1 + a % 9, streamed=b % 3 > 0)
        else:
            DEEDS[name](desk, a, b)
        if number % every == 0:
            look(desk, sequence[:number][-every:])
    look(desk, sequence)


def look(desk, played):
    for who, screen in desk.screens.items():
        screen.catch_up(streamed=who in STREAMED)
        screen.catch_up()
        assert screen.differences() == [], f"{who}, after {played}"


def test_every_deed_reaches_every_page(node, db):
    people = ("carol", "alice", "dave", "bob")
    play(node, [(name, people[n % 4], n, n // 2) for n, name in enumerate(DEEDS)], every=7)


def test_what_is_said_at_a_passage_reaches_the_cards_of_its_claims(node, db):
    play(node, [("comment on span", "alice", 0, 0), ("catch up", "vera", 0, 0)])


def check(node, sequence):
    with transaction.atomic():
        play(node, sequence)
        transaction.set_rollback(True)


quietly = {"suppress_health_check": list(HealthCheck), "deadline": None}


@given(sequence=sequences)
@settings(max_examples=3, derandomize=True, **quietly)
def test_page_kept_by_the_log_equals_a_fresh_one(node, db, sequence):
    check(node, sequence)


@pytest.mark.soak
@given(sequence=sequences)
@settings(max_examples=200, **quietly)
def test_page_kept_by_the_log_equals_a_fresh_one_for_long(node, db, sequence):
    check(node, sequence)

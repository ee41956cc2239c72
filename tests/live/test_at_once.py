"""Writers and readers at once: nothing in the log is skipped, nothing comes twice, and a copy stays in step."""

import random

import pytest

from annotations.changes.models import Change
from annotations.changes.verifying import check_log
from annotations.claims.models import Claim
from annotations.dossiers.claim_actions import create_claims
from annotations.teams.actions import create_desk
from tests.cast import Caller
from tests.threads import beside, together

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, ROUNDS = 4, 6


def poll(caller, after, limit):
    """All entries after a number, page by page, until none is left."""
    found = []
    while True:
        answer = caller.get(f"changes?after={after}&limit={limit}")
        assert answer.status_code == 200, answer.content
        page = answer.json()
        assert page["last"] == (page["changes"][-1]["seq"] if page["changes"] else after)
        assert page["last"] <= page["head"]
        found += page["changes"]
        after = page["last"]
        if not page["changes"]:
            return found


def follow(caller, limit=7):
    """A function for `beside`: polls until it is told to stop, and once more then."""

    def run(stop):
        found = []
        while True:
            last_round = stop.is_set()
            found += poll(caller, found[-1]["seq"] if found else 0, limit)
            if last_round:
                return found

    return run


def writer(project, user, seed):
    """A function that makes claims, now and then several at once, and edits and deletes some through the API."""
    caller, rng = Caller(user, project), random.Random(seed)

    def write():
        mine = []
        for n in range(ROUNDS):
            texts = [f"Sentence {seed}.{n}.{k}" for k in range(rng.choice([1, 1, 1, 5]))]
            mine += create_claims(project=project, actor=user, drafts=[{"text": text} for text in texts])
            chosen = rng.choice(mine).uid
            if n % 3 == 1:
                answer = caller.patch(f"claims/{chosen}", {"text": f"Edited {seed}.{n}"}, etag="*")
                assert answer.status_code in (200, 410)
            if n % 3 == 2:
                assert caller.delete(f"claims/{chosen}", etag="*").status_code in (204, 410)

    return write


def writers(cast):
    people = [cast.alice, cast.bob, cast.carol, cast.dave]
    return [writer(cast.desk, people[n % 4], n) for n in range(WRITERS)]


def test_pollers_miss_no_change_and_get_none_twice(cast):
    with (
        beside(follow(Caller(cast.vera, cast.desk))) as slow,
        beside(follow(Caller(cast.alice, cast.desk), 500)) as fast,
    ):
        together(writers(cast))
    numbers = list(range(1, Change.objects.filter(project=cast.desk).count() + 1))
    assert [change["seq"] for change in slow[0]] == numbers
    assert [change["seq"] for change in fast[0]] == numbers
    assert list(check_log(cast.desk)) == []
    # Whoever is told of a row can read it: the number is taken last, in the transaction of the write.
    assert [c["seq"] for c in slow[0] if c["verb"] == "create" and c["state"] is None and not c["gone"]] == []


@pytest.mark.soak
def test_many_pollers_of_many_writers_miss_no_change(cast, monkeypatch):
    monkeypatch.setattr("tests.live.test_at_once.ROUNDS", 100)
    people = [cast.alice, cast.bob, cast.carol, cast.dave]
    with (
        beside(follow(Caller(cast.vera, cast.desk), 1)) as one,
        beside(follow(Caller(cast.vera, cast.desk), 50)) as two,
        beside(follow(Caller(cast.vera, cast.desk), 500)) as three,
    ):
        together([writer(cast.desk, people[n % 4], n) for n in range(8)])
    numbers = list(range(1, Change.objects.filter(project=cast.desk).count() + 1))
    for found in (one, two, three):
        assert [change["seq"] for change in found[0]] == numbers
    assert list(check_log(cast.desk)) == []


def walk(caller, path):
    """All rows of a list, page by page, and the Changes-Head of its first page."""
    rows, head = [], None
    while path:
        answer = caller.get(path)
        assert answer.status_code == 200, answer.content
        head = head or int(answer["Changes-Head"])
        rows += answer.json()["results"]
        path = answer.json()["next"]
    return rows, head


@pytest.mark.parametrize("order", ["created", "-created"])
def test_a_list_read_while_others_write_gives_what_was_there_exactly_once(cast, order):
    made = create_claims(project=cast.desk, actor=cast.alice, drafts=[{"text": f"There before {n}"} for n in range(40)])
    before = [claim.uid for claim in made]
    walks = []

    def read(stop):
        caller = Caller(cast.vera, cast.desk)
        while not stop.is_set():
            walks.append([row["id"] for row in walk(caller, f"claims?limit=3&order={order}")[0]])

    with beside(read):
        together(writers(cast))
    wanted = before if order == "created" else before[::-1]
    assert walks
    for ids in walks:
        assert [uid for uid in ids if uid in set(before)] == wanted
        assert len(ids) == len(set(ids))


def test_a_copy_made_of_a_list_and_the_changes_after_it_equals_the_desk(cast):
    create_claims(project=cast.desk, actor=cast.alice, drafts=[{"text": f"There before {n}"} for n in range(20)])
    caller = Caller(cast.vera, cast.desk)

    def copy(stop):
        """As an API client keeps one: the list once, then whatever `changes` says."""
        rows, head = walk(caller, "claims?limit=5")
        mine = {row["id"]: row["text"] for row in rows}
        while True:
            last_round = stop.is_set()
            for change in poll(caller, head, 20):
                head = change["seq"]
                if change["object"]["type"] != "claim":
                    continue
                if change["gone"]:
                    mine.pop(change["object"]["id"], None)
                else:
                    mine[change["object"]["id"]] = change["state"]["text"]
            if last_round:
                return mine

    with beside(copy) as result:
        together(writers(cast))
    alive = Claim.objects.alive().filter(project=cast.desk)
    assert result[0] == dict(alive.values_list("uid", "text"))


def test_each_desk_has_numbers_of_its_own(cast):
    other = create_desk(actor=cast.dave, slug="other", name="Another")
    together([*writers(cast)[:2], writer(other, cast.dave, 7), writer(other, cast.dave, 8)])
    for project in (cast.desk, other):
        numbers = list(Change.objects.filter(project=project).order_by("seq").values_list("seq", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert list(check_log(project)) == []

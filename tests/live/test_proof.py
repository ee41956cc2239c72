"""Nothing is lost, nothing comes twice: beside writers, over hundreds of lost connections, and over `kill -9`."""

import random
import threading

import pytest
from django.db import connection

from annotations.changes.verifying import check_log
from annotations.dossiers.claim_actions import create_claims
from tests import postgres
from tests.cast import Caller
from tests.live.killing import TEXT, Follower, Program, Writer, ask, until
from tests.live.streams import Listening
from tests.threads import beside, together

pytestmark = pytest.mark.django_db(transaction=True)


def writer(cast, number, rounds):
    """A function that makes claims, now and then several at once."""
    people, rng = [cast.alice, cast.bob, cast.carol, cast.dave], random.Random(number)

    def write():
        for turn in range(rounds):
            drafts = [{"text": f"Sentence {number}.{turn}.{n}"} for n in range(rng.choice([1, 1, 1, 5]))]
            create_claims(project=cast.desk, actor=people[number % 4], drafts=drafts)

    return write


def reader(port, headers, *, reconnects=0, seed=0):
    """A function that gives the numbers of all changes from the first on, over so many lost connections.

    After its last reconnection it stays until everything has come that there was when all was done.
    """

    def read(done):
        numbers, left, rng = [], reconnects, random.Random(seed)
        while True:
            after = {"Last-Event-ID": str(numbers[-1] if numbers else 0)}
            with Listening(port, headers=headers | after) as stream:
                breaks = rng.randint(1, 4) if left else None
                for event in stream.every():
                    if event.name == "change":
                        numbers.append(event.id)
                        breaks = breaks and breaks - 1
                    if breaks == 0 or (left and done.is_set()):
                        break
                    if not left and done.is_set() and numbers[-1] >= done.head:
                        return numbers
            left -= 1

    return read


class Done(threading.Event):
    """That nobody writes any more, and which number was the last."""

    head = 0


def run(cast, port, *, writers, rounds, readers, reconnects, head, monkeypatch):
    # A reader looks whether it may stop at each event: they come often.
    monkeypatch.setattr("annotations.live.hub.PING_EVERY", 0.5)
    monkeypatch.setattr("annotations.live.hub.TICK", 0.5)
    done = Done()
    caller = Caller(cast.vera, cast.desk, "read")
    others = [Caller(person, cast.desk, "read") for person in (cast.alice, cast.bob, cast.carol, cast.dave)]
    everybody = [caller, *others]

    def all_readers(_stop):
        reads = [
            reader(port, everybody[n % len(everybody)].headers, reconnects=reconnects, seed=n) for n in range(readers)
        ]
        return together([lambda read=read: read(done) for read in reads])

    with beside(all_readers) as found:
        together([writer(cast, n, rounds) for n in range(writers)])
        done.head = head()
        done.set()
    wanted = list(range(1, head() + 1))
    assert [numbers == wanted for numbers in found[0]] == [True] * readers
    assert list(check_log(cast.desk)) == []


def test_readers_beside_writers_skip_nothing(cast, port, head, monkeypatch):
    run(cast, port, writers=4, rounds=6, readers=6, reconnects=0, head=head, monkeypatch=monkeypatch)


def test_random_reconnects_leave_no_gap_and_bring_nothing_twice(cast, port, head, monkeypatch):
    run(cast, port, writers=2, rounds=15, readers=4, reconnects=5, head=head, monkeypatch=monkeypatch)


@pytest.mark.soak
def test_many_readers_beside_many_writers_skip_nothing(cast, port, head, monkeypatch):
    run(cast, port, writers=8, rounds=100, readers=40, reconnects=0, head=head, monkeypatch=monkeypatch)


@pytest.mark.soak
def test_500_random_reconnects_leave_no_gap_and_bring_nothing_twice(cast, port, head, monkeypatch):
    run(cast, port, writers=4, rounds=120, readers=10, reconnects=50, head=head, monkeypatch=monkeypatch)


@pytest.fixture
def database():
    """`(address, cluster)` of a database of its own, written to disk as in production; no cluster on SQLite."""
    if connection.vendor == "sqlite":
        yield "", None
        return
    with postgres.cluster(fsync="on", synchronous_commit="on", full_page_writes="on") as made:
        yield made.url, made


@pytest.mark.soak
@pytest.mark.parametrize("victim", ["server", "stream", "database"])
def test_kill_9_while_people_write_loses_nothing_that_was_acknowledged(database, tmp_path, victim):
    url, cluster = database
    if victim == "database" and cluster is None:
        return  # SQLite is in the server, and is killed with it
    program = Program(tmp_path, url)
    server, stream = program.start("serve"), program.start("stream")
    try:
        article = ask(server.port, "POST", "articles", {"title": "Tariffs", "text": TEXT}, program.headers)[1]["id"]
        writers = [Writer(program, server, article, number) for number in range(4)]
        # One listens to the one process that does everything, one to the stream that runs by itself.
        followers = [Follower(program, server), Follower(program, stream)]
        for thread in (*writers, *followers):
            thread.start()
        rng = random.Random(victim)
        target = {"server": server, "stream": stream, "database": cluster}[victim]
        for _ in range(3):
            before = sum(len(each.acknowledged) for each in writers)
            until(lambda before=before: sum(len(each.acknowledged) for each in writers) > before + rng.randint(10, 40))
            target.kill()
            threading.Event().wait(rng.random())
            target.start()
        before = sum(len(each.acknowledged) for each in writers)
        until(lambda: sum(len(each.acknowledged) for each in writers) > before + 20)
        for each in writers:
            each.stopping.set()
        for each in writers:
            each.join(60)
        assert server.runs and stream.runs
        acknowledged = {uid for each in writers for uid in each.acknowledged}
        head = ask(server.port, "GET", "changes?limit=1", headers=program.headers)[1]["head"]
        for each in followers:
            until(lambda each=each: each.numbers and each.numbers[-1] >= head)
            each.stopping.set()
        # Every write that was acknowledged is there, and each that was sent again happened once.
        found, path = [], f"articles/{article}/spans?limit=500"
        while path:
            page = ask(server.port, "GET", path, headers=program.headers)[1]
            found += [row["id"] for row in page["results"]]
            path = page["next"] and page["next"].partition("/projects/desk/")[2]
        assert (set(found), len(found)) == (acknowledged, len(acknowledged))
        for each in followers:
            assert each.numbers == list(range(1, head + 1))
            assert each.resets == 0
        assert sum(each.opened for each in followers) >= 2
        program.manage("verify")
    finally:
        for each in (server, stream):
            each.stop()

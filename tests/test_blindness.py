"""Blind means blind (ARCHITECTURE, invariant 4), shown by difference.

The same desk is built twice, with the same ids and the same clock; the two differ in nothing but what sealed verdicts
say. Then everybody but their author reads every page and every address of the API, with every filter. Not one byte,
no ETag, no header may differ, before the reveal; afterwards the same walk must see the difference, or it proves
nothing. New addresses are walked by themselves: they come from the resolver (tests/walk.py).
"""

import random
import secrets
import uuid
from contextlib import contextmanager

import pytest
from django.core.cache.backends.dummy import DummyCache
from django.db import transaction

from annotations.claims.models import Claim
from annotations.jobs.worker import run_pending
from annotations.live.frames import read_frames
from annotations.verdicts.actions import put_verdict
from tests.making import reveal
from tests.walk import addresses, query_names
from tests.world import ONE, READERS, TWO, World

OTHERS = tuple(name for name in READERS if name not in ("rita", "dave"))


@pytest.fixture
def fixed(monkeypatch, db):
    """Nothing is left to chance: ids, salts and form tokens are the same in every world."""
    monkeypatch.setattr("django.middleware.csrf._mask_cipher_secret", lambda secret: "m" * 64)
    # More requests than a minute's worth come from one address here.
    # Whoever counts has its own name for `count_attempt`: what it counts in is looked up each time.
    monkeypatch.setattr("annotations.accounts.attempts.cache", DummyCache("none", {}))

    def restart():
        chance = random.Random(7)
        monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=chance.getrandbits(128), version=4))
        monkeypatch.setattr(secrets, "token_urlsafe", lambda size=32: f"{chance.getrandbits(size * 8):x}")
        monkeypatch.setattr(secrets, "token_hex", lambda size=32: f"{chance.getrandbits(size * 8):0{size * 2}x}")

    return restart


@contextmanager
def world(fixed, sealed):
    """A `World` that leaves nothing behind."""
    fixed()
    made = World(sealed)
    try:
        with transaction.atomic():
            yield made.build()
            transaction.set_rollback(True)
    finally:
        made.clock.stop()


def differences(one, two):
    """Where two walks differ, said so that a person finds the place."""
    assert one.keys() == two.keys(), sorted(map(str, one.keys() ^ two.keys()))[:10]
    found = []
    for key, (status, headers, body) in one.items():
        other_status, other_headers, other_body = two[key]
        if (status, headers, body) != (other_status, other_headers, other_body):
            at = next((n for n, (a, b) in enumerate(zip(body, other_body, strict=False)) if a != b), 0)
            about = f"{status}/{other_status} …{body[max(0, at - 60) : at + 60]!r} | {other_body[at : at + 60]!r}"
            if body == other_body:
                about = f"headers: {set(headers.items()) ^ set(other_headers.items())}"
            found.append(f"{key[0]} {key[1]}: {about}")
    return found


def markers_in(walk):
    """Paths at which sealed words stand. A search shows the words that were asked for; nothing else ever has them."""
    return [path for (_, path), (_, _, body) in walk.items() if "MARKER" not in path and b"MARKER" in body]


@pytest.mark.once
def test_what_a_sealed_verdict_says_changes_no_byte_for_anybody_else(fixed):
    walks, logs, streams = [], [], []
    for sealed in (ONE, TWO):
        with world(fixed, sealed) as made:
            # Who judges and who administers read all of it; the others what is around three claims.
            seen = made.everything(("rita", "dave")) | made.around("plain", "again", "withdrawn", readers=OTHERS)
            walks.append(seen)
            logs.append(made.changes())
            streams.append([tuple(f) for f in read_frames(made.desk, after=0, limit=500)])
            ids = [uid.encode() for uid in (made.claims["plain"].uid, made.article)]
    assert differences(*walks) == []
    # The log itself, salts, digests and hashes included, holds nothing that depends on them.
    assert logs[0] == logs[1]
    # Nor does a frame of the stream, nor who is told to ask for themselves.
    assert streams[0] == streams[1]
    assert b"MARKER" not in b"".join(frame[3] + frame[4] for frame in streams[0])
    assert markers_in(walks[0]) == []
    # The walk has read the claims and the article at all.
    read = b"".join(body for (name, _), (_, _, body) in walks[0].items() if name == "vera")
    assert [uid in read for uid in ids] == [True, True]


@pytest.mark.once
def test_no_filter_and_no_search_finds_what_is_sealed(fixed):
    walks = []
    for sealed in (ONE, TWO):
        with world(fixed, sealed) as made:
            walks.append(made.filtered())
    assert differences(*walks) == []
    assert markers_in(walks[0]) == []


def test_no_database_searches_or_orders_by_what_is_sealed(fixed):
    walks = []
    for sealed in (ONE, TWO):
        with world(fixed, sealed) as made:
            found = made.asked_for(("q", "text", "rating", "order"))
            walks.append(found | made.around("plain", readers=("rita",)))
    assert differences(*walks) == []
    assert markers_in(walks[0]) == []


@pytest.mark.once
def test_walk_sees_the_difference_as_the_author_and_after_the_reveal(fixed):
    own, revealed = [], []
    desk = "/api/v1/projects/desk"
    for sealed in (ONE, TWO):
        with world(fixed, sealed) as made:
            plain = made.claims["plain"].uid
            paths = [f"{desk}/claims/{plain}{part}" for part in ("", "/verdict", "/verdicts")]
            paths += [f"/d/desk/claims/{plain}", f"/d/desk/claims/{plain}/card"]
            own.append({("alice", path): made.read("alice", path) for path in paths})
            for name in ("plain", "again"):
                made.tick()
                reveal(made.claims[name], made.people.carol)
            revealed.append(made.around("plain", "again", readers=("vera", "eve", None)))
    assert [line.split(": ")[0] for line in differences(*own)] == [f"alice {path}" for path in paths]
    where = {line.split(": ")[0] for line in differences(*revealed)}
    comments = f"{desk}/claims/{plain}/comments"
    for path in (
        f"{desk}/claims/{plain}/verdicts",
        comments,
        f"/d/desk/claims/{plain}",
        f"/d/desk/claims/{plain}/card",
        f"{desk}/agreement",
        f"{desk}/agreement/units",
        "/d/desk/reports/agreement",
        "/d/desk/reports/agreement/claims",
    ):
        assert f"vera {path}" in where
    # Strangers, and whoever is not signed in, see nothing then either.
    assert [line for line in where if line.startswith(("eve ", "None "))] == []


@pytest.mark.once
def test_withdrawn_verdict_stays_sealed_for_ever(fixed):
    walks = []
    for sealed in (ONE, TWO):
        with world(fixed, sealed) as made:
            reveal(made.claims["withdrawn"], made.people.carol)
            uid = made.claims["withdrawn"].uid
            paths = [path for path in made.paths if uid in path or path.endswith(("/changes", "/activity/"))]
            walks.append({(name, path): made.read(name, path) for name in (*READERS, "alice") for path in paths})
    # Of her other verdicts alice sees her own, at no address of this claim.
    where = [line.split(": ")[0] for line in differences(*walks)]
    # What she said under it she goes on reading, alone.
    assert {line.split()[0] for line in where if uid in line} == {"alice"}


@pytest.mark.once
def test_draft_changes_no_byte_for_anybody_else(fixed):
    walks, names, readers = [], ("plain", "again", "untouched"), ("carol", "vera")
    with world(fixed, ONE) as made:
        walks.append(made.around(*names, readers=readers))
        head = len(made.changes())
        for name in names:
            put_verdict(
                claim=made.claims[name],
                actor=made.people.rita,
                rating=TWO.rating,
                explanation=TWO.explanation,
                confidence=TWO.confidence,
            )
        walks.append(made.around(*names, readers=readers))
        assert len(made.changes()) == head
        assert made.read("rita", f"/api/v1/projects/desk/claims/{made.claims['untouched'].uid}/verdict")[0] == 200
    assert differences(*walks) == []


@pytest.mark.once
def test_no_mail_tells_what_is_sealed(fixed, mailoutbox):
    mails = []
    for sealed in (ONE, TWO):
        mailoutbox.clear()
        with world(fixed, sealed) as made:
            mails.append([(each.to, each.subject, each.body) for each in mailoutbox])
            mailoutbox.clear()
            reveal(made.claims["plain"], made.people.carol)
            run_pending()
            opened = [each.to[0] for each in mailoutbox if sealed.explanation[:9] in each.body]
    assert mails[0] == mails[1]
    # There were mails at all, and the reveal sends those that were held back.
    assert sorted({to for (to,), _, _ in mails[0]}) == ["alice@example.org", "bob@example.org"]
    assert [text for mail in mails[0] for text in mail[1:] if "MARKER" in text] == []
    assert sorted(opened) == ["bob@example.org", "carol@example.org"]


@pytest.mark.once
def test_activity_says_nothing_sealed_however_it_is_asked_for(fixed):
    walks = []
    for sealed in (ONE, TWO):
        with world(fixed, sealed) as made:
            claims = [made.claims[name].uid for name in ("plain", "again", "withdrawn")]
            asked = [f"claim={uid}{more}" for uid in claims for more in ("", "&kind=verdicts", "&actor=alice")]
            asked += [f"article={made.article}&kind=verdicts", "actor=alice&kind=verdicts&from=2024-01-26", "change=60"]
            paths = [f"/d/desk/activity/?{query}" for query in asked]
            walks.append({(name, path): made.read(name, path) for name in ("rita", "carol", "vera") for path in paths})
    assert differences(*walks) == []
    bodies = [body for _status, _headers, body in walks[0].values()]
    assert any(b"submitted a verdict" in body for body in bodies)
    assert [body for body in bodies if b"MARKER" in body] == []


@pytest.mark.once
def test_refusals_tell_nothing_either(fixed):
    """Every write that is refused, or not, answers the same in both worlds."""
    walks = []
    for sealed in (ONE, TWO):
        with world(fixed, sealed) as made:
            found = {}
            for address in addresses():
                for method in address.methods if address.is_api else ():
                    if method == "GET":
                        continue
                    for path in address.paths(made.known):
                        for name in ("carol",):
                            found[name, f"{method} {path}"] = attempt(made, name, method, path)
            walks.append(found)
    assert differences(*walks) == []


def attempt(made, name, method, path):
    """The answer to a write that is then taken back."""
    with transaction.atomic():
        answer = made.clients[name].generic(
            method, path, data="{}", content_type="application/json", headers={"If-Match": "*"}
        )
        transaction.set_rollback(True)
    return answer.status_code, {}, answer.content


def test_every_query_that_a_view_reads_is_tried(fixed):
    with world(fixed, ONE) as made:
        names = {name for address in addresses() for name in query_names(address)}
        assert names - set(made.queries) == set()
    assert Claim.objects.count() == 0

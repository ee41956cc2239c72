"""`record()`: the log's one writer, its numbers and its chain."""

import hashlib
from datetime import UTC

import pytest
import rfc8785
from django.db import transaction

from annotations.changes.models import Change, ChangedClaim, Counter
from annotations.changes.record import Entry, record, record_all
from annotations.claims.actions import edit_claim
from annotations.dossiers.claim_actions import create_claims


@pytest.fixture
def claim(desk, alice):
    return create_claims(project=desk, actor=alice, drafts=[{"text": "It fell."}])[0]


@pytest.mark.django_db(transaction=True)
def test_record_needs_the_transaction_of_the_write(claim, desk, alice):
    with pytest.raises(RuntimeError):
        record("edit", claim, project=desk, actor=alice)


def test_a_change_says_who_did_what_to_which_object(claim, desk, alice, head):
    change = record("edit", claim, project=desk, actor=alice, claims=[claim.uid], data={"before": 1, "after": None})
    found = Change.objects.get(project=desk, seq=head())
    assert (found.actor, found.verb, found.kind, found.object, found.path, found.article, found.data) == (
        "alice",
        "edit",
        "claim",
        claim.uid,
        f"claims/{claim.uid}",
        None,
        {"before": 1, "after": None},
    )
    assert list(ChangedClaim.objects.filter(project=desk, seq=head()).values_list("claim", flat=True)) == [claim.uid]
    assert change.seq == found.seq == Counter.objects.get(project=desk).seq


def test_the_hash_is_the_one_that_the_design_says(claim, desk, alice, head):
    """Recomputed from the definition alone, so that another program can check an exported log."""
    edit_claim(claim=claim, actor=alice, text="Об’єкт 🔥")
    before, change = Change.objects.filter(project=desk).order_by("-seq")[:2][::-1]
    digest = hashlib.sha256(change.salt.encode() + rfc8785.dumps(change.data)).hexdigest()
    assert change.data_digest == digest
    columns = {
        "project": "desk",
        "seq": change.seq,
        "at": change.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "actor": "alice",
        "verb": "edit",
        "kind": "claim",
        "object": claim.uid,
        "path": f"claims/{claim.uid}",
        "article": None,
        "data_digest": digest,
    }
    assert change.hash == hashlib.sha256(before.hash.encode() + rfc8785.dumps(columns)).hexdigest()
    assert Counter.objects.get(project=desk).hash == change.hash


def test_the_hash_covers_every_column_but_data_and_salt():
    named = {"project", "seq", "at", "actor", "verb", "kind", "object", "path", "article", "data_digest"}
    assert {field.name for field in Change._meta.concrete_fields} == named | {"id", "data", "salt", "hash"}


def test_a_bulk_action_takes_its_numbers_at_once(claim, desk, alice, head, django_assert_num_queries):
    before = head()
    entries = [Entry("edit", claim, claims=[claim.uid, claim.uid], data={"n": n}) for n in range(20)]
    with django_assert_num_queries(4):
        changes = record_all(entries, project=desk, actor=alice)
    assert [change.seq for change in changes] == list(range(before + 1, before + 21))
    assert list(ChangedClaim.objects.filter(seq__gt=before).values_list("seq", flat=True)) == [
        change.seq for change in changes
    ]


def test_nothing_is_recorded_for_no_entries(claim, desk, alice, head):
    before = head()
    assert record_all([], project=desk, actor=alice) == []
    assert head() == before


def test_a_number_of_a_write_that_failed_is_given_to_the_next(claim, desk, alice, head):
    before = head()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("edit", claim, project=desk, actor=alice)
        raise ZeroDivisionError
    assert head() == before
    assert record("edit", claim, project=desk, actor=alice).seq == before + 1


def test_data_with_a_float_is_refused(claim, desk, alice):
    with pytest.raises(TypeError):
        record("edit", claim, project=desk, actor=alice, data={"score": 0.5})

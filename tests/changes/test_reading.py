"""`reading()`: one moment of the database, on either of them, while others write."""

import pytest
from django.db import DatabaseError, connection, transaction

from annotations.changes.reading import reading
from annotations.claims.models import Claim
from annotations.dossiers.claim_actions import create_claims
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def write(desk, user):
    together([lambda: create_claims(project=desk, actor=user, drafts=[{"text": "Written meanwhile."}])])


def test_what_others_write_meanwhile_is_not_seen(desk, alice, head):
    before = head()
    with reading(desk) as seen:
        assert (seen, Claim.objects.count()) == (before, 0)
        write(desk, alice)  # and is not held up
        assert Claim.objects.count() == 0
    assert (head(), Claim.objects.count()) == (before + 1, 1)


def test_a_read_that_breaks_off_leaves_the_connection_as_it_was(desk, alice):
    with pytest.raises(ZeroDivisionError), reading(desk):
        raise ZeroDivisionError
    with reading(desk):
        pass
    create_claims(project=desk, actor=alice, drafts=[{"text": "Written after."}])
    assert Claim.objects.count() == 1


def test_rows_can_be_read_in_lots(desk, alice):
    create_claims(project=desk, actor=alice, drafts=[{"text": f"Sentence {n}."} for n in range(25)])
    with reading(desk):
        texts = []
        for text in Claim.objects.order_by("pk").values_list("text", flat=True).iterator(10):
            if not texts:
                write(desk, alice)
            texts.append(text)
    assert texts == [f"Sentence {n}." for n in range(25)]


def test_inside_a_transaction_it_is_that_transaction(desk, head):
    with transaction.atomic(), reading(desk) as seen:
        assert seen == head()


def test_nothing_can_be_written_in_it_on_postgresql(desk, alice):
    if connection.vendor != "postgresql":
        return  # SQLite has no read-only transactions; there, a write in it would wait for nobody
    with pytest.raises(DatabaseError), reading(desk):
        Claim.objects.create(project=desk, author=alice, text="No.")

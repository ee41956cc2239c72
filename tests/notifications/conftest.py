"""A claim, and a worker that has read the log."""

import pytest

from annotations.jobs.worker import run_pending
from annotations.notifications.models import Notification
from tests.making import make_claim


@pytest.fixture(autouse=True)
def addresses(cast):
    """Everybody has a mail address."""
    for user in (cast.alice, cast.bob, cast.carol, cast.dave, cast.vera, cast.eve):
        user.email = f"{user.username}@example.org"
        user.save()


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


@pytest.fixture
def say(as_, claim):
    """A function that comments on the claim as `person`, and gives the comment."""

    def speak(person, text, parent=None):
        body = {"text": text, **({"parent": parent} if parent else {"about": {"type": "claim", "id": claim.uid}})}
        answer = as_(person).post(f"claims/{claim.uid}/comments", body)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return speak


@pytest.fixture
def told(db):
    """A function that lets the worker run, and gives `[(username, event)]` of what it told since the last time."""
    seen = set()

    def tell():
        run_pending()
        fresh = [row for row in Notification.objects.select_related("user").order_by("pk") if row.pk not in seen]
        seen.update(row.pk for row in fresh)
        return [(row.user.username, row.event) for row in fresh]

    return tell

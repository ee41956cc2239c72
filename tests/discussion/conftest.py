"""A claim to talk about."""

import pytest

from tests.making import make_claim


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


@pytest.fixture
def say(as_, claim):
    """A function that comments on the claim as `person`, and gives the comment."""

    def speak(person, text="What about the second log?", on=None, **more):
        body = {"about": {"type": "claim", "id": (on or claim).uid}} if "parent" not in more else {}
        answer = as_(person).post(f"claims/{(on or claim).uid}/comments", body | {"text": text} | more)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return speak


@pytest.fixture
def read(as_):
    """A function that gives the texts of the claim's comments as `person` reads them."""
    return lambda person, claim: [
        row["text"] for row in as_(person).get(f"claims/{claim.uid}/comments").json()["results"]
    ]

"""A claim that can be published."""

import pytest

from annotations.evidence.actions import add_evidence
from tests.making import make_claim, settle


@pytest.fixture
def sourced(desk, cast):
    """A function that makes a decided claim with two public pieces of evidence from two publishers, and a note that
    is nobody's business."""

    def make(text="The harbour was closed for three days.", rating="mostly-false", **fields):
        claim = make_claim(desk, cast.alice, text, language="en", **fields)
        for number, visibility in ((1, "public"), (2, "public"), (3, "internal")):
            add_evidence(
                claim=claim,
                actor=cast.bob,
                url=f"https://source{number}.example/{claim.uid}",
                title=f"Log {number}",
                stance="refutes",
                visibility=visibility,
            )
        settle(claim, cast.alice, cast.bob, cast.carol, rating=rating)
        claim.refresh_from_db()
        claim.project = desk
        return claim

    return make


@pytest.fixture
def claim(sourced):
    return sourced()

"""A claim to judge."""

import pytest

from tests.making import make_claim


@pytest.fixture
def claim(desk, vera, alice):
    return make_claim(desk, alice)


@pytest.fixture
def path(claim):
    """The claim's address below `P/`."""
    return f"claims/{claim.uid}"

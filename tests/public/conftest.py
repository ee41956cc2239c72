"""Fact-checks as strangers see them."""

import pytest
from django.test import Client

from tests.publishing.conftest import claim, sourced

__all__ = ["claim", "sourced"]


@pytest.fixture
def stranger():
    """Nobody, with the cookies of nobody."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def page(stranger):
    """A function that gets the page of a claim's fact-check, or what lies below it."""
    return lambda claim, rest="", **more: stranger.get(f"/public/desk/factchecks/{claim.uid}{rest}", **more)

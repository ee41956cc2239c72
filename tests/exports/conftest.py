"""A desk with something to take away."""

import pytest

from annotations.evidence.actions import add_evidence
from tests.making import make_claim, settle

TEXT = "The harbour was closed for three days. The mayor said so on Monday.\n"


@pytest.fixture
def article(as_, alice):
    body = {"title": "Harbour", "text": TEXT, "source_url": "https://news.example.org/harbour", "publisher": "News"}
    return as_(alice).post("articles", body).json()


@pytest.fixture
def span(as_, alice, article):
    body = {"version": 1, "start": 0, "end": 38, "exact": TEXT[:38]}
    return as_(alice).post(f"articles/{article['id']}/spans", body).json()


@pytest.fixture
def claim(desk, cast, span):
    """A decided claim with an article, a post, public and internal evidence."""
    claim = make_claim(
        desk,
        cast.alice,
        "The harbour was closed for three days.",
        original_quote="closed for three days",
        language="en",
        claimant={"name": "The mayor", "type": "person", "url": "https://mayor.example.org/"},
        claimed_on="2024-03",
        location="Aldersund",
        topics=["harbour", "=cmd()"],
        types=["event"],
        spans=[span["id"]],
    )
    for visibility, url in (("public", "https://port.example.org/log"), ("internal", "https://inside.example.org/")):
        add_evidence(
            claim=claim,
            actor=cast.bob,
            url=url,
            title="+1 day",
            publisher="The port",
            published_on="2024-03-05",
            stance="refutes",
            quote="Open again after two days, a line\nand another, with a comma",
            visibility=visibility,
        )
    settle(claim, cast.alice, cast.bob, cast.carol, rating="mostly-false")
    return claim

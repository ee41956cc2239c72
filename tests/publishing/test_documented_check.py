"""The lines of docs/api.md with which anybody checks a published fact-check, run as they stand against a server."""

import re
from pathlib import Path

import pytest

from annotations.publishing.actions import publish
from annotations.publishing.models import Publication
from tests.publishing.conftest import claim, sourced

__all__ = ["claim", "sourced"]


@pytest.fixture
def check():
    """The documented function."""
    guide = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```python\n(import hashlib.*?)```", guide, re.DOTALL)
    assert len([line for line in lines.splitlines() if line.strip()]) <= 10
    known = {}
    exec(lines, known)
    return known["check"]


@pytest.mark.once
def test_documented_lines_tell_what_was_changed(live_server, transactional_db, cast, claim, check):
    made = publish(claim=claim, actor=cast.carol, headline="Не три дні")
    assert check(live_server.url, "desk", claim.uid) == made.hash
    rows = Publication._base_manager.filter(pk=made.pk)
    rows.update(snapshot=made.snapshot | {"explanation": "Another."})
    assert check(live_server.url, "desk", claim.uid) is None
    rows.update(snapshot=made.snapshot, hash="0" * 64)
    assert check(live_server.url, "desk", claim.uid) is None

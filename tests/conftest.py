"""What every test may lean on. The cast stands in tests/cast.py, the browser in tests/browser/conftest.py."""

import os

import pytest
from django.core.management import call_command

from tests.cast import alice, as_, bob, carol, cast, dave, desk, eve, head, log, vera

__all__ = ["alice", "as_", "bob", "carol", "cast", "dave", "desk", "eve", "head", "log", "vera"]

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def pytest_sessionstart(session):
    """Static files under their hashed names, as production serves them; once, before xdist's workers."""
    if not hasattr(session.config, "workerinput"):
        call_command("collectstatic", interactive=False, verbosity=0)


def no_skips(report):
    """In CI nothing may be skipped: there a skip is a failure that gives the skip's reason."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return no_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return no_skips((yield))


def pytest_collection_modifyitems(config, items):
    """Long generated runs are for `make soak` alone, which sets SOAK=1."""
    if not os.environ.get("SOAK"):
        soak = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in soak]

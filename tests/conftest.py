"""What every test may lean on. The cast stands in tests/cast.py, the browser in tests/browser/conftest.py."""

import gc
import os

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation
from whitenoise.base import WhiteNoise

from tests.again import pytest_runtest_protocol, pytest_terminal_summary
from tests.cast import alice, as_, bob, carol, cast, dave, desk, eve, head, log, vera

__all__ = ["alice", "as_", "bob", "carol", "cast", "dave", "desk", "eve", "head", "log", "vera"]
__all__ += ["pytest_runtest_protocol", "pytest_terminal_summary"]

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def pytest_sessionstart(session):
    """Static files under their hashed names, as production serves them; once, before xdist's workers."""
    if not hasattr(session.config, "workerinput"):
        call_command("collectstatic", interactive=False, verbosity=0)


def pytest_addoption(parser):
    parser.addoption(
        "--second-database",
        action="store_true",
        help="only what another database could change: what opens one; of the browser's tests, the journeys",
    )


@pytest.fixture(autouse=True, scope="session")
def static_files_read_once():
    """Every client of a test has middleware of its own, which would read all static files: half of a test's time."""
    read, known = WhiteNoise.update_files_dictionary, {}

    def look_up(self, root, prefix):
        if (root, prefix) not in known:
            self.files, before = {}, self.files
            read(self, root, prefix)
            known[root, prefix], self.files = self.files, before
        self.files.update(known[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_up)
        yield


@pytest.fixture(autouse=True, scope="session")
def rows_deleted_one_by_one():
    """PostgreSQL writes a hundred files anew to truncate as many tables: a fifth of a second after each test that
    commits. To delete the few rows there are takes none. Keys are checked at the commit, so that any order will do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            DatabaseOperations,
            "sql_flush",
            lambda self, style, tables, **unused: [f"DELETE FROM {self.quote_name(table)}" for table in tables],
        )
        yield


@pytest.fixture(autouse=True)
def in_english():
    """What a request of the test before was answered in is no business of this one."""
    translation.deactivate()


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
    """Leaves out long runs but in `make soak` (SOAK=1), and on a second database what cannot differ there."""
    wanted = [item for item in items if os.environ.get("SOAK") or not item.get_closest_marker("soak")]
    if config.getoption("second_database"):
        tried = set()
        wanted = [item for item in wanted if _could_differ(item) and not _is_refused_again(item, tried)]
    kept = set(wanted)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = wanted


def pytest_collection_finish(session):
    """What has been loaded by now stays: the collector of garbage need not look at it after each few tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _is_refused_again(item, tried):
    """Whether another case of the same refusals is tried already; `tried` keeps those seen."""
    if not item.get_closest_marker("refusals"):
        return False
    name = item.nodeid.partition("[")[0]
    seen = name in tried
    tried.add(name)
    return seen


def _could_differ(item):
    """Whether another database could change what this test sees."""
    opens = bool({"db", "transactional_db"} & set(item.fixturenames)) or item.get_closest_marker("django_db")
    screen = "chromium" in item.fixturenames and not item.get_closest_marker("journey")
    return opens and not screen and not item.get_closest_marker("once")

"""A real Chromium at our own server. Any console error, CSP report or failed request fails the test.

def test_…(at_screen, cast):
    page = at_screen(cast.alice, width=390, colour_scheme="dark")
    page.goto("/d/desk/")
    check_accessibility(page)
"""

import os
import re
import threading
import time
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.db import DatabaseError, connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from factcheck.server import Server, listen
from tests.browser.chromium import MISSING, launch

# Playwright's own event loop runs in the thread of the tests, where Django would otherwise refuse to work.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Generous: two cores run the browser, the server and another test beside it.
expect.set_options(timeout=15_000)

WIDTHS = {1440: 900, 1024: 768, 390: 844}


@pytest.fixture(scope="session")
def chromium():
    """The browser; every test opens contexts of its own in it."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if not browser:
            pytest.skip(MISSING)
        yield browser
        browser.close()


_empty = BaseDatabaseOperations.execute_sql_flush


def emptied_in_the_end(operations, statements):
    """Empties the tables, again when a thread of the server was just writing into two of them: PostgreSQL ends one."""
    for pause in (0.2, 0.5, 1, None):
        try:
            return _empty(operations, statements)
        except DatabaseError:
            if pause is None:
                raise
            time.sleep(pause)


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker):
    """Our own server on a free port, with the test database.

    Its threads (the stream's listener and reader, the worker) look at the database between two tests as well, where
    pytest-django would let nobody: they would die of it.
    """
    server = Server(sock=listen("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, name="server")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", emptied_in_the_end)
        thread.start()
        yield server
        server.stop()
        thread.join(30)


@pytest.fixture
def site(server, transactional_db, settings):
    """The address of the running desk, which sees what the test has written."""
    settings.SITE_URL = f"http://127.0.0.1:{server.port}"
    yield settings.SITE_URL
    # A connection that sees an old snapshot, or holds a lock, would meet the flush after the test.
    connections["default"].close()


class Problems(list):
    """What went wrong in the browser, as sentences. `expect("404")` explains those that a test provokes.

    They are looked at when the pages are closed: the console tells of an answer after the page has shown it.
    """

    def __init__(self):
        super().__init__()
        self.expected, self.allowed = [], []

    def expect(self, pattern):
        """Explains the problems that match; at the end of the test there must have been one."""
        self.expected.append(pattern)

    def allow(self, pattern):
        """Explains the problems that match, should there be any."""
        self.allowed.append(pattern)

    def check(self):
        """Fails for what nobody explained, and for what was expected and did not happen."""
        explained = [*self.expected, *self.allowed]
        assert [problem for problem in self if not any(re.search(each, problem) for each in explained)] == []
        assert [each for each in self.expected if not any(re.search(each, problem) for problem in self)] == []

    def watch(self, page):
        page.on("pageerror", lambda error: self.append(f"page error: {error.stack or error}"))
        page.on("console", self._console)
        page.on("requestfailed", self._failed)

    def _console(self, message):
        if message.type in ("error", "warning") and "registration blocked by Playwright" not in message.text:
            place = message.location
            self.append(f"console {message.type}: {message.text} ({place.get('url')}:{place.get('lineNumber')})")

    def _failed(self, request):
        # Leaving a page ends what it had under way.
        if request.failure != "net::ERR_ABORTED":
            self.append(f"request failed: {request.method} {request.url} {request.failure}")


@pytest.fixture
def problems():
    """What the browser complained of, which must be explained at the end of the test."""
    found = Problems()
    yield found
    found.check()


class Screens:
    """Contexts of the browser that wait for the next test. What they have read of scripts and styles stays with them:
    a page in one of them takes half the time of a page in a new one. Everything else of a person is wiped."""

    def __init__(self, chromium, origin):
        self.chromium, self.origin, self.idle = chromium, origin, []

    def take(self, options, own):
        """`(context, its page)`; `own`: one that nobody has used."""
        if not options and not own and self.idle:
            return self.idle.pop()
        # What a service worker keeps would hide what a test takes away from the network.
        settings = {"locale": "en-GB", "service_workers": "block", "base_url": self.origin}
        context = self.chromium.new_context(viewport={"width": 1440, "height": 900}, **settings | options)
        context.set_default_timeout(30_000)
        return context, context.new_page()

    def wipe(self, context):
        """Makes a context of the usual kind as good as new, and keeps it."""
        fresh = context.new_page()
        for page in context.pages:
            if page != fresh:
                page.close()
        context.set_offline(False)
        context.clear_cookies()
        chrome = context.new_cdp_session(fresh)
        kinds = "local_storage,indexeddb,cache_storage,service_workers"
        chrome.send("Storage.clearDataForOrigin", {"origin": self.origin, "storageTypes": kinds})
        chrome.detach()
        self.idle.append((context, fresh))


@pytest.fixture(scope="session")
def screens(chromium, server):
    return Screens(chromium, f"http://127.0.0.1:{server.port}")


@pytest.fixture
def at_screen(screens, site, problems):
    """`at_screen(user, width=1440, …)`: a page of a browser with nothing in it, signed in as `user` (None: nobody).

    `colour_scheme`: light, dark. `forced_colors`: active. `own`: in a context of its own, for a test that leaves in it
    what cannot be wiped, a clock say. Further names are Playwright's of a context.
    """
    taken = []

    def open_page(
        user=None, *, width=1440, height=None, colour_scheme="light", forced_colors=None, own=False, **options
    ):
        motion = options.pop("reduced_motion", "reduce")
        if width < 500:
            options.setdefault("has_touch", True)
        context, page = screens.take(options, own)
        taken.append((context, not options and not own))
        page.set_viewport_size({"width": width, "height": height or WIDTHS.get(width, 900)})
        page.emulate_media(color_scheme=colour_scheme, reduced_motion=motion, forced_colors=forced_colors)
        if user is not None:
            sign_in(context, user, site)
        problems.watch(page)
        return page

    yield open_page
    for context, usual in taken:
        # What still polls ends here, before the database is emptied.
        with suppress(Exception):
            if usual:
                screens.wipe(context)
                continue
        with suppress(Exception):
            context.close()


@pytest.fixture
def page(at_screen):
    """A page of somebody who is not signed in."""
    return at_screen()


def sign_in(context, user, site):
    """Gives a browser context the session of this person."""
    client = Client()
    client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[0])
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site, "httpOnly": True}])


@pytest.fixture
def check_accessibility():
    """`check_accessibility(page)`: axe-core finds nothing, by WCAG 2.2 A and AA and its best practices."""

    script = Axe().axe_script
    options = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        "resultTypes": ["violations"],
        # Styles of other origins, of which there are none.
        "preload": False,
    }
    run = "([context, options]) => axe.run(context || document, options).then(found => found.violations)"

    def check(page, context=None):
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        assert [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:200]}"
            for violation in page.evaluate(run, [context, options])
            for node in violation["nodes"]
        ] == []

    return check


def pytest_terminal_summary(terminalreporter):
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"*** {len(skipped)} BROWSER TESTS WERE SKIPPED: {MISSING} ***", red=True)

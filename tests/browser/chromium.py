"""Which Chromium the browser tests use: `python -m tests.browser.chromium` finds or installs one.

One on the machine first, else Playwright's own, else that is installed; without any it says so, and the
browser tests are skipped (in CI: fail).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The first is the same browser without its windows: the tests take a third less time in it.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Everything works offline: an address outside fails, and the page that asked for it fails its test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
MISSING = "no Chromium: apt-get install chromium, or .venv/bin/playwright install chromium"


def executable(playwright):
    """The path of a Chromium that is there, or None."""
    paths = [shutil.which(name) for name in NAMES] + [playwright.chromium.executable_path]
    return next((path for path in paths if path and Path(path).exists()), None)


def launch(playwright):
    """A running headless browser, or None when there is no Chromium."""
    path = executable(playwright)
    if not path:
        return None
    # Its sandbox refuses to run as root, which containers are.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])


def main():
    """The exit code: 0 when there is a Chromium now, or when doing without is allowed."""
    with sync_playwright() as playwright:
        found = executable(playwright)
        if not found:
            print("No Chromium here; trying: playwright install chromium", flush=True)
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
            found = executable(playwright)
    if not found:
        print(f"\n*** BROWSER TESTS ARE SKIPPED: {MISSING} ***\n")
    return 1 if not found and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())

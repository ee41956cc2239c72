"""The program as an operator starts it: commands in processes of their own."""

import os
import re
import signal
import stat
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from factcheck.run import environment, kept_secret

ROOT = Path(__file__).parent.parent
MANAGE = [sys.executable, "manage.py"]


def environ(tmp_path, **given):
    """A fresh program's environment, with a SQLite of its own."""
    unwanted = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DEBUG", "DJANGO_ALLOW_ASYNC_UNSAFE")
    clean = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**clean, "SECRET_KEY": "x", "DATA_DIR": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1", **given}


def manage(tmp_path, *arguments, **given):
    run = subprocess.run(
        [*MANAGE, *arguments], cwd=ROOT, env=environ(tmp_path, **given), capture_output=True, text=True
    )
    return run.returncode, run.stdout + run.stderr


@pytest.fixture(scope="module")
def installed():
    """The static files at the place where `make install` puts them."""
    manifest = ROOT / "staticfiles" / "staticfiles.json"
    if not manifest.exists():
        subprocess.run(
            [*MANAGE, "collectstatic", "--noinput", "-v0"],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings"},
            check=True,
        )


def test_serve_on_an_unmigrated_database_says_what_to_run(tmp_path, installed):
    code, said = manage(tmp_path, "serve", "--port", "0")
    assert code == 1
    assert said.strip().endswith("Run: manage.py migrate")
    assert "Traceback" not in said


def test_bad_setting_is_told_without_a_traceback(tmp_path):
    assert manage(tmp_path, "serve", THREADS="0") == (
        1,
        "Factcheck does not start: THREADS must be a whole number from 1 to 256, not '0'\n",
    )


def test_serve_with_demo_on_another_host_fails(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"needs a loopback address, not --host 0\.0\.0\.0"):
        call_command("serve", "--host", "0.0.0.0")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("migrated")
    assert manage(folder, "migrate", "-v0")[0] == 0
    return folder


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_ends_cleanly_on_a_signal(migrated, installed, number):
    process = subprocess.Popen(
        [*MANAGE, "serve", "--port", "0"],
        cwd=ROOT,
        env=environ(migrated),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(30, process.kill)
    watchdog.start()
    try:
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
        with urllib.request.urlopen(f"{address}accounts/login/", timeout=10) as page:
            assert page.status == 200
            assert "csrftoken" in page.headers["Set-Cookie"]
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}api/v1/me", timeout=10)
        assert (refused.value.code, refused.value.headers["Content-Type"]) == (401, "application/problem+json")
        refused.value.close()
    finally:
        process.send_signal(number)
        rest, _ = process.communicate()
        watchdog.cancel()
    assert (process.returncode, rest) == (0, "Stopped.\n")


def test_secret_is_made_once_and_kept_to_its_owner(tmp_path):
    first = kept_secret(tmp_path / "data")
    assert len(first) > 50
    assert kept_secret(tmp_path / "data") == first
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("given", "site", "demo"),
    [
        ({}, "http://127.0.0.1:8000", "1"),
        ({"PORT": "8001"}, "http://127.0.0.1:8001", "1"),
        ({"HOST": "::1"}, "http://[::1]:8000", "1"),
        ({"HOST": "0.0.0.0"}, "http://127.0.0.1:8000", None),
        ({"SITE_URL": "https://desk.example.org"}, "https://desk.example.org", None),
        ({"DEMO": "0"}, "http://127.0.0.1:8000", "0"),
    ],
)
def test_make_run_lets_everybody_in_on_the_loopback_only(given, site, demo):
    found = environment({"SECRET_KEY": "x", **given})
    assert (found["SITE_URL"], found.get("DEMO")) == (site, demo)


@pytest.mark.django_db
def test_table_for_sign_in_attempts_comes_with_the_migrations():
    assert settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()

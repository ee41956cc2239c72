"""Every name of the environment: a bad value stops the program with the name and the value."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.loopback import is_loopback

ROOT = Path(__file__).parent.parent
NAMES = (
    "DATABASE_URL",
    "DATA_DIR",
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SITE_URL",
    "EMAIL_URL",
    "DEMO",
    "THREADS",
    "TRUSTED_PROXIES",
    "FETCH_ALLOW",
    "OIDC_ISSUER",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_NAME",
    "HOST",
    "PORT",
)


def settings(tmp_path, expression="None", **given):
    """(exit code, what it printed) of a fresh program with just this environment."""
    clean = {name: value for name, value in os.environ.items() if name not in NAMES}
    env = {**clean, "SECRET_KEY": "x", "DATA_DIR": str(tmp_path / "data"), **given}
    code = f"from factcheck import settings as s\nprint({expression})"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True)
    return run.returncode, run.stdout.strip() or run.stderr.strip().splitlines()[-1]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be set (or DEBUG=1)"),
        ("DEBUG", "maybe", "DEBUG must be 1 or 0, not 'maybe'"),
        ("DEMO", "2", "DEMO must be 1 or 0, not '2'"),
        ("THREADS", "0", "THREADS must be a whole number from 1 to 256, not '0'"),
        ("THREADS", "many", "THREADS must be a whole number from 1 to 256, not 'many'"),
        ("PORT", "99999", "PORT must be a whole number from 0 to 65535, not '99999'"),
        ("SITE_URL", "desk.example.org", "SITE_URL must begin with http: or https:, not 'desk.example.org'"),
        ("SITE_URL", "https://x/desk", "SITE_URL must look like https://desk.example.org, not 'https://x/desk'"),
        ("SITE_URL", "http://x:port", "SITE_URL is no address: 'http://x:port'"),
        ("ALLOWED_HOSTS", "a.org,https://b.org", "ALLOWED_HOSTS must be host names without scheme and port, not"),
        ("CSRF_TRUSTED_ORIGINS", "a.org", "CSRF_TRUSTED_ORIGINS must be origins such as https://desk.example.org, not"),
        ("EMAIL_URL", "mail.example.org", "EMAIL_URL must begin with console: or smtp: or smtps:, not 'mail"),
        ("EMAIL_URL", "smtp://x:y", "EMAIL_URL is no address: 'smtp://x:y'"),
        ("TRUSTED_PROXIES", "proxy.local", "TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, not"),
        ("FETCH_ALLOW", "http://x", "FETCH_ALLOW must be host names or networks, not 'http://x'"),
        ("OIDC_ISSUER", "id.example.org", "OIDC_ISSUER must begin with http: or https:, not 'id.example.org'"),
        ("OIDC_ISSUER", "http://id.example.org", "OIDC_ISSUER must begin with https: unless it is on this machine"),
        ("OIDC_ISSUER", "https://id.org/?a", "OIDC_ISSUER must look like https://id.example.org/realm, not"),
        ("OIDC_ISSUER", "https://id.example.org", "OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"),
        ("DATA_DIR", "/dev/null/x", "DATA_DIR must be a folder, not '/dev/null/x'"),
        ("DATABASE_URL", "mysql://h/d", "DATABASE_URL must begin with sqlite: or postgres:, not 'mysql://h/d'"),
        ("DATABASE_URL", "postgres://host", "DATABASE_URL must name a database after the host's /, not"),
        ("DATABASE_URL", "sqlite:", "DATABASE_URL must name a database after the host's /, not 'sqlite:'"),
        ("DATABASE_URL", "postgres://h:p/d", "DATABASE_URL is no address: 'postgres://h:p/d'"),
    ],
)
def test_bad_value_stops_the_program_with_name_and_value(tmp_path, name, value, message):
    code, said = settings(tmp_path, **{name: value})
    assert code == 1
    assert said.startswith(f"django.core.exceptions.ImproperlyConfigured: {message}")


def test_password_in_a_bad_database_address_is_not_printed(tmp_path):
    _, said = settings(tmp_path, DATABASE_URL="mysql://user:geheim@host/name")
    assert said.endswith("not 'mysql://user:…@host/name'")


@pytest.mark.parametrize(
    ("host", "site"), [("0.0.0.0", "http://127.0.0.1:8000"), ("127.0.0.1", "http://desk.example.org")]
)
def test_demo_off_the_loopback_stops_the_program(tmp_path, host, site):
    code, said = settings(tmp_path, DEMO="1", HOST=host, SITE_URL=site)
    assert (code, said) == (
        1,
        "django.core.exceptions.ImproperlyConfigured: "
        f"DEMO=1 needs a loopback HOST and SITE_URL, not {host!r} and {site!r}",
    )


def test_demo_on_the_loopback_is_on(tmp_path):
    assert settings(tmp_path, "s.DEMO", DEMO="1", HOST="::1", SITE_URL="http://localhost:9") == (0, "True")


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("https://desk.example.org/", "('https://desk.example.org', True, True, True, 31536000, True)"),
        ("http://127.0.0.1:8000", "('http://127.0.0.1:8000', False, False, False, 0, False)"),
    ],
)
def test_cookies_and_redirect_follow_the_scheme_of_the_site(tmp_path, site, expected):
    names = "s.SITE_URL, s.SECURE, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, "
    assert settings(tmp_path, f"({names} s.SECURE_SSL_REDIRECT)", SITE_URL=site) == (0, expected)


def test_hosts_and_origins_come_from_the_site(tmp_path):
    both = "(s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS)"
    expected = (["desk.example.org", "127.0.0.1", "localhost", "[::1]"], ["https://desk.example.org"])
    assert settings(tmp_path, both, SITE_URL="https://desk.example.org") == (0, repr(expected))
    given = {"ALLOWED_HOSTS": "a.org, .b.org", "CSRF_TRUSTED_ORIGINS": "https://a.org"}
    expected = (["a.org", ".b.org"], ["http://127.0.0.1:8000", "https://a.org"])
    assert settings(tmp_path, both, **given) == (0, repr(expected))


def test_postgres_address_is_taken_apart(tmp_path):
    url = "postgres://us%40er:p%2Fw@db.local:5433/fact%20check?sslmode=require"
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    code, said = settings(tmp_path, f"[s.DATABASES['default'][n] for n in {names}]", DATABASE_URL=url)
    assert (code, said) == (0, "['fact check', 'us@er', 'p/w', 'db.local', '5433', {'sslmode': 'require'}]")


def test_mail_address_is_taken_apart(tmp_path):
    url = "smtps://me:p%40w@mail.local?from=desk@example.org"
    names = "(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_SSL, s.EMAIL_USE_TLS, "
    code, said = settings(tmp_path, f"{names} s.DEFAULT_FROM_EMAIL)", EMAIL_URL=url)
    assert (code, said) == (0, "('mail.local', 465, 'me', 'p@w', True, False, 'desk@example.org')")


def test_new_data_folder_is_closed_to_others(tmp_path):
    assert settings(tmp_path, "oct(s.DATA_DIR.stat().st_mode)") == (0, "0o40700")


def test_every_name_is_documented():
    documentation = (ROOT / "docs" / "operations.md").read_text()
    assert [name for name in NAMES if f"`{name}`" not in documentation] == []


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.1", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_only(host, loopback):
    assert is_loopback(host) is loopback


def test_provider_is_named_as_a_place_that_forms_may_lead_to(tmp_path):
    given = {"OIDC_ISSUER": "https://id.example.org:8443/realm/", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    code, said = settings(tmp_path, "s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']", **given)
    assert (code, said) == (0, """["'self'", 'https://id.example.org:8443']""")
    code, said = settings(tmp_path, "s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['name']", **given)
    assert (code, said) == (0, "id.example.org")
    assert settings(tmp_path, "s.SOCIALACCOUNT_PROVIDERS") == (0, "{'openid_connect': {'APPS': []}}")

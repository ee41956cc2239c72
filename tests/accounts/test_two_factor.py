"""Signing in with a second step, and desks that require one."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from annotations.accounts.links import sign_in_link
from annotations.projects.models import Token
from annotations.teams.actions import edit_desk
from tests.cast import problem

PASSWORD = "seven grey herons"


def code_of(secret):
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def alice(alice):
    alice.set_password(PASSWORD)
    alice.save()
    return alice


def sign_in(user):
    client = Client()
    answer = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return client, answer


@pytest.fixture
def set_up(alice, django_capture_on_commit_callbacks):
    """`set_up()`: alice with an authenticator app; gives `(client, secret, recovery codes)`."""

    def go():
        client, _ = sign_in(alice)
        answer = client.get("/accounts/2fa/totp/activate/", follow=True)
        assert "Your password, please" in answer.content.decode()
        client.post(answer.redirect_chain[-1][0], {"password": PASSWORD})
        html = client.get("/accounts/2fa/totp/activate/").content.decode()
        secret = re.search(r'<code class="secret"[^>]*>(\w+)<', html)[1]
        assert "<svg" in html
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
        assert answer["Location"] == "/accounts/2fa/recovery-codes/"
        codes = re.findall(r'<li><code dir="ltr">(\w+)<', client.get(answer["Location"]).content.decode())
        assert len(codes) == 10
        cache.clear()
        return client, secret, codes

    return go


def test_sign_in_asks_for_the_code(alice, set_up):
    _, secret, _ = set_up()
    client, answer = sign_in(alice)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/desks/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.get("/desks/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})["Location"] == "/"
    assert client.get("/desks/").status_code == 200


def test_passkey_is_offered_only_to_whoever_has_one(alice, set_up):
    set_up()
    client, _ = sign_in(alice)
    page = client.get("/accounts/2fa/authenticate/").content.decode()
    assert ("one of your recovery codes" in page, "Use a passkey" in page) == (True, False)


def test_recovery_code_works_once(alice, set_up):
    _, _, codes = set_up()
    client, _ = sign_in(alice)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]})["Location"] == "/"
    client, _ = sign_in(alice)
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200
    assert client.get("/desks/").status_code == 302


def test_first_second_step_ends_all_other_sessions(alice, set_up):
    other, _ = sign_in(alice)
    here, _, _ = set_up()
    assert [each.get("/desks/").status_code for each in (here, other)] == [200, 302]


def test_secrets_lie_encrypted(alice, set_up):
    _, secret, codes = set_up()
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert [word in stored for word in (secret, codes[0])] == [False, False]


def test_one_time_link_does_not_go_around_the_second_step(alice, set_up):
    set_up()
    alice.refresh_from_db()
    client = Client()
    link = sign_in_link(alice).removeprefix("http://127.0.0.1:8000")
    answer = client.post(link, {"password1": "other words here", "password2": "other words here"})
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/desks/").status_code == 302


@pytest.fixture
def strict(desk, dave):
    edit_desk(project=desk, actor=dave, settings={"require_two_factor": True})
    return desk


def test_desk_that_requires_it_leads_members_to_set_it_up(alice, strict, set_up):
    client, _ = sign_in(alice)
    for method, path in (("get", "/d/desk/"), ("get", "/d/desk/claims/"), ("post", "/d/desk/claims/new")):
        answer = getattr(client, method)(path)
        assert answer.status_code == 403
        html = answer.content.decode()
        assert ("/accounts/2fa/totp/activate/" in html, "Changes-Head" in answer) == (True, False)
    assert client.get("/desks/").status_code == 200
    client, _, _ = set_up()
    assert client.get("/d/desk/").status_code == 200


def test_api_refuses_sessions_without_it(alice, eve, strict, set_up):
    client, _ = sign_in(alice)
    answer = client.get("/api/v1/projects/desk/claims")
    assert problem(answer) == (403, [])
    assert answer.json()["set_up"] == "http://127.0.0.1:8000/accounts/2fa/"
    stranger = Client()
    stranger.force_login(eve)
    assert problem(stranger.get("/api/v1/projects/desk/claims")) == (404, [])
    client, _, _ = set_up()
    assert client.get("/api/v1/projects/desk/claims").status_code == 200


def test_tokens_enter_when_they_were_made_with_it(as_, alice, strict, set_up, capsys):
    assert problem(as_(alice).get("claims")) == (403, [])
    call_command("create_token", "alice", scope=["write"])
    trusted = {"Authorization": f"Bearer {capsys.readouterr().out.strip()}"}
    assert as_(None).get("claims", headers=trusted).status_code == 200
    client, _, _ = set_up()
    made = client.post("/api/v1/tokens", {"scope": "read"}, content_type="application/json").json()["token"]
    bearer = {"Authorization": f"Bearer {made}"}
    assert as_(None).get("claims", headers=bearer).status_code == 200
    # A token makes others like itself.
    again = as_(None).post("/api/v1/tokens", {"scope": "read"}, headers=bearer).json()["token"]
    assert as_(None).get("claims", headers={"Authorization": f"Bearer {again}"}).status_code == 200
    assert Token.objects.filter(user=alice, two_factor=True).count() == 3


def test_switched_off_it_closes_the_desk_again(alice, strict, set_up, capsys, django_capture_on_commit_callbacks):
    client, _, _ = set_up()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/2fa/totp/deactivate/")["Location"] == "/accounts/2fa/"
    assert client.get("/d/desk/").status_code == 403
    assert not Authenticator.objects.exists()


def test_operator_resets_it(alice, set_up, capsys):
    client, _, _ = set_up()
    call_command("reset_two_factor", "Alice")
    assert "alice: 2" in capsys.readouterr().out
    assert (client.get("/desks/").status_code, UserSession.objects.count()) == (302, 0)
    client, answer = sign_in(alice)
    assert answer["Location"] == "/"
    assert not Authenticator.objects.exists()


def test_admin_requires_it_on_the_settings_page(dave, desk):
    client = Client()
    client.force_login(dave)
    form = {
        "name": "D",
        "description": "",
        "language": "",
        "required": "2",
        "tolerance": "0",
        "blind": "1",
        "return_after": "7",
    }
    client.post("/d/desk/settings/desk", form | {"revision": desk.revision, "require_two_factor": "1"})
    desk.refresh_from_db()
    assert desk.setting("require_two_factor") is True
    assert client.get("/d/desk/settings/").status_code == 403

"""Signing in: by password, as one of the sample desk's people, in one's own language."""

import re

import pytest
from django.core import mail
from django.test import Client

from annotations.accounts.models import User
from annotations.workspace.sign_in import DemoSignIn

PASSWORD = "a few words of mine"


@pytest.fixture
def person(db):
    return User.objects.create_user("zoe", password=PASSWORD, email="zoe@example.org", name="Zoe", language="uk")


@pytest.fixture
def demo(settings, cast):
    settings.DEMO = True
    return Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000", HTTP_HOST="127.0.0.1:8000")


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["zoe", "ZOE@example.org"])
def test_password_signs_in_by_name_or_address_and_brings_the_language(login, person):
    client = Client()
    response = client.post("/accounts/login/", {"login": login, "password": PASSWORD})
    assert (response.status_code, signed_in(client)) == (302, True)
    assert response.cookies["django_language"].value == "uk"


def test_wrong_password_says_so_at_the_form(person):
    client = Client()
    response = client.post("/accounts/login/", {"login": "zoe", "password": "wrong"})
    assert (response.status_code, signed_in(client)) == (200, False)
    assert 'role="alert"' in response.content.decode()


def test_attempts_are_throttled_by_name(person):
    client = Client()
    for _ in range(5):
        client.post("/accounts/login/", {"login": "zoe", "password": "wrong"})
    response = client.post("/accounts/login/", {"login": "zoe", "password": PASSWORD})
    assert signed_in(client) is False
    assert response.status_code in (200, 429)


def test_password_is_reset_by_mail_once(person):
    client = Client()
    client.post("/accounts/password/reset/", {"email": "zoe@example.org"})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[0].body)[0]
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "another few words", "password2": "another few words"})
    person.refresh_from_db()
    assert person.check_password("another few words")
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_reset_for_an_unknown_address_looks_the_same(db):
    response = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/password/reset/done/")


def test_password_is_changed_by_who_knows_it(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    new = {"oldpassword": PASSWORD, "password1": "another few words", "password2": "another few words"}
    assert client.post("/accounts/password/change/", new | {"oldpassword": "wrong"}).status_code == 200
    assert client.post("/accounts/password/change/", new).status_code == 302
    person.refresh_from_db()
    assert person.check_password("another few words")


def test_sign_out_needs_a_post(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/accounts/logout/")
    assert signed_in(client) is True
    client.post("/accounts/logout/")
    assert signed_in(client) is False


def test_nobody_signs_up(db):
    response = Client().post("/accounts/signup/", {"username": "mallory", "password1": PASSWORD})
    assert "No sign-up here" in response.content.decode()
    assert User.objects.count() == 0


def test_demo_signs_in_with_one_click(demo):
    page = demo.get("/accounts/login/")
    assert [user.username for user, _ in page.context["cast"]] == ["alice", "bob", "carol", "dave", "vera", "eve"]
    response = demo.post("/accounts/demo/", {"username": "bob", "next": "/d/desk/claims/"})
    assert (response["Location"], demo.session["_auth_user_id"]) == (
        "/d/desk/claims/",
        str(User.objects.get(username="bob").pk),
    )


def test_demo_is_not_there_by_default(cast):
    client = Client(HTTP_HOST="127.0.0.1:8000")
    assert "cast" not in client.get("/accounts/login/").context
    assert client.post("/accounts/demo/", {"username": "bob"}).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Host": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"X-Real-IP": "127.0.0.1"},
        {"Host": "testserver"},
    ],
)
def test_demo_refuses_whatever_came_through_somebody_else(headers, demo):
    assert demo.post("/accounts/demo/", {"username": "bob"}, headers=headers).status_code == 404
    assert "cast" not in demo.get("/accounts/login/", headers=headers).context
    assert signed_in(demo) is False


def test_demo_signs_in_nobody_who_has_a_password_or_is_not_of_the_cast(demo, person, bob):
    bob.set_password(PASSWORD)
    bob.save()
    names = ("zoe", "bob", "", "nobody")
    assert [demo.post("/accounts/demo/", {"username": name}).status_code for name in names] == [404] * 4


def test_demo_needs_the_csrf_token_and_a_post(demo):
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1:8000")
    assert strict.post("/accounts/demo/", {"username": "bob"}).status_code == 403
    assert demo.get("/accounts/demo/").status_code == 405
    assert DemoSignIn.http_method_names == ["post"]


def test_demo_leads_to_no_other_site(demo):
    response = demo.post("/accounts/demo/", {"username": "bob", "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_language_is_chosen_before_and_after_signing_in(person):
    client = Client()
    response = client.post("/account/language", {"language": "ar", "next": "/accounts/login/"})
    assert (response["Location"], response.cookies["django_language"].value) == ("/accounts/login/", "ar")
    assert '<html lang="ar" dir="rtl">' in client.get("/accounts/login/").content.decode()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/account/language", {"language": "en"})
    person.refresh_from_db()
    assert person.language == "en"


def test_language_that_we_do_not_speak_changes_nothing(person):
    response = Client().post("/account/language", {"language": "tlh", "next": "//evil.example"})
    assert (response["Location"], "django_language" in response.cookies) == ("/", False)

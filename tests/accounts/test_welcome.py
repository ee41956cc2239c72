"""The page behind a one-time sign-in link."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import timezone

from annotations.accounts.links import sign_in_link
from annotations.accounts.models import User

GOOD = {"password1": "seven grey herons", "password2": "seven grey herons"}


@pytest.fixture
def frank(db):
    return User.objects.create_user("frank", name="Frank")


def address(user):
    return sign_in_link(user).removeprefix("http://127.0.0.1:8000")


def test_link_lets_a_person_choose_a_password_and_signs_them_in(frank):
    client, link = Client(), address(frank)
    assert "frank" in client.get(link).content.decode()
    answer = client.post(link, GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(frank.pk)
    frank.refresh_from_db()
    assert frank.check_password("seven grey herons")


def test_link_works_once(frank):
    link = address(frank)
    assert Client().post(link, GOOD).status_code == 302
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"password1": "other words here", "password2": "other words here"}).status_code == 410
    frank.refresh_from_db()
    assert frank.check_password("seven grey herons")


def test_looking_at_the_link_does_not_use_it_up(frank):
    link = address(frank)
    assert [Client().get(link).status_code for _ in range(2)] == [200, 200]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"password1": "frank", "password2": "frank"}, "too much like your name or address"),
        ({"password1": "seven grey herons", "password2": "six grey herons"}, "not the same"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password1": "", "password2": ""}, "required"),
    ],
)
def test_bad_password_is_told_and_changes_nothing(frank, form, words):
    link = address(frank)
    answer = Client().post(link, form)
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    frank.refresh_from_db()
    assert not frank.has_usable_password()
    assert Client().get(link).status_code == 200


def test_link_of_another_person_or_made_up_or_for_a_reset_is_refused(frank, alice):
    token = address(frank).split("/")[-2]
    assert Client().get(f"/accounts/welcome/alice/{token}/").status_code == 410
    assert Client().get("/accounts/welcome/frank/abc-def/").status_code == 410
    assert Client().get("/accounts/welcome/nobody/abc-def/").status_code == 410
    reset = default_token_generator.make_token(frank)
    assert Client().get(f"/accounts/welcome/frank/{reset}/").status_code == 410


def test_link_dies_with_a_sign_in_and_with_the_account(frank):
    link = address(frank)
    User.objects.filter(pk=frank.pk).update(last_login=timezone.now())
    assert Client().get(link).status_code == 410
    frank.refresh_from_db()
    link = address(frank)
    User.objects.filter(pk=frank.pk).update(is_active=False)
    assert Client().get(link).status_code == 410


def test_tries_are_throttled_by_address(frank):
    answers = [Client().get("/accounts/welcome/frank/abc-def/") for _ in range(22)]
    assert (answers[0].status_code, answers[-1].status_code) == (410, 429)
    assert '<h1 class="page-title">Too many attempts</h1>' in answers[-1].content.decode()

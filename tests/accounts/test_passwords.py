"""A wrong password, a forgotten one, a new one: what people are told."""

import pytest
from django.test import Client

PASSWORD = "seven grey herons"


@pytest.fixture
def alice(alice):
    alice.set_password(PASSWORD)
    alice.email = "alice@example.org"
    alice.save()
    return alice


@pytest.mark.parametrize(
    ("login", "words"),
    [
        ("alice", "The username or the password is not right."),
        ("alice@example.org", "The e-mail address or the password is not right."),
    ],
)
def test_wrong_password_is_told_and_how_long_to_wait_after_too_many(alice, login, words):
    pages = [
        Client().post("/accounts/login/", {"login": login, "password": "wrong"}).content.decode() for _ in range(6)
    ]
    assert (words in pages[0], "Too many attempts. Wait a minute, then try again." in pages[5]) == (True, True)


def test_forgotten_password_of_no_account_is_answered_without_offering_to_sign_up(db, mailoutbox):
    answer = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/accounts/password/reset/done/"
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["nobody@example.org"], "No account with this address at Factcheck")
    assert ("/accounts/password/reset/" in mail.body, "signup" in mail.body) == (True, False)


def test_forgotten_password_is_chosen_anew_by_the_link_once(alice, mailoutbox):
    Client().post("/accounts/password/reset/", {"email": "ALICE@example.org"})
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["alice@example.org"], "Choose a new password for Factcheck")
    link = next(word for word in mail.body.split() if "/accounts/password/reset/key/" in word)
    browser = Client()
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": "nine grey herons", "password2": "nine grey herons"})
    alice.refresh_from_db()
    assert alice.check_password("nine grey herons")
    assert "This link no longer works" in Client().get(link).content.decode()


def test_changed_password_leads_back_to_the_account(alice):
    browser = Client()
    browser.post("/accounts/login/", {"login": "alice", "password": PASSWORD})
    form = {"oldpassword": PASSWORD, "password1": "nine grey herons", "password2": "nine grey herons"}
    assert browser.post("/accounts/password/change/", form)["Location"] == "/account/"

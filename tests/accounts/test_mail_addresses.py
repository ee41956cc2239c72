"""A person's own mail addresses: added, confirmed by the link, mail sent to another, removed."""

import re

import pytest
from django.test import Client


@pytest.fixture
def browser(alice):
    browser = Client()
    browser.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def test_address_is_added_and_confirmed_by_the_link_that_was_sent(browser, alice, mailoutbox):
    page = browser.get("/accounts/email/").content.decode()
    assert ("Mail addresses" in page, "not confirmed yet" in page) == (True, False)
    assert browser.post("/accounts/email/", {"action_add": "1", "email": "alice@example.org"}).status_code == 302
    assert "not confirmed yet" in browser.get("/accounts/email/").content.decode()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["alice@example.org"], "Confirm your address for Factcheck")
    link = re.search(r"http://[^/]*(/accounts/confirm-email/\S+)", mail.body)[1]
    assert "Is <bdi>alice@example.org</bdi> the address of" in browser.get(link).content.decode()
    assert browser.post(link).status_code == 302
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    page = browser.get("/accounts/email/").content.decode()
    assert ("mail goes here" in page, "not confirmed yet" in page) == (True, False)


def test_broken_link_and_broken_address_are_told(browser, db):
    assert (
        "This link was used already, has expired or is not whole."
        in browser.get("/accounts/confirm-email/nothing/").content.decode()
    )
    answer = browser.post("/accounts/email/", {"action_add": "1", "email": "no address"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["email"])


def test_address_that_an_operator_gave_is_where_mail_goes_until_another_is_confirmed(browser, alice):
    alice.email = "alice@example.org"
    alice.save()
    page = browser.get("/accounts/email/").content.decode()
    assert ("mail goes here" in page, "Send mail here" in page) == (True, False)

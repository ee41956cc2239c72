"""Failures as calm pages: what happened, what to do, in the frame of the program."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

PAGES = {
    400: "This request could not be read",
    403: "You may not do this",
    404: "Nothing here",
    410: "This has been deleted",
    429: "Too many attempts",
    500: "Something broke on our side",
}


@pytest.mark.parametrize(("status", "heading"), PAGES.items())
def test_failure_has_a_page_that_needs_no_request(status, heading):
    html = render_to_string(f"{status}.html")
    assert f">{heading}</h1>" in html
    assert 'href="/"' in html


def test_unknown_address_is_a_calm_404(db):
    response = Client().get("/nowhere")
    assert (response.status_code, "Nothing here" in response.content.decode()) == (404, True)


def test_form_without_its_token_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert (response.status_code, "Please send it again" in response.content.decode()) == (403, True)


def test_what_breaks_is_a_calm_500(alice, as_page, monkeypatch):
    monkeypatch.setattr("annotations.workspace.home.happening_now", lambda project: 1 / 0)
    visitor = as_page(alice)
    visitor.client.raise_request_exception = False
    response = visitor.get("")
    assert (response.status_code, "Something broke on our side" in response.content.decode()) == (500, True)
    assert "ZeroDivisionError" not in response.content.decode()


def test_signing_in_says_nothing_that_is_plain_to_see(db, alice):
    alice.set_password("a few words of mine")
    alice.save()
    client = Client()
    response = client.post("/accounts/login/", {"login": "alice", "password": "a few words of mine"}, follow=True)
    assert 'class="message"' not in response.content.decode()

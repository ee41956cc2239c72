"""Signing in with a name and a password, in a real browser."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def carol_with_password(cast):
    cast.carol.set_password("correct horse")
    cast.carol.save()
    return cast.carol


@pytest.mark.journey
def test_sign_in_leads_to_the_desk(page, carol_with_password):
    page.goto("/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.locator("[name=login]").fill("carol")
    page.locator("[name=password]").fill("correct horse")
    page.locator("[name=password]").press("Enter")
    expect(page).to_have_url(re.compile("/d/desk/$"))


def test_wrong_password_is_told_and_keeps_the_name(page, carol_with_password):
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("carol")
    page.locator("[name=password]").fill("wrong horse")
    page.locator("[name=password]").press("Enter")
    expect(page.locator("[name=login]")).to_have_value("carol")
    expect(page.get_by_role("alert").first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_sign_in_page_is_accessible(at_screen, check_accessibility, width, colour_scheme):
    page = at_screen(width=width, colour_scheme=colour_scheme)
    page.goto("/accounts/login/")
    check_accessibility(page)

"""People come to a desk and go, in a real browser."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import expect

from annotations.spans.models import Span
from annotations.teams.actions import edit_desk, edit_member
from tests.accounts.conftest import provider
from tests.browser.conftest import sign_in
from tests.browser.workspace import claim_on, make_article, mark, open_article

__all__ = ["provider"]


def test_invited_person_makes_an_account_and_joins(at_screen, cast, check_accessibility):
    page = at_screen(cast.dave)
    page.goto("/d/desk/settings/members")
    page.get_by_label("as a trainee").first.check()
    page.get_by_role("button", name="Make the invitation").click()
    link = page.locator(".secret").inner_text()
    check_accessibility(page)
    guest = at_screen(width=390, colour_scheme="dark")
    guest.goto(link)
    check_accessibility(guest)
    guest.get_by_label("Username").fill("frank")
    guest.get_by_label("Name, as others read it").fill("Frank")
    guest.get_by_label("Password", exact=True).fill("seven grey herons")
    guest.get_by_label("The same again").fill("seven grey herons")
    guest.get_by_role("button", name="Make the account and join").click()
    expect(guest).to_have_url(re.compile("/d/desk/$"))
    page.reload()
    expect(page.locator(".members li").filter(has_text="Frank").locator(".tag")).to_have_text("trainee")


@pytest.mark.journey
def test_editor_accepts_what_a_trainee_marked(at_screen, cast):
    edit_member(member=cast.desk.memberships.get(user=cast.alice), actor=cast.dave, trainee=True)
    article = make_article(cast)
    mark(article, "Nobody had asked the households.", cast.alice, trainee=True)
    claim_on(article, "It raised the tariff by 34 per cent.", cast.alice)
    Span.objects.update(accepted=False)
    mark(article, "Half of that went back to the town.", cast.bob)
    page = open_article(at_screen(cast.carol), article)
    page.get_by_role("button", name="To accept").click()
    expect(page.locator(".card:visible")).to_have_count(2)
    page.locator(".card-claim").filter(has_text="households").click()
    page.get_by_role("button", name="Accept highlight").click()
    expect(page.locator(".card-open").get_by_text("waits to be accepted")).to_have_count(0)
    page.locator(".card-claim").filter(has_text="tariff").click()
    page.get_by_role("button", name="Accept highlight").click()
    expect(page.get_by_text("waits to be accepted")).to_have_count(0)
    assert list(Span.objects.filter(accepted=False)) == []


def test_passkey_opens_a_desk_that_requires_two_factor(at_screen, cast, site, check_accessibility, problems):
    cast.alice.set_password("seven grey herons")
    cast.alice.save()
    edit_desk(project=cast.desk, actor=cast.dave, settings={"require_two_factor": True})
    # Passkeys belong to a name, and an address is none.
    here = site.replace("127.0.0.1", "localhost")
    page = at_screen(width=390)
    sign_in(page.context, cast.alice, here)
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{here}/d/desk/")
    problems.expect("403")
    check_accessibility(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill("seven grey herons")
    page.get_by_role("button", name="Go on").click()
    check_accessibility(page)
    page.get_by_label("Sign in with it alone, without a password").check()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have them: go on").click()
    expect(page).to_have_url(re.compile("/d/desk/$"))
    page.goto(f"{here}/accounts/2fa/")
    check_accessibility(page)
    page.context.clear_cookies()
    page.goto(f"{here}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/d/desk/$"))


def test_sign_in_by_the_configured_provider(at_screen, cast, settings, provider, check_accessibility):
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"form-action": ["'self'", provider.issuer]}}
    SocialAccount.objects.create(user=cast.alice, provider="sso", uid="1")
    page = at_screen(width=390, colour_scheme="dark")
    page.goto("/accounts/login/")
    check_accessibility(page)
    page.get_by_role("button", name="Sign in with Example").click()
    page.get_by_role("link", name="Yes").click()
    expect(page).to_have_url(re.compile("/d/desk/$"))


def test_session_ended_elsewhere_stops_its_open_page(at_screen, cast, problems, check_accessibility):
    article = make_article(cast)
    here, there = at_screen(cast.alice), at_screen(cast.alice)
    open_article(there, article)
    here.goto("/account/")
    here.get_by_role("button", name="Sign out there").click()
    expect(here.get_by_role("button", name="Sign out there")).to_have_count(0)
    expect(here.locator(".message")).to_have_text("Signed out there.")
    check_accessibility(here)
    expect(there.locator("#saved")).to_have_attribute("data-status", "signed-out", timeout=15_000)
    problems.expect("401")

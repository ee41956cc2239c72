"""Nothing typed is ever lost: a reload, a lost connection, an ended session, a colleague's change."""

import re

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from annotations.claims.actions import edit_claim
from annotations.claims.models import Claim
from annotations.spans.models import Span
from tests.browser.conftest import sign_in
from tests.browser.workspace import Keys, claim_on, make_article, mark, open_article, saved


def begin_claim(page, text):
    """Opens the form on the highlight's card and types a sentence over the prefilled one."""
    page.locator(".card [data-act=claim]").first.click()
    form = page.get_by_role("form", name="New claim")
    form.get_by_label("Claim", exact=False).first.fill(text)
    return form


def test_draft_survives_a_reload_and_is_sent_once(at_screen, cast):
    article = make_article(cast)
    mark(article, "Nobody had asked the households.", cast.bob)
    page = open_article(at_screen(cast.alice), article)
    begin_claim(page, "No household was asked.")
    expect(page.get_by_text("Draft kept")).to_be_visible()
    page.reload()
    page.wait_for_selector("#saved > span")
    page.get_by_role("button", name="Open the form").click()
    form = page.get_by_role("form", name="New claim")
    expect(form.locator("textarea")).to_have_value("No household was asked.")
    form.locator("textarea").press("Enter")
    saved(page)
    expect(page.locator(".card-claim")).to_have_text("No household was asked.")
    assert Claim.objects.get().text == "No household was asked."
    assert page.evaluate("Object.keys(localStorage).filter(name => name.includes(':claim:'))") == []


def test_changes_wait_for_the_connection_and_are_sent_once(at_screen, cast, problems):
    article = make_article(cast)
    page = open_article(at_screen(cast.alice), article)
    page.locator(".reader-scroll").focus()
    page.context.set_offline(True)
    Keys(page).press("j", "h", "j", "c")
    expect(page.locator(".panel-title")).to_have_text("2 highlights, 1 claim")
    expect(page.locator("#saved")).to_have_text("Offline, 3 waiting")
    expect(page.locator(".offline")).to_contain_text("3 changes wait")
    page.context.set_offline(False)
    saved(page)
    problems.expect("INTERNET_DISCONNECTED")
    assert [Span.objects.count(), Claim.objects.count()] == [2, 1]
    expect(page.locator(".offline")).to_have_count(0)


def test_waiting_changes_survive_a_reload(at_screen, cast, problems):
    article = make_article(cast)
    page = open_article(at_screen(cast.alice), article)
    page.locator(".reader-scroll").focus()
    # The server cannot be reached, while the page itself can be loaded again.
    page.route("**/api/v1/projects/**", lambda route: route.abort("connectionrefused"))
    Keys(page).press("j", "c")
    expect(page.locator("#saved")).to_have_text("Offline, 2 waiting")
    page.unroute("**/api/v1/projects/**")
    page.reload()
    page.wait_for_selector("#saved > span")
    saved(page)
    problems.expect("CONNECTION_REFUSED")
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 1 claim")
    assert [Span.objects.count(), Claim.objects.count()] == [1, 1]


def test_answer_that_is_lost_makes_no_second_claim(at_screen, cast, problems):
    article = make_article(cast)
    page = open_article(at_screen(cast.alice), article)
    page.locator(".reader-scroll").focus()
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/api/v1/projects/desk/claims", lose)
    Keys(page).press("j", "c")
    saved(page)
    problems.expect("CONNECTION_RESET")
    assert [lost, Claim.objects.count()] == [[201], 1]


def test_ended_session_keeps_what_was_done_until_one_is_back(at_screen, cast, problems, site):
    article = make_article(cast)
    page = open_article(at_screen(cast.alice), article)
    page.locator(".reader-scroll").focus()
    Session.objects.all().delete()
    Keys(page).press("j", "c")
    expect(page.locator("#notices").get_by_role("alert")).to_contain_text("You have been signed out.")
    expect(page.locator("#saved")).to_have_text("Signed out, 2 waiting")
    assert Claim.objects.count() == 0
    sign_in(page.context, cast.bob, site)
    page.get_by_role("button", name="I am back").click()
    page.wait_for_timeout(800)
    assert Claim.objects.count() == 0  # nothing goes out under another name
    sign_in(page.context, cast.alice, site)
    page.get_by_role("button", name="I am back").click()
    saved(page)
    problems.expect("401")
    assert Claim.objects.get().author == cast.alice


def test_conflict_in_a_cell_shows_both_versions(at_screen, cast, problems):
    article = make_article(cast)
    claim = claim_on(article, "It raised the tariff by 34 per cent.", cast.bob, "The tariff rose.", location="Here")
    page = at_screen(cast.alice)
    page.goto(f"/d/desk/articles/{article.uid}/table")
    field = page.locator("#table [name=text]").first
    field.fill("The tariff rose by 34 per cent.")
    claim.project = article.project
    edit_claim(claim=claim, actor=cast.bob, text="The tariff rose by a third.")
    field.press("Enter")
    conflict = page.get_by_role("group", name=re.compile("changed this while you typed"))
    expect(conflict).to_contain_text("The tariff rose by a third.")
    expect(conflict).to_contain_text("The tariff rose by 34 per cent.")
    problems.expect("412")
    conflict.get_by_role("button", name="Keep as chosen").click()
    saved(page)
    claim.refresh_from_db()
    assert claim.text == "The tariff rose by 34 per cent."
    expect(conflict).to_have_count(0)


def test_change_of_another_field_is_no_conflict(at_screen, cast, problems):
    article = make_article(cast)
    claim = claim_on(article, "It raised the tariff by 34 per cent.", cast.bob, "The tariff rose.")
    page = at_screen(cast.alice)
    page.goto(f"/d/desk/articles/{article.uid}/table")
    field = page.locator("#table [name=text]").first
    field.fill("The tariff rose by 34 per cent.")
    claim.project = article.project
    edit_claim(claim=claim, actor=cast.bob, location="Aldersund")
    field.press("Enter")
    saved(page)
    problems.allow("412")  # nobody needs to hear of it, when the page has not polled meanwhile
    claim.refresh_from_db()
    assert [claim.text, claim.location] == ["The tariff rose by 34 per cent.", "Aldersund"]


def test_typed_cell_survives_a_reload(at_screen, cast):
    article = make_article(cast)
    claim = claim_on(article, "It raised the tariff by 34 per cent.", cast.bob, "The tariff rose.")
    page = at_screen(cast.alice)
    page.goto(f"/d/desk/articles/{article.uid}/table")
    page.locator("#table [name=text]").first.fill("The tariff rose by 34 per cent.")
    page.reload()
    expect(page.locator("#table [name=text]").first).to_have_value("The tariff rose by 34 per cent.")
    saved(page)
    claim.refresh_from_db()
    assert claim.text == "The tariff rose by 34 per cent."

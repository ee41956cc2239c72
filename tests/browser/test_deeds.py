"""What one does to passages: by keys, by mouse and in forms; everything can be taken back."""

import re

import pytest
from playwright.sync_api import expect

from annotations.claims.models import Appearance, Claim
from annotations.spans.models import Span
from tests.browser.workspace import Keys, claim_on, comes_to, make_article, mark, open_article, saved


@pytest.fixture
def article(cast):
    return make_article(cast, defaults={"speaker": "Council", "date": "2024-01-22"})


def alive():
    """How many highlights, claims and links there are now."""
    claims = Claim.objects.filter(deleted_at=None)
    spans = Span.objects.filter(deleted_at=None)
    return [spans.count(), claims.count(), Appearance.objects.filter(claim__in=claims, span__in=spans).count()]


def at_text(page):
    page.locator(".reader-scroll").focus()
    return Keys(page)


@pytest.mark.journey
def test_highlight_claim_and_not_checkable_can_be_taken_back_and_done_again(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    keys = at_text(page)
    keys.press("j", "h", "j", "c", "j", "x")
    saved(page)
    assert alive() == [3, 1, 1]
    assert list(Span.objects.order_by("pk").values_list("checkable", flat=True)) == [True, True, False]
    steps = [[2, 1, 1], [1, 0, 0], [0, 0, 0]]
    for expected in steps:
        keys.press("Control+z")
        expect(page.locator(".toast").last).to_contain_text("Taken back")
        comes_to(page, alive, expected)
        saved(page)
    for expected in [[1, 0, 0], [2, 1, 1], [3, 1, 1]]:
        keys.press("Control+Shift+z")
        comes_to(page, alive, expected)
        saved(page)
    expect(page.locator(".panel-title")).to_have_text("3 highlights, 1 claim")


def test_notice_takes_its_own_deed_back(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    at_text(page).press("j", "h")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".panel-title")).to_have_text("0 highlights, 0 claims")
    saved(page)
    assert alive() == [0, 0, 0]


def test_new_claim_form_begins_filled_and_saves_with_one_enter(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    at_text(page).press("j", "j", "h")
    page.locator(".card [data-act=claim]").click()
    form = page.get_by_role("form", name="New claim")
    expect(form.locator("textarea")).to_be_focused()
    expect(form.locator("textarea")).to_have_value("It raised the tariff by 34 per cent.")
    expect(form.get_by_label("Who said it")).to_have_value("Council")
    expect(form.get_by_label("Said on")).to_have_value("22 Jan 2024")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    saved(page)
    claim = Claim.objects.select_related("claimant").get()
    assert [claim.text, claim.claimant.name, claim.claimed_on] == [
        "It raised the tariff by 34 per cent.",
        "Council",
        "2024-01-22",
    ]
    assert alive() == [1, 1, 1]


def test_own_new_card_is_shown(at_screen, cast, article):
    for quote in ("It raised", "Nobody", "The works", "The owner", "Half of", "A year", "The promise"):
        mark(article, quote, cast.bob)
    page = open_article(at_screen(cast.alice, height=600), article)
    keys = at_text(page)
    keys.press("j", "j", "j", "j", "j", "j", "j", "j", "c")
    card = page.locator(".card", has_text="The promise is in the minutes of 12 May.")
    expect(card).to_be_in_viewport()
    expect(card).to_have_class(re.compile("card-near"))
    saved(page)


def test_form_says_what_is_no_date_and_keeps_the_rest(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    at_text(page).press("j", "h")
    page.locator(".card [data-act=claim]").click()
    form = page.get_by_role("form", name="New claim")
    form.get_by_label("Said on").fill("last year")
    form.get_by_label("Said on").press("Enter")
    expect(form.get_by_label("Said on")).to_have_attribute("aria-invalid", "true")
    expect(form).to_contain_text("“last year” is no date")
    form.get_by_label("Said on").fill("2023")
    form.get_by_label("Said on").press("Enter")
    saved(page)
    assert Claim.objects.get().claimed_on == "2023"


def test_refused_claim_comes_back_with_everything_typed(at_screen, cast, article, problems):
    page = open_article(at_screen(cast.alice), article)
    at_text(page).press("j", "h")
    page.locator(".card [data-act=claim]").click()
    form = page.get_by_role("form", name="New claim")
    form.locator("textarea").fill("A sentence of mine.")
    form.locator("summary").click()
    form.get_by_label("Topics").fill("x" * 120)
    form.locator("textarea").press("Enter")
    expect(form.locator("textarea")).to_have_value("A sentence of mine.", timeout=10_000)
    expect(form.locator(".problem")).to_be_visible()
    problems.expect("400")
    assert alive() == [1, 0, 0]
    form.get_by_label("Topics").fill("heating")
    form.locator("textarea").press("Enter")
    saved(page)
    assert [Claim.objects.get().text, alive()] == ["A sentence of mine.", [1, 1, 1]]


def test_similar_claim_is_offered_while_typing_and_linked_by_arrow_and_enter(at_screen, cast, article):
    other = make_article(cast, "Another article says that the tariff rose by 34 per cent.", title="Another")
    known = claim_on(other, "the tariff rose by 34 per cent", cast.bob, "The heating tariff rose by 34 per cent.")
    page = open_article(at_screen(cast.alice), article)
    at_text(page).press("j", "j", "h")
    page.locator(".card [data-act=claim]").click()
    form = page.get_by_role("form", name="New claim")
    form.locator("textarea").fill("The heating tariff rose by 34 per cent")
    option = form.locator("[role=option]")
    expect(option).to_contain_text("The heating tariff rose by 34 per cent.")
    expect(option).to_contain_text("Bob")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".toast").last).to_contain_text("Linked to “The heating tariff")
    expect(page.locator(".card-claim")).to_have_text("The heating tariff rose by 34 per cent.")
    saved(page)
    assert [Claim.objects.count(), known.appearances.count()] == [1, 2]
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 0 claims")
    saved(page)
    assert known.appearances.count() == 1


def test_link_form_finds_by_words(at_screen, cast, article):
    claim_on(article, "Half of that went back to the town.", cast.bob, "Half of the dividend went to the town.")
    page = open_article(at_screen(cast.alice), article)
    at_text(page).press("j", "l")
    form = page.get_by_role("form", name="Link to a claim")
    form.get_by_label("Find").fill("dividend")
    expect(form.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    saved(page)
    assert alive() == [2, 1, 2]
    expect(page.locator(".card-claim")).to_have_text("Half of the dividend went to the town.")
    expect(page.locator(".card")).to_contain_text("2 passages")


def test_passage_of_a_claim_is_unlinked_and_linked_again(at_screen, cast, article):
    claim_on(article, "Half of that went back to the town.", cast.alice)
    page = open_article(at_screen(cast.alice), article)
    page.locator(".card-claim").click()
    page.get_by_role("button", name="Unlink", exact=True).click()
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 0 claims")
    saved(page)
    assert alive()[2] == 0
    page.keyboard.press("Control+z")
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 1 claim")
    saved(page)
    assert alive() == [1, 1, 1]


def test_note_is_saved_and_taken_back(at_screen, cast, article):
    span = mark(article, "Half of that went back to the town.", cast.alice)
    page = open_article(at_screen(cast.alice), article)
    page.locator(".card-claim").click()
    page.get_by_label("Note").fill("Ask the works department.")
    page.get_by_label("Note").press("Control+Enter")
    saved(page)
    span.refresh_from_db()
    assert span.note == "Ask the works department."
    page.locator(".toast").last.get_by_role("button", name="Undo").click()
    comes_to(page, lambda: Span.objects.get(pk=span.pk).note, "")


def test_deleted_highlight_is_offered_back_for_half_a_minute(at_screen, cast, article):
    mark(article, "Half of that went back to the town.", cast.alice)
    page = at_screen(cast.alice, own=True)
    page.clock.install()
    open_article(page, article)
    page.locator(".card-claim").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#nothing")).to_contain_text(re.compile("Select a sentence"))
    page.clock.fast_forward(25_000)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 0 claims")
    saved(page)
    assert alive() == [1, 0, 0]


def test_keys_work_on_a_cyrillic_layout_and_not_while_composing(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    page.locator(".reader-scroll").focus()
    press = """([key, code, more]) => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", {key, code, bubbles: true, cancelable: true, ...more}))"""
    page.evaluate(press, ["о", "KeyJ", {}])
    page.evaluate(press, ["р", "KeyH", {"isComposing": True}])
    expect(page.locator(".panel-title")).to_have_text("0 highlights, 0 claims")
    page.evaluate(press, ["р", "KeyH", {}])
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 0 claims")
    saved(page)


def test_key_can_be_changed_and_letters_switched_off(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    keys = at_text(page)
    keys.press("?")
    page.get_by_role("button", name="Another key for “Highlight the passage”").click()
    keys.press("y")
    expect(page.locator(".help-row", has_text="Highlight the passage").locator("kbd")).to_have_text("Y")
    keys.press("Escape")
    at_text(page).press("j", "h")
    expect(page.locator(".panel-title")).to_have_text("0 highlights, 0 claims")
    keys.press("y")
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 0 claims")
    saved(page)
    keys.press("?")
    page.get_by_label("Single letters work as keys").uncheck()
    keys.press("Escape")
    page.reload()
    page.wait_for_selector("#saved > span")
    at_text(page).press("j", "j", "y")
    page.wait_for_timeout(200)
    expect(page.locator(".panel-title")).to_have_text("1 highlight, 0 claims")

"""A newer text of an article: added, carried over, what the worker was not sure of decided by people."""

import re

import pytest
from playwright.sync_api import expect

from annotations.jobs import worker
from annotations.spans.models import Anchor
from tests.browser.test_two_at_once import SELECT
from tests.browser.workspace import REPORT, claim_on, make_article, mark, open_article, saved

NEWER = (
    REPORT.replace("Wednesday", "Thursday")
    .replace("by 34 per cent", "by 31 per cent")
    .replace("Nobody had asked the households. ", "")
)


@pytest.fixture
def article(cast):
    article = make_article(cast)
    claim_on(article, "It raised the tariff by 34 per cent.", cast.alice, "The tariff rose by a third.")
    mark(article, "Nobody had asked the households.", cast.bob)
    mark(article, "The council met on Wednesday.", cast.alice)
    mark(article, "Half of that went back to the town.", cast.bob)
    return article


def test_newer_text_is_saved_and_its_highlights_are_placed(at_screen, cast, article, check_accessibility):
    alice, bob = at_screen(cast.alice), at_screen(cast.bob)
    open_article(bob, article)
    # Bob is in the middle of a claim.
    bob.evaluate(SELECT, "Half of that went back to the town")
    bob.locator(".reader-scroll").focus()
    bob.keyboard.press("c")
    bob.get_by_role("form", name="New claim").locator("[name=text]").fill("Thirty million went back to the town.")
    # From the article's menu to what changes, and then only to the saved text.
    open_article(alice, article)
    alice.get_by_text("More", exact=True).locator("..").click()
    alice.get_by_role("link", name="New version").click()
    alice.get_by_label("Paste the whole text here").fill(NEWER)
    alice.get_by_role("button", name="Look over what changes").click()
    expect(alice.locator(".changes-words ins").first).to_have_text("Thursday")
    check_accessibility(alice)
    alice.get_by_role("button", name="Save as text 2").click()
    expect(alice.locator("[data-carried-note]")).to_contain_text("4 highlights are being carried over")
    # Bob is told, and not moved.
    expect(bob.locator("[data-banner=newer]")).to_contain_text("Newer text")
    assert bob.locator("#article").get_attribute("data-version") == "1"
    worker.run_pending()
    expect(alice.locator("[data-carried-note]")).to_contain_text("3 highlights wait for their place")
    bob.locator("[data-banner=newer]").get_by_role("button", name="Move to it").click()
    expect(bob.locator("#article")).to_have_attribute("data-version", "2")
    bob.get_by_role("button", name="Open the form").click()
    claim = bob.get_by_role("form", name="New claim").locator("[name=text]")
    expect(claim).to_have_value("Thirty million went back to the town.")
    claim.press("Enter")
    expect(bob.locator(".card-claim").filter(has_text="Thirty million")).to_have_count(1)
    # All by keyboard: accepted, placed by selecting, left behind.
    alice.locator(".reader-scroll").focus()
    alice.keyboard.press("r")
    rows = alice.locator(".carried-row")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_be_focused()
    check_accessibility(alice)
    bob.locator(".reader-scroll").focus()
    bob.keyboard.press("r")
    expect(bob.locator(".carried-row")).to_have_count(3)
    alice.keyboard.press("Enter")
    expect(rows.nth(0)).to_contain_text("placed")
    expect(rows.nth(1)).to_be_focused()
    expect(bob.locator(".carried-row").nth(0)).to_contain_text("placed")
    alice.keyboard.press("p")
    expect(alice.locator("#placing")).to_contain_text("It raised the tariff")
    alice.keyboard.press("j")
    alice.keyboard.press("Enter")
    expect(rows.nth(1)).to_contain_text("placed")
    expect(rows.nth(2)).to_be_focused()
    alice.keyboard.press("x")
    expect(rows.nth(2)).to_contain_text("left with the older text")
    saved(alice)
    anchors = Anchor.objects.filter(version__number=2).order_by("span_id")
    assert list(anchors.values_list("state", "left")) == [
        ("confirmed", False),
        ("changed", True),
        ("confirmed", False),
        ("moved", False),
        ("original", False),  # of the claim that Bob went on with
    ]
    # What was done last is taken back, for Bob too.
    alice.keyboard.press("Control+z")
    expect(rows.nth(2)).to_contain_text("being carried over")
    worker.run_pending()
    expect(rows.nth(2)).to_contain_text("reads differently now")
    expect(bob.locator(".carried-row").nth(2)).to_contain_text("reads differently now")
    alice.keyboard.press("Escape")
    expect(alice.locator(".carried")).to_be_hidden()
    expect(alice.locator("[data-carried-note]")).to_contain_text("1 highlight waits")
    # The old text stays, to read.
    alice.goto(f"/d/desk/articles/{article.uid}/versions/1")
    expect(alice.locator(".notices")).to_contain_text("An older text, number 1 of 2.")
    expect(alice.locator(".panel-title")).to_have_text(re.compile("4 highlights"))
    check_accessibility(alice)

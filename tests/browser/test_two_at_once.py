"""Two people on one article, each in a browser of their own."""

import time

import pytest
from playwright.sync_api import expect

from annotations.claims.actions import edit_claim
from tests.browser.workspace import claim_on, make_article, mark, open_article, saved

SELECT = """(quote) => {
  const root = document.getElementById("article");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(quote);
    if (at < 0) continue;
    document.getSelection().setBaseAndExtent(node, at, node, at + quote.length);
    return;
  }
}"""


@pytest.mark.journey
def test_each_sees_what_the_other_does_who_is_there_and_what_they_select(at_screen, cast):
    article = make_article(cast)
    claim = claim_on(article, "raised the tariff", cast.carol)
    alice, bob = open_article(at_screen(cast.alice), article), open_article(at_screen(cast.bob), article)
    for page, name, tone in ((alice, "Bob", "BO"), (bob, "Alice", "AL")):
        expect(page.locator(".people-here summary")).to_have_attribute("aria-label", f"Here now: {name}")
        expect(page.locator(".people-here summary .person")).to_have_text(tone)
    assert alice.locator(".people-here summary .person").get_attribute("class") != bob.locator(
        ".people-here summary .person"
    ).get_attribute("class")

    alice.evaluate(SELECT, "asked the households")
    expect(bob.locator(".frame-theirs .flag")).to_have_text("Alice")
    assert alice.locator(".frame-theirs").count() == 0

    cards = bob.locator("#cards > li").count()
    alice.locator(".reader-scroll").focus()
    alice.keyboard.press("h")
    started = time.monotonic()
    expect(bob.locator("#cards > li")).to_have_count(cards + 1)
    assert time.monotonic() - started < 2
    saved(alice)

    # Where somebody is goes with them; what they left is framed no longer.
    alice.goto(f"/d/desk/claims/{claim.uid}")
    expect(bob.locator(".people-here")).to_be_hidden()
    expect(bob.locator(".card-people")).to_have_attribute("aria-label", "On this claim: Alice")
    expect(bob.locator(".frame-theirs")).to_have_count(0)
    bob.goto(f"/d/desk/claims/{claim.uid}")
    alice.set_viewport_size({"width": 390, "height": 800})
    alice.locator(".people-here summary").click()
    expect(alice.locator(".people-menu")).to_have_text("BOBob")
    expect(alice.locator(".people-here summary")).to_have_attribute("aria-label", "Here now: Bob")
    edit_claim(claim=claim, actor=cast.bob, text="The council raised the tariff by a third.")
    expect(alice.locator(".claim-sentence, h1").first).to_contain_text("by a third")


@pytest.mark.journey
def test_pages_of_one_browser_share_one_stream(at_screen, cast):
    article = make_article(cast)
    first = open_article(at_screen(cast.alice), article)
    second, third = first.context.new_page(), first.context.new_page()
    streams = []
    for page in (first, second, third):
        page.on("request", lambda request: "/stream?" in request.url and streams.append(request.url))
    open_article(second, article)
    open_article(third, article)
    for count, quote in enumerate(("asked the households", "in dividends"), 1):
        mark(article, quote, cast.bob)
        for page in (first, second, third):
            expect(page.locator("#cards > li")).to_have_count(count)
    assert streams == []
    # The one that leads goes: another takes over, and misses nothing.
    first.close()
    mark(article, "promised the opposite", cast.bob)
    for page in (second, third):
        expect(page.locator("#cards > li")).to_have_count(3)
    assert len(streams) == 1


def test_a_page_without_a_stream_asks_from_time_to_time_and_says_so(at_screen, cast, problems):
    article = make_article(cast)
    page = at_screen(cast.alice)
    page.route("**/projects/*/stream*", lambda route: route.fulfill(status=404, body="nothing here"))
    open_article(page, article)
    expect(page.locator("#saved")).to_contain_text("looks for news every few seconds", timeout=20_000)
    mark(article, "asked the households", cast.bob)
    expect(page.locator("#cards > li")).to_have_count(1)
    problems.expect("404")

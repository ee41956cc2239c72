"""The panel beside the article: the whole list, following and pinning, filters in the address, colleagues at work."""

import re

import pytest
from playwright.sync_api import expect

from annotations.dossiers.span_actions import delete_span
from tests.browser.workspace import Keys, claim_on, make_article, mark, open_article, saved

LONG = "\n".join(f"Paragraph {n} says that district {n} paid {n} million kroner for its pipes." for n in range(1, 61))


@pytest.fixture
def article(cast):
    article = make_article(cast)
    claim_on(article, "It raised the tariff by 34 per cent.", cast.alice, "The tariff rose by 34 per cent.")
    claim_on(article, "The owner paid out 61 million in dividends.", cast.bob)
    mark(article, "Nobody had asked the households.", cast.bob)
    mark(article, "The promise is in the minutes of 12 May.", cast.alice, checkable=False)
    return article


def titles(page):
    """What the shown cards say. Not their inner text: that of a card which is not drawn yet is empty."""
    return page.locator(".card:visible .card-claim")


def test_list_is_in_reading_order(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    expect(titles(page)).to_have_text(
        [
            "The tariff rose by 34 per cent.",
            "Nobody had asked the households.",
            "The owner paid out 61 million in dividends.",
            "The promise is in the minutes of 12 May.",
        ]
    )
    expect(page.locator(".panel-title")).to_have_text("4 highlights, 2 claims")


def test_filters_hide_say_so_and_stay_in_the_address(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    page.get_by_role("button", name="Unlinked").click()
    expect(titles(page)).to_have_text(["Nobody had asked the households."])
    expect(page.locator("[data-hidden]")).to_have_text(re.compile("3 hidden by filters"))
    assert page.url.endswith("#unlinked=1")
    page.reload()
    page.wait_for_selector("#saved > span")
    expect(titles(page)).to_have_text(["Nobody had asked the households."])
    page.get_by_role("button", name="show", exact=True).click()
    expect(titles(page)).to_have_count(4)
    page.get_by_role("button", name="No rating yet, 2").click()
    expect(titles(page)).to_have_text(
        ["The tariff rose by 34 per cent.", "The owner paid out 61 million in dividends."]
    )
    page.get_by_label("Filter by reviewer").select_option("bob")
    expect(titles(page)).to_have_text(["The owner paid out 61 million in dividends."])
    page.get_by_role("button", name="False, 0", exact=True).click()
    page.get_by_role("button", name="No rating yet, 2").click()
    expect(page.locator("#nothing")).to_contain_text("Nothing matches these filters")
    page.get_by_role("button", name="Clear").click()
    expect(titles(page)).to_have_count(4)


def test_list_follows_the_article_until_something_is_opened(at_screen, cast):
    article = make_article(cast, LONG)
    for n in range(1, 61):
        mark(article, f"Paragraph {n} says", cast.bob)
    page = open_article(at_screen(cast.alice), article)
    near = page.locator(".card-near .card-number")
    expect(near).to_have_text("5")  # at the line where one reads, not at the edge
    page.locator(".reader-scroll").evaluate("pane => pane.scrollTo(0, pane.scrollHeight)")
    expect(near).not_to_have_text("5")
    expect(page.locator(".card-near")).to_be_in_viewport()
    number = near.text_content()
    page.locator(".card-near .card-claim").click()
    expect(page.locator(".card-open .card-number")).to_have_text(number)
    expect(page.get_by_text("Pinned")).to_be_visible()
    page.locator(".reader-scroll").evaluate("pane => pane.scrollTo(0, 0)")
    page.wait_for_timeout(300)
    expect(page.locator(".card-open")).to_be_in_viewport()
    page.get_by_role("button", name="Follow article").click()
    expect(page.locator(".card-open")).to_have_count(0)
    expect(near).to_have_text("5")
    expect(page.locator(".card-near")).to_be_in_viewport()


def test_esc_steps_back_one_level_at_a_time(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    keys = Keys(page)
    page.locator(".reader-scroll").focus()
    keys.press("j")
    page.locator(".card-claim").nth(1).click()
    page.get_by_role("button", name="New claim").last.click()
    expect(page.get_by_role("form", name="New claim")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("form", name="New claim")).to_have_count(0)
    expect(page.locator(".card-open")).to_have_count(1)
    keys.press("Escape")
    expect(page.locator(".card-open")).to_have_count(0)
    expect(page.locator(".frame-cursor").first).to_be_visible()
    keys.press("Escape")
    expect(page.locator(".frame-cursor")).to_have_count(0)
    expect(page.get_by_text("Pinned")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_text("Following the article")).to_be_visible()


def test_card_in_the_address_opens(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    page.locator(".card-claim").nth(2).click()
    expect(page.locator(".card-open [data-claim]")).to_be_visible()
    address = page.url
    assert "#claim=" in address
    other = at_screen(cast.bob)
    other.goto(address)
    expect(other.locator(".card-open .card-claim")).to_have_text("The owner paid out 61 million in dividends.")


def test_colleagues_cards_come_by_themselves(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    page.locator("#article").hover()
    mark(article, "A year before, the council had promised the opposite.", cast.bob)
    expect(page.locator(".panel-title")).to_have_text("5 highlights, 2 claims")
    expect(titles(page).nth(3)).to_have_text("A year before, the council had promised the opposite.")


def test_nothing_moves_under_the_pointer(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    card = page.locator(".card-claim").nth(2)
    card.hover()
    before = card.bounding_box()
    mark(article, "The council met on Wednesday.", cast.bob)
    button = page.locator("#held")
    expect(button).to_have_text(re.compile("1 new"))
    assert card.bounding_box() == before
    expect(titles(page)).to_have_count(4)
    button.click()
    expect(titles(page).nth(0)).to_have_text("The council met on Wednesday.")


def test_open_card_that_a_colleague_deleted_says_so(at_screen, cast, article):
    page = open_article(at_screen(cast.carol), article)
    page.locator(".card-claim").nth(1).click()
    expect(page.locator(".note-form")).to_be_visible()
    span = article.spans.get(anchors__start__gt=0, note="", author=cast.bob, appearances=None)
    delete_span(span=span, article=article, actor=cast.bob, others=False)
    expect(page.locator(".card-open")).to_contain_text("Deleted by Bob")
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".panel-title")).to_have_text("4 highlights, 2 claims")
    saved(page)
    span.refresh_from_db()
    assert span.deleted_at is None


def test_panel_width_is_changed_by_keys_and_remembered(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    separator = page.get_by_role("separator", name="Panel width")
    before = page.locator(".panel").bounding_box()["width"]
    separator.focus()
    Keys(page).press("ArrowLeft", "ArrowLeft")
    after = page.locator(".panel").bounding_box()["width"]
    assert after == before + 48
    assert separator.get_attribute("aria-valuenow") == str(round(after))
    page.reload()
    page.wait_for_selector("#saved > span")
    assert page.locator(".panel").bounding_box()["width"] == after


def test_brackets_go_through_the_cards_and_g_between_text_and_card(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    page.locator(".reader-scroll").focus()
    keys = Keys(page)
    keys.press("[", "[", "[", "[", "]", "]")
    first = page.evaluate("document.activeElement.closest('.card').querySelector('.card-number').textContent")
    keys.press("[")
    assert page.evaluate("document.activeElement.closest('.card').querySelector('.card-number').textContent") == str(
        int(first) - 1
    )
    keys.press("g")
    expect(page.locator(".reader-scroll")).to_be_focused()
    keys.press("g")
    assert page.evaluate("Boolean(document.activeElement.closest('.card'))")


def test_thousand_highlights_stay_quick(at_screen, cast):
    text = "\n".join(f"Sentence {n} of this long report." for n in range(1000))
    article = make_article(cast, text)
    page = at_screen(cast.alice)
    for n in range(0, 1000, 4):
        mark(article, f"Sentence {n} of", cast.bob)
    open_article(page, article)
    assert page.locator(".card").count() == 250
    took = page.evaluate(
        """() => new Promise(done => {
          const begun = performance.now();
          document.querySelector(".cards").scrollTo(0, 1e6);
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
        })"""
    )
    assert took < 1500

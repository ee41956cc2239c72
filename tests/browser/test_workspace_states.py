"""The states of the workspace and of the table, at three widths, light, dark and mirrored; axe finds nothing."""

import re

import pytest
from playwright.sync_api import expect

from annotations.articles import intake
from annotations.articles.actions import add_version
from annotations.verdicts.models import Round
from tests.browser.workspace import Keys, claim_on, make_article, mark, open_article, saved, submit_verdict

ARABIC = """اجتمع المجلس يوم الأربعاء. ورفع التعرفة بنسبة 34 في المئة.
لم يسأل أحد الأسر. وأحصت دائرة الأشغال 1140 أسرة متأخرة عن السداد.
"""


@pytest.fixture
def article(cast):
    article = make_article(cast, publisher="Radio Aldersund", published_on="2024-01-22")
    claim_on(
        article,
        "It raised the tariff by 34 per cent.",
        cast.alice,
        "The tariff rose by 34 per cent.",
        claimant={"name": "Dahl"},
        claimed_on="2024-01-22",
    )
    claim_on(article, "The owner paid out 61 million in dividends.", cast.bob)
    mark(article, "Nobody had asked the households.", cast.bob)
    mark(article, "The promise is in the minutes of 12 May.", cast.alice, checkable=False)
    return article


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_workspace_is_accessible(at_screen, cast, article, check_accessibility, width, colour_scheme):
    page = open_article(at_screen(cast.alice, width=width, colour_scheme=colour_scheme), article)
    check_accessibility(page)
    if width == 390:
        page.locator(".sheet-handle").click()
    page.locator(".card-claim").nth(0).click()
    expect(page.locator(".card-open [data-claim]")).to_be_visible()
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1440, 390])
def test_forms_and_keys_are_accessible(at_screen, cast, article, check_accessibility, width):
    page = open_article(at_screen(cast.alice, width=width), article)
    if width == 390:
        page.locator(".sheet-handle").click()
    page.locator(".card [data-act=claim]").first.click()
    expect(page.get_by_role("form", name="New claim")).to_be_visible()
    check_accessibility(page)
    page.keyboard.press("Escape")
    page.locator(".card [data-act=link]").first.click()
    expect(page.get_by_role("form", name="Link to a claim")).to_be_visible()
    check_accessibility(page)
    page.keyboard.press("Escape")
    page.locator(".reader-scroll").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    check_accessibility(page)


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_table_is_accessible(at_screen, cast, article, check_accessibility, width, colour_scheme):
    page = at_screen(cast.alice, width=width, colour_scheme=colour_scheme)
    page.goto(f"/d/desk/articles/{article.uid}/table")
    expect(page.locator("#table tbody tr")).to_have_count(3)
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_empty_article_says_what_to_do(at_screen, cast, check_accessibility):
    page = open_article(at_screen(cast.alice), make_article(cast))
    expect(page.locator("#nothing")).to_contain_text(re.compile(r"Select a sentence, or press\s+J\s+then\s+C"))
    check_accessibility(page)


def test_viewer_reads_and_is_offered_nothing_to_write(at_screen, cast, article, check_accessibility):
    page = open_article(at_screen(cast.vera), article)
    expect(page.locator("#saved")).to_have_text("You may read, not write")
    page.locator(".reader-scroll").focus()
    Keys(page).press("j", "h", "c", "x", "l")
    page.wait_for_timeout(200)
    expect(page.locator(".panel-title")).to_have_text("4 highlights, 2 claims")
    expect(page.locator("[data-act]:visible")).to_have_count(0)
    page.locator(".card-claim").nth(1).click()
    expect(page.locator(".card-open .card-parts")).to_contain_text("Marked by Bob")
    expect(page.locator(".card-open textarea")).to_have_count(0)
    check_accessibility(page)


def test_arabic_article_with_an_english_claim(at_screen, cast, check_accessibility):
    article = make_article(cast, ARABIC, title="التعرفة", language="ar")
    claim_on(article, "ورفع التعرفة بنسبة 34 في المئة.", cast.alice, "The tariff rose by 34 per cent.", language="en")
    page = open_article(at_screen(cast.alice), article)
    text = page.locator("#article p").first
    assert text.evaluate("block => getComputedStyle(block).direction") == "rtl"
    claim = page.locator(".card-claim")
    assert claim.evaluate("title => getComputedStyle(title).direction") == "ltr"
    page.locator(".reader-scroll").focus()
    Keys(page).press("j", "c")
    saved(page)
    expect(page.locator(".panel-title")).to_have_text("2 highlights, 2 claims")
    check_accessibility(page)


def test_mirrored_interface(at_screen, cast, article, check_accessibility):
    page = at_screen(cast.alice, locale="ar", extra_http_headers={"Accept-Language": "ar"})
    open_article(page, article)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    panel, reader = page.locator(".panel").bounding_box(), page.locator(".reader").bounding_box()
    assert panel["x"] < reader["x"]
    before = panel["width"]
    page.locator(".panel-size").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".panel").bounding_box()["width"] == before + 24
    check_accessibility(page)


def test_sealed_claim_says_who_is_in_and_nothing_more(at_screen, cast, article):
    claim = cast.desk.claims.get(text="The tariff rose by 34 per cent.")
    submit_verdict(claim, cast.bob, "false", "Only 12 per cent.")
    page = open_article(at_screen(cast.alice), article)
    expect(page.locator(".card").first).to_contain_text("Sealed, 1 of 2 in")
    expect(page.get_by_role("button", name="Sealed, 1")).to_be_visible()
    assert "Only 12 per cent" not in page.content()
    assert Round.objects.filter(claim=claim, revealed_at=None).count() == 1
    theirs = open_article(at_screen(cast.bob), article)
    expect(theirs.locator(".card").first).to_contain_text("Yours is in. Waiting for 1")


def test_newer_text_moves_nobody(at_screen, cast, article):
    page = open_article(at_screen(cast.alice), article)
    document = intake.read("text", "The council met on Thursday. It raised the tariff by 34 per cent.\n")
    add_version(article=article, actor=cast.carol, document=document, source="text")
    banner = page.locator("[data-banner=newer]")
    expect(banner).to_contain_text("Newer text")
    expect(page.locator("#article")).to_contain_text("The council met on Wednesday.")
    banner.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("dialog", name="What changed")).to_contain_text("The council met on Thursday.")
    page.keyboard.press("Escape")
    banner.get_by_role("button", name="Move to it").click()
    expect(page.locator("#article")).to_contain_text("The council met on Thursday.")


def test_phone_sheet_has_three_heights(at_screen, cast, article):
    page = open_article(at_screen(cast.alice, width=390), article)
    handle = page.locator(".sheet-handle")
    heights = []
    for _ in range(3):
        page.wait_for_timeout(250)
        heights.append(page.locator(".panel").bounding_box()["height"])
        handle.click()
    assert heights == sorted(heights)
    assert len(set(heights)) == 3
    assert handle.bounding_box()["height"] >= 44


def test_high_contrast_keeps_everything_legible(at_screen, cast, article):
    page = open_article(at_screen(cast.alice, forced_colors="active"), article)
    page.locator(".card-claim").nth(0).click()
    expect(page.locator(".card-open [data-claim]")).to_be_visible()

"""The table of an article's claims: cell by cell, by paste, taken back, beside a colleague."""

import pytest
from playwright.sync_api import expect

from annotations.claims.actions import edit_claim
from annotations.claims.models import Appearance, Claim
from tests.browser.workspace import claim_on, comes_to, make_article, saved


@pytest.fixture
def article(cast):
    article = make_article(cast)
    claim_on(article, "It raised the tariff by 34 per cent.", cast.alice, claimant={"name": "Council"})
    claim_on(article, "The owner paid out 61 million in dividends.", cast.bob)
    return article


@pytest.fixture
def table(at_screen, cast, article):
    page = at_screen(cast.alice, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/d/desk/articles/{article.uid}/table")
    expect(page.locator("#table tbody tr")).to_have_count(3)
    return page


def cell(page, row, name):
    return page.locator("#table tbody tr[data-key]").nth(row).locator(f"[name={name}]")


def paste(page, text):
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def texts():
    return list(Claim.objects.filter(deleted_at=None).order_by("pk").values_list("text", flat=True))


def test_cells_are_saved_by_leaving_them_and_taken_back(table):
    cell(table, 0, "text").fill("The tariff rose by 34 per cent.")
    table.keyboard.press("Enter")
    expect(cell(table, 1, "text")).to_be_focused()
    table.keyboard.press("Tab")
    expect(cell(table, 1, "claimant")).to_be_focused()
    table.keyboard.type("Berg")
    table.keyboard.press("Shift+Enter")
    expect(cell(table, 0, "claimant")).to_be_focused()
    saved(table)
    assert texts() == ["The tariff rose by 34 per cent.", "The owner paid out 61 million in dividends."]
    assert Claim.objects.get(text__startswith="The owner").claimant.name == "Berg"
    table.keyboard.press("Control+z")
    comes_to(table, lambda: Claim.objects.get(text__startswith="The owner").claimant, None)
    table.keyboard.press("Control+z")
    comes_to(table, lambda: texts()[0], "It raised the tariff by 34 per cent.")
    expect(cell(table, 0, "text")).to_have_value("It raised the tariff by 34 per cent.")


def test_problem_stands_at_its_cell_and_esc_puts_back(table):
    field = cell(table, 0, "claimed_on")
    field.fill("last year")
    field.press("Tab")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(table.locator("td.is-bad")).to_contain_text("“last year” is no date")
    assert Claim.objects.filter(claimed_on__isnull=False).count() == 0
    field.focus()
    field.press("Escape")
    expect(field).to_have_value("")
    expect(table.locator("td.is-bad")).to_have_count(0)
    field.fill("22.1.2024")
    field.press("Enter")
    saved(table)
    expect(field).to_have_value("22 Jan 2024")
    assert Claim.objects.get(claimed_on="2024-01-22").text.startswith("It raised")


def test_pasted_cells_go_over_rows_and_make_new_claims(table, article):
    cell(table, 1, "text").focus()
    paste(
        table,
        "The owner took 61 million.\tBerg\t2023\n"
        "Half of that went back to the town.\tBerg\t22 Jan 2024\n"
        '"A sentence that stands nowhere in the text."\tLind\tsome day\n',
    )
    expect(table.locator("#table tbody tr[data-key]")).to_have_count(5)
    expect(table.locator(".toast").last).to_contain_text("1 claim made")
    saved(table)
    assert texts() == [
        "It raised the tariff by 34 per cent.",
        "The owner took 61 million.",
        "Half of that went back to the town.",
    ]
    # The sentence stands word for word in the text, so that it is marked there.
    assert Appearance.objects.filter(claim__text__startswith="Half", span__article=article).count() == 1
    bad = table.locator("tr.is-new", has=table.locator(".is-bad"))
    expect(bad.locator(".cell-problem")).to_contain_text("“some day” is no date")
    cell(table, 3, "claimed_on").fill("2024")
    cell(table, 3, "claimed_on").press("Tab")
    expect(table.locator(".toast").last).to_contain_text("1 claim made")
    saved(table)
    assert texts()[-1] == "A sentence that stands nowhere in the text."


def test_new_row_becomes_a_claim_without_losing_the_cursor(table):
    field = cell(table, 2, "text")
    field.fill("A claim of the table.")
    field.press("Tab")
    table.keyboard.type("Lind")
    expect(table.locator(".toast").last).to_contain_text("1 claim made")
    expect(cell(table, 2, "claimant")).to_be_focused()
    table.keyboard.press("Tab")
    saved(table)
    assert Claim.objects.get(text="A claim of the table.").claimant.name == "Lind"


def test_colleagues_change_comes_into_cells_nobody_types_in(table, cast, article):
    field = cell(table, 1, "text")
    cell(table, 0, "text").fill("I am typing this")
    claim = Claim.objects.get(author=cast.bob)
    claim.project = article.project
    edit_claim(claim=claim, actor=cast.bob, text="The owner took 61 million.")
    expect(field).to_have_value("The owner took 61 million.", timeout=10_000)
    expect(cell(table, 0, "text")).to_have_value("I am typing this")


def test_similar_claim_is_linked_instead(table, cast):
    other = make_article(cast, "The heating tariff went up by a third, they say.", title="Other")
    known = claim_on(
        other, "The heating tariff went up by a third", cast.bob, "The heating tariff rose by 34 per cent."
    )
    field = cell(table, 0, "text")
    field.fill("The heating tariff rose by 34 per cent")
    option = table.locator("#similar-home [role=option]").first
    expect(option).to_contain_text("The heating tariff rose by 34 per cent.")
    field.press("End")
    field.press("ArrowDown")
    field.press("Enter")
    expect(cell(table, 0, "text")).to_have_value("The heating tariff rose by 34 per cent.")
    saved(table)
    assert known.appearances.count() == 2
    assert texts() == ["The owner paid out 61 million in dividends.", "The heating tariff rose by 34 per cent."]


def test_columns_are_chosen_and_remembered(table):
    expect(cell(table, 0, "location")).to_be_hidden()
    table.get_by_text("Columns").click()
    table.get_by_label("Place", exact=True).first.check()
    expect(cell(table, 0, "location")).to_be_visible()
    table.reload()
    expect(cell(table, 0, "location")).to_be_visible()


def test_viewer_cannot_type(at_screen, cast, article):
    page = at_screen(cast.vera)
    page.goto(f"/d/desk/articles/{article.uid}/table")
    expect(page.locator("#table tbody tr")).to_have_count(2)
    expect(cell(page, 0, "text")).to_have_attribute("readonly", "")

"""Who works on what: one says "I'm on it", the others see it."""

from playwright.sync_api import expect

from annotations.assignments.models import Assignment
from tests.browser.workspace import claim_on, make_article, open_article, saved


def test_on_it_is_seen_by_others_on_the_card_and_in_the_margin(at_screen, cast):
    article = make_article(cast)
    claim_on(article, "It raised the tariff by 34 per cent.", cast.alice)
    alice, bob = (open_article(at_screen(person), article) for person in (cast.alice, cast.bob))
    alice.locator(".card-claim").focus()
    alice.keyboard.press("a")
    expect(alice.locator(".card-chips")).to_contain_text("You are on it")
    expect(bob.locator(".card-chips")).to_contain_text("Alice is on it", timeout=20_000)
    # Some paragraphs: those of the sentence that is read.
    alice.locator(".reader-scroll").focus()
    for key in ("j", "a"):
        alice.keyboard.press(key)
    expect(bob.locator(".on-it b")).to_have_text("Alice is on it", timeout=20_000)
    saved(alice)
    assert Assignment.objects.open().count() == 2
    # Once more, and it is over; that can be taken back.
    alice.keyboard.press("a")
    expect(bob.locator(".on-it")).to_have_count(0, timeout=20_000)
    alice.keyboard.press("Control+z")
    expect(bob.locator(".on-it b")).to_have_text("Alice is on it", timeout=20_000)
    # On the page of the claim it is a button.
    bob.locator(".card-claim").click()
    expect(bob.locator(".card-open [data-region=work]")).to_contain_text("Alice is on it until")
    bob.locator(".card-open [data-act=on-it]").click()
    expect(alice.locator(".card-chips")).to_contain_text("Bob is on it", timeout=20_000)


def test_editor_assigns_a_claim_on_its_page(at_screen, cast, check_accessibility):
    claim = claim_on(make_article(cast), "It raised the tariff by 34 per cent.", cast.alice)
    page = at_screen(cast.carol)
    page.goto(f"/d/desk/claims/{claim.uid}")
    page.locator("[data-act=work-give]").click()
    page.get_by_label("Due").fill("2030-05-04")
    page.get_by_role("button", name="Assign").last.click()
    expect(page.locator("[data-region=work]")).to_contain_text("For Bob, due Sat 4 May")
    check_accessibility(page)
    page.get_by_role("button", name="Take away").click()
    expect(page.locator("[data-region=work]")).not_to_contain_text("For Bob")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-region=work]")).to_contain_text("For Bob, due Sat 4 May")

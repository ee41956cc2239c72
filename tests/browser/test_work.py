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


def test_queue_goes_on_by_itself_after_a_verdict_with_thumb_sized_targets(at_screen, cast, as_, check_accessibility):
    article = make_article(cast)
    quotes = ("It raised the tariff by 34 per cent.", "Half of that went back to the town.")
    claims = [claim_on(article, quote, cast.alice) for quote in quotes]
    for claim in claims:
        as_(cast.carol).post("assignments", {"claim": claim.uid, "assignee": "bob"})
    page = at_screen(cast.bob, width=390)
    page.goto("/d/desk/")
    page.get_by_role("link", name="My queue").first.click()
    expect(page.locator(".queue-place")).to_contain_text("1 of 2")
    check_accessibility(page)
    for button in page.locator(".queue-bar > .button:visible").all():
        box = button.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 44 and box["y"] > 700
    page.locator("[data-queue-verdict]").click()
    page.locator(".verdict-form .key").first.click()
    page.get_by_label("Explanation").fill("Two logs say so.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".claim-text")).to_have_text(quotes[1])
    expect(page.locator(".queue-place")).to_contain_text("1 of 1")
    page.get_by_role("button", name="Done, next").click()
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()


def test_home_says_who_is_where_and_what_has_come(at_screen, cast, as_):
    article = make_article(cast)
    claim = claim_on(article, "It raised the tariff by 34 per cent.", cast.alice)
    home = at_screen(cast.bob)
    home.goto("/d/desk/")
    expect(home.get_by_text("Nothing waits for you.")).to_be_visible()
    open_article(at_screen(cast.alice), article)
    expect(home.locator("[data-here]")).to_have_text("here now: Alice", timeout=20_000)
    as_(cast.carol).post("assignments", {"claim": claim.uid, "assignee": "bob"})
    expect(home.get_by_role("link", name="Work on it")).to_be_visible(timeout=20_000)
    expect(home.locator("[data-here]")).to_have_text("here now: Alice")

"""Two people talk about a passage and a claim, each in a browser of their own."""

import pytest
from playwright.sync_api import expect

from annotations.discussion.models import Comment, ReadComment
from annotations.jobs.worker import run_pending
from tests.browser.workspace import claim_on, make_article, mark

pytestmark = pytest.mark.journey


def test_two_people_talk_about_a_claim_and_a_passage(at_screen, cast, check_accessibility):
    article = make_article(cast)
    claim = claim_on(article, "It raised the tariff by 34 per cent.", cast.alice)
    mark(article, "Nobody had asked the households.", cast.alice)
    here = f"/d/desk/articles/{article.uid}"
    alice, bob = at_screen(cast.alice), at_screen(cast.bob)
    for page in (alice, bob):
        page.goto(f"{here}#claim={claim.uid}")
        expect(page.locator(".card-open #discussion")).to_contain_text("Nothing said yet.")

    # By keyboard: M, a mention from the list, Ctrl+Enter; it reaches the other's open card, unread.
    alice.locator(".card-open .card-claim").focus()
    alice.keyboard.press("m")
    alice.keyboard.type("By how much before tax? Ask @Bo")
    expect(alice.locator("[role=listbox]:visible [role=option]")).to_have_text(["@bobBob"])
    alice.keyboard.press("Enter")
    alice.keyboard.press("Control+Enter")
    theirs = bob.locator(".card-open .comment")
    expect(theirs.locator(".mention")).to_have_text("@bob")
    expect(theirs.locator(".new-mark")).to_have_text("New")
    expect(bob.locator(".card-open .card-chips")).to_contain_text("1")

    # By mouse: answer, settle; what was deleted comes back.
    theirs.locator("xpath=ancestor::article").get_by_role("button", name="Reply").click()
    bob.locator("form[data-live=comment] textarea").fill("34 per cent is before tax.")
    bob.locator("form[data-live=comment] [type=submit]").click()
    expect(alice.locator(".card-open .comment")).to_have_count(2)
    check_accessibility(alice, ".card-open")
    bob.get_by_role("button", name="Delete this comment").click()
    expect(alice.locator(".card-open .comment")).to_have_count(1)
    bob.locator(".toast").get_by_role("button", name="Undo").click()
    expect(alice.locator(".card-open .comment")).to_have_count(2)
    alice.locator(".card-open").get_by_role("button", name="Resolve").click()
    expect(bob.locator(".card-open .thread summary")).to_have_text("Resolved by Alice: 2 comments")

    # The bell has told bob; what he opens there is read. (What he has read on the open card would be no news.)
    ReadComment.objects.all().delete()
    run_pending()
    bob.reload()
    bell = bob.locator("[data-bell]")
    expect(bell.locator("[data-badge]")).to_have_text("1")
    bell.locator("summary").click()
    check_accessibility(bob, "[data-bell]")
    bell.get_by_role("link", name="Alice mentioned you").click()
    bob.wait_for_url("**#comment-*")
    expect(bell.locator("[data-badge]")).to_be_hidden()
    bob.goto(here)

    # On a highlight without a claim; what is being written outlives a reload.
    alice.locator(".card", has_text="Nobody had asked").locator(".card-claim").click()
    alice.locator(".card-open [data-act=comment-new]").click()
    alice.locator("form[data-live=comment] textarea").fill("Is this checkable?")
    alice.reload()
    expect(alice.locator(".card-open form[data-live=comment] textarea")).to_have_value("Is this checkable?")
    alice.locator("form[data-live=comment] textarea").press("Control+Enter")
    expect(alice.locator(".card-open .comment")).to_have_count(1)
    expect(bob.locator(".card", has_text="Nobody had asked").locator(".new-mark")).to_have_text("1 new")

    # The permanent link leads there, also into a settled thread.
    said = Comment.objects.get(author=cast.bob)
    bob.goto(f"/d/desk/comments/{said.uid}")
    expect(bob.locator(f"#comment-{said.uid}")).to_be_focused()

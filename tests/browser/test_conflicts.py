"""Two people at the same thing, each in a browser of their own: both versions are seen, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from annotations.articles.models import Article
from annotations.claims.models import Appearance, Claim
from annotations.dossiers.span_actions import delete_span, restore_span
from annotations.evidence.actions import add_evidence, delete_evidence
from annotations.evidence.models import Evidence
from annotations.spans.models import Span
from tests.browser.workspace import Keys, claim_on, make_article, mark, open_article, saved

pytestmark = pytest.mark.journey

CONFLICT = re.compile("changed this while you typed")


@pytest.fixture
def article(cast, site):
    return make_article(cast)


@pytest.fixture
def claim(cast, article):
    return claim_on(article, "It raised the tariff by 34 per cent.", cast.alice, "The tariff rose by a third in May.")


def open_claim(page, claim):
    page.goto(f"/d/desk/claims/{claim.uid}")
    expect(page.locator("[data-act]:visible").first).to_be_visible()
    return page


def edit(page, text):
    page.locator("[data-act=claim-edit]").first.click()
    form = page.locator("[data-form^='claim:']")
    form.locator("[name=text]").fill(text)
    return form


def test_two_people_change_one_claim_and_the_second_writes_it_from_both(at_screen, cast, claim, problems):
    alice, bob = open_claim(at_screen(cast.alice), claim), open_claim(at_screen(cast.bob), claim)
    form = edit(bob, "The tariff rose by 34 per cent in May.")
    edit(alice, "The tariff rose by a third in June.").locator("[type=submit]").click()
    expect(alice.locator("[data-form^='claim:']")).to_have_count(0)
    form.locator("[type=submit]").click()
    conflict = form.get_by_role("group", name=CONFLICT)
    expect(conflict).to_contain_text("Alice")
    expect(conflict.locator("ins")).to_have_text(
        ["The tariff rose by 34 per cent in May.", "The tariff rose by a third in June."]
    )
    problems.expect("412")
    conflict.get_by_label("Write it from both").check()
    expect(conflict.locator("textarea")).to_have_value("The tariff rose by 34 per cent in June.")
    conflict.get_by_role("button", name="Keep as chosen").click()
    expect(form).to_have_count(0)
    assert Claim.objects.get().text == "The tariff rose by 34 per cent in June."


def test_two_people_highlight_one_passage_and_the_second_takes_the_firsts(at_screen, cast, article, problems):
    page = at_screen(cast.bob)
    # What alice does is on its way to this page, and does not come before the answer to its own highlight.
    page.route("**/api/**/stream*", lambda route: route.abort("aborted"))
    page.route("**/api/**/changes?*", lambda route: route.fulfill(json={"changes": [], "last": 10**6, "head": 10**6}))
    open_article(page, article)
    mark(article, "The council met on Wednesday.", cast.alice)
    page.locator(".reader-scroll").focus()
    Keys(page).press("j", "c")
    saved(page)
    page.locator(".toast", has_text="Alice has highlighted this very passage too.").get_by_role("button").first.click()
    expect(page.locator(".toast", has_text="Alice’s highlight is used")).to_be_visible()
    saved(page)
    assert [span.author for span in Span.objects.alive()] == [cast.alice]
    assert Appearance.objects.get(span__author=cast.alice).claim == Claim.objects.get()
    page.keyboard.press("Control+z")
    expect(page.locator(".toast", has_text="Taken back")).to_be_visible()
    saved(page)
    assert Appearance.objects.filter(span__deleted_at=None).get().span.author == cast.bob
    problems.allow("stream|ERR_")  # the stream that was taken away


def test_deleting_what_another_is_editing_is_told_and_can_be_taken_back(at_screen, cast, claim, problems):
    evidence = add_evidence(claim=claim, actor=cast.carol, url="https://a.example/", title="Report", stance="supports")
    page = open_claim(at_screen(cast.carol), claim)
    page.locator("[data-act=evidence-edit]").click()
    form = page.locator(".evidence-form")
    form.locator("textarea[name=quote]").fill("What carol reads there")
    delete_evidence(
        evidence=Evidence.objects.select_related("claim", "source").get(pk=evidence.pk), actor=cast.dave, others=True
    )
    expect(form.get_by_role("alert")).to_contain_text("Dave has deleted this source while you wrote.")
    form.get_by_role("button", name="Restore").click()
    expect(page.locator(".evidence .evidence-form textarea[name=quote]")).to_have_value("What carol reads there")
    assert Evidence.objects.get().deleted_at is None


def test_deleted_card_keeps_what_was_typed_in_it(at_screen, cast, article, claim, problems):
    carol = open_article(at_screen(cast.carol), article)
    carol.locator(".card-claim").click()
    form = edit(carol, "The tariff rose by 34 per cent.")
    alice = open_article(at_screen(cast.alice), article)
    alice.locator(".card-claim").click()
    alice.locator("[data-act=claim-delete]").click()
    alice.get_by_role("button", name="Delete it").click()
    expect(alice.locator(".toast", has_text="Claim deleted")).to_be_visible()
    expect(carol.get_by_role("alert").filter(has_text="Deleted by Alice")).to_be_visible()
    expect(form.locator("[name=text]")).to_have_value("The tariff rose by 34 per cent.")
    alice.locator(".toast", has_text="Claim deleted").get_by_role("button", name="Undo").click()
    expect(carol.locator(".card-gone")).to_have_count(0)
    expect(form.locator("[name=text]")).to_have_value("The tariff rose by 34 per cent.")
    assert Claim.objects.get().deleted_at is None
    problems.allow("404|410")  # a card that is gone is asked for once


def test_highlight_that_is_back_keeps_its_place_and_what_was_typed(at_screen, cast, article, problems):
    span = mark(article, "The council met on Wednesday.", cast.alice)
    mark(article, "It raised the tariff by 34 per cent.", cast.alice)
    carol = open_article(at_screen(cast.carol), article)
    places = carol.locator("#cards > li").evaluate_all("items => items.map(({ dataset }) => dataset.key)")
    carol.locator(f"#cards > [data-key='span:{span.uid}'] .card-claim").click()
    note = carol.locator(".card-open textarea[name=note]")
    note.fill("Half a note")
    expect(carol.locator(".card-open [data-discussion]")).to_have_count(1)
    delete_span(span=span, article=article, actor=cast.alice, others=False)
    expect(carol.get_by_role("alert").filter(has_text="Deleted by Alice")).to_be_visible()
    assert carol.locator("#cards > li").evaluate_all("items => items.map(({ dataset }) => dataset.key)") == places
    restore_span(span=span, article=article, actor=cast.alice, others=False)
    expect(carol.locator(".card-gone")).to_have_count(0)
    expect(carol.get_by_role("alert").filter(has_text="Deleted by Alice")).to_have_count(0)
    expect(note).to_have_value("Half a note")


def test_two_people_change_the_details_of_an_article(at_screen, cast, article, problems):
    alice, bob = at_screen(cast.alice), at_screen(cast.bob)
    for page in (alice, bob):
        page.goto(f"/d/desk/articles/{article.uid}/details")
    bob.get_by_label("Publisher").fill("Courier")
    bob.get_by_label("Byline").fill("M. Holm")
    alice.get_by_label("Publisher").fill("The Courier")
    alice.get_by_label("Place").fill("Aldersund")
    alice.get_by_role("button", name="Save").click()
    expect(alice.locator(".message")).to_contain_text("Saved")
    bob.get_by_role("button", name="Save").click()
    conflict = bob.get_by_role("group", name=CONFLICT)
    expect(conflict).to_contain_text("The Courier")
    expect(conflict).to_contain_text("Alice")
    problems.expect("409")
    conflict.get_by_role("button", name="Keep as chosen").click()
    expect(bob.locator(".message")).to_contain_text("Saved")
    row = Article.objects.get()
    assert (row.publisher, row.byline, row.defaults["place"]) == ("Courier", "M. Holm", "Aldersund")

"""Without a connection: one reads on, what one does waits and is sent once, and nobody else ever sees it."""

import re

from playwright.sync_api import expect

from annotations.claims.models import Claim
from annotations.discussion.models import Comment
from annotations.evidence.models import Evidence
from annotations.spans.models import Span
from tests.browser.conftest import sign_in
from tests.browser.workspace import Keys, claim_on, make_article, open_article, saved

KEPT = """async (username) => {
  const cache = await caches.open("fc-pages:" + username);
  return (await cache.keys()).map((request) => new URL(request.url).pathname);
}"""


def kept(page, path, username="alice"):
    """Waits until the worker has kept the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(f"async (path) => (await ({KEPT})('{username}')).includes(path)", arg=path)


def test_article_is_read_and_marked_after_an_offline_reload_and_nothing_is_lost(at_screen, cast, problems):
    article = make_article(cast)
    claim_on(article, "It raised the tariff by 34 per cent.", cast.bob, "The tariff rose.")
    page = open_article(at_screen(cast.alice, service_workers="allow"), article)
    kept(page, f"/d/desk/articles/{article.uid}")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#saved")).to_have_text("Offline")
    expect(page.locator(".card-claim")).to_have_text("The tariff rose.")
    page.locator(".reader-scroll").focus()
    Keys(page).press("j", "c")
    expect(page.locator("#saved")).to_have_text("Offline, 2 waiting")
    page.reload()
    # What was done is still on the screen, and still waits.
    expect(page.locator("#saved")).to_have_text("Offline, 2 waiting")
    expect(page.locator(".card-claim")).to_have_text(["The council met on Wednesday.", "The tariff rose."])
    page.locator(".card-claim").last.click()
    expect(page.locator(".card-open")).to_contain_text("The card cannot be loaded while there is no connection.")
    page.context.set_offline(False)
    saved(page)
    expect(page.locator(".card-open [data-claim]")).to_be_visible()
    problems.expect("INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED")
    assert [Span.objects.count(), Claim.objects.count()] == [2, 2]
    expect(page.locator(".card-claim")).to_have_text(["The council met on Wednesday.", "The tariff rose."])


def test_forms_sent_offline_go_out_after_their_page_was_closed(at_screen, cast, problems, site):
    claim = claim_on(make_article(cast), "It raised the tariff by 34 per cent.", cast.bob, "The tariff rose.")
    page = at_screen(cast.carol)
    page.goto(f"/d/desk/claims/{claim.uid}")
    page.locator("[data-act=evidence-add]").first.click()
    page.locator("input[name=url]").fill("https://council.example/12")
    page.locator(".evidence-form input[name=stance][value=supports]").check(force=True)
    page.locator("[data-act=comment-new]").click()
    page.locator("[data-form^='comment:'] textarea").fill("Is that all?")
    page.locator("[data-act=claim-split]").click()
    page.locator("[data-form^='split:'] [name=text]").fill("It rose in May.")
    # A browser may clear what it keeps for a site while a page of it is open: what comes then is kept all the same.
    chrome = page.context.new_cdp_session(page)
    chrome.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "indexeddb"})
    page.context.set_offline(True)
    for number, form in enumerate((".evidence-form", "[data-form^='comment:']", "[data-form^='split:']"), 1):
        page.locator(f"{form} [type=submit]").click()
        expect(page.locator("[data-waiting=cloud-off]")).to_have_count(number)
    expect(page.locator("[data-waiting=cloud-off]").first).to_contain_text("also after you have closed this page")
    expect(page.locator("#saved")).to_have_text("Offline, 3 waiting")
    page.close()
    assert (Evidence.objects.count(), Comment.objects.count(), Claim.objects.count()) == (0, 0, 1)
    problems.expect("INTERNET_DISCONNECTED|ERR_")
    page.context.set_offline(False)
    other = page.context.new_page()
    problems.watch(other)
    other.goto("/d/desk/")
    expect(other.locator("#saved")).to_be_empty()
    other.wait_for_timeout(300)
    assert Evidence.objects.get().source.url == "https://council.example/12"
    assert Comment.objects.get().text == "Is that all?"
    assert Claim.objects.get(split_from=claim).text == "It rose in May."


def test_change_refused_later_shows_both_versions(at_screen, cast, problems):
    article = make_article(cast)
    claim = claim_on(article, "It raised the tariff by 34 per cent.", cast.bob, "The tariff rose.")
    page = at_screen(cast.alice)
    page.goto(f"/d/desk/claims/{claim.uid}")
    page.locator("[data-act=claim-edit]").first.click()
    page.locator("[data-form^='claim:'] [name=text]").fill("The tariff rose by 34 per cent.")
    # A page that is open all along takes over what the closed one leaves.
    other = page.context.new_page()
    problems.watch(other)
    other.goto("/d/desk/")
    page.context.set_offline(True)
    page.locator("[data-form^='claim:'] [type=submit]").click()
    expect(page.locator("#saved")).to_have_text("Offline, 1 waiting")
    page.close()
    Claim.objects.filter(pk=claim.pk).update(text="The tariff rose by a third.", revision=9)
    problems.expect("INTERNET_DISCONNECTED|ERR_")
    page.context.set_offline(False)
    refused = other.locator("#notices .problem")
    expect(refused).to_contain_text("1 change could not be saved.")
    problems.expect("412")
    refused.get_by_role("button", name="Compare").click()
    expect(refused.locator("ins").first).to_have_text("The tariff rose by 34 per cent.")
    refused.get_by_role("button", name="Keep as chosen").click()
    expect(refused).to_have_count(0)
    expect(other.locator("#saved")).to_be_empty()
    claim.refresh_from_db()
    assert claim.text == "The tariff rose by 34 per cent."


def test_signing_out_asks_about_what_waits_and_wipes_it(at_screen, cast, problems, site):
    article = make_article(cast)
    page = open_article(at_screen(cast.alice, service_workers="allow"), article)
    path = f"/d/desk/articles/{article.uid}"
    kept(page, path)
    page.route("**/api/v1/projects/**", lambda route: route.abort("connectionrefused"))
    page.locator(".reader-scroll").focus()
    Keys(page).press("j", "h")
    expect(page.locator("#saved")).to_have_text("Offline, 1 waiting")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator(".menu-of summary", has_text="You and your desks").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/accounts/login|/$"))
    assert asked == ["1 text has not been sent yet. Sign out and delete it from this computer?"]
    problems.expect("CONNECTION_REFUSED")
    assert page.evaluate(KEPT, "alice") == []
    # Bob, at the same computer and without a connection, gets none of it.
    sign_in(page.context, cast.bob, site)
    page.goto("/d/desk/")
    kept(page, "/d/desk/", "bob")
    page.context.set_offline(True)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    expect(page.locator("#kept")).to_be_visible()
    expect(page.locator("#kept")).not_to_contain_text("The heating tariff")
    problems.allow("ERR_")
    assert Span.objects.count() == 0

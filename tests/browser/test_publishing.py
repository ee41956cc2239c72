"""Publishing at the screen: sources put in by a button, a draft that stays, a look before anything is public."""

from playwright.sync_api import expect

from annotations.claims.models import Claim
from annotations.evidence.actions import add_evidence
from annotations.publishing.models import Publication
from tests.making import make_claim, settle


def test_an_editor_publishes_and_corrects(at_screen, cast, site, check_accessibility):
    claim = make_claim(cast.desk, cast.alice, "The harbour was closed for three days.", language="en")
    for number in (1, 2):
        add_evidence(
            claim=claim, actor=cast.bob, url=f"https://log{number}.example/", title=f"Log {number}", stance="refutes"
        )
    settle(claim, cast.alice, cast.bob, cast.carol)
    page = at_screen(cast.carol)
    page.goto(f"/d/desk/claims/{claim.uid}")
    page.locator("#publication").get_by_role("link", name="Publish").click()
    headline, body = page.get_by_label("Headline"), page.get_by_label("How we know")
    headline.fill("Two days, not three")
    body.fill("Two days, says the log")
    page.get_by_role("button", name="Insert source 2").click()
    expect(body).to_have_value("Two days, says the log [2]")
    check_accessibility(page)
    # The Enter key makes nothing public.
    headline.press("Enter")
    expect(headline).to_have_value("Two days, not three")
    page.goto(page.url)
    expect(body).to_have_value("Two days, says the log [2]")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview the page").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Two days, not three")
    opened.value.close()
    assert not Publication.objects.exists()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("It is public.")).to_be_visible()

    page.locator("#publication").get_by_role("link", name="Correct").click()
    page.get_by_label("Kind").select_option("correction")
    page.get_by_label("New rating, for a correction").select_option("true")
    page.get_by_label("Reason", exact=True).fill("Another log.")
    page.get_by_role("button", name="Look at what would change").click()
    expect(page.locator(".publish-check ins").first).to_have_text("True")
    expect(page.frame_locator("iframe").locator(".embed")).to_contain_text("Another log.")
    check_accessibility(page)
    page.get_by_role("button", name="Make it public").click()
    expect(page.get_by_text("The correction is public.")).to_be_visible()
    expect(page.locator("#publication")).to_contain_text("Another log.")
    assert Claim.objects.get(pk=claim.pk).publication_state == "corrected"

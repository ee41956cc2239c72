"""Forty claims in a transcript without a mouse: the marking pass, then the filling pass with a spreadsheet's cells."""

import pytest
from playwright.sync_api import expect

from annotations.claims.models import Appearance, Claim
from tests.browser.workspace import Keys, make_article, open_article, saved

pytestmark = pytest.mark.journey

SPEAKERS = ["DAHL", "BERG", "LIND"]
TURNS = 45


def debate():
    """A transcript of 45 turns: a checkable sentence, then one that is not."""
    turns = ["MODERATOR: Item four, the heating tariff. Councillor Dahl has the floor."]
    for n in range(TURNS):
        turns.append(
            f"{SPEAKERS[n % 3]}: In year {n} the pipes of district {n} cost {n + 3} million. Who would say no?"
        )
    return "\n".join(turns)


def test_forty_claims_take_fewer_than_200_keys(at_screen, cast):
    article = make_article(cast, debate(), title="Council debate", defaults={"date": "2024-01-22"})
    page = at_screen(cast.alice, permissions=["clipboard-read", "clipboard-write"])
    open_article(page, article)
    page.locator(".reader-scroll").focus()
    keys = Keys(page)

    # Marking: to the first sentence of the first turn, then claim, and over the next one.
    keys.press("j", "j", "j")
    for n in range(40):
        keys.press("c")
        if n < 39:
            keys.press("j", "j")
    expect(page.locator(".panel-title")).to_have_text("40 highlights, 40 claims")
    assert page.locator(".panel-form > *").count() == 0
    saved(page)

    # Filling: what a spreadsheet has put on the clipboard, then some cells by hand.
    rows = [
        f"District {n} spent {n + 3} million kroner on its pipes in year {n}."
        f"\tCouncillor {n % 3}\t{n % 27 + 1}.1.2024\tnumber"
        for n in range(40)
    ]
    page.evaluate("text => navigator.clipboard.writeText(text)", "\n".join(rows))
    keys.press("t")
    page.wait_for_url("**/table?first")
    expect(page.locator("#table .cell").first).to_be_focused()
    keys.press("Control+v")
    expect(page.locator("#table tbody tr").nth(39).locator("[name=claimant]")).to_have_value("Councillor 0")
    keys.press("Control+a")
    keys.type("District 0 paid three million kroner for its pipes.")
    keys.press("Tab", "Tab", "Control+a")
    keys.type("Feb 2024")
    keys.press("Enter", "Control+a")
    keys.type("2023")
    keys.press("Tab", "Control+a")
    keys.type("number, history")
    keys.press("Enter")
    saved(page)

    assert keys.count < 200
    claims = list(Claim.objects.select_related("claimant").order_by("pk"))
    assert len(claims) == 40
    assert Appearance.objects.filter(span__article=article).count() == 40
    assert [claims[0].text, claims[0].claimed_on] == ["District 0 paid three million kroner for its pipes.", "2024-02"]
    assert [claims[1].claimed_on, claims[1].types] == ["2023", ["number", "history"]]
    for n, claim in enumerate(claims[2:], 2):
        assert [claim.text, claim.claimant.name, claim.claimed_on, claim.types] == [
            f"District {n} spent {n + 3} million kroner on its pipes in year {n}.",
            f"Councillor {n % 3}",
            f"2024-01-{n % 27 + 1:02}",
            ["number"],
        ]


def test_claim_of_a_turn_knows_its_speaker(at_screen, cast):
    article = make_article(cast, debate(), title="Council debate", defaults={"date": "2024-01-22"})
    page = open_article(at_screen(cast.alice), article)
    page.locator(".reader-scroll").focus()
    Keys(page).press("j", "j", "j", "c")
    saved(page)
    claim = Claim.objects.select_related("claimant").get()
    assert [claim.text, claim.claimant.name, claim.claimed_on] == [
        "In year 0 the pipes of district 0 cost 3 million.",
        "DAHL",
        "2024-01-22",
    ]

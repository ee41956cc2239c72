"""The inbox by keys, with two people and a stranger."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from annotations.claims.models import Claim
from annotations.leads.models import Lead
from annotations.teams.actions import edit_desk

pytestmark = pytest.mark.journey


def test_stranger_sends_and_editor_triages_by_keys(at_screen, cast, desk, as_, check_accessibility):
    edit_desk(project=desk, actor=cast.dave, settings={"lead_form": True})
    cache.clear()
    for text in ("The bridge was closed.", "The bridge was shut.", "Taxes are too high."):
        as_(cast.alice).post("leads", {"text": text})
    editor = at_screen(cast.carol)
    editor.goto("/d/desk/inbox/")
    check_accessibility(editor)
    stranger = at_screen(width=390)
    stranger.goto("/public/desk/leads")
    check_accessibility(stranger)
    stranger.get_by_label("Link or text").fill("The port paid nobody. https://news.example.org/port")
    stranger.get_by_role("button", name="Send").click()
    expect(stranger.get_by_text("Thank you")).to_be_visible()
    # It comes by itself, on top.
    expect(editor.locator(".lead")).to_have_count(4, timeout=20_000)
    expect(editor.locator(".lead").first).to_contain_text("The port paid nobody.")
    keys = editor.keyboard
    # The first that was there keeps the place: taxes. Declined with the reason, and back again.
    keys.press("j")
    keys.press("k")
    editor.locator(".lead", has_text="Taxes").locator(".dot-list").click()
    keys.press("d")
    keys.type("An opinion.")
    keys.press("Enter")
    expect(editor.locator(".lead")).to_have_count(3)
    keys.press("Control+z")
    expect(editor.locator(".lead")).to_have_count(4)
    # Two that are the same become one.
    for text in ("shut", "closed"):
        editor.locator(".lead", has_text=text).locator("[data-pick]").check()
    keys.press("m")
    expect(editor.locator(".lead")).to_have_count(3)
    expect(editor.locator(".lead", has_text="closed")).to_contain_text("sent in 2 times")
    # Accepted: the sentence is there already.
    editor.locator(".lead", has_text="The port").locator(".dot-list").click()
    keys.press("a")
    expect(editor.locator("form textarea[name=text]")).to_have_value("The port paid nobody.")
    keys.press("Enter")
    expect(editor.locator(".lead")).to_have_count(2)
    assert [claim.text for claim in Claim.objects.alive()] == ["The port paid nobody."]
    editor.locator(".toast").last.get_by_role("button", name="Undo").click()
    expect(editor.locator(".lead")).to_have_count(3)
    assert (Claim.objects.alive().count(), Lead.objects.filter(status="merged").count()) == (0, 1)

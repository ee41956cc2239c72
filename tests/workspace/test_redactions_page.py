"""The page where redactions are asked for, confirmed, and stay on record."""

import pytest

from annotations.articles.models import ArticleVersion
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.redaction.models import Redaction
from tests.making import make_claim

PAGE = "settings/redactions"
ORDER = "An order of 26 January."


@pytest.fixture
def asked(as_page, dave, desk, alice):
    """A pending redaction of words that a claim has."""
    make_claim(desk, alice, "Ms Secret wrote the bill.")
    response = as_page(dave).post(PAGE, {"words": "Ms Secret", "reason": ORDER})
    assert response.status_code == 302
    return Redaction.objects.get()


def words(response):
    """The text of a page, spaces as one."""
    return " ".join(response.content.decode().split())


def test_second_person_erases_and_the_record_stays(as_page, dave, carol, asked):
    mine = words(as_page(dave).get(PAGE))
    assert "Ms Secret" in mine and "A second person confirms it." in mine and "/confirm" not in mine
    page = as_page(carol)
    assert "Erase for good" in words(page.get(PAGE))
    confirm = f"{PAGE}/{asked.uid}/confirm"
    page.post(confirm, {})
    assert "Tick that you have read what goes" in words(page.get(PAGE))
    page.post(confirm, {"sure": "1"})
    shown = words(page.get(PAGE))
    assert Claim.objects.get().text == "█████████ wrote the bill."
    assert "Ms Secret" not in shown
    assert "Words, wherever they stood" in shown and ORDER in shown and "confirmed by Carol on" in shown
    page.post(f"{PAGE}/{asked.uid}/withdraw", {})
    assert "This redaction is over." in words(page.get(PAGE))
    assert Redaction.objects.get().state == "confirmed"


def test_who_asked_cannot_confirm_by_hand(as_page, dave, asked):
    as_page(dave).post(f"{PAGE}/{asked.uid}/confirm", {"sure": "1"})
    assert Redaction.objects.get().state == "pending"


def test_request_is_taken_back(as_page, carol, asked):
    page = as_page(carol)
    page.post(f"{PAGE}/{asked.uid}/withdraw", {})
    shown = words(page.get(PAGE))
    assert "taken back" in shown and "Ms Secret" not in shown


def test_object_is_named_by_its_address(as_page, as_, alice, dave):
    article = as_(alice).post("articles", {"title": "T", "text": "One.\n"}).json()
    page = as_page(dave)
    for named, expected in (
        (f"https://desk.example/d/desk/articles/{article['id']}", {"type": "article", "id": article["id"]}),
        (
            f"/d/desk/articles/{article['id']}/versions/1",
            {"type": "version", "id": ArticleVersion.objects.get().uid},
        ),
    ):
        assert page.post(PAGE, {"object": named, "type": "claim", "reason": ORDER}).status_code == 302
        assert Redaction.objects.latest("pk").target == {"object": expected}
    shown = page.get(f"{PAGE}?type=article&object={article['id']}").content.decode()
    assert '<option value="article" selected' in shown and f'value="{article["id"]}"' in shown


def test_what_cannot_be_meant_is_told_at_its_field(as_page, dave):
    response = as_page(dave).post(PAGE, {"words": "Ms", "reason": ORDER})
    assert response.status_code == 400
    assert list(response.context["form"].problems) == ["words"]
    response = as_page(dave).post(PAGE, {"object": "none", "type": "claim", "reason": ORDER})
    assert response.context["form"].problems == {"object": "There is no such object on this desk."}
    assert as_page(dave).post(PAGE, {"words": "Ms Secret", "reason": ""}).status_code == 400


def test_only_editors_see_it_and_only_admins_ask(as_page, alice, carol, asked):
    assert as_page(alice).get(PAGE).status_code == 403
    assert as_page(carol).post(PAGE, {"words": "Ms Secret", "reason": ORDER}).status_code == 403
    assert "Ask for a redaction" not in words(as_page(carol).get(PAGE))


def test_activity_shows_that_something_was_erased(as_page, dave, vera, carol, asked):
    entry = Change.objects.filter(kind="claim", verb="create").get()
    link = f"settings/redactions?change={entry.seq}"
    assert link in words(as_page(dave).get(f"activity/?change={entry.seq}"))
    as_page(carol).post(f"{PAGE}/{asked.uid}/confirm", {"sure": "1"})
    shown = words(as_page(vera).get("activity/"))
    assert "What it said was erased by a redaction." in shown
    assert "asked for a redaction" in shown and "confirmed a redaction" in shown

"""The page where redactions are asked for, confirmed, and stay on record."""

import pytest

from annotations.articles.models import ArticleVersion
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.evidence.models import Evidence
from annotations.management.commands.verify import problems
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


def test_admins_get_to_the_form_from_what_has_to_go(as_page, as_, dave, alice, carol, desk):
    article = as_(alice).post("articles", {"title": "T", "text": "One.\n"}).json()["id"]
    claim = make_claim(desk, alice, "Ms Secret wrote the bill.").uid
    body = {"url": "https://a.example/1", "stance": "supports", "quote": "Ms Secret says so."}
    evidence = as_(alice).post(f"claims/{claim}/evidence", body).json()
    body = {"about": {"type": "claim", "id": claim}, "text": "Ms Secret?"}
    comment = as_(alice).post(f"claims/{claim}/comments", body, key="c").json()["id"]
    source = Evidence.objects.get(uid=evidence["id"]).source.uid
    pages = {
        f"articles/{article}/details": [("article", article)],
        f"claims/{claim}": [("claim", claim), ("evidence", evidence["id"]), ("comment", comment)],
        f"sources/{source}": [("source", source)],
    }
    for page, targets in pages.items():
        shown, others = (as_page(user).get(page).content.decode() for user in (dave, carol))
        for kind, uid in targets:
            link = f'href="/d/desk/{PAGE}?type={kind}&amp;object={uid}"'
            assert (shown.count(link), others.count(link)) == (1, 0), (page, kind)
            form = as_page(dave).get(f"{PAGE}?type={kind}&object={uid}").content.decode()
            assert f'<option value="{kind}" selected' in form and f'value="{uid}"' in form


def test_what_has_no_page_leads_to_its_claim_and_its_tombstone_to_the_log(as_page, as_, dave, carol, desk, alice):
    claim = make_claim(desk, alice, "Ms Secret wrote the bill.").uid
    body = {"url": "https://a.example/1", "stance": "supports", "quote": "Ms Secret says so."}
    evidence = as_(alice).post(f"claims/{claim}/evidence", body).json()["id"]
    as_page(dave).post(PAGE, {"object": evidence, "type": "evidence", "reason": ORDER})
    made = Redaction.objects.get()
    assert f'href="/d/desk/claims/{claim}"' in words(as_page(carol).get(PAGE))
    as_page(carol).post(f"{PAGE}/{made.uid}/confirm", {"sure": "1"})
    number = Change.objects.get(kind="redaction", verb="redact").seq
    shown = words(as_page(carol).get(PAGE))
    assert f'<a href="/d/desk/activity/?change={number}#change-{number}">entry {number} of the log</a>' in shown
    assert "Ms Secret" not in words(as_page(carol).get(f"claims/{claim}")).replace("Ms Secret wrote the bill.", "")
    log = words(as_page(carol).get(f"activity/?change={number}"))
    assert "Ms Secret says so." not in log and list(problems()) == []


def test_what_cannot_be_meant_is_told_at_its_field(as_page, dave):
    response = as_page(dave).post(PAGE, {"words": "Ms", "reason": ORDER})
    assert response.status_code == 400
    assert list(response.context["form"].problems) == ["words"]
    response = as_page(dave).post(PAGE, {"object": "none", "type": "claim", "reason": ORDER})
    assert response.context["form"].problems == {"object": "There is no such object on this desk."}
    assert as_page(dave).post(PAGE, {"words": "Ms Secret", "reason": ""}).status_code == 400


def test_record_has_pages_and_what_waits_stands_on_each(as_page, carol, dave, desk, asked, django_assert_num_queries):
    over = {"project": desk, "author": dave, "target": {"words": 1}, "withdrawn_at": asked.created_at}
    Redaction.objects.bulk_create(Redaction(reason=f"Number {n}.", **over) for n in range(52))
    page = as_page(carol)
    first = page.get(PAGE)
    following = first.context["following"]
    with django_assert_num_queries(8):
        rest = page.get(f"{PAGE}?{following}")
    reasons = [each.reason for response in (first, rest) for each in response.context["over"]]
    assert reasons == [f"Number {n}." for n in reversed(range(52))]
    assert [len(response.context["pending"]) for response in (first, rest)] == [1, 1]
    assert (first.context["count"], rest.context["following"]) == (52, None)


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

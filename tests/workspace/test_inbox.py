"""The page of the inbox."""

import pytest

from annotations.leads.models import Lead
from annotations.teams.actions import edit_desk


def send(caller, text, **more):
    return caller.post("leads", {"text": text} | more).json()["id"]


def test_inbox_shows_what_is_new_newest_first_to_every_member(cast, as_, as_page):
    ids = [send(as_(cast.alice), f"Sentence {n}.") for n in range(3)]
    as_(cast.carol).patch(f"leads/{ids[1]}", {"status": "declined", "reason": "An opinion."})
    page = as_page(cast.vera).get("inbox/")
    assert [lead.text for lead in page.context["rows"]] == ["Sentence 2.", "Sentence 0."]
    assert [count for _, _, count in page.context["tabs"]] == [2, 0, 1, 0]
    html = as_page(cast.vera).get("inbox/?status=declined").content.decode()
    assert ("An opinion." in html, "data-deed" in html, "inbox-paste" in html) == (True, False, False)
    assert as_page(cast.eve).get("inbox/").status_code == 404


def test_pasted_link_and_words_are_taken_in(cast, as_page):
    page = as_page(cast.alice).post(
        "inbox/", {"what": "It was closed for days. https://news.example.org/a", "note": "!"}
    )
    assert page.status_code == 302
    lead = Lead.objects.get()
    assert (lead.text, lead.url, lead.sightings.get().note) == (
        "It was closed for days.",
        "https://news.example.org/a",
        "!",
    )
    again = as_page(cast.bob).post("inbox/", {"what": "https://news.example.org/a/"}, follow=True)
    assert "sent in before" in again.content.decode()
    assert Lead.objects.get().seen == 2


def test_nothing_pasted_is_said_beside_the_field(cast, as_page):
    page = as_page(cast.alice).post("inbox/", {"what": "  "})
    assert (page.status_code, "Send a text or a link." in page.content.decode()) == (400, True)
    assert as_page(cast.vera).post("inbox/", {"what": "A"}).status_code == 403


def test_page_takes_as_many_queries_for_three_as_for_one(cast, as_, as_page, queries):
    counts = []
    for number in range(3):
        send(as_(cast.alice), f"Sentence {number}.", name="A reader")
        counts.append(queries(lambda: as_page(cast.carol).get("inbox/")))
    assert counts == counts[:1] * 3


@pytest.mark.parametrize(("name", "leads"), [("carol", 2), ("bob", 1), ("vera", 0)])
def test_home_says_how_many_wait(cast, as_, as_page, name, leads):
    first = send(as_(cast.alice), "One.")
    send(as_(cast.alice), "Two.")
    as_(cast.carol).patch(f"leads/{first}", {"assignee": "bob"})
    assert as_page(getattr(cast, name)).get("").context["leads"] == leads


def test_inbox_leads_to_the_public_form_where_it_is_on(cast, desk, as_page):
    assert "/public/desk/leads" not in as_page(cast.alice).get("inbox/").content.decode()
    edit_desk(project=desk, actor=cast.dave, settings={"lead_form": True})
    assert "/public/desk/leads" in as_page(cast.alice).get("inbox/").content.decode()

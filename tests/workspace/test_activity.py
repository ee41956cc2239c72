"""The log in sentences."""

import pytest

from annotations.changes.models import Change
from annotations.workspace import activity
from annotations.workspace.sentences import sentence


def said(response):
    return [(change.who, change.said, change.title) for change in response.context["changes"]]


def test_activity_tells_in_sentences_newest_first(alice, as_page, make_claim):
    make_claim("Bread.")
    assert said(as_page(alice).get("activity/"))[:4] == [
        ("Alice", "linked a passage to a claim", "Bread."),
        ("Alice", "made a claim", "Bread."),
        ("Alice", "highlighted a passage", "Bread."),
        ("Alice", "added an article", "On: Bread."),
    ]


def test_activity_of_one_person(alice, as_page, make_article):
    make_article()
    response = as_page(alice).get("activity/?actor=alice")
    assert said(response) == [("Alice", "added an article", "A report")]
    assert said(as_page(alice).get("activity/?actor=nobody")) == []


def test_pages_of_activity_hold_every_change_once(alice, desk, as_page, monkeypatch):
    monkeypatch.setattr(activity, "PAGE", 3)
    seen, query = [], ""
    while query is not None:
        response = as_page(alice).get(f"activity/?{query}")
        seen += [change.seq for change in response.context["changes"]]
        query = response.context["following"]
    assert seen == list(Change.objects.filter(project=desk).order_by("-seq").values_list("seq", flat=True))


@pytest.mark.parametrize("before", ["x", "-1", "٣", "9" * 40])
def test_activity_from_an_unknown_number_begins_at_the_top(before, alice, as_page, head):
    response = as_page(alice).get(f"activity/?before={before}")
    assert response.context["changes"][0].seq == head()


def test_every_change_that_the_desk_makes_has_its_own_sentence(alice, as_page, make_claim, desk):
    make_claim()
    plain = [c for c in Change.objects.filter(project=desk) if sentence(c).startswith(f"{c.verb.replace('_', ' ')}: ")]
    assert plain == []


def test_change_of_a_kind_not_known_still_reads():
    assert sentence(Change(verb="take_over", kind="beacon", data={})) == "take over: beacon"


def test_new_state_of_a_claim_is_named():
    change = Change(
        verb="transition", kind="claim", data={"before": {"status": "new"}, "after": {"status": "declined"}}
    )
    assert sentence(change) == "moved a claim to “Not checking”"

"""The log in sentences."""

import pytest
import time_machine

from annotations.changes.models import Change
from annotations.claims.actions import edit_claim
from annotations.claims.models import Claim
from annotations.dossiers.claim_actions import delete_claim, restore_claim
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


def test_activity_of_somebody_who_has_left_is_still_asked_for(cast, alice, as_page, make_claim):
    make_claim("Bread.", by=cast.bob)
    for gone in (cast.bob, cast.vera):
        cast.desk.memberships.get(user=gone).delete()
    people = dict(as_page(alice).get("activity/").context["people"])
    assert list(people) == ["", "alice", "bob", "carol", "dave"]


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
    plain = [
        c for c in Change.objects.filter(project=desk) if sentence(c, {}).startswith(f"{c.verb.replace('_', ' ')}: ")
    ]
    assert plain == []


def test_activity_of_a_claim_and_of_an_article_holds_what_belongs_to_them(alice, as_page, make_claim):
    bread, milk = make_claim("Bread."), make_claim("Milk.")
    article = bread.appearances.get().span.article
    of_claim = said(as_page(alice).get(f"activity/?claim={bread.uid}"))
    assert [line for _who, line, _title in of_claim] == ["linked a passage to a claim", "made a claim"]
    of_article = as_page(alice).get(f"activity/?article={article.uid}")
    assert {title for _who, _line, title in said(of_article)} == {"Bread.", "On: Bread."}
    assert of_article.context["about"]["text"] == "On: Bread."
    assert said(as_page(alice).get("activity/?claim=unknown")) == []
    assert milk.text not in as_page(alice).get(f"activity/?claim={bread.uid}").content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [("kind=claims", 1), ("kind=highlights&actor=alice", 2), ("kind=comments", 0), ("kind=claims&actor=bob", 0)],
)
def test_activity_of_a_kind(query, count, alice, as_page, make_claim):
    make_claim()
    assert len(said(as_page(alice).get(f"activity/?{query}"))) == count


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=2024-01-26", True),
        ("from=2024-01-27", False),
        ("to=2024-01-26", True),
        ("to=2024-01-25", False),
        ("from=2024-02-31&to=nonsense", True),
    ],
)
def test_activity_of_some_days(query, found, alice, as_page, make_article):
    with time_machine.travel("2024-01-26T10:00:00Z", tick=False):
        make_article("Bread")
    lines = said(as_page(alice).get(f"activity/?{query}&actor=alice&kind=articles"))
    assert (lines == [("Alice", "added an article", "Bread")]) is found


def test_link_to_a_change_stays_when_much_has_happened_since(alice, as_page, make_article, monkeypatch):
    monkeypatch.setattr(activity, "PAGE", 2)
    made = make_article("Bread")
    seq = Change.objects.get(object=made.uid).seq
    for n in range(4):
        make_article(f"Later {n}")
    page = as_page(alice).get(f"activity/?change={seq}")
    assert page.context["changes"][0].seq == seq
    assert f'id="change-{seq}"' in page.content.decode()


def test_activity_shows_what_stood_before_and_what_after(alice, as_page, make_claim, cast):
    claim = make_claim("Bread costs more.", priority="low")
    claim.project = cast.desk
    edit_claim(claim=claim, actor=alice, text="Bread costs less.", priority="high")
    (change,) = as_page(alice).get("activity/?kind=claims").context["changes"][:1]
    assert [(str(v["label"]), v["before"], v["after"]) for v in change.values] == [
        ("Text", "Bread costs more.", "Bread costs less."),
        ("Priority", "Low", "High"),
    ]


def test_deletion_is_restored_by_whoever_deleted_or_oversees(alice, bob, carol, vera, as_page, make_claim, cast):
    claim = make_claim("Bread.")
    claim.project = cast.desk
    delete_claim(claim=claim, actor=alice, others=False)

    def offered(user):
        return [change.restore for change in as_page(user).get("activity/").context["changes"] if change.restore]

    assert [offered(user) for user in (alice, bob, carol, vera)] == [[claim.path], [], [claim.path], []]
    claim = Claim.objects.get()
    claim.project = cast.desk
    restore_claim(claim=claim, actor=alice, others=False)
    assert offered(carol) == []
    assert as_page(carol).get("activity/").content.decode().count("data-restore") == 0


def test_activity_takes_the_same_number_of_statements_for_much_and_for_little(alice, as_page, make_claim, queries):
    make_claim()
    as_page(alice).get("activity/")
    few = queries(lambda: as_page(alice).get("activity/"))
    for n in range(3):
        make_claim(f"Claim {n}.")
    assert queries(lambda: as_page(alice).get("activity/")) == few


def test_change_of_a_kind_not_known_still_reads():
    assert sentence(Change(verb="take_over", kind="beacon", data={}), {}) == "take over: beacon"


def test_new_state_of_a_claim_is_named():
    change = Change(
        verb="transition", kind="claim", data={"before": {"status": "new"}, "after": {"status": "declined"}}
    )
    assert sentence(change, {}) == "moved a claim to “Not checking”"


def test_people_whom_a_change_is_about_are_named_as_others_read_them(as_, carol, dave, as_page, make_claim):
    work = as_(carol).post("assignments", {"claim": make_claim().uid, "assignee": "alice"})
    path = f"assignments/{work.json()['id']}"
    as_(carol).patch(path, {"assignee": "bob"}, etag=work["ETag"])
    as_(dave).patch("members/bob", {"role": "editor"})
    given = [words for _who, words, _title in said(as_page(carol).get("activity/?kind=work")) if "gave" in words]
    handed = as_page(carol).get("activity/?kind=work").context["changes"][0].values
    made = said(as_page(carol).get("activity/"))[0][1]
    assert (given, [(each["before"], each["after"]) for each in handed]) == (
        ["gave this to Bob", "gave this to Alice"],
        [("Alice", "Bob")],
    )
    assert made == "made Bob editor"

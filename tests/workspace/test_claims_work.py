"""Several claims given to somebody at once."""

import pytest

from annotations.assignments.actions import assign
from annotations.assignments.models import Assignment


@pytest.fixture
def claims(make_claim):
    return [make_claim(f"Claim {number}.") for number in range(3)]


def given():
    rows = Assignment.objects.open().select_related("claim", "assignee").order_by("claim__pk")
    return [(row.claim.text, row.assignee.username, row.due_on and row.due_on.isoformat()) for row in rows]


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_selected_claims_are_given_and_taken_back(carol, as_page, claims):
    page = as_page(carol)
    body = {"claim": [claims[0].uid, claims[2].uid], "assignee": "bob", "due_on": "2030-05-04", "back": "status=new"}
    response = page.post("claims/work", body)
    assert response["Location"] == "/d/desk/claims/?status=new"
    assert given() == [("Claim 0.", "bob", "2030-05-04"), ("Claim 2.", "bob", "2030-05-04")]
    shown = page.get("claims/?work=bob")
    assert [row.text for row in shown.context["rows"]] == ["Claim 2.", "Claim 0."]
    assert [row.text for row in page.get("claims/?work=!").context["rows"]] == ["Claim 1."]
    (message,) = shown.context["messages"]
    assert str(message) == "2 claims are the work of Bob now."
    page.post(message.extra_tags.removeprefix("/d/desk/"))
    assert given() == []


def test_what_cannot_be_given_stays_and_is_said_and_the_rest_is_given(carol, bob, desk, as_page, claims):
    assign(project=desk, actor=carol, assignee=bob, others=True, claim=claims[1])
    body = {"claim": [claim.uid for claim in claims] + ["unknown"], "assignee": "bob"}
    response = as_page(carol).post("claims/work", body, follow=True)
    assert told(response) == [
        "2 claims are the work of Bob now.",
        "“Claim 1.” was not given. They have this work already.",
        "“?” was not given. There is no such claim on this desk.",
    ]
    assert [name for _, name, _ in given()] == ["bob"] * 3


def test_bad_date_gives_nothing(carol, as_page, claims):
    response = as_page(carol).post("claims/work", {"claim": claims[0].uid, "due_on": "soon"}, follow=True)
    assert (given(), len(told(response))) == ([], 1)


def test_next_free_reviewer_is_found_for_each(carol, alice, as_, as_page, desk, make_claim, bob):
    by_alice, by_bob = make_claim("By alice."), make_claim("By bob.", by=bob)
    as_page(carol).post("claims/work", {"claim": [by_alice.uid, by_bob.uid], "assignee": ""})
    assert given() == [("By alice.", "bob", None), ("By bob.", "alice", None)]


def test_only_editors_give_several(cast, as_page, claims):
    for name, status in (("vera", 403), ("alice", 403), ("eve", 404)):
        for path in ("claims/work", "claims/work/undo"):
            assert as_page(getattr(cast, name)).post(path, {"claim": claims[0].uid}).status_code == status
    assert "data-pick-rows" not in as_page(cast.alice).get("claims/").content.decode()


def test_list_takes_as_many_statements_for_many_workers_as_for_one(carol, bob, desk, as_page, claims, queries):
    assign(project=desk, actor=carol, assignee=bob, others=True, claim=claims[0])
    few = queries(lambda: as_page(carol).get("claims/"))
    for claim in claims[1:]:
        assign(project=desk, actor=carol, assignee=bob, others=True, claim=claim)
    assert queries(lambda: as_page(carol).get("claims/")) == few

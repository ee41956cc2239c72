"""A comment of somebody who has submitted is nobody else's before the reveal, by any path (invariant 4)."""

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Claim
from tests.making import reveal, submit


@pytest.fixture
def held(claim, alice, say):
    """What alice says once she has submitted."""
    submit(claim, alice, explanation="SEALED")
    return say(alice, "SEALED @bob")


def test_held_comment_is_its_authors_alone(as_, alice, bob, carol, dave, vera, claim, held, read):
    assert held["held"] is True
    assert read(alice, claim) == ["SEALED @bob"]
    for person in (bob, carol, dave, vera):
        assert read(person, claim) == []
        assert as_(person).get(f"comments/{held['id']}").status_code == 404
        assert as_(person).get("claims").json()["results"][0]["counts"]["comments"] == 0
        assert as_(person).get("comments/unread").json() == {"claims": {}, "spans": {}}
    assert as_(alice).get("claims").json()["results"][0]["counts"]["comments"] == 1
    for person in (carol, dave):
        assert as_(person).delete(f"comments/{held['id']}", etag="*").status_code == 404
        assert as_(person).patch(f"comments/{held['id']}", {"resolved": True}, etag="*").status_code == 404
    body = {"text": "x", "parent": held["id"]}
    assert as_(bob).post(f"claims/{claim.uid}/comments", body).status_code == 400


def test_log_tells_who_and_when_and_everybody_the_rest_at_the_reveal(as_, alice, bob, carol, claim, desk, head, say):
    submit(claim, alice)
    before = head()
    held = say(alice, "SEALED")
    as_(alice).patch(f"comments/{held['id']}", {"text": "SEALED MORE"}, etag="*")
    seen = as_(bob).get(f"changes?after={before}").json()["changes"]
    assert [(each["verb"], each["gone"], each["state"], each["claims"]) for each in seen] == [
        ("create", False, None, []),
        ("edit", False, None, []),
    ]
    assert as_(alice).get(f"changes?after={before}").json()["changes"][0]["state"]["text"] == "SEALED MORE"
    assert [change.data for change in Change.objects.filter(project=desk, seq__gt=before).order_by("seq")] == [{}, {}]
    middle = head()
    reveal(claim, carol)
    after = as_(bob).get(f"changes?after={middle}").json()["changes"]
    assert [(each["verb"], each["object"]["type"]) for each in after] == [
        ("reveal", "round"),
        ("reveal", "verdict"),
        ("reveal", "comment"),
    ]
    assert after[-1]["state"] == as_(bob).get(f"comments/{held['id']}").json() | {"held": False}
    assert after[-1]["state"]["text"] == "SEALED MORE"


def test_the_last_submission_shows_what_was_held_back(as_, alice, bob, claim, held, read):
    submit(claim, bob)
    assert read(bob, claim) == ["SEALED @bob"]
    assert as_(bob).get("comments/unread").json() == {"claims": {claim.uid: 1}, "spans": {}}


def test_deleted_held_comment_never_was(as_, alice, bob, claim, held, head):
    before = head()
    as_(alice).delete(f"comments/{held['id']}", etag="*")
    assert as_(alice).get(f"comments/{held['id']}").status_code == 410
    assert as_(bob).get(f"comments/{held['id']}").status_code == 404
    change = as_(bob).get(f"changes?after={before}").json()["changes"][0]
    assert (change["gone"], change["state"]) == (False, None)
    assert as_(alice).get(f"changes?after={before}").json()["changes"][0]["gone"] is True


def test_what_was_said_before_the_verdict_stays_as_it_was(as_, alice, bob, claim, say, read):
    made = say(alice, "Before.")
    submit(claim, alice)
    assert read(bob, claim) == ["Before."]
    assert as_(alice).patch(f"comments/{made['id']}", {"text": "SEALED"}, etag="*").status_code == 409
    assert read(bob, claim) == ["Before."]


def test_after_taking_back_one_is_heard_again_but_not_what_was_held(as_, alice, bob, claim, held, say, read):
    as_(alice).delete(f"claims/{claim.uid}/verdict")
    say(alice, "Heard.")
    assert say(alice, "In the held thread.", parent=held["id"])["held"] is True
    assert read(bob, claim) == ["Heard."]


def test_comment_under_ones_own_sealed_verdict_does_not_exist_for_others(as_, alice, bob, carol, claim, read):
    verdict = submit(claim, alice)
    body = {"about": {"type": "verdict", "id": verdict.uid}, "text": "SEALED"}
    path = f"claims/{claim.uid}/comments"
    assert as_(bob).post(path, body).status_code == 400
    assert as_(alice).post(path, body).json()["held"] is True
    assert read(carol, claim) == []
    reveal(claim, carol)
    assert read(carol, claim) == ["SEALED"]


def test_nothing_is_held_back_in_an_open_round(as_, alice, bob, carol, claim, say, read):
    round_ = claim.rounds.get()
    round_.blind = False
    round_.save()
    submit(claim, alice)
    assert say(alice, "Open.")["held"] is False
    assert read(bob, claim) == ["Open."]


def test_held_comments_stay_held_when_their_claim_is_merged(as_, alice, bob, carol, desk, claim, held, read):
    kept = as_(bob).post("claims", {"text": "The same."}).json()["id"]
    as_(carol).post(f"claims/{claim.uid}/merge", {"into": kept})
    assert as_(bob).get(f"claims/{kept}/comments").json()["results"] == []
    assert [row["text"] for row in as_(alice).get(f"claims/{kept}/comments").json()["results"]] == ["SEALED @bob"]


def test_activity_keeps_quiet_about_it(client, alice, bob, claim, held):
    for person, said in ((bob, False), (alice, True)):
        client.force_login(person)
        assert ("commented" in client.get("/d/desk/activity/").content.decode()) is said


def test_comment_under_a_withdrawn_verdict_stays_sealed_for_ever(as_, alice, bob, carol, claim, read, head):
    verdict = submit(claim, alice)
    body = {"about": {"type": "verdict", "id": verdict.uid}, "text": "SEALED"}
    made = as_(alice).post(f"claims/{claim.uid}/comments", body).json()
    as_(alice).delete(f"claims/{claim.uid}/verdict")
    submit(claim, bob)
    before = head()
    reveal(claim, carol)
    assert (read(bob, claim), read(alice, claim)) == ([], ["SEALED"])
    assert as_(alice).get(f"comments/{made['id']}").json()["held"] is True
    assert [each["object"]["type"] for each in as_(bob).get(f"changes?after={before}").json()["changes"]] == [
        "round",
        "verdict",
    ]


@pytest.fixture
def passage(as_, desk, alice, bob, claim):
    """`(span id, other)`: a highlight that is linked to the claim and to another one, a row."""
    article = as_(bob).post("articles", {"text": "It was said."}).json()["id"]
    place = {"version": 1, "start": 0, "end": 12, "exact": "It was said."}
    span = as_(bob).post(f"articles/{article}/spans", place).json()["id"]
    other = Claim.objects.get(uid=as_(bob).post("claims", {"text": "Another."}).json()["id"])
    other.project = desk
    for each in (claim, other):
        as_(alice).put(f"claims/{each.uid}/spans/{span}")
    return span, other


def seen(as_, person, span, *claims):
    """The texts of all comments that a person reads under these claims and on the passage, and how many are unread."""
    paths = [f"claims/{claim.uid}/comments" for claim in claims] + [f"spans/{span}/comments"]
    texts = [row["text"] for path in paths for row in as_(person).get(path).json()["results"]]
    return texts, as_(person).get("comments/unread").json()


NOTHING = ([], {"claims": {}, "spans": {}})


def test_what_is_said_of_a_passage_under_one_claim_is_held_while_another_of_it_is_sealed(
    as_, alice, bob, carol, claim, passage, say, head
):
    span, other = passage
    submit(claim, alice)
    before = head()
    held = say(alice, "SEALED", on=other, about={"type": "span", "id": span})
    assert held["held"] is True
    assert seen(as_, bob, span, claim, other) == NOTHING
    assert [row["state"] for row in as_(bob).get(f"changes?after={before}").json()["changes"]] == [None]
    reveal(claim, carol)
    assert seen(as_, bob, span, claim, other)[0] == ["SEALED"] * 2


@pytest.mark.parametrize("under", ["claim", "other", "passage"])
def test_with_two_claims_of_a_passage_sealed_both_must_be_revealed(as_, alice, bob, carol, claim, passage, say, under):
    span, other = passage
    submit(claim, alice)
    submit(other, alice)
    if under == "passage":
        made = as_(alice).post(f"spans/{span}/comments", {"text": "SEALED"}).json()
    else:
        made = say(alice, "SEALED", on=claim if under == "claim" else other, about={"type": "span", "id": span})
    assert made["held"] is True
    reveal(claim, carol)
    assert seen(as_, bob, span, claim, other) == NOTHING
    assert as_(bob).get(f"comments/{made['id']}").status_code == 404
    reveal(other, carol)
    assert set(seen(as_, bob, span, claim, other)[0]) == {"SEALED"}


def test_what_was_said_of_a_passage_is_not_changed_while_a_claim_of_it_is_sealed(as_, alice, claim, passage, say):
    span, other = passage
    made = say(alice, "Before.", on=other, about={"type": "span", "id": span})
    submit(claim, alice)
    assert as_(alice).patch(f"comments/{made['id']}", {"text": "SEALED"}, etag="*").status_code == 409

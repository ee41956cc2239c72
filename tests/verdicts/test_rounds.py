"""`P/claims/{id}/rounds`: asking, revealing, going round again."""

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.verdicts.models import Round, Verdict
from annotations.verdicts.serializers import RoundOutput
from tests.cast import problem
from tests.making import reveal, submit


def rounds(caller, path):
    return caller.get(f"{path}/rounds").json()["results"]


def test_round_one_is_there_but_unlisted_until_somebody_submits(as_, vera, alice, claim, path):
    assert rounds(as_(vera), path) == []
    assert as_(vera).get(path).json()["rounds"] == []
    shown = as_(vera).get(f"{path}/rounds/1").json()
    assert shown == {
        "claim": claim.uid,
        "number": 1,
        "kind": "review",
        "blind": True,
        "required": 2,
        "tolerance": 0,
        "judges": "anyone",
        "scale": None,
        "asked": [],
        "submitted": [],
        "trainees": [],
        "withdrawn": [],
        "opened_at": None,
        "revealed_at": None,
        "outcome": None,
        "candidates": [],
    }
    assert RoundOutput(shown).data == shown
    submit(claim, alice)
    listed = rounds(as_(vera), path)
    assert listed == [as_(vera).get(f"{path}/rounds/1").json()]
    assert (listed[0]["submitted"], listed[0]["scale"], listed[0]["opened_at"] is None) == (["alice"], 1, False)
    assert as_(vera).get(path).json()["rounds"] == listed
    assert as_(vera).get("claims").json()["results"][0]["round"] == listed[0]


def test_required_submission_reveals(as_, alice, bob, vera, claim, path, log, head):
    first = submit(claim, alice, "false", "Log of the harbour.", 5)
    before = head()
    second = submit(claim, bob, "true")
    round_ = Round.objects.get(claim=claim)
    assert (round_.revealed_at is not None, round_.revealed_by) == (True, bob)
    assert log(before) == [
        ("bob", "submit", "round", round_.uid),
        ("bob", "reveal", "round", round_.uid),
        ("bob", "reveal", "verdict", first.uid),
        ("bob", "reveal", "verdict", second.uid),
    ]
    shown = as_(vera).get(f"{path}/verdicts").json()["results"]
    assert [(v["reviewer"], v["rating"], v["explanation"], v["confidence"]) for v in shown] == [
        ("alice", "false", "Log of the harbour.", 5),
        ("bob", "true", "Two logs say so.", None),
    ]
    assert as_(vera).get(path).json()["status"] == "disputed"


def test_sealed_verdicts_are_seen_by_their_author_alone(as_, alice, cast, claim, path):
    submit(claim, alice, "false")
    assert [v["reviewer"] for v in as_(alice).get(f"{path}/verdicts").json()["results"]] == ["alice"]
    for name in ("bob", "carol", "dave", "vera"):
        assert as_(getattr(cast, name)).get(f"{path}/verdicts").json()["results"] == []


def test_editor_reveals_early(as_, alice, bob, carol, vera, claim, path, log, head):
    verdict = submit(claim, alice)
    as_(bob).put(f"{path}/verdict", {"rating": "false", "explanation": "Draft of bob"})
    before = head()
    answer = as_(carol).patch(f"{path}/rounds/1", {"revealed": True})
    assert (answer.status_code, answer.json()["revealed_at"] is not None) == (200, True)
    round_ = Round.objects.get(claim=claim)
    assert log(before) == [("carol", "reveal", "round", round_.uid), ("carol", "reveal", "verdict", verdict.uid)]
    assert [v["reviewer"] for v in as_(vera).get(f"{path}/verdicts").json()["results"]] == ["alice"]
    assert as_(bob).get(f"{path}/verdict").json()["status"] == "draft"
    assert as_(carol).patch(f"{path}/rounds/1", {"revealed": True}).content == answer.content
    assert head() == before + 2


def test_round_that_nobody_has_opened_cannot_be_revealed(as_, carol, path, head):
    before = head()
    assert problem(as_(carol).patch(f"{path}/rounds/1", {"revealed": True})) == (409, [])
    assert head() == before


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"revealed": False}, "/revealed"),
        ({"revealed": 1}, "/revealed"),
        ({"revealed": True, "asked": []}, "/revealed"),
        ({"required": 0}, "/required"),
        ({"asked": ["vera"]}, "/asked/0"),
        ({"asked": ["alice", "eve"]}, "/asked/1"),
        ({"asked": "alice"}, "/asked"),
        ({"number": 2}, "/number"),
        ({"kind": "review"}, "/kind"),
    ],
)
def test_bad_edit_is_refused_at_its_field(as_, carol, path, head, body, pointer):
    before = head()
    assert problem(as_(carol).patch(f"{path}/rounds/1", body)) == (400, [pointer])
    assert head() == before


def test_terms_change_until_somebody_submits(as_, alice, carol, claim, path, log, head):
    before = head()
    body = {"required": 1, "tolerance": 1, "asked": ["bob", "alice"]}
    shown = as_(carol).patch(f"{path}/rounds/1", body).json()
    assert (shown["required"], shown["tolerance"], shown["asked"]) == (1, 1, ["alice", "bob"])
    assert log(before) == [("carol", "edit", "round", Round.objects.get(claim=claim).uid)]
    as_(carol).patch(f"{path}/rounds/1", {"required": 3})
    submit(claim, alice)
    before = head()
    assert problem(as_(carol).patch(f"{path}/rounds/1", {"required": 1})) == (409, [])
    assert problem(as_(carol).patch(f"{path}/rounds/1", {"blind": False})) == (409, [])
    assert head() == before
    assert as_(carol).patch(f"{path}/rounds/1", {"asked": ["dave"]}).json()["asked"] == ["dave"]
    reveal(claim, carol)
    assert problem(as_(carol).patch(f"{path}/rounds/1", {"asked": []})) == (409, [])


def test_edit_that_changes_nothing_is_not_recorded(as_, carol, path, head):
    before = head()
    assert as_(carol).patch(f"{path}/rounds/1", {"required": 2, "asked": []}).status_code == 200
    assert head() == before


def test_further_round_opens_at_once_and_the_claim_is_in_review(as_, alice, bob, carol, claim, path, log, head):
    submit(claim, alice)
    submit(claim, bob)
    Claim.objects.filter(pk=claim.pk).update(status="adjudicated")
    before = head()
    answer = as_(carol).post(f"{path}/rounds", {"required": 1, "asked": ["bob"]})
    assert answer.status_code == 201
    assert answer["Location"].endswith(f"{path}/rounds/2")
    shown = answer.json()
    assert (shown["number"], shown["required"], shown["asked"], shown["submitted"]) == (2, 1, ["bob"], [])
    assert shown["opened_at"] is not None
    assert log(before) == [("carol", "open", "round", Round.objects.get(claim=claim, number=2).uid)]
    assert [r["number"] for r in rounds(as_(alice), path)] == [1, 2]
    assert as_(alice).get(path).json()["status"] == "in_review"
    assert problem(as_(alice).get(f"{path}/verdict")) == (404, [])
    assert as_(alice).get(path).json()["my_verdict"] is None
    assert submit(claim, alice, "false").round.number == 2
    assert len(as_(bob).get(f"{path}/verdicts").json()["results"]) == 3


def test_further_round_waits_for_the_end_of_the_one_before(as_, carol, alice, claim, path, head):
    before = head()
    assert problem(as_(carol).post(f"{path}/rounds", {})) == (409, [])
    assert head() == before
    submit(claim, alice)
    assert problem(as_(carol).post(f"{path}/rounds", {})) == (409, [])
    assert Round.objects.filter(claim=claim).count() == 1


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "duel"}, "/kind"),
        ({"required": 21}, "/required"),
        ({"blind": "no"}, "/blind"),
        ({"asked": ["nobody"]}, "/asked/0"),
        ({"number": 7}, "/number"),
    ],
)
def test_bad_round_is_refused_at_its_field(as_, alice, bob, carol, claim, path, body, pointer):
    submit(claim, alice)
    submit(claim, bob)
    assert problem(as_(carol).post(f"{path}/rounds", body)) == (400, [pointer])
    assert Round.objects.filter(claim=claim).count() == 1


def test_open_round_shows_each_verdict_as_it_comes(as_, alice, bob, carol, vera, claim, path, log, head):
    as_(carol).patch(f"{path}/rounds/1", {"blind": False})
    as_(bob).put(f"{path}/verdict", {"rating": "true", "explanation": "Draft"})
    before = head()
    verdict = submit(claim, alice)
    round_ = Round.objects.get(claim=claim)
    assert log(before) == [("alice", "submit", "round", round_.uid), ("alice", "submit", "verdict", verdict.uid)]
    assert [v["reviewer"] for v in as_(vera).get(f"{path}/verdicts").json()["results"]] == ["alice"]
    before = head()
    reveal(claim, carol)
    assert log(before) == [("carol", "reveal", "round", round_.uid)]


def test_desk_says_how_rounds_begin(as_, alice, dave, path):
    as_(dave).patch("", {"settings": {"required": 3, "tolerance": 1, "blind": False}}, etag='"1"')
    made = as_(alice).post("claims", {"text": "Another sentence."}).json()
    shown = as_(alice).get(f"claims/{made['id']}/rounds/1").json()
    assert (shown["required"], shown["tolerance"], shown["blind"]) == (3, 1, False)
    assert as_(alice).get(f"{path}/rounds/1").json()["required"] == 2


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("vera", 403), ("alice", 403)])
def test_rounds_are_run_by_editors(as_, cast, path, who, status):
    caller = as_(getattr(cast, who))
    assert problem(caller.post(f"{path}/rounds", {})) == (status, [])
    assert problem(caller.patch(f"{path}/rounds/1", {"revealed": True})) == (status, [])


def test_unknown_round_is_missing(as_, carol, path):
    assert problem(as_(carol).get(f"{path}/rounds/2")) == (404, [])
    assert problem(as_(carol).patch(f"{path}/rounds/2", {"revealed": True})) == (404, [])
    assert problem(as_(carol).get(f"{path}/rounds/x")) == (404, [])


@pytest.mark.parametrize("status", ["declined", "duplicate"])
def test_declined_and_duplicate_claims_have_no_rounds_to_run(as_, alice, carol, claim, path, head, status):
    submit(claim, alice)
    Claim.objects.filter(pk=claim.pk).update(status=status)
    before = head()
    assert problem(as_(carol).patch(f"{path}/rounds/1", {"revealed": True})) == (409, [])
    assert problem(as_(carol).post(f"{path}/rounds", {})) == (409, [])
    assert head() == before


def test_log_holds_what_a_verdict_says_only_after_the_reveal(alice, bob, claim, desk):
    submit(claim, alice, "misleading", "MARKER-7f3a", 5)
    texts = [str(data) for data in Change.objects.filter(project=desk).values_list("data", flat=True)]
    assert not [text for text in texts if "MARKER-7f3a" in text or "'misleading', 'explanation'" in text]
    submit(claim, bob)
    shown = Change.objects.filter(project=desk, kind="verdict").order_by("seq").first()
    assert shown.data == {
        "claim": claim.uid,
        "round": 1,
        "reviewer": "alice",
        "rating": "misleading",
        "explanation": "MARKER-7f3a",
        "confidence": 5,
    }
    assert Verdict.objects.get(uid=shown.object).reviewer == alice

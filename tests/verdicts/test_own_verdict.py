"""`P/claims/{id}/verdict`: drafting, submitting, withdrawing."""

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.verdicts.models import Round, Verdict
from annotations.verdicts.serializers import VerdictOutput
from tests.cast import problem
from tests.making import make_claim, submit

GOOD = {"rating": "half-true", "explanation": "Two of three days.", "confidence": 4, "status": "submitted"}


def test_draft_is_kept_for_its_author_alone(as_, alice, bob, path):
    answer = as_(alice).put(f"{path}/verdict", {"rating": None, "explanation": "Not su"})
    assert answer.status_code == 201
    shown = answer.json()
    assert shown == {
        "id": shown["id"],
        "claim": path.removeprefix("claims/"),
        "round": 1,
        "reviewer": "alice",
        "guest": None,
        "rating": None,
        "explanation": "Not su",
        "departure": None,
        "unusual": None,
        "confidence": None,
        "status": "draft",
        "counts": True,
        "submitted_at": None,
    }
    assert VerdictOutput(shown).data == shown
    assert answer["Location"].endswith(f"{path}/verdict")
    assert as_(alice).get(f"{path}/verdict").content == answer.content
    assert as_(alice).get(path).json()["my_verdict"] == shown
    assert problem(as_(bob).get(f"{path}/verdict")) == (404, [])
    assert as_(bob).get(path).json()["my_verdict"] is None
    assert as_(bob).get(f"{path}/verdicts").json()["results"] == []


def test_draft_opens_nothing_and_is_in_no_log(as_, alice, vera, path, claim, head):
    before = head()
    seen = [as_(vera).get(path), as_(vera).get(f"{path}/rounds"), as_(vera).get("claims")]
    for text in ("One", "Two"):
        assert as_(alice).put(f"{path}/verdict", {"rating": "false", "explanation": text}).status_code < 300
    now = [as_(vera).get(path), as_(vera).get(f"{path}/rounds"), as_(vera).get("claims")]
    assert [(a.content, a.headers) for a in now] == [(a.content, a.headers) for a in seen]
    assert head() == before
    assert Round.objects.get(claim=claim).opened_at is None


def test_first_submission_opens_the_round_and_the_review(as_, alice, path, claim, log, head):
    before = head()
    answer = as_(alice).put(f"{path}/verdict", GOOD)
    assert (answer.status_code, answer.json()["status"]) == (201, "submitted")
    assert answer.json()["submitted_at"] is not None
    round_ = Round.objects.get(claim=claim)
    assert (round_.opened_at is not None, round_.scale.version, round_.revealed_at) == (True, 1, None)
    assert as_(alice).get(path).json()["status"] == "in_review"
    assert log(before) == [("alice", "submit", "round", round_.uid)]
    assert Verdict.objects.get(claim=claim).basis_seq == before


def test_submission_is_recorded_without_what_it_says(as_, alice, path, desk, head):
    as_(alice).put(f"{path}/verdict", GOOD)
    data = Change.objects.get(project=desk, seq=head()).data
    assert data == {
        "claim": path.removeprefix("claims/"),
        "number": 1,
        "reviewer": "alice",
        "opens": True,
        "before": {"status": "new"},
        "after": {"status": "in_review"},
    }


def test_draft_becomes_the_submitted_verdict(as_, alice, path):
    draft = as_(alice).put(f"{path}/verdict", {"explanation": "Hm"})
    answer = as_(alice).put(f"{path}/verdict", GOOD, etag=draft["ETag"])
    assert answer.status_code == 200
    changed = {"submitted_at": answer.json()["submitted_at"], "unusual": False}
    assert answer.json() == draft.json() | GOOD | changed
    assert Verdict.objects.count() == 1


def test_put_is_whole_what_is_left_out_is_empty(as_, alice, path):
    as_(alice).put(f"{path}/verdict", GOOD | {"status": "draft"})
    shown = as_(alice).put(f"{path}/verdict", {"rating": "true"}).json()
    assert (shown["rating"], shown["explanation"], shown["confidence"]) == ("true", "", None)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"rating": None}, ["/rating"]),
        ({"rating": "nearly"}, ["/rating"]),
        ({"rating": 5}, ["/rating"]),
        ({"explanation": ""}, ["/explanation"]),
        ({"explanation": " \n "}, ["/explanation"]),
        ({"explanation": "a\x00b"}, ["/explanation"]),
        ({"explanation": None}, ["/explanation"]),
        ({"explanation": "x" * 20_001}, ["/explanation"]),
        ({"rating": None, "explanation": ""}, ["/rating", "/explanation"]),
        ({"confidence": 6}, ["/confidence"]),
        ({"confidence": 0}, ["/confidence"]),
        ({"confidence": "4"}, ["/confidence"]),
        ({"confidence": 3.5}, ["/confidence"]),
        ({"status": "withdrawn"}, ["/status"]),
        ({"reviewer": "bob"}, ["/reviewer"]),
    ],
)
def test_bad_verdict_is_refused_at_its_field(as_, alice, path, head, change, pointers):
    before = head()
    assert problem(as_(alice).put(f"{path}/verdict", GOOD | change)) == (400, pointers)
    assert (head(), Verdict.objects.count()) == (before, 0)


def test_submitted_verdict_takes_no_change(as_, alice, path):
    as_(alice).put(f"{path}/verdict", GOOD)
    for body in (GOOD, {"explanation": "Other"}):
        assert problem(as_(alice).put(f"{path}/verdict", body)) == (409, [])


def test_withdrawn_verdict_is_gone_and_can_be_given_anew(as_, alice, path, log, head, claim):
    first = as_(alice).put(f"{path}/verdict", GOOD).json()
    before = head()
    assert as_(alice).delete(f"{path}/verdict").status_code == 204
    assert problem(as_(alice).get(f"{path}/verdict")) == (404, [])
    assert problem(as_(alice).delete(f"{path}/verdict")) == (404, [])
    round_ = Round.objects.get(claim=claim)
    assert log(before) == [("alice", "withdraw", "round", round_.uid)]
    assert as_(alice).get(f"{path}/rounds").json()["results"][0]["submitted"] == []
    second = as_(alice).put(f"{path}/verdict", GOOD)
    assert (second.status_code, second.json()["id"] != first["id"]) == (201, True)


def test_withdrawn_verdict_is_not_revealed(as_, alice, bob, carol, path):
    as_(alice).put(f"{path}/verdict", GOOD)
    as_(alice).delete(f"{path}/verdict")
    as_(bob).put(f"{path}/verdict", GOOD)
    as_(carol).patch(f"{path}/rounds/1", {"revealed": True})
    assert [v["reviewer"] for v in as_(carol).get(f"{path}/verdicts").json()["results"]] == ["bob"]


def test_draft_is_thrown_away_without_a_trace(as_, alice, path, head):
    as_(alice).put(f"{path}/verdict", {"rating": "true"})
    before = head()
    assert as_(alice).delete(f"{path}/verdict").status_code == 204
    assert (Verdict.objects.count(), head()) == (0, before)


def test_nothing_changes_after_the_reveal(as_, alice, bob, path, cast):
    as_(alice).put(f"{path}/verdict", GOOD)
    as_(bob).put(f"{path}/verdict", GOOD)
    for caller in (as_(alice), as_(cast.carol)):
        assert problem(caller.put(f"{path}/verdict", GOOD)) == (409, [])
    assert problem(as_(alice).delete(f"{path}/verdict")) == (409, [])


def test_if_match_is_honoured_when_sent(as_, alice, path):
    tag = as_(alice).put(f"{path}/verdict", {"rating": "true"})["ETag"]
    as_(alice).put(f"{path}/verdict", {"rating": "false"}, etag=tag)
    stale = as_(alice).put(f"{path}/verdict", {"rating": "true"}, etag=tag)
    assert problem(stale) == (412, [])
    assert stale.json()["current"]["rating"] == "false"
    assert problem(as_(alice).delete(f"{path}/verdict", etag=tag)) == (412, [])
    assert as_(alice).get(f"{path}/verdict").json()["rating"] == "false"


def test_verdict_is_submitted_once_per_key(as_, alice, path, head):
    first = as_(alice).put(f"{path}/verdict", GOOD, key="k")
    before = head()
    caller = as_(alice)
    again = caller.put(f"{path}/verdict", GOOD, key="k")
    assert (again.status_code, again.content, again["Idempotency-Replayed"]) == (201, first.content, "true")
    assert head() == before


@pytest.mark.parametrize("status", ["declined", "duplicate"])
def test_declined_and_duplicate_claims_take_no_verdict(as_, alice, claim, path, head, status):
    as_(alice).put(f"{path}/verdict", {"rating": "true"})
    Claim.objects.filter(pk=claim.pk).update(status=status)
    before = head()
    assert problem(as_(alice).put(f"{path}/verdict", GOOD)) == (409, [])
    assert problem(as_(alice).delete(f"{path}/verdict")) == (409, [])
    assert as_(alice).get(f"{path}/verdict").status_code == 200
    assert head() == before


@pytest.mark.parametrize("status", ["accepted", "in_review", "agreed", "disputed", "adjudicated", "approved"])
def test_submission_moves_only_what_nobody_had_judged(as_, alice, claim, path, status):
    Claim.objects.filter(pk=claim.pk).update(status=status)
    as_(alice).put(f"{path}/verdict", GOOD)
    expected = "in_review" if status == "accepted" else status
    assert as_(alice).get(path).json()["status"] == expected


def test_deleted_claim_is_gone(as_, alice, carol, path):
    as_(carol).delete(path, etag="*")
    assert problem(as_(alice).put(f"{path}/verdict", GOOD)) == (410, [])
    assert problem(as_(alice).get(f"{path}/verdicts")) == (410, [])


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("vera", 403)])
def test_verdicts_are_given_by_reviewers(as_, cast, path, who, status):
    caller = as_(getattr(cast, who))
    assert problem(caller.put(f"{path}/verdict", GOOD)) == (status, [])
    assert problem(caller.delete(f"{path}/verdict")) == (status, [])


def test_unknown_claim_is_missing(as_, alice):
    for method, tail in (("GET", "verdict"), ("GET", "verdicts"), ("GET", "rounds"), ("GET", "decision")):
        assert problem(as_(alice).call(method, f"claims/none/{tail}")) == (404, [])
    assert problem(as_(alice).put("claims/none/verdict", GOOD)) == (404, [])


def test_verdict_keeps_the_scale_of_its_round(as_, alice, bob, dave, path):
    as_(bob).put(f"{path}/verdict", GOOD | {"status": "draft"})
    as_(alice).put(f"{path}/verdict", GOOD)
    ratings = as_(dave).get("ratings").json()["ratings"]
    as_(dave).put("ratings", {"ratings": ratings[:2]}, etag='"1"')
    assert as_(bob).put(f"{path}/verdict", GOOD).status_code == 200
    assert as_(bob).get(f"{path}/rounds/1").json()["scale"] == 1
    assert {v["rating"] for v in as_(bob).get(f"{path}/verdicts").json()["results"]} == {"half-true"}


def test_unopened_round_takes_the_newest_scale(as_, alice, dave, path):
    ratings = as_(dave).get("ratings").json()["ratings"]
    as_(dave).put("ratings", {"ratings": ratings[:2]}, etag='"1"')
    assert problem(as_(alice).put(f"{path}/verdict", GOOD)) == (400, ["/rating"])
    as_(alice).put(f"{path}/verdict", GOOD | {"rating": "true"})
    assert as_(alice).get(f"{path}/rounds/1").json()["scale"] == 2


def test_verdicts_take_constant_queries(as_, alice, cast, desk, django_assert_num_queries):
    caller = as_(alice)
    for people in (["alice"], ["alice", "bob", "carol"]):
        claim = make_claim(desk, alice)
        Round.objects.filter(claim=claim).update(required=len(people))
        for name in people:
            submit(claim, getattr(cast, name))
        with django_assert_num_queries(4):  # token, member, claim, verdicts
            assert len(caller.get(f"claims/{claim.uid}/verdicts").json()["results"]) == len(people)
        with django_assert_num_queries(6):  # token, member, claim, rounds, asked, submitted
            caller.get(f"claims/{claim.uid}/rounds")


def test_why_otherwise_than_before_is_sealed_with_the_verdict(as_, alice, bob, vera, claim, desk, path, head):
    shown = as_(alice).put(f"{path}/verdict", GOOD | {"departure": "MARKER: new numbers."}).json()
    assert shown["departure"] == "MARKER: new numbers."
    assert as_(vera).get(f"{path}/verdicts").json()["results"] == []
    assert not [data for data in Change.objects.filter(project=desk).values_list("data") if "MARKER" in str(data)]
    submit(claim, bob)
    (first, second) = as_(vera).get(f"{path}/verdicts").json()["results"]
    assert (first["departure"], second["departure"]) == ("MARKER: new numbers.", None)
    told = Change.objects.get(project=desk, kind="verdict", object=first["id"]).data
    assert told["departure"] == "MARKER: new numbers."


@pytest.mark.refusals
@pytest.mark.parametrize("departure", [" ", 7, "x" * 2_001])
def test_bad_departure_is_refused_at_its_field(as_, alice, path, head, departure):
    before = head()
    assert problem(as_(alice).put(f"{path}/verdict", GOOD | {"departure": departure})) == (400, ["/departure"])
    assert head() == before

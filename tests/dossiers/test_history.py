"""`P/claims/{id}/history`."""

from annotations.dossiers.claim_serializers import HistoryOutput
from tests.cast import problem


def lines(caller, claim, query=""):
    answer = caller.get(f"claims/{claim['id']}/history{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_history_tells_who_did_what_with_before_and_after(as_, alice, bob, carol, mark, make_claim, add_evidence):
    claim = make_claim("Old.", claimant={"name": "Somebody"})
    path = f"claims/{claim['id']}"
    as_(bob).patch(path, {"text": "New.", "claimant": {"name": "Other"}}, etag='"1"')
    as_(bob).put(f"{path}/spans/{mark(0)}")
    add_evidence(claim)
    as_(carol).post(f"{path}/transitions", {"to": "declined", "reason": "An opinion."})
    found = lines(as_(alice), claim)
    assert [(line["actor"], line["verb"], line["object"]["type"]) for line in found] == [
        ("carol", "transition", "claim"),
        ("alice", "create", "evidence"),
        ("bob", "link", "span"),
        ("bob", "edit", "claim"),
        ("alice", "create", "claim"),
    ]
    assert found[0]["changes"] == [{"field": "status", "before": "new", "after": "declined"}]
    assert found[0]["about"] == {"reason": "An opinion."}
    assert found[3]["changes"] == [
        {"field": "text", "before": "Old.", "after": "New."},
        {"field": "claimant", "before": "Somebody", "after": "Other"},
    ]
    assert [HistoryOutput(line).data for line in found] == found


def test_history_comes_in_pages(as_, alice, make_claim):
    claim = make_claim()
    for n in range(4):
        as_(alice).patch(f"claims/{claim['id']}", {"text": f"Edit {n}."}, etag="*")
    answer = as_(alice).get(f"claims/{claim['id']}/history?limit=3").json()
    rest = as_(alice).get(answer["next"]).json()
    assert [line["verb"] for line in answer["results"] + rest["results"]] == ["edit"] * 4 + ["create"]
    assert rest["next"] is None


def test_history_of_a_sealed_round_tells_who_and_when_alone(as_, alice, bob, carol, make_claim):
    claim = make_claim()
    secret = "the very reason"
    body = {"rating": "mostly-false", "explanation": secret, "confidence": 5, "status": "submitted"}
    as_(bob).put(f"claims/{claim['id']}/verdict", body)
    as_(alice).put(f"claims/{claim['id']}/verdict", body | {"status": "draft"})
    answer = as_(carol).get(f"claims/{claim['id']}/history")
    assert secret not in answer.content.decode()
    assert "mostly-false" not in answer.content.decode()
    assert [(line["actor"], line["verb"], line["changes"]) for line in answer.json()["results"]] == [
        ("bob", "submit", []),
        ("alice", "create", []),
    ]


def test_history_of_bad_input_strangers_and_deleted_claims(as_, alice, eve, vera, make_claim):
    claim = make_claim()
    path = f"claims/{claim['id']}/history"
    assert problem(as_(eve).get(path)) == (404, [])
    assert as_(vera).get(path).status_code == 200
    assert problem(as_(vera).get(f"{path}?before=x")) == (400, ["?before"])
    assert problem(as_(vera).get(f"{path}?limit=0")) == (400, ["?limit"])
    as_(alice).delete(f"claims/{claim['id']}", etag='"1"')
    assert problem(as_(vera).get(path)) == (410, [])

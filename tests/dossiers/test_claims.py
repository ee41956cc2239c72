"""`P/claims` and one claim."""

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Claim, Claimant
from annotations.verdicts.models import Round
from tests.cast import problem

TEXT = "Ukraine confirmed that an exchange was planned for 24 January."
EMPTY = {
    "original_quote": None,
    "language": None,
    "claimant": None,
    "claimed_on": None,
    "location": None,
    "source_url": None,
    "types": [],
    "topics": [],
    "priority": "normal",
    "status": "new",
    "declined_reason": None,
    "waived": {},
    "publication_state": "none",
    "stale": False,
    "duplicate_of": None,
    "split_from": None,
    "rating": None,
    "decided_at": None,
}
EMBEDDED = {
    "spans": [],
    "appearances": [],
    "evidence": [],
    "rounds": [],
    "my_verdict": None,
    "decision": None,
    "publication": None,
}


@pytest.fixture
def claim(as_, alice):
    """A claim that alice made, as the API gave it."""
    answer = as_(alice).post("claims", {"text": TEXT})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_post_makes_a_claim_with_its_first_round_and_records_it(as_, alice, desk, log, head):
    before = head()
    answer = as_(alice).post("claims", {"text": TEXT})
    assert answer.status_code == 201
    shown = answer.json()
    row = Claim.objects.get(project=desk)
    times = {"created_at": shown["created_at"], "updated_at": shown["updated_at"]}
    assert shown == EMPTY | EMBEDDED | times | {"id": row.uid, "text": TEXT, "author": "alice", "revision": 1}
    assert answer["Location"] == f"http://127.0.0.1:8000/api/v1/projects/desk/claims/{row.uid}"
    assert answer["ETag"].startswith('"1.')
    assert answer["Changes-Head"] == str(before)
    assert log(before) == [("alice", "create", "claim", row.uid)]
    first = Round.objects.get(claim=row)
    assert (first.number, first.blind, first.required, first.tolerance, first.opened_at) == (1, True, 2, 0, None)
    assert as_(alice).get(answer["Location"]).json() == shown


def test_post_takes_every_field_and_a_new_claimant(as_, alice, desk, log, head):
    before = head()
    body = {
        "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "text": "  Kept as sent \n",
        "original_quote": "“Підтвердили обмін”",
        "language": "uk",
        "claimant": {"name": "The Northern Courier", "type": "organization", "url": "https://courier.example/"},
        "claimed_on": "2024-01",
        "location": "Kyiv",
        "source_url": "https://courier.example/1",
        "types": ["Quote Verification"],
        "topics": ["War in Ukraine", "Prisoners"],
        "priority": "high",
    }
    answer = as_(alice).post("claims", body)
    assert answer.status_code == 201, answer.content
    claimant = Claimant.objects.get(project=desk)
    assert {name: answer.json()[name] for name in body} == body | {
        "claimant": {"id": claimant.uid} | body["claimant"],
    }
    assert log(before) == [
        ("alice", "create", "claimant", claimant.uid),
        ("alice", "create", "claim", body["id"]),
    ]


def test_second_claim_of_the_same_claimant_in_another_spelling_names_the_same_row(as_, alice, desk):
    first = as_(alice).post("claims", {"text": TEXT, "claimant": {"name": "O’Brien", "type": "person"}}).json()
    for given in ({"name": "o'brien"}, {"name": "O'BRIEN", "type": "person"}, first["claimant"]["id"]):
        again = as_(alice).post("claims", {"text": TEXT, "claimant": given}).json()
        assert again["claimant"] == first["claimant"]
    other = as_(alice).post("claims", {"text": TEXT, "claimant": {"name": "O'Brien", "type": "organization"}}).json()
    assert other["claimant"]["id"] != first["claimant"]["id"]
    assert Claimant.objects.filter(project=desk).count() == 2


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/text"]),
        ({"text": ""}, ["/text"]),
        ({"text": " \n"}, ["/text"]),
        ({"text": 7}, ["/text"]),
        ({"text": "a\0b"}, ["/text"]),
        ({"text": "x" * 10_001}, ["/text"]),
        ({"text": TEXT, "colour": "red"}, ["/colour"]),
        ({"text": TEXT, "status": "approved"}, ["/status"]),
        ({"text": TEXT, "language": "Klingon!"}, ["/language"]),
        ({"text": TEXT, "claimed_on": "26/01/2024"}, ["/claimed_on"]),
        ({"text": TEXT, "claimed_on": "2024-13"}, ["/claimed_on"]),
        ({"text": TEXT, "source_url": "javascript:alert(1)"}, ["/source_url"]),
        ({"text": TEXT, "priority": "urgent"}, ["/priority"]),
        ({"text": TEXT, "topics": "war"}, ["/topics"]),
        ({"text": TEXT, "topics": ["war", 7]}, ["/topics/1"]),
        ({"text": TEXT, "types": [""]}, ["/types/0"]),
        ({"text": TEXT, "claimant": 7}, ["/claimant"]),
        ({"text": TEXT, "claimant": "nobody"}, ["/claimant"]),
        ({"text": TEXT, "claimant": {"type": "person"}}, ["/claimant/name"]),
        ({"text": TEXT, "claimant": {"name": "\u200b"}}, ["/claimant/name"]),
        ({"text": TEXT, "claimant": {"name": "X", "type": "robot"}}, ["/claimant/type"]),
        ({"text": TEXT, "claimant": {"name": "X", "url": "ftp://x"}}, ["/claimant/url"]),
        ({"text": TEXT, "spans": ["nowhere"]}, ["/spans/0"]),
        ({"text": TEXT, "spans": "nowhere"}, ["/spans"]),
        ({"text": TEXT, "id": "not-a-uuid"}, ["/id"]),
        ([], [""]),
    ],
)
def test_post_of_bad_input_names_the_field_and_writes_nothing(as_, alice, desk, head, body, pointers):
    before = head()
    assert problem(as_(alice).post("claims", body)) == (400, pointers)
    assert (Claim.objects.count(), Claimant.objects.count(), Round.objects.count(), head()) == (0, 0, 0, before)


def test_post_with_an_id_in_use_is_refused(as_, alice, bob, claim):
    assert problem(as_(bob).post("claims", {"text": TEXT, "id": claim["id"]})) == (409, ["/id"])


def test_post_with_a_key_happens_once(as_, alice, desk):
    first = as_(alice).post("claims", {"text": TEXT}, key="one")
    again = as_(alice).post("claims", {"text": TEXT}, key="one")
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    assert again["Content-Type"] == first["Content-Type"] == "application/json"
    assert Claim.objects.filter(project=desk).count() == 1
    assert as_(alice).post("claims", {"text": "other"}, key="one").status_code == 422


def test_claim_is_hidden_from_strangers_and_closed_to_viewers(as_, eve, vera, claim):
    path = f"claims/{claim['id']}"
    assert as_(None).get(path).status_code == 401
    for method, where, body in [
        ("GET", "claims", None),
        ("POST", "claims", {"text": TEXT}),
        ("GET", path, None),
        ("PATCH", path, {"text": "x"}),
        ("DELETE", path, None),
        ("POST", f"{path}/restore", None),
        ("POST", "claims/batch", {"claims": [{"text": TEXT}]}),
    ]:
        assert problem(as_(eve).call(method, where, body)) == (404, [])
        if method == "GET":
            assert as_(vera).call(method, where, body).status_code == 200
        else:
            assert problem(as_(vera).call(method, where, body)) == (403, [])


def test_list_gives_rows_in_creation_order_with_counts(as_, vera, alice, claim):
    second = as_(alice).post("claims", {"text": "Second."}).json()
    answer = as_(vera).get("claims")
    assert answer.status_code == 200
    rows = answer.json()["results"]
    assert [row["id"] for row in rows] == [claim["id"], second["id"]]
    assert rows[0] == {name: value for name, value in claim.items() if name not in EMBEDDED} | {
        "counts": {"spans": 0, "evidence": 0, "comments": 0},
        "stances": {"supports": 0, "refutes": 0, "context": 0},
        "seen": 0,
        "round": None,
    }
    reverse = as_(vera).get("claims?order=-created&limit=1").json()
    assert [row["id"] for row in reverse["results"]] == [second["id"]]
    assert [row["id"] for row in as_(vera).get(reverse["next"]).json()["results"]] == [claim["id"]]


def test_patch_changes_what_it_names_and_records_before_and_after(as_, alice, bob, desk, claim, head):
    path, before = f"claims/{claim['id']}", head()
    answer = as_(bob).patch(path, {"text": "Better.", "topics": ["War"], "location": None}, etag='"1"')
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["text"], shown["topics"], shown["revision"]) == ("Better.", ["War"], 2)
    assert shown["updated_at"] > claim["updated_at"]
    assert answer.content == as_(bob).get(path).content
    change = Change.objects.get(project=desk, seq=before + 1)
    assert (change.actor, change.verb, change.data) == (
        "bob",
        "edit",
        {"before": {"text": TEXT, "topics": []}, "after": {"text": "Better.", "topics": ["War"]}},
    )
    row = Claim.objects.get(uid=claim["id"])
    assert (row.folded, row.topics_folded) == ("better.", "|war|")


def test_patch_that_changes_nothing_is_not_recorded(as_, alice, claim, head):
    before = head()
    answer = as_(alice).patch(f"claims/{claim['id']}", {"text": TEXT}, etag='"1"')
    assert (answer.status_code, answer.json(), head()) == (200, claim, before)


def test_patch_names_a_new_claimant_and_takes_it_away(as_, alice, claim, log, head):
    path, before = f"claims/{claim['id']}", head()
    shown = as_(alice).patch(path, {"claimant": {"name": "Somebody"}}, etag='"1"').json()
    assert shown["claimant"]["name"] == "Somebody"
    assert as_(alice).patch(path, {"claimant": None}, etag='"2"').json()["claimant"] is None
    assert [(verb, kind) for _, verb, kind, _ in log(before)] == [
        ("create", "claimant"),
        ("edit", "claim"),
        ("edit", "claim"),
    ]


def test_patch_without_etag_is_428_and_with_an_old_one_412_with_the_current_row(as_, alice, claim, head):
    path = f"claims/{claim['id']}"
    assert problem(as_(alice).patch(path, {"text": "x"})) == (428, [])
    current = as_(alice).patch(path, {"text": "Newer."}, etag='W/"1"')
    before = head()
    refused = as_(alice).patch(path, {"text": "Older."}, etag='"1"')
    assert refused.status_code == 412
    assert (refused.json()["current"], refused["ETag"]) == (current.json(), current["ETag"])
    assert refused.json()["changed_by"] == {"username": "alice", "name": "Alice"}
    assert head() == before
    assert as_(alice).patch(path, {"text": "Any."}, etag="*").status_code == 200


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"text": None}, ["/text"]),
        ({"text": ""}, ["/text"]),
        ({"status": "accepted"}, ["/status"]),
        ({"spans": []}, ["/spans"]),
        ({"priority": None}, ["/priority"]),
        ({"claimant": "nobody"}, ["/claimant"]),
    ],
)
def test_patch_of_bad_input_names_the_field(as_, alice, claim, head, body, pointers):
    before = head()
    assert problem(as_(alice).patch(f"claims/{claim['id']}", body, etag='"1"')) == (400, pointers)
    assert head() == before


def test_get_with_the_same_etag_is_304(as_, alice, claim):
    path = f"claims/{claim['id']}"
    tag = as_(alice).get(path)["ETag"]
    assert as_(alice).get(path, headers={"If-None-Match": tag}).status_code == 304


def test_author_deletes_and_restores(as_, alice, bob, claim, log, head):
    path, before = f"claims/{claim['id']}", head()
    assert problem(as_(alice).delete(path)) == (428, [])
    assert problem(as_(bob).delete(path, etag='"1"')) == (403, [])
    assert as_(alice).delete(path, etag='"1"').status_code == 204
    assert problem(as_(bob).get(path)) == (410, [])
    assert as_(bob).get("claims").json()["results"] == []
    assert problem(as_(bob).post(f"{path}/restore")) == (403, [])
    restored = as_(alice).post(f"{path}/restore")
    assert (restored.status_code, restored.json()["text"], restored.json()["revision"]) == (200, TEXT, 3)
    assert problem(as_(alice).post(f"{path}/restore")) == (404, [])
    assert [verb for _, verb, _, _ in log(before)] == ["delete", "restore"]


def test_editor_deletes_and_restores_others_claims(as_, carol, claim):
    path = f"claims/{claim['id']}"
    assert as_(carol).delete(path, etag='"1"').status_code == 204
    assert as_(carol).post(f"{path}/restore").status_code == 200


def test_reviewer_cannot_delete_what_others_have_worked_on(as_, alice, bob, carol, claim, head):
    path = f"claims/{claim['id']}"
    as_(bob).patch(path, {"location": "Kyiv"}, etag='"1"')
    before = head()
    assert problem(as_(alice).delete(path, etag='"2"')) == (409, [])
    assert head() == before
    assert as_(carol).delete(path, etag='"2"').status_code == 204


def test_published_claim_cannot_be_deleted(as_, carol, claim):
    Claim.objects.filter(uid=claim["id"]).update(publication_state="live")
    assert problem(as_(carol).delete(f"claims/{claim['id']}", etag='"1"')) == (409, [])


def test_batch_makes_all_in_order(as_, alice, desk, head):
    body = {"claims": [{"text": f"Claim {n}.", "claimant": {"name": "Somebody"}} for n in range(200)]}
    answer = as_(alice).post("claims/batch", body)
    assert answer.status_code == 201
    rows = answer.json()["results"]
    assert [row["text"] for row in rows] == [f"Claim {n}." for n in range(200)]
    assert Claimant.objects.filter(project=desk).count() == 1
    assert Round.objects.filter(project=desk, number=1).count() == 200
    assert as_(alice).get(f"claims/{rows[7]['id']}").json() == rows[7]


def test_batch_takes_a_bare_array(as_, alice):
    answer = as_(alice).post("claims/batch", [{"text": "One."}])
    assert (answer.status_code, len(answer.json()["results"])) == (201, 1)
    assert problem(as_(alice).post("claims/batch", [{"text": "One."}, {"text": 7}])) == (400, ["/1/text"])


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("claims", "status", "pointers"),
    [
        ([{"text": "One."}, {"text": ""}], 400, ["/claims/1/text"]),
        ([{"text": "One."}, {"text": "Two.", "spans": ["x"]}], 400, ["/claims/1/spans/0"]),
        ([{"text": "One."}, {"text": "Two.", "claimant": "x"}], 400, ["/claims/1/claimant"]),
        ([{"text": "One."}, {"text": "Two.", "x": 1}, {"text": "Three.", "y": 1}], 400, ["/claims/1/x", "/claims/2/y"]),
        ([{"text": "One."}, 7], 400, ["/claims/1"]),
        ([], 400, ["/claims"]),
        ([{"text": "One."}] * 201, 400, ["/claims"]),
        ("x", 400, ["/claims"]),
        ([{"text": "One.", "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}] * 2, 400, ["/claims/1/id"]),
    ],
)
def test_batch_with_one_bad_claim_makes_none(as_, alice, head, claims, status, pointers):
    before = head()
    assert problem(as_(alice).post("claims/batch", {"claims": claims})) == (status, pointers)
    assert (Claim.objects.count(), head()) == (0, before)


def test_batch_with_an_id_in_use_is_409_at_its_pointer(as_, alice, claim):
    body = {"claims": [{"text": "One."}, {"text": "Two.", "id": claim["id"]}]}
    assert problem(as_(alice).post("claims/batch", body)) == (409, ["/claims/1/id"])
    assert Claim.objects.count() == 1

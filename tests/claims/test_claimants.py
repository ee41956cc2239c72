"""`P/claimants`."""

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Claim, Claimant
from tests.cast import problem


@pytest.fixture
def make(as_, alice):
    """A function that makes a claimant and gives it as the API does."""

    def make(name, **more):
        answer = as_(alice).post("claimants", {"name": name} | more)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return make


@pytest.fixture
def say(as_, alice):
    """A function that makes a claim of a claimant and gives its id."""
    return lambda claimant: as_(alice).post("claims", {"text": "So it is.", "claimant": claimant["id"]}).json()["id"]


def test_post_makes_a_claimant_and_records_it(as_, alice, desk, log, head):
    before = head()
    body = {
        "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "name": " Defence Intelligence ",
        "aliases": ["HUR", "ГУР"],
        "type": "organization",
        "affiliation": "Ministry of Defence",
        "country": "Ukraine",
        "url": "https://gur.gov.example/",
    }
    answer = as_(alice).post("claimants", body)
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert shown == body | {
        "name": "Defence Intelligence",
        "merged_into": None,
        "counts": {"claims": 0},
        "revision": 1,
        "created_at": shown["created_at"],
        "updated_at": shown["updated_at"],
    }
    assert log(before) == [("alice", "create", "claimant", body["id"])]
    assert as_(alice).get(answer["Location"]).json() == shown
    for words in ("intelligence", "гур"):
        assert as_(alice).get(f"claimants?q={words}").json()["results"] == [shown]
    assert as_(alice).get("claimants?type=person").json()["results"] == []


def test_name_that_is_taken_is_409_in_any_spelling(as_, alice, make, head):
    make("O’Brien")
    before = head()
    assert problem(as_(alice).post("claimants", {"name": "o'brien"})) == (409, [])
    assert head() == before
    assert as_(alice).post("claimants", {"name": "o'brien", "type": "organization"}).status_code == 201


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/name"]),
        ({"name": ""}, ["/name"]),
        ({"name": "\u200b"}, ["/name"]),
        ({"name": 7}, ["/name"]),
        ({"name": "a\nb"}, ["/name"]),
        ({"name": "x" * 301}, ["/name"]),
        ({"name": "X", "type": "robot"}, ["/type"]),
        ({"name": "X", "url": "x"}, ["/url"]),
        ({"name": "X", "aliases": "Y"}, ["/aliases"]),
        ({"name": "X", "merged_into": None}, ["/merged_into"]),
    ],
)
def test_bad_input_names_the_field(as_, alice, head, body, pointers):
    before = head()
    assert problem(as_(alice).post("claimants", body)) == (400, pointers)
    assert (Claimant.objects.count(), head()) == (0, before)


def test_patch_changes_the_name_in_every_claim_and_names_them(as_, bob, desk, make, say, head):
    claimant = make("Defense Inteligence")
    claims, path = [say(claimant), say(claimant)], f"claimants/{claimant['id']}"
    assert problem(as_(bob).patch(path, {"name": "x"})) == (428, [])
    before = head()
    answer = as_(bob).patch(path, {"name": "Defence Intelligence", "type": "organization"}, etag='"1"')
    assert answer.status_code == 200
    assert (answer.json()["revision"], answer.json()["counts"]) == (2, {"claims": 2})
    assert as_(bob).get(f"claims/{claims[0]}").json()["claimant"]["name"] == "Defence Intelligence"
    change = Change.objects.get(project=desk, seq=before + 1)
    assert change.data == {
        "before": {"name": "Defense Inteligence", "type": "person"},
        "after": {"name": "Defence Intelligence", "type": "organization"},
    }
    assert as_(bob).patch(path, {"name": "x"}, etag='"1"').status_code == 412


def test_patch_to_a_name_that_is_taken_is_409(as_, bob, make):
    make("One")
    two = make("Two")
    assert problem(as_(bob).patch(f"claimants/{two['id']}", {"name": "ONE"}, etag='"1"')) == (409, [])


def test_merge_gives_claims_and_names_away_and_unmerge_brings_them_back(as_, carol, alice, desk, make, say, log, head):
    kept, merged = make("Volodymyr Zelenskyy"), make("Vladimir Zelensky", aliases=["Зеленський"])
    claim, path = say(merged), f"claimants/{merged['id']}/merge"
    before = head()
    answer = as_(carol).post(path, {"into": kept["id"]})
    assert (answer.status_code, answer.json()["merged_into"]) == (200, kept["id"])
    assert as_(carol).get(f"claims/{claim}").json()["claimant"]["id"] == kept["id"]
    shown = as_(carol).get(f"claimants/{kept['id']}").json()
    assert (shown["aliases"], shown["counts"]) == (["Vladimir Zelensky", "Зеленський"], {"claims": 1})
    assert [row["id"] for row in as_(carol).get("claimants").json()["results"]] == [kept["id"]]
    # Whoever writes the old name means the one that was kept; so does the filter.
    again = as_(alice).post("claims", {"text": "x", "claimant": {"name": "Vladimir Zelensky"}}).json()
    assert again["claimant"]["id"] == kept["id"]
    found = as_(carol).get(f"claims?claimant={merged['id']}").json()["results"]
    assert [row["id"] for row in found] == [claim, again["id"]]
    assert as_(carol).delete(path).status_code == 204
    assert as_(carol).get(f"claims/{claim}").json()["claimant"]["id"] == merged["id"]
    assert as_(carol).get(f"claimants/{kept['id']}").json()["aliases"] == []
    assert [(verb, kind) for _, verb, kind, _ in log(before) if kind == "claimant"] == [
        ("merge", "claimant"),
        ("unmerge", "claimant"),
    ]
    assert problem(as_(carol).delete(path)) == (409, [])
    assert Claim.objects.filter(claimant__uid=kept["id"]).count() == 1


def test_merge_is_refused_for_what_cannot_be_merged(as_, carol, make):
    one, two, three = make("One"), make("Two"), make("Three")
    path = f"claimants/{one['id']}/merge"
    assert problem(as_(carol).post(path, {"into": "nobody"})) == (400, ["/into"])
    assert problem(as_(carol).post(path, {"into": one["id"]})) == (400, ["/into"])
    assert as_(carol).post(path, {"into": two["id"]}).status_code == 200
    assert problem(as_(carol).post(path, {"into": two["id"]})) == (409, [])
    assert problem(as_(carol).post(f"claimants/{three['id']}/merge", {"into": one["id"]})) == (409, [])


def test_claimants_are_hidden_from_strangers_and_closed_to_viewers(as_, eve, vera, alice, make):
    claimant = make("One")
    for method, path in [
        ("GET", "claimants"),
        ("POST", "claimants"),
        ("GET", f"claimants/{claimant['id']}"),
        ("PATCH", f"claimants/{claimant['id']}"),
        ("POST", f"claimants/{claimant['id']}/merge"),
        ("DELETE", f"claimants/{claimant['id']}/merge"),
    ]:
        assert problem(as_(eve).call(method, path, {} if method != "GET" else None)) == (404, [])
        if method == "GET":
            assert as_(vera).get(path).status_code == 200
        else:
            assert problem(as_(vera).call(method, path, {})) == (403, [])
        if path.endswith("merge"):
            assert problem(as_(alice).call(method, path, {})) == (403, [])

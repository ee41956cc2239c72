"""Links of claims to highlights, and posts without an article."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.claims.models import Appearance
from tests.cast import problem

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def test_claim_made_with_spans_embeds_them_and_names_them_in_the_log(as_, alice, article, mark, make_claim, log, head):
    spans = [mark(0), mark(1)]
    before = head()
    claim = make_claim(spans=[spans[1], spans[0], spans[1]])
    assert [span["id"] for span in claim["spans"]] == [spans[1], spans[0]]
    assert claim["spans"][0] == as_(alice).get(f"spans/{spans[1]}").json()
    assert claim["spans"][0]["claims"] == [claim["id"]]
    assert [(one["kind"], one["span"], one["article"]["id"]) for one in claim["appearances"]] == [
        ("article", spans[1], article),
        ("article", spans[0], article),
    ]
    assert log(before) == [
        ("alice", "create", "claim", claim["id"]),
        ("alice", "link", "span", spans[1]),
        ("alice", "link", "span", spans[0]),
    ]


def test_link_is_201_then_200_and_records_once(as_, bob, mark, make_claim, log, head):
    claim, span = make_claim(), mark(0)
    path, before = f"claims/{claim['id']}/spans/{span}", head()
    made = as_(bob).put(path)
    assert (made.status_code, [one["id"] for one in made.json()["spans"]]) == (201, [span])
    again = as_(bob).put(path)
    assert (again.status_code, again.json()) == (200, made.json())
    assert made["ETag"] == again["ETag"]
    assert log(before) == [("bob", "link", "span", span)]


def test_link_does_not_make_an_edit_stale(as_, alice, bob, mark, make_claim):
    claim = make_claim()
    as_(bob).put(f"claims/{claim['id']}/spans/{mark(0)}")
    assert as_(alice).patch(f"claims/{claim['id']}", {"text": "Better."}, etag='"1"').status_code == 200


def test_unlink_by_whoever_linked_or_an_editor(as_, alice, bob, carol, mark, make_claim, log, head):
    claim, span = make_claim(), mark(0)
    path = f"claims/{claim['id']}/spans/{span}"
    as_(bob).put(path)
    before = head()
    assert problem(as_(alice).delete(path)) == (403, [])
    assert as_(bob).delete(path).status_code == 204
    assert problem(as_(bob).delete(path)) == (404, [])
    assert as_(bob).put(path).status_code == 201
    assert as_(carol).delete(path).status_code == 204
    assert [(actor, verb) for actor, verb, _, _ in log(before)] == [
        ("bob", "unlink"),
        ("bob", "link"),
        ("carol", "unlink"),
    ]
    assert as_(bob).get(f"spans/{span}").json()["claims"] == []


def test_link_of_what_is_not_there_is_404_and_of_what_was_deleted_410(as_, alice, mark, make_claim):
    claim, span = make_claim(), mark(0)
    assert problem(as_(alice).put(f"claims/{claim['id']}/spans/none")) == (404, [])
    assert problem(as_(alice).put(f"claims/none/spans/{span}")) == (404, [])
    as_(alice).delete(f"spans/{span}", etag='"1"')
    assert problem(as_(alice).put(f"claims/{claim['id']}/spans/{span}")) == (410, [])


def test_link_is_hidden_from_strangers_and_closed_to_viewers(as_, eve, vera, mark, make_claim):
    path = f"claims/{make_claim()['id']}/spans/{mark(0)}"
    for method in ("PUT", "DELETE"):
        assert problem(as_(eve).call(method, path)) == (404, [])
        assert problem(as_(vera).call(method, path)) == (403, [])


def test_link_through_a_deleted_highlight_disappears_and_comes_back(as_, alice, mark, make_claim):
    span = mark(0)
    claim = make_claim(spans=[span])
    as_(alice).delete(f"spans/{span}", etag='"1"')
    shown = as_(alice).get(f"claims/{claim['id']}").json()
    assert (shown["spans"], shown["appearances"]) == ([], [])
    row = as_(alice).get("claims").json()["results"][0]
    assert (row["counts"]["spans"], row["seen"]) == (0, 0)
    as_(alice).post(f"spans/{span}/restore")
    assert [one["id"] for one in as_(alice).get(f"claims/{claim['id']}").json()["spans"]] == [span]


def test_post_is_an_appearance_without_article(as_, alice, make_claim, log, head):
    claim, before = make_claim(), head()
    body = {
        "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "url": "https://t.example/1",
        "platform": "Telegram",
        "posted_at": "2024-01-25T10:00:00Z",
        "transcript": "He said so.",
        "at_seconds": 65,
        "reach": 12_000,
        "archive_url": "https://archive.example/1",
    }
    answer = as_(alice).post(f"claims/{claim['id']}/appearances", body)
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert shown == body | {
        "kind": "post",
        "claim": claim["id"],
        "article": None,
        "span": None,
        "file": None,
        "author": "alice",
        "created_at": shown["created_at"],
    }
    assert log(before) == [("alice", "create", "appearance", body["id"])]
    assert as_(alice).get(f"claims/{claim['id']}/appearances").json() == {"results": [shown], "next": None}
    assert as_(alice).get(f"claims/{claim['id']}").json()["appearances"] == [shown]
    assert as_(alice).get(answer["Location"]).json() == shown
    assert as_(alice).get("claims").json()["results"][0]["seen"] == 1


def test_post_is_taken_away_and_added_again(as_, alice, bob, make_claim, log, head):
    claim = make_claim()
    body = {"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "platform": "Radio"}
    path = f"claims/{claim['id']}/appearances"
    as_(alice).post(path, body)
    before = head()
    assert problem(as_(bob).delete(f"{path}/{body['id']}")) == (403, [])
    assert as_(alice).delete(f"{path}/{body['id']}").status_code == 204
    assert problem(as_(alice).get(f"{path}/{body['id']}")) == (404, [])
    assert as_(alice).post(path, body).status_code == 201
    assert [verb for _, verb, _, _ in log(before)] == ["delete", "create"]


def test_post_with_a_file_keeps_it(as_, alice, make_claim):
    claim = make_claim()
    answer = as_(alice).upload(
        f"claims/{claim['id']}/appearances", platform="Leaflet", reach="5", file=SimpleUploadedFile("a.png", PNG)
    )
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert (shown["reach"], shown["file"]["name"], shown["file"]["media_type"]) == (5, "a.png", "image/png")
    got = as_(alice).get(f"claims/{claim['id']}/appearances/{shown['id']}/file")
    assert (got.status_code, got.content) == (200, PNG)
    assert got["Content-Disposition"].startswith("attachment")


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/platform"]),
        ({"platform": ""}, ["/platform"]),
        ({"platform": "X", "url": "file:///etc/passwd"}, ["/url"]),
        ({"platform": "X", "posted_at": "yesterday"}, ["/posted_at"]),
        ({"platform": "X", "posted_at": "2024-01-25T10:00:00"}, ["/posted_at"]),
        ({"platform": "X", "at_seconds": "7"}, ["/at_seconds"]),
        ({"platform": "X", "at_seconds": -1}, ["/at_seconds"]),
        ({"platform": "X", "reach": 2**60}, ["/reach"]),
        ({"platform": "X", "file": "x"}, ["/file"]),
        ({"platform": "X", "span": "x"}, ["/span"]),
    ],
)
def test_post_of_bad_input_names_the_field(as_, alice, make_claim, head, body, pointers):
    claim, before = make_claim(), head()
    assert problem(as_(alice).post(f"claims/{claim['id']}/appearances", body)) == (400, pointers)
    assert (Appearance.objects.count(), head()) == (0, before)


def test_passage_is_not_deleted_as_a_post(as_, alice, mark, make_claim):
    claim = make_claim(spans=[mark(0)])
    path = f"claims/{claim['id']}/appearances/{claim['appearances'][0]['id']}"
    assert problem(as_(alice).delete(path)) == (409, [])
    assert as_(alice).get(path).json() == claim["appearances"][0]

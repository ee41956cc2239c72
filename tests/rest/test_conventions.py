"""What holds at every address: API.md, *Conventions*."""

import pytest
from django.test import Client

from tests.cast import problem


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"text": "Text"}).json()["id"]


def test_a_method_that_is_not_there_is_405_with_allow(as_, alice, article):
    answer = as_(alice).put(f"articles/{article}", {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, PATCH, DELETE")
    assert answer["Content-Type"] == "application/problem+json"


def test_an_answer_that_the_client_does_not_take_is_406_and_says_so_all_the_same(as_, alice):
    answer = as_(alice).get("articles", headers={"Accept": "text/html"})
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/*", "text/html, */*;q=0.1"])
def test_json_is_given_to_whoever_takes_it(as_, alice, accept):
    answer = as_(alice).get("articles", headers={"Accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


def test_a_post_without_a_body_needs_no_content_type(as_, alice, article):
    as_(alice).delete(f"articles/{article}", etag="*")
    caller = as_(alice)
    answer = caller.client.generic("POST", f"/api/v1/projects/desk/articles/{article}/restore", headers=caller.headers)
    assert answer.status_code == 200


def test_missing_or_wrong_credentials_are_401_with_a_challenge(as_, alice, client):
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic YTpi"}):
        answer = client.get("/api/v1/projects/desk/articles", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="factcheck"')


def test_a_session_reads_and_needs_the_csrf_token_to_write(alice, desk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.get("/api/v1/projects/desk/articles").status_code == 200
    answer = client.post("/api/v1/projects/desk/articles", {"text": "x"}, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_a_query_parameter_that_means_nothing_is_ignored_and_nul_is_refused(as_, alice):
    assert as_(alice).get("articles?colour=red").status_code == 200
    assert problem(as_(alice).get("articles?colour=a%00b")) == (400, ["?colour"])


def test_the_order_of_failures_is_that_of_the_contract(as_, alice, vera, eve, article):
    bad = {"title": 7}
    path = f"articles/{article}"
    assert as_(None).patch(path, bad).status_code == 401
    assert as_(eve).patch(path, bad).status_code == 404
    assert as_(vera).patch(path, bad).status_code == 403
    assert as_(alice).patch(path, bad).status_code == 400
    assert as_(alice).patch(path, {"title": "x"}).status_code == 428
    assert as_(alice).patch(path, {"title": "x"}, etag='"99"').status_code == 412


@pytest.mark.parametrize("sent", ['"1"', 'W/"1"', '"1.whatever"', '"1-gzip"', '"7", "1"', "*"])
def test_if_match_counts_the_revision_alone(as_, alice, article, sent):
    assert as_(alice).patch(f"articles/{article}", {"title": "x"}, etag=sent).status_code == 200


@pytest.mark.parametrize("sent", ['"2"', '"11"', "1", '""', "W/"])
def test_if_match_with_another_revision_is_412(as_, alice, article, sent):
    assert as_(alice).patch(f"articles/{article}", {"title": "x"}, etag=sent).status_code == 412


def test_each_answer_names_the_head_of_the_log_as_it_was_before_its_rows(as_, alice, article, head):
    assert as_(alice).get("articles")["Changes-Head"] == str(head())
    assert as_(alice).get(f"articles/{article}")["Changes-Head"] == str(head())


def test_a_page_reads_what_was_there_once_while_others_write_and_delete(as_, alice, bob):
    ids = [as_(alice).post("articles", {"text": f"{n}"}).json()["id"] for n in range(6)]
    page = as_(alice).get("articles?limit=2").json()
    seen = [a["id"] for a in page["results"]]
    as_(bob).post("articles", {"text": "late"})
    as_(alice).delete(f"articles/{ids[1]}", etag="*")  # the one that the cursor names
    as_(alice).delete(f"articles/{ids[4]}", etag="*")
    as_(alice).patch(f"articles/{ids[0]}", {"title": "moved?"}, etag="*")
    while page["next"]:
        page = as_(alice).get(page["next"]).json()
        seen += [a["id"] for a in page["results"]]
    assert seen[:5] == [ids[0], ids[1], ids[2], ids[3], ids[5]]
    assert len(seen) == 6


def test_a_cursor_is_bound_to_its_order_and_signed(as_, alice, article):
    as_(alice).post("articles", {"text": "more"})
    following = as_(alice).get("articles?limit=1").json()["next"]
    assert as_(alice).get(following).status_code == 200
    assert problem(as_(alice).get(f"{following}&order=-created")) == (400, ["?cursor"])
    assert problem(as_(alice).get(f"{following}x")) == (400, ["?cursor"])


def test_an_idempotency_key_survives_a_failed_write_and_covers_every_method(as_, alice, article):
    caller, path = as_(alice), f"articles/{article}"
    assert caller.patch(path, {"title": "x"}, key="k", etag='"9"').status_code == 412
    first = caller.patch(path, {"title": "x"}, key="k", etag='"1"')
    again = caller.patch(path, {"title": "x"}, key="k", etag='"1"')
    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)
    assert caller.delete(path, key="d", etag="*").status_code == 204
    replay = caller.delete(path, key="d", etag="*")
    assert (replay.status_code, replay.content, replay["Idempotency-Replayed"]) == (204, b"", "true")


def test_wrong_hosts_are_problems_under_the_api(client, db):
    answer = client.get("/api/v1/me", headers={"Host": "evil.example"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")

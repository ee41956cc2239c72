"""`P/articles`, one article and its versions."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.articles.models import Article
from tests.cast import problem


def test_create_stores_the_text_as_sent_and_suggests_title_and_nothing_else(as_, alice, log, head):
    before, text = head(), "  First line\r\n\r\nSecond é line 🙂\n"
    answer = as_(alice).post("articles", {"text": text})
    stored = "  First line\n\nSecond é line 🙂\n"
    article = answer.json()
    assert (answer.status_code, article["title"]) == (201, "First line")
    assert article["length"] == len(stored)
    assert article["sha256"] == hashlib.sha256(stored.encode()).hexdigest()
    version = as_(alice).get(f"articles/{article['id']}/versions/1").json()
    assert (version["text"], version["number"], version["source"]) == (stored, 1, "text")
    assert log(before) == [("alice", "create", "article", article["id"])]


def test_create_of_the_same_text_says_where_it_is_already(as_, alice, bob):
    first = as_(alice).post("articles", {"text": "Same"}).json()
    assert "same_text_as" not in first
    assert as_(bob).post("articles", {"text": "Same"}).json()["same_text_as"] == [first["id"]]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": "a\0b"}, "/text"),
        ({"text": "a", "markdown": "b"}, "/markdown"),
        ({"url": "https://example.org/a"}, "/url"),
        ({"text": "a", "title": ""}, "/title"),
        ({"text": "a", "title": "x" * 501}, "/title"),
        ({"text": "a", "source_url": "javascript:alert(1)"}, "/source_url"),
        ({"text": "a", "published_on": "2024-13"}, "/published_on"),
        ({"text": "a", "language": "not a tag"}, "/language"),
        ({"text": "a", "defaults": {"colour": 1}}, "/defaults/colour"),
        ({"text": "a", "defaults": {"date": "soon"}}, "/defaults/date"),
        ({"text": "a", "wrong": 1}, "/wrong"),
    ],
)
def test_create_with_bad_input_names_the_field_and_writes_nothing(as_, alice, head, body, pointer):
    before = head()
    assert problem(as_(alice).post("articles", body)) == (400, [pointer])
    assert (head(), Article.objects.count()) == (before, 0)


def test_create_refuses_half_characters_broken_json_and_other_types(as_, alice):
    client = as_(alice).client
    path, headers = "/api/v1/projects/desk/articles", as_(alice).headers
    for body, kind, status in [
        (b'{"text": "\\ud800"}', "application/json", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b'{"text": ', "application/json", 400),
        (b"<text/>", "application/xml", 415),
    ]:
        answer = client.generic("POST", path, body, content_type=kind, headers=headers)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_create_over_the_limit_is_413(as_, alice):
    assert as_(alice).post("articles", {"text": "x" * 1_000_001}).status_code == 413


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "\ufeffOne\r\nTwo".encode(), "One\nTwo"),
        ("a.md", b"# Head\n\nA *word*.", "Head\nA word."),
        ("a.html", b"<h1>Head</h1><script>x()</script><p>A <b>word</b>.</p>", "Head\nA word."),
    ],
)
def test_create_from_a_file_reads_it_by_its_name(as_, alice, name, content, text):
    answer = as_(alice).upload("articles", file=SimpleUploadedFile(name, content), publisher="Paper")
    assert (answer.status_code, answer.json()["publisher"]) == (201, "Paper")
    assert as_(alice).get(f"articles/{answer.json()['id']}/versions/1").json()["text"] == text


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"x"), ("a.txt", b"\xff\xfe\x00"), ("a.txt", b"")])
def test_create_from_a_file_that_is_no_text_names_the_file(as_, alice, name, content):
    assert problem(as_(alice).upload("articles", file=SimpleUploadedFile(name, content))) == (400, ["/file"])


def test_edit_needs_the_etag_and_records_what_changed(as_, alice, bob, desk):
    made = as_(alice).post("articles", {"text": "Text", "title": "Old"})
    path = f"articles/{made.json()['id']}"
    answer = as_(bob).patch(path, {"title": "New", "status": "done"}, etag=made["ETag"])
    assert (answer.json()["title"], answer.json()["status"], answer.json()["revision"]) == ("New", "done", 2)
    assert desk.changes.order_by("-seq").first().data == {
        "before": {"title": "Old", "status": "open"},
        "after": {"title": "New", "status": "done"},
    }
    assert as_(alice).patch(path, {"title": "x"}, etag=made["ETag"]).status_code == 412
    assert as_(alice).patch(path, {"title": "x"}).status_code == 428
    assert problem(as_(alice).patch(path, {"title": None}, etag="*")) == (400, ["/title"])


def test_get_gives_304_for_the_same_etag(as_, alice):
    made = as_(alice).post("articles", {"text": "Text"})
    path = f"articles/{made.json()['id']}"
    same = as_(alice).get(path, headers={"If-None-Match": f"W/{made['ETag']}"})
    assert (same.status_code, same.content) == (304, b"")
    assert as_(alice).get(path, headers={"If-None-Match": '"1.other"'}).status_code == 200


def test_list_filters_and_takes_constant_queries(as_, alice, django_assert_num_queries):
    caller = as_(alice)
    ids = [
        caller.post("articles", {"text": f"{n}", "title": title, "published_on": day}).json()["id"]
        for n, (title, day) in enumerate([("Über Öl", "2024-01-02"), ("Ціна", "2024"), ("Oil", "2023-12")])
    ]

    def listed(query):
        return [a["id"] for a in caller.get(f"articles{query}").json()["results"]]

    with django_assert_num_queries(3):
        assert listed("?limit=1") == ids[:1]
    with django_assert_num_queries(3):
        assert listed("") == ids
    assert listed("?q=ÜBER ö") == ids[:1]
    assert listed("?q=ціна") == ids[1:2]
    assert listed("?published_after=2024") == ids[:2]
    assert listed("?status=done") == []
    assert problem(caller.get("articles?status=finished")) == (400, ["?status"])
    assert problem(caller.get("articles?published_after=soon")) == (400, ["?published_after"])
    assert problem(caller.get("articles?limit=501")) == (400, ["?limit"])
    assert problem(caller.get("articles?cursor=abc")) == (400, ["?cursor"])


def test_strangers_see_nothing_and_viewers_change_nothing(as_, alice, vera, eve):
    made = as_(alice).post("articles", {"text": "Text"}).json()["id"]
    assert as_(vera).get(f"articles/{made}").status_code == 200
    assert as_(vera).post("articles", {"text": "Text"}).status_code == 403
    for path in ("articles", f"articles/{made}", f"articles/{made}/versions", f"articles/{made}/versions/1"):
        assert as_(eve).get(path).status_code == 404
        assert as_(None).get(path).status_code == 401


def test_a_new_version_keeps_the_old_one(as_, alice):
    caller = as_(alice)
    made = caller.post("articles", {"text": "One"}).json()["id"]
    answer = caller.post(f"articles/{made}/versions", {"text": "Two"})
    assert (answer.status_code, answer.json()["number"], answer.json()["text"]) == (201, 2, "Two")
    assert caller.get(f"articles/{made}/versions/1").json()["text"] == "One"
    assert caller.get(f"articles/{made}").json()["version"] == 2
    assert [v["number"] for v in caller.get(f"articles/{made}/versions").json()["results"]] == [1, 2]
    assert caller.get(f"articles/{made}/versions/3").status_code == 404

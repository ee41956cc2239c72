"""Evidence on claims, and the sources that a desk shares."""

import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.claims.models import Claim
from annotations.evidence.models import Evidence, Source
from tests.cast import problem

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def png():
    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.fixture
def claim(desk, alice):
    return Claim.objects.create(project=desk, author=alice, text="Prices rose by 3%.")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def add(caller, claim, **fields):
    return caller.post(f"claims/{claim.uid}/evidence", {"stance": "supports"} | fields)


def test_add_makes_the_source_once_and_fills_in_what_was_not_known(as_, alice, bob, claim, log, head):
    before = head()
    first = add(as_(alice), claim, url="https://example.org/a?x=1", title="A", quote="  as it stands ")
    second = add(as_(bob), claim, url="http://www.EXAMPLE.org/a?x=1#part", publisher="Paper", title="B")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["quote"] == "  as it stands "
    assert second.json()["source"] == first.json()["source"]
    assert (second.json()["title"], second.json()["publisher"], second.json()["position"]) == ("A", "Paper", 1)
    assert log(before) == [
        ("alice", "create", "source", first.json()["source"]),
        ("alice", "create", "evidence", first.json()["id"]),
        ("bob", "create", "evidence", second.json()["id"]),
    ]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/url"),
        ({"url": "ftp://example.org"}, "/url"),
        ({"url": "https://example.org", "citation": "B"}, "/citation"),
        ({"source": "nothing"}, "/source"),
        ({"citation": "B", "stance": "proves"}, "/stance"),
        ({"citation": "B", "visibility": "secret"}, "/visibility"),
        ({"citation": "B", "medium": "smoke"}, "/medium"),
        ({"citation": "B", "published_on": "yesterday"}, "/published_on"),
        ({"citation": "B", "quote_language": "?"}, "/quote_language"),
        ({"citation": " "}, "/citation"),
        ({"citation": "B", "wrong": 1}, "/wrong"),
    ],
)
def test_add_with_bad_input_names_the_field_and_writes_nothing(as_, alice, claim, head, body, pointer):
    before = head()
    assert problem(add(as_(alice), claim, **body)) == (400, [pointer])
    assert (head(), Evidence.objects.count(), Source.objects.count()) == (before, 0, 0)


def test_add_a_file_keeps_it_outside_and_gives_it_out_as_a_download(as_, alice, vera, eve, claim):
    answer = as_(alice).upload(
        f"claims/{claim.uid}/evidence", file=SimpleUploadedFile("отчёт 2024.exe", PDF), stance="context"
    )
    evidence = answer.json()
    assert answer.status_code == 201
    assert evidence["file"]["media_type"] == "application/pdf"
    assert (evidence["file"]["name"], evidence["file"]["size"]) == ("отчёт 2024.pdf", len(PDF))
    got = as_(vera).get(f"evidence/{evidence['id']}/file")
    assert (got.content, got["Content-Type"]) == (PDF, "application/pdf")
    assert got["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert as_(eve).get(f"evidence/{evidence['id']}/file").status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><script>alert(1)</script>", b"MZ\x90\0", b"PK\x03\x04", b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
)
def test_add_a_file_of_another_type_is_refused_by_its_content(as_, alice, claim, content):
    answer = as_(alice).upload(
        f"claims/{claim.uid}/evidence", file=SimpleUploadedFile("a.png", content), stance="context"
    )
    assert problem(answer) == (400, ["/file"])


def test_a_picture_is_taken_once(as_, alice, claim):
    answers = [
        as_(alice).upload(f"claims/{claim.uid}/evidence", file=SimpleUploadedFile(f"{n}.png", png()), stance="context")
        for n in (1, 2)
    ]
    assert answers[0].json()["source"] == answers[1].json()["source"]


def test_edit_changes_evidence_and_its_source_with_the_etag(as_, alice, bob, claim, desk):
    made = add(as_(alice), claim, url="https://example.org/a", title="A")
    path = f"evidence/{made.json()['id']}"
    answer = as_(bob).patch(path, {"stance": "refutes", "title": "Better"}, etag=made["ETag"])
    assert (answer.json()["stance"], answer.json()["title"]) == ("refutes", "Better")
    assert as_(alice).get(f"sources/{made.json()['source']}").json()["title"] == "Better"
    assert as_(alice).patch(path, {"note": "x"}, etag=made["ETag"]).status_code == 412
    assert as_(alice).patch(path, {"note": "x"}).status_code == 428
    assert [c.kind for c in desk.changes.order_by("-seq")[:2]] == ["evidence", "source"]


def test_order_takes_all_ids_once_each(as_, alice, claim):
    caller = as_(alice)
    ids = [add(caller, claim, citation=f"Book {n}").json()["id"] for n in range(3)]
    path = f"claims/{claim.uid}/evidence/order"
    answer = caller.put(path, ids[::-1])
    assert [e["id"] for e in answer.json()["results"]] == ids[::-1]
    for wrong in (ids[:2], [*ids, ids[0]], ["x"], [], {"a": 1}, [1, 2, 3]):
        assert caller.put(path, wrong).status_code == 400
    assert [e.uid for e in Evidence.objects.order_by("position")] == ids[::-1]


def test_delete_is_for_the_author_or_an_editor_and_can_be_undone(as_, alice, bob, carol, claim):
    made = add(as_(alice), claim, citation="Book").json()["id"]
    assert as_(bob).delete(f"evidence/{made}", etag="*").status_code == 403
    assert as_(carol).delete(f"evidence/{made}", etag="*").status_code == 204
    assert as_(bob).get(f"evidence/{made}").status_code == 410
    assert as_(alice).post(f"evidence/{made}/restore").status_code == 403
    assert as_(carol).post(f"evidence/{made}/restore").status_code == 200


def test_sources_are_found_by_words_and_show_the_claims_that_use_them(as_, alice, claim, django_assert_num_queries):
    caller = as_(alice)
    for n in range(3):
        add(caller, claim, url=f"https://example.org/{n}", title=f"Report {n}", publisher="Бюро")
    with django_assert_num_queries(3):
        assert len(caller.get("sources").json()["results"]) == 3
    with django_assert_num_queries(3):
        found = caller.get("sources?q=бюро&limit=1").json()["results"][0]
    assert found["uses"] == 1
    one = caller.get(f"sources/{found['id']}").json()
    assert one["claims"] == [{"id": claim.uid, "text": claim.text, "status": "new", "rating": None}]


def test_strangers_see_nothing_and_viewers_change_nothing(as_, alice, vera, eve, claim):
    made = add(as_(alice), claim, citation="Book").json()
    assert add(as_(vera), claim, citation="Book").status_code == 403
    for path in (
        f"claims/{claim.uid}/evidence",
        f"evidence/{made['id']}",
        f"evidence/{made['id']}/file",
        "sources",
        f"sources/{made['source']}",
    ):
        assert as_(eve).get(path).status_code == 404
        assert as_(None).get(path).status_code == 401

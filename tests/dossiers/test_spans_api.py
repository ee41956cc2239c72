"""`P/articles/{id}/spans` and `P/spans/{id}`."""

import pytest

from annotations.claims.models import Appearance, Claim
from annotations.ratings.models import Rating
from annotations.spans.models import Anchor, Span
from annotations.verdicts.models import Round, Verdict
from tests.cast import problem

TEXT = "Prices rose by 3% 👩‍👩‍👧 in March. Ціни зросли. قال الوزير ذلك."


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"text": TEXT, "title": "Prices"}).json()["id"]


def fragment(start, end):
    return {"start": start, "end": end, "exact": TEXT[start:end]}


def mark(caller, article, start, end, **more):
    return caller.post(f"articles/{article}/spans", {"version": 1, **fragment(start, end)} | more)


def test_highlight_gives_the_span_with_context_from_our_text(as_, alice, article, log, head):
    before = head()
    answer = mark(as_(alice), article, 7, 23, note="check")
    span = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == f"http://127.0.0.1:8000/api/v1/projects/desk/spans/{span['id']}"
    assert span == {
        "id": span["id"],
        "article": article,
        "version": 1,
        "fragments": [fragment(7, 23) | {"prefix": TEXT[:7], "suffix": TEXT[23:55]}],
        "note": "check",
        "checkable": True,
        "accepted": True,
        "claims": [],
        "author": "alice",
        "state": "original",
        "left_behind": False,
        "revision": 1,
        "created_at": span["created_at"],
        "updated_at": span["updated_at"],
    }
    assert log(before) == [("alice", "create", "span", span["id"])]
    got = as_(alice).get(f"spans/{span['id']}")
    assert (got.json(), got["ETag"]) == (span, answer["ETag"])


def test_highlight_takes_several_fragments_and_links_claims_in_one_write(as_, alice, desk, article, log, head):
    claims = [Claim.objects.create(project=desk, author=alice, text=f"Claim {n}").uid for n in (1, 2)]
    before = head()
    answer = as_(alice).post(
        f"articles/{article}/spans",
        {"version": 1, "fragments": [fragment(0, 6), fragment(7, 11)], "claims": claims},
    )
    assert [(f["start"], f["end"]) for f in answer.json()["fragments"]] == [(0, 6), (7, 11)]
    assert answer.json()["claims"] == claims
    assert log(before) == [
        ("alice", "create", "span", answer.json()["id"]),
        ("alice", "link", "span", answer.json()["id"]),
        ("alice", "link", "span", answer.json()["id"]),
    ]


def test_highlight_of_the_same_fragments_names_the_spans_there(as_, alice, bob, article):
    first = mark(as_(alice), article, 0, 6).json()["id"]
    assert "same_place_as" not in mark(as_(bob), article, 0, 11).json()
    assert mark(as_(bob), article, 0, 6).json()["same_place_as"] == [first]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"version": 1, "start": -1, "end": 3, "exact": "x"}, "/start"),
        ({"version": 1, "start": 3, "end": 3, "exact": ""}, "/end"),
        ({"version": 1, "start": 3, "end": 9999, "exact": "x"}, "/end"),
        ({"version": 1, "start": 0, "end": 2**60, "exact": "x"}, "/end"),
        ({"version": 2, "start": 0, "end": 1, "exact": "P"}, "/version"),
        ({"version": "1", "start": 0, "end": 1, "exact": "P"}, "/version"),
        ({"version": 1, "start": "0", "end": 1, "exact": "P"}, "/start"),
        ({"version": 1, "start": 0.0, "end": 1, "exact": "P"}, "/start"),
        ({"version": 1, "start": True, "end": 1, "exact": "P"}, "/start"),
        ({"version": 1, "start": 0, "end": 1}, "/exact"),
        ({"version": 1, "fragments": []}, "/fragments"),
        ({"version": 1, "fragments": [{"start": 3, "end": 4, "exact": "c"}] * 2}, "/fragments/1/start"),
        ({"version": 1, "fragments": [{"start": 3, "end": 4, "exact": "c"}] * 101}, "/fragments"),
        ({"version": 1, "fragments": {"start": 3}}, "/fragments"),
        ({"version": 1}, "/fragments"),
        ({"version": 1, "start": 0, "end": 1, "exact": "P", "claims": ["no"]}, "/claims/0"),
        ({"version": 1, "start": 0, "end": 1, "exact": "P", "colour": "red"}, "/colour"),
        ({"version": 1, "start": 0, "end": 1, "exact": "P\0"}, "/exact"),
        ({"version": 1, "start": 0, "end": 1, "exact": "P", "id": "7"}, "/id"),
        ([], ""),
    ],
)
def test_highlight_with_bad_input_names_the_field_and_writes_nothing(as_, alice, article, head, body, pointer):
    before = head()
    answer = as_(alice).post(f"articles/{article}/spans", body)
    assert problem(answer) == (400, [pointer])
    assert (head(), Span.objects.count()) == (before, 0)


def test_highlight_of_other_text_is_refused_with_what_stands_there(as_, alice, article):
    answer = as_(alice).post(f"articles/{article}/spans", {"version": 1, "start": 0, "end": 6, "exact": "prices"})
    assert (answer.status_code, answer.json()["found"]) == (409, "Prices")


def test_highlight_with_an_own_id_keeps_it_and_refuses_it_twice(as_, alice, article):
    uid = "0f4dbd6c-3e6a-4b8a-9d6b-5a3c5b1f0a11"
    assert mark(as_(alice), article, 0, 6, id=uid).json()["id"] == uid
    assert mark(as_(alice), article, 0, 6, id=uid).status_code == 409


def test_highlight_by_a_viewer_a_stranger_and_nobody_is_refused(as_, vera, eve, article):
    assert mark(as_(vera), article, 0, 6).status_code == 403
    assert mark(as_(eve), article, 0, 6).status_code == 404
    assert mark(as_(None), article, 0, 6).status_code == 401


def test_highlight_takes_at_most_ten_statements(as_, alice, article, django_assert_max_num_queries):
    caller = as_(alice)
    mark(caller, article, 0, 6)
    with django_assert_max_num_queries(10 + 2):  # BEGIN and COMMIT of the write, which are savepoints in a test
        body = {"version": 1, **fragment(7, 11)}
        assert caller.post(f"articles/{article}/spans", body, key="once").status_code == 201


def test_list_pages_through_in_creation_order_with_constant_queries(as_, alice, article, django_assert_num_queries):
    caller = as_(alice)
    ids = [mark(caller, article, n, n + 3).json()["id"] for n in range(3)]
    with django_assert_num_queries(6):
        one = caller.get(f"articles/{article}/spans?limit=1").json()
    with django_assert_num_queries(6):
        assert [s["id"] for s in caller.get(f"articles/{article}/spans").json()["results"]] == ids
    two = caller.get(one["next"]).json()
    assert [s["id"] for s in one["results"] + two["results"]] == ids[:2]
    newest = caller.get(f"articles/{article}/spans?order=-created").json()
    assert [s["id"] for s in newest["results"]] == ids[::-1]


def test_edit_writes_the_note_and_records_before_and_after(as_, alice, article, desk):
    caller = as_(alice)
    made = mark(caller, article, 0, 6)
    path = f"spans/{made.json()['id']}"
    assert caller.patch(path, {"note": "new"}).status_code == 428
    assert caller.patch(path, {"note": "new"}, etag='"7"').status_code == 412
    answer = caller.patch(path, {"note": "new"}, etag=made["ETag"])
    assert (answer.json()["note"], answer.json()["revision"]) == ("new", 2)
    change = desk.changes.order_by("-seq").first()
    assert change.data == {"before": {"note": ""}, "after": {"note": "new"}}
    stale = caller.patch(path, {"note": "third"}, etag=made["ETag"])
    assert (stale.status_code, stale.json()["current"], stale["ETag"]) == (412, answer.json(), answer["ETag"])


def test_moving_a_highlight_is_refused_once_its_claim_is_judged(as_, alice, bob, desk, article):
    caller = as_(alice)
    claim = Claim.objects.create(project=desk, author=alice, text="A claim")
    span = mark(caller, article, 0, 6, claims=[claim.uid]).json()["id"]
    moved = caller.patch(f"spans/{span}", fragment(7, 11), etag="*")
    assert (moved.status_code, moved.json()["fragments"][0]["exact"]) == (200, TEXT[7:11])
    assert Anchor.objects.get(span__uid=span).state == "original"
    judging = Round.objects.create(project=desk, claim=claim, number=1, blind=True, required=2, tolerance=0)
    Verdict.objects.create(
        project=desk,
        claim=claim,
        round=judging,
        reviewer=bob,
        rating=Rating.objects.filter(scale__project=desk).first(),
        explanation="because",
        status="submitted",
        submitted_at=claim.created_at,
    )
    assert caller.patch(f"spans/{span}", fragment(0, 6), etag="*").status_code == 409
    assert caller.patch(f"spans/{span}", {"note": "still fine"}, etag="*").status_code == 200


def test_delete_is_for_the_author_or_an_editor_and_can_be_undone(as_, alice, bob, carol, desk, article):
    claim = Claim.objects.create(project=desk, author=alice, text="A claim")
    span = mark(as_(alice), article, 0, 6, claims=[claim.uid]).json()["id"]
    assert as_(bob).delete(f"spans/{span}", etag="*").status_code == 403
    assert as_(alice).delete(f"spans/{span}", etag="*").status_code == 204
    assert as_(bob).get(f"spans/{span}").status_code == 410
    assert as_(alice).get(f"articles/{article}/spans").json()["results"] == []
    assert as_(bob).post(f"spans/{span}/restore").status_code == 403
    back = as_(carol).post(f"spans/{span}/restore")
    assert (back.status_code, back.json()["claims"]) == (200, [claim.uid])
    assert as_(carol).post(f"spans/{span}/restore").status_code == 404


def test_deleting_an_article_takes_its_spans_along_and_restoring_returns_them(as_, alice, bob, article, desk):
    caller = as_(alice)
    kept, gone = (mark(caller, article, n, n + 3).json()["id"] for n in (0, 3))
    claim = Claim.objects.create(project=desk, author=alice, text="A claim")
    Appearance.objects.create(project=desk, claim=claim, span=Span.objects.get(uid=kept), author=alice)
    caller.delete(f"spans/{gone}", etag="*")
    assert as_(bob).delete(f"articles/{article}", etag="*").status_code == 403
    assert caller.delete(f"articles/{article}", etag="*").status_code == 204
    assert caller.get(f"spans/{kept}").status_code == 410
    assert caller.post(f"spans/{kept}/restore").status_code == 409
    assert caller.post(f"articles/{article}/restore").status_code == 200
    assert caller.get(f"spans/{kept}").json()["claims"] == [claim.uid]
    assert caller.get(f"spans/{gone}").status_code == 410


def test_the_same_key_gives_the_same_answer_and_one_span(as_, alice, bob, article):
    caller, body = as_(alice), {"version": 1, **fragment(0, 6)}
    first = caller.post(f"articles/{article}/spans", body, key="k1")
    again = caller.post(f"articles/{article}/spans", body, key="k1")
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert (again["Idempotency-Replayed"], first.has_header("Idempotency-Replayed")) == ("true", False)
    assert again["Content-Type"] == first["Content-Type"] == "application/json"
    other = {"version": 1, **fragment(0, 5)}
    assert caller.post(f"articles/{article}/spans", other, key="k1").status_code == 422
    assert as_(bob).post(f"articles/{article}/spans", other, key="k1").status_code == 201
    bad = caller.post(f"articles/{article}/spans", other, headers={"Idempotency-Key": "bare"})
    assert bad.status_code == 400
    failed = caller.post(f"articles/{article}/spans", {"version": 9, **fragment(0, 6)}, key="k2")
    assert failed.status_code == 400
    assert caller.post(f"articles/{article}/spans", body, key="k2").status_code == 201
    assert Span.objects.count() == 3

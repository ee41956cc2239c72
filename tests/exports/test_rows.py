"""`verdicts.json`: what a row says, which rows there are, and with `?after=` which changed or ceased."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims.models import Claim
from annotations.verdicts.actions import decide
from tests.cast import problem
from tests.making import make_claim, settle, submit


def rows(caller, query=""):
    answer = caller.get(f"exports/verdicts.json{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_row_says_all_that_the_contract_names(as_, vera, claim, article, head):
    answer = as_(vera).get("exports/verdicts.json")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Changes-Head"] == str(head())
    shown = as_(vera).get(f"claims/{claim.uid}").json()
    (row,) = answer.json()
    assert row == {
        "claim": {
            "id": claim.uid,
            "text": "The harbour was closed for three days.",
            "original_quote": "closed for three days",
            "language": "en",
            "claimant": shown["claimant"],
            "claimed_on": "2024-03",
            "location": "Aldersund",
            "topics": ["harbour", "=cmd()"],
            "types": ["event"],
        },
        "rating": {"slug": "mostly-false", "label": "Mostly false", "value": 2, "scale": 1},
        "explanation": "The log says open.",
        "method": "adjudication",
        "dissent": None,
        "known_as_of": shown["decision"]["known_as_of"],
        "status": "adjudicated",
        "publication_state": "none",
        "decided_at": shown["decided_at"],
        "updated_at": shown["updated_at"],
        "published_at": None,
        "first_published_at": None,
        "version": None,
        "canonical_url": None,
        "url": None,
        "corrections": [],
        "evidence": [
            {
                "url": "https://port.example.org/log",
                "citation": None,
                "title": "+1 day",
                "publisher": "The port",
                "published_on": "2024-03-05",
                "quote": "Open again after two days, a line\nand another, with a comma",
                "quote_language": None,
                "quote_translation": None,
                "stance": "refutes",
                "archive_url": None,
            }
        ],
        "appearances": [
            {
                "kind": "article",
                "article": {
                    "id": article["id"],
                    "title": "Harbour",
                    "url": "https://news.example.org/harbour",
                    "publisher": "News",
                    "published_on": None,
                },
                "version": 1,
                "sha256": article["sha256"],
                "fragments": shown["spans"][0]["fragments"],
                "url": None,
                "platform": None,
                "posted_at": None,
                "at_seconds": None,
                "transcript": None,
                "reach": None,
                "archive_url": None,
            }
        ],
        "stale": False,
        "seq": head(),
    }


def test_claims_without_a_desk_rating_have_no_row(as_, alice, bob, vera, desk, claim):
    waiting = make_claim(desk, alice)
    submit(waiting, alice)
    submit(waiting, bob, "false")
    assert [row["claim"]["id"] for row in rows(as_(vera))] == [claim.uid]


def test_rows_come_in_creation_order_of_their_claims(as_, cast, desk, vera, monkeypatch):
    monkeypatch.setattr("annotations.exports.rows.FIRST_BATCH", 1)
    monkeypatch.setattr("annotations.exports.rows.BATCH", 2)
    claims = [make_claim(desk, cast.alice, f"Sentence {number}.") for number in range(6)]
    for claim in reversed(claims):
        settle(claim, cast.alice, cast.bob, cast.carol)
    assert [row["claim"]["id"] for row in rows(as_(vera))] == [claim.uid for claim in claims]


def test_row_shows_the_current_decision_and_its_scale(as_, carol, dave, vera, claim):
    ratings = as_(dave).get("ratings").json()["ratings"]
    as_(dave).put("ratings", {"ratings": [r | {"label": r["label"] + "!"} for r in ratings]}, etag='"1"')
    decide(claim=claim, actor=carol, rating="misleading", explanation="Again.", method="agreement", dissent="No.")
    (row,) = rows(as_(vera))
    assert row["rating"] == {"slug": "misleading", "label": "Misleading", "value": None, "scale": 1}
    assert (row["status"], row["method"], row["explanation"], row["dissent"]) == (
        "agreed",
        "agreement",
        "Again.",
        "No.",
    )


def test_internal_evidence_is_for_members_who_ask(as_, vera, claim):
    (row,) = rows(as_(vera), "?internal=true")
    assert [(e["url"], e["visibility"]) for e in row["evidence"]] == [
        ("https://port.example.org/log", "public"),
        ("https://inside.example.org/", "internal"),
    ]
    assert b"inside.example.org" not in as_(vera).get("exports/verdicts.json").content


def test_published_rows_are_none_as_long_as_nothing_is_published(as_, dave, claim):
    assert rows(as_(dave), "?published=true") == []
    reader = as_(dave, scope="read:published")
    assert rows(reader) == []
    assert rows(reader, "?published=false") == []
    assert rows(reader, "?after=0") == []
    assert problem(reader.get("exports/verdicts.json?internal=true")) == (403, [])
    assert problem(reader.get("exports")) == (403, [])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?rating=mostly-false", 1),
        ("?rating=true", 0),
        ("?status=adjudicated,agreed", 1),
        ("?status=new", 0),
        ("?q=HARBOUR", 1),
        ("?q=airport", 0),
        ("?topic=harbour", 1),
        ("?publication_state=none", 1),
        ("?updated_after=2100-01-01T00:00:00Z", 0),
    ],
)
def test_filters_are_those_of_the_claims_list(as_, vera, claim, query, count):
    assert len(rows(as_(vera), query)) == count


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?published=yes", "?published"),
        ("?internal=1", "?internal"),
        ("?after=-1", "?after"),
        ("?after=x", "?after"),
        ("?table=people", "?table"),
        ("?rating=none-such", "?rating"),
        ("?status=lost", "?status"),
    ],
)
def test_bad_query_is_refused_at_its_name(as_, vera, claim, query, pointer):
    assert problem(as_(vera).get(f"exports/verdicts.csv{query}")) == (400, [pointer])


def test_after_gives_what_changed_since(as_, alice, cast, desk, vera, claim, head):
    other = make_claim(desk, alice, "Another sentence.")
    settle(other, cast.alice, cast.bob, cast.carol)
    assert len(rows(as_(vera), "?after=0")) == 2
    before = head()
    assert rows(as_(vera), f"?after={before}") == []
    as_(alice).patch(f"claims/{claim.uid}", {"location": "Berg"}, etag="*")
    changed = rows(as_(vera), f"?after={before}")
    assert [(row["claim"]["id"], row["claim"]["location"], row["seq"]) for row in changed] == [
        (claim.uid, "Berg", before + 1)
    ]


def test_evidence_and_links_change_the_row_too(as_, alice, vera, claim, span, head):
    for method, path, body in (
        ("POST", f"claims/{claim.uid}/evidence", {"url": "https://new.example.org/", "stance": "context"}),
        ("DELETE", f"claims/{claim.uid}/spans/{span['id']}", None),
    ):
        before = head()
        assert as_(alice).call(method, path, body).status_code < 300
        assert [row["seq"] for row in rows(as_(vera), f"?after={before}")] == [head()]


def test_deleted_claim_is_withdrawn(as_, carol, vera, claim, head):
    before = head()
    assert as_(carol).delete(f"claims/{claim.uid}", etag="*").status_code == 204
    assert rows(as_(vera)) == []
    gone = {"claim": {"id": claim.uid}, "withdrawn": True, "reason": "deleted", "seq": before + 1}
    assert rows(as_(vera), f"?after={before}") == [gone]
    as_(carol).post(f"claims/{claim.uid}/restore")
    assert [row["seq"] for row in rows(as_(vera), f"?after={before}")] == [before + 2]


def test_merged_claim_is_withdrawn(as_, alice, carol, desk, vera, claim, head):
    kept = make_claim(desk, alice, "The same sentence.")
    before = head()
    assert as_(carol).post(f"claims/{claim.uid}/merge", {"into": kept.uid}).status_code == 200
    assert [(r["claim"]["id"], r["reason"]) for r in rows(as_(vera), f"?after={before}")] == [(claim.uid, "merged")]
    assert rows(as_(vera)) == []


def test_row_that_left_the_filter_is_withdrawn(as_, carol, vera, claim, head):
    before = head()
    decide(claim=claim, actor=carol, rating="false", explanation="Worse.", method="adjudication")
    left = rows(as_(vera), f"?rating=mostly-false&after={before}")
    assert [(row["claim"]["id"], row["reason"]) for row in left] == [(claim.uid, "no_longer_visible")]
    assert [row["rating"]["slug"] for row in rows(as_(vera), f"?rating=false&after={before}")] == ["false"]


def test_what_never_had_a_row_is_not_withdrawn(as_, alice, carol, desk, vera, head):
    before = head()
    waiting = make_claim(desk, alice)
    as_(carol).delete(f"claims/{waiting.uid}", etag="*")
    assert rows(as_(vera), f"?after={before}") == []


def test_replaying_every_after_ends_in_the_whole_export(as_, alice, carol, cast, desk, vera, claim):
    """Pulling the changes step by step gives the same copy as one whole export: no gap, nothing left over."""
    copy, after = {}, 0

    def pull():
        nonlocal after
        answer = as_(vera).get(f"exports/verdicts.json?after={after}")
        for row in answer.json():
            if row.get("withdrawn"):
                copy.pop(row["claim"]["id"], None)
            else:
                copy[row["claim"]["id"]] = row
        after = int(answer["Changes-Head"])

    pull()
    other = make_claim(desk, alice, "Another sentence.")
    pull()
    settle(other, cast.alice, cast.bob, cast.carol)
    pull()
    as_(alice).patch(f"claims/{claim.uid}", {"text": "Another text."}, etag="*")
    as_(carol).delete(f"claims/{other.uid}", etag="*")
    pull()
    as_(carol).post(f"claims/{other.uid}/restore")
    as_(carol).post(f"claims/{claim.uid}/rounds", {})
    pull()
    assert list(copy.values()) == sorted(rows(as_(vera)), key=lambda row: list(copy).index(row["claim"]["id"]))
    assert len(copy) == 2


def test_export_takes_constant_queries(as_, cast, desk, vera, django_assert_num_queries):
    caller, counts = as_(vera), []
    for more in (1, 2):
        for number in range(more):
            settle(make_claim(desk, cast.alice, f"Sentence {more}.{number}."), cast.alice, cast.bob, cast.carol)
        with CaptureQueriesContext(connection) as queries:
            caller.get("exports/verdicts.ndjson")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_strangers_learn_nothing(as_, eve, claim):
    assert problem(as_(eve).get("exports/verdicts.json")) == (404, [])
    assert problem(as_(None).get("exports/verdicts.json")) == (401, [])
    assert Claim.objects.count() == 1

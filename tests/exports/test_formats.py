"""The formats say the same of the same rows, in bytes that do not change by themselves."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exports import claimreview, verdicts_csv, verdicts_json, verdicts_ndjson
from annotations.exports.context import Context
from annotations.text.csvsafe import cell
from tests.cast import problem


def texts():
    return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


maybe = st.none() | texts()
claimants = st.none() | st.fixed_dictionaries(
    {"id": texts(), "name": texts(), "type": st.sampled_from(["person", "organization"]), "url": maybe}
)
articles = st.fixed_dictionaries(
    {"id": texts(), "title": texts(), "url": maybe, "publisher": maybe, "published_on": maybe}
)
evidence = st.fixed_dictionaries(
    {
        name: st.sampled_from(["supports", "refutes", "context"]) if name == "stance" else maybe
        for name in verdicts_csv.EVIDENCE
        if name != "visibility"
    }
)
appearances = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["article", "post"]),
        "article": st.none() | articles,
        "version": st.none() | st.integers(1, 9),
        "sha256": maybe,
        "fragments": st.lists(st.fixed_dictionaries({"start": st.integers(0, 9), "exact": texts()}), max_size=2),
        **dict.fromkeys(verdicts_csv.POST, maybe),
    }
)
whole_rows = st.fixed_dictionaries(
    {
        "claim": st.fixed_dictionaries(
            {
                "id": texts(),
                "text": texts(),
                "original_quote": maybe,
                "language": maybe,
                "claimant": claimants,
                "claimed_on": maybe,
                "location": maybe,
                "topics": st.lists(texts(), max_size=2),
                "types": st.lists(texts(), max_size=2),
            }
        ),
        "rating": st.fixed_dictionaries(
            {"slug": texts(), "label": texts(), "value": st.none() | st.integers(1, 5), "scale": st.integers(1, 3)}
        ),
        "evidence": st.lists(evidence, max_size=2),
        "appearances": st.lists(appearances, max_size=2),
        "corrections": st.just([]),
        "stale": st.booleans(),
        "seq": st.integers(1, 10**9),
        "version": st.none(),
        **{name: maybe for name in verdicts_csv.OWN if name not in ("corrections", "stale", "seq", "version")},
    }
)
withdrawn_rows = st.fixed_dictionaries(
    {
        "claim": st.fixed_dictionaries({"id": texts()}),
        "withdrawn": st.just(True),
        "reason": st.sampled_from(["deleted", "merged", "no_longer_visible"]),
        "seq": st.integers(1, 10**9),
    }
)
CONTEXT = Context("The desk", "https://desk.example.org")


def written(value):
    """The cell that stands for a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return cell(value)
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_csv(rows, table="verdicts"):
    context = Context("The desk", "https://desk.example.org", table=table)
    data = b"".join(verdicts_csv.render(iter(rows), context)).decode()
    return list(csv.DictReader(io.StringIO(data, newline="")))


@settings(max_examples=60, deadline=None)
@given(st.lists(whole_rows | withdrawn_rows, max_size=4))
def test_json_ndjson_and_csv_agree(rows):
    whole = json.loads(b"".join(verdicts_json.render(iter(rows), CONTEXT)))
    assert whole == rows
    lines = b"".join(verdicts_ndjson.render(iter(rows), CONTEXT)).decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == rows
    table = read_csv(rows)
    assert len(table) == len(rows)
    for row, line in zip(rows, table, strict=True):
        assert line["claim_id"] == written(row["claim"]["id"])
        assert (line["seq"], line["withdrawn"]) == (str(row["seq"]), "true" if "withdrawn" in row else "")
        if "withdrawn" in row:
            assert line["reason"] == row["reason"]
            continue
        claimant = row["claim"]["claimant"] or {}
        for name in verdicts_csv.CLAIM:
            assert line[f"claim_{name}"] == written(row["claim"][name])
        for name in verdicts_csv.CLAIMANT:
            assert line[f"claimant_{name}"] == written(claimant.get(name))
        for name in verdicts_csv.RATING:
            assert line[f"rating_{name}"] == written(row["rating"][name])
        for name in verdicts_csv.OWN:
            assert line[name] == written(row[name])
        for name in ("topics", "types"):
            assert json.loads(line[name]) == row["claim"][name]
    shown = [row for row in rows if "withdrawn" not in row]
    for table, name in (("evidence", "evidence"), ("appearances", "appearances")):
        lines = [line for line in read_csv(rows, table) if not line["withdrawn"]]
        expected = [(row["claim"]["id"], item) for row in shown for item in row[name]]
        assert [line["claim_id"] for line in lines] == [written(uid) for uid, _ in expected]
        for line, (_, item) in zip(lines, expected, strict=True):
            for column in verdicts_csv.EVIDENCE[:-1] if table == "evidence" else verdicts_csv.POST:
                assert line[column] == written(item[column])


@settings(max_examples=40, deadline=None)
@given(st.lists(whole_rows, max_size=3))
def test_claimreview_is_made_of_the_same_rows(rows):
    reviews = json.loads(b"".join(claimreview.render(iter(rows), CONTEXT)))
    assert [review["identifier"] if row["claim"]["id"] else "" for review, row in zip(reviews, rows, strict=True)] == [
        row["claim"]["id"] for row in rows
    ]
    assert [(r["@context"], r["@type"]) for r in reviews] == [("https://schema.org", "ClaimReview")] * len(rows)


@pytest.mark.parametrize(
    "name", ["verdicts.json", "verdicts.ndjson", "verdicts.csv", "verdicts.csv?table=evidence", "claimreview.jsonld"]
)
def test_same_data_gives_the_same_bytes(as_, vera, claim, name):
    first, second = (as_(vera).get(f"exports/{name}").content for _ in range(2))
    assert first == second
    assert claim.uid.encode() in first


def test_csv_runs_nothing_in_a_spreadsheet(as_, vera, claim):
    data = as_(vera).get("exports/verdicts.csv?table=evidence").content.decode()
    (line,) = csv.DictReader(io.StringIO(data, newline=""))
    assert line["title"] == "'+1 day"
    assert line["quote"] == "Open again after two days, a line\nand another, with a comma"
    assert (line["claim_id"], line["number"], line["visibility"]) == (claim.uid, "1", "public")


def test_csv_gives_withdrawn_rows_in_each_table(as_, carol, vera, claim, head):
    before = head()
    as_(carol).delete(f"claims/{claim.uid}", etag="*")
    for table in verdicts_csv.TABLES:
        data = as_(vera).get(f"exports/verdicts.csv?table={table}&after={before}").content.decode()
        (line,) = csv.DictReader(io.StringIO(data, newline=""))
        assert (line["claim_id"], line["withdrawn"], line["reason"]) == (claim.uid, "true", "deleted")
        assert {value for name, value in line.items() if name not in ("claim_id", "seq", "withdrawn", "reason")} == {""}


def test_claimreview_follows_schema_org(as_, vera, claim, article):
    answer = as_(vera).get("exports/claimreview.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    shown = as_(vera).get(f"claims/{claim.uid}").json()
    assert answer.json() == [
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "identifier": claim.uid,
            "inLanguage": "en",
            "claimReviewed": "The harbour was closed for three days.",
            "dateModified": shown["updated_at"],
            "author": {"@type": "Organization", "name": "The desk", "url": "http://127.0.0.1:8000"},
            "reviewBody": "The log says open.",
            "reviewRating": {
                "@type": "Rating",
                "alternateName": "Mostly false",
                "ratingValue": 2,
                "bestRating": 5,
                "worstRating": 1,
            },
            "itemReviewed": {
                "@type": "Claim",
                "name": "The harbour was closed for three days.",
                "author": {"@type": "Person", "name": "The mayor", "sameAs": "https://mayor.example.org/"},
                "datePublished": "2024-03",
                "appearance": [
                    {
                        "@type": "Article",
                        "url": "https://news.example.org/harbour",
                        "headline": "Harbour",
                        "publisher": {"@type": "Organization", "name": "News"},
                    }
                ],
            },
            "citation": [
                {
                    "@type": "CreativeWork",
                    "url": "https://port.example.org/log",
                    "name": "+1 day",
                    "publisher": {"@type": "Organization", "name": "The port"},
                    "datePublished": "2024-03-05",
                }
            ],
        }
    ]


def test_empty_exports_are_whole_documents(as_, vera):
    bodies = {name: as_(vera).get(f"exports/{name}").content for name in ("verdicts.json", "verdicts.ndjson")}
    assert bodies == {"verdicts.json": b"[]\n", "verdicts.ndjson": b""}
    assert as_(vera).get("exports/claimreview.jsonld").json() == []
    assert len(as_(vera).get("exports/verdicts.csv").content.splitlines()) == 1


def test_list_names_every_format(as_, vera):
    shown = as_(vera).get("exports").json()["results"]
    assert [each["format"] for each in shown] == [
        "verdicts.json",
        "verdicts.ndjson",
        "verdicts.csv",
        "claimreview.jsonld",
    ]
    for each in shown:
        assert as_(vera).get(each["url"])["Content-Type"] == each["media_type"]


@pytest.mark.parametrize("name", ["verdicts.xml", "fever.jsonl", "verdicts"])
def test_unknown_format_is_missing(as_, vera, name):
    assert problem(as_(vera).get(f"exports/{name}")) == (404, [])


def test_accept_is_ignored_because_the_address_names_the_format(as_, vera):
    assert as_(vera).get("exports/verdicts.csv", headers={"Accept": "image/png"}).status_code == 200

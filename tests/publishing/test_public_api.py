"""`/api/v1/public/{slug}/factchecks`: everybody reads what was frozen, and nothing else."""

import hashlib
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims.actions import edit_claim
from annotations.deskpages.actions import add_page
from annotations.discussion.actions import comment
from annotations.guests.actions import invite_guest
from annotations.publishing.actions import correct, publish
from annotations.replies.actions import ask
from annotations.verdicts.actions import decide
from tests.cast import problem

ROOT = "/api/v1/public/desk/factchecks"


@pytest.fixture
def nobody(as_):
    return as_(None)


@pytest.fixture
def published(carol, claim):
    publish(claim=claim, actor=carol, headline="Not three days")
    return claim


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["claim"]["id"] for row in answer.json()["results"]]


def test_a_row_is_that_of_the_export_without_its_number(as_, nobody, dave, published):
    answer = nobody.get(f"{ROOT}/{published.uid}")
    [row] = as_(dave).get("exports/verdicts.json?published=true").json()
    row.pop("seq")
    assert answer.json() == row
    assert nobody.get(ROOT).json() == {"results": [row], "next": None}
    standing = as_(dave).get("exports/verdicts.json").json()[0]
    assert set(row) == set(standing) - {"seq"}
    same = ("published_at", "first_published_at", "version", "canonical_url", "url", "corrections", "rating")
    assert {name: row[name] for name in same} == {name: standing[name] for name in same}
    assert row["url"] == f"http://127.0.0.1:8000/public/desk/factchecks/{published.uid}"


def test_answers_are_fit_for_a_cdn(nobody, carol, published):
    for address in (ROOT, f"{ROOT}/{published.uid}", f"{ROOT}/{published.uid}/snapshot"):
        answer = nobody.get(address)
        assert answer["Cache-Control"] == "public, max-age=60"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert not {"Changes-Head"} & set(answer.headers)
        assert nobody.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        correct(claim=published, actor=carol, kind="fix", reason="A word.")
        assert nobody.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_credentials_are_not_looked_at(nobody, published):
    assert nobody.get(ROOT, headers={"Authorization": "Bearer nonsense"}).status_code == 200


def test_what_is_not_there_is_404(nobody, claim, sourced):
    assert problem(nobody.get(f"{ROOT}/{claim.uid}")) == (404, [])
    assert problem(nobody.get("/api/v1/public/no-such-desk/factchecks")) == (404, [])
    assert problem(nobody.get(f"/api/v1/public/no-such-desk/factchecks/{claim.uid}")) == (404, [])
    assert ids(nobody.get(ROOT)) == []


def test_only_reading_is_possible(nobody, published):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert problem(nobody.call(method, ROOT, {})) == (405, [])


def test_a_withdrawn_one_answers_410_with_the_notice(nobody, carol, published):
    correct(claim=published, actor=carol, kind="void", reason="A forged log.", notice="We withdraw this.")
    for address in (f"{ROOT}/{published.uid}", f"{ROOT}/{published.uid}/snapshot"):
        answer = nobody.get(address)
        assert problem(answer) == (410, [])
        assert (answer.json()["detail"], answer.json()["notice"]) == ("We withdraw this.", "We withdraw this.")
        assert answer.json()["corrections"][0]["kind"] == "void"
    assert ids(nobody.get(ROOT)) == []


def test_filters(nobody, desk, carol, sourced):
    one = sourced()
    two = sourced("The bridge is red.", rating="true")
    publish(claim=one, actor=carol)
    publish(claim=two, actor=carol, canonical_url="https://desk.example.org/bridge")
    moment = nobody.get(f"{ROOT}/{two.uid}").json()["updated_at"]
    assert ids(nobody.get(f"{ROOT}?rating=true")) == [two.uid]
    assert ids(nobody.get(f"{ROOT}?q=BRIDGE")) == [two.uid]
    assert ids(nobody.get(f"{ROOT}?url=https://desk.example.org/bridge/")) == [two.uid]
    assert ids(nobody.get(f"{ROOT}?url=http://127.0.0.1:8000/public/desk/factchecks/{one.uid}")) == [one.uid]
    assert ids(nobody.get(f"{ROOT}?updated_after={moment}")) == [two.uid]
    for bad in ("rating=purple", "url=nothing", "updated_after=today", "limit=0", "cursor=x", "order=best"):
        name = bad.partition("=")[0]
        assert problem(nobody.get(f"{ROOT}?{bad}")) == (400, [f"?{name}"])


def test_the_address_at_which_a_claim_was_seen_finds_it(as_, nobody, alice, carol, claim):
    body = {"platform": "X", "url": "https://social.example/post/1"}
    assert as_(alice).post(f"claims/{claim.uid}/appearances", body).status_code == 201
    publish(claim=claim, actor=carol)
    assert ids(nobody.get(f"{ROOT}?url=https://social.example/post/1")) == [claim.uid]


def test_a_list_goes_on_behind_its_cursor_whatever_is_corrected_meanwhile(nobody, carol, sourced):
    claims = [sourced(f"Number {number}.") for number in range(3)]
    for claim in claims:
        publish(claim=claim, actor=carol)
    first = nobody.get(f"{ROOT}?limit=2").json()
    correct(claim=claims[0], actor=carol, kind="fix", reason="A word.")
    second = nobody.get(first["next"]).json()
    seen = [row["claim"]["id"] for row in first["results"] + second["results"]]
    assert seen == [claim.uid for claim in claims]


def test_statements_do_not_grow_with_the_rows(nobody, carol, sourced):
    counts = []
    for _ in range(3):
        publish(claim=sourced(), actor=carol)
        with CaptureQueriesContext(connection) as queries:
            nobody.get(ROOT)
        counts.append(len(queries))
    assert counts == [2, 2, 2]


def test_nothing_internal_is_public(as_, nobody, dave, desk, alice, carol, claim):
    """Invariant 6."""
    marker = "MARKERINTERNAL"
    comment(project=desk, actor=alice, claim=claim, text=marker)
    ask(claim=claim, actor=alice, channel=marker, answer=marker)
    piece = claim.evidence.filter(visibility="public").first()
    piece.note = marker
    piece.save()
    terms = {"email": f"{marker}@example.org", "affiliation": marker, "interests": marker}
    invite_guest(claim=claim, actor=carol, name=marker, **terms)
    add_page(project=desk, actor=carol, name="method", title="How we work", text="We read.")
    publish(claim=claim, actor=carol)
    decide(claim=claim, actor=carol, rating="true", explanation=marker, method="adjudication", dissent=marker)
    edit_claim(claim=type(claim).objects.get(pk=claim.pk), actor=carol, location=marker)
    reader = as_(dave, scope="read:published")
    addresses = [ROOT, f"{ROOT}/{claim.uid}", f"{ROOT}/{claim.uid}/snapshot"]
    addresses += ["/public/desk/about/", "/public/desk/about/method"]
    addresses += [
        f"exports/{name}" for name in ("verdicts.json", "verdicts.ndjson", "verdicts.csv", "claimreview.jsonld")
    ]
    for address in addresses:
        answer = reader.get(address)
        assert answer.status_code == 200, answer.content
        assert marker not in answer.content.decode()
    assert ids(nobody.get(f"{ROOT}?q={marker}")) == []


def test_the_hash_is_recomputed_by_anybody(nobody, carol, published):
    correct(claim=published, actor=carol, kind="fix", reason="A word.")
    for version in (1, 2):
        said = nobody.get(f"{ROOT}/{published.uid}/snapshot?version={version}").json()
        text = json.dumps(said["snapshot"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256((said["salt"] + text).encode()).hexdigest() == said["hash"]
        assert said["number"] == version
    assert problem(nobody.get(f"{ROOT}/{published.uid}/snapshot?version=3")) == (404, [])
    assert problem(nobody.get(f"{ROOT}/{published.uid}/snapshot?version=x")) == (400, ["?version"])


def test_an_export_of_what_is_published_reads_the_frozen_rows(as_, dave, carol, published):
    decide(claim=published, actor=carol, rating="true", explanation="No.", method="adjudication")
    reader = as_(dave, scope="read:published")
    [row] = reader.get("exports/verdicts.json").json()
    assert (row["rating"]["slug"], row["version"]) == ("mostly-false", 1)
    assert reader.get("exports/verdicts.json?rating=true").json() == []
    assert [each["claim"]["id"] for each in reader.get("exports/verdicts.json?rating=mostly-false").json()] == [
        published.uid
    ]
    assert problem(reader.get("exports/verdicts.json?assignee=alice")) == (403, [])
    [review] = reader.get("exports/claimreview.jsonld").json()
    assert (review["url"], review["datePublished"]) == (row["url"], row["first_published_at"])


def test_an_export_after_a_change_tells_of_what_was_withdrawn(as_, dave, carol, published, head):
    reader = as_(dave, scope="read:published")
    before = head()
    assert reader.get(f"exports/verdicts.json?after={before}").json() == []
    correct(claim=published, actor=carol, kind="fix", reason="A word.")
    [row] = reader.get(f"exports/verdicts.json?after={before}").json()
    assert (row["version"], row["seq"]) == (2, head())
    [out] = reader.get(f"exports/verdicts.json?after={before}&rating=true").json()
    assert (out["withdrawn"], out["reason"]) == (True, "no_longer_visible")
    correct(claim=published, actor=carol, kind="void", reason="A forged log.")
    answer = reader.get(f"exports/verdicts.json?after={before}")
    assert answer.json() == [{"claim": {"id": published.uid}, "withdrawn": True, "reason": "void", "seq": head()}]
    assert reader.get("exports/verdicts.json").json() == []
    table = reader.get(f"exports/verdicts.csv?after={before}").content.decode()
    assert re.search(r",true,void\r\n$", table)

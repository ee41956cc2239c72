"""Merging and splitting claims, and taking either back."""

import random

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claim
from annotations.evidence.models import Evidence
from annotations.verdicts.models import Round
from tests.cast import problem


def spans_of(shown):
    return [span["id"] for span in shown["spans"]]


def evidence_of(shown):
    return [(one["id"], one["position"]) for one in shown["evidence"]]


def test_merge_moves_links_posts_and_evidence_and_nothing_judged(
    as_, alice, carol, desk, mark, make_claim, add_evidence, head
):
    both, only = mark(0), mark(1)
    kept, merged = make_claim("Kept.", spans=[both]), make_claim("Merged.", spans=[both, only])
    mine, theirs = add_evidence(kept, 1), add_evidence(merged, 2)
    post = as_(alice).post(f"claims/{merged['id']}/appearances", {"platform": "Radio"}).json()["id"]
    before = head()
    answer = as_(carol).post(f"claims/{merged['id']}/merge", {"into": kept["id"]})
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["id"], shown["status"], shown["duplicate_of"]) == (merged["id"], "duplicate", kept["id"])
    assert (shown["spans"], shown["appearances"], shown["evidence"]) == ([], [], [])
    now = as_(carol).get(f"claims/{kept['id']}").json()
    assert spans_of(now) == [both, only]
    assert [one["id"] for one in now["appearances"] if one["kind"] == "post"] == [post]
    assert evidence_of(now) == [(mine, 0), (theirs, 1)]
    assert Round.objects.filter(claim__uid=merged["id"]).count() == 1
    change = Change.objects.get(project=desk, seq=before + 1)
    assert (change.actor, change.verb, change.object) == ("carol", "merge", merged["id"])
    assert change.data == {
        "into": kept["id"],
        "before": {"status": "new"},
        "spans": [only],
        "appearances": [merged["appearances"][1]["id"], post],
        "dropped": [{"id": merged["appearances"][0]["id"], "span": both, "author": "alice"}],
        "evidence": {theirs: 0},
        "comments": [],
    }


def test_unmerge_gives_everything_back(as_, carol, mark, make_claim, add_evidence):
    both, only = mark(0), mark(1)
    kept, merged = make_claim("Kept.", spans=[both]), make_claim("Merged.", spans=[both, only])
    add_evidence(kept, 1)
    add_evidence(merged, 2)
    before = [as_(carol).get(f"claims/{one['id']}").json() for one in (kept, merged)]
    as_(carol).post(f"claims/{merged['id']}/merge", {"into": kept["id"]})
    assert as_(carol).delete(f"claims/{merged['id']}/merge").status_code == 204
    after = [as_(carol).get(f"claims/{one['id']}").json() for one in (kept, merged)]
    for old, new in zip(before, after, strict=True):
        assert (new["status"], new["duplicate_of"]) == ("new", None)
        assert sorted(spans_of(new)) == sorted(spans_of(old))
        assert evidence_of(new) == evidence_of(old)
        assert {one["id"] for one in new["appearances"]} == {one["id"] for one in old["appearances"]}
    assert problem(as_(carol).delete(f"claims/{merged['id']}/merge")) == (409, [])


def test_merge_is_refused_for_what_cannot_be_merged(as_, carol, make_claim, head):
    one, two, three = (make_claim(f"Claim {n}.") for n in range(3))
    path = f"claims/{one['id']}/merge"
    assert problem(as_(carol).post(path, {})) == (400, ["/into"])
    assert problem(as_(carol).post(path, {"into": 7})) == (400, ["/into"])
    assert problem(as_(carol).post(path, {"into": "nothing"})) == (400, ["/into"])
    assert problem(as_(carol).post(path, {"into": one["id"]})) == (400, ["/into"])
    Claim.objects.filter(uid=one["id"]).update(publication_state="live")
    before = head()
    assert problem(as_(carol).post(path, {"into": two["id"]})) == (409, [])
    Claim.objects.filter(uid=one["id"]).update(publication_state="none")
    assert head() == before
    assert as_(carol).post(path, {"into": two["id"]}).status_code == 200
    assert problem(as_(carol).post(path, {"into": two["id"]})) == (409, [])
    refused = as_(carol).post(f"claims/{three['id']}/merge", {"into": one["id"]})
    assert (problem(refused), refused.json()["duplicate_of"]) == ((409, []), two["id"])


def test_nothing_is_added_to_a_duplicate(as_, carol, article, mark, make_claim):
    one, two = make_claim("One."), make_claim("Two.")
    as_(carol).post(f"claims/{one['id']}/merge", {"into": two["id"]})
    for method, path, body in [
        ("PUT", f"claims/{one['id']}/spans/{mark(0)}", None),
        ("POST", f"claims/{one['id']}/appearances", {"platform": "Radio"}),
        ("POST", f"claims/{one['id']}/evidence", {"url": "https://a.example/", "stance": "supports"}),
        (
            "POST",
            f"articles/{article}/spans",
            {"version": 1, "start": 0, "end": 8, "exact": "Sentence", "claims": [one["id"]]},
        ),
        ("POST", f"claims/{one['id']}/split", {"text": "Part."}),
    ]:
        refused = as_(carol).call(method, path, body)
        assert (problem(refused), refused.json()["duplicate_of"]) == ((409, []), two["id"])


def test_split_takes_what_is_named_and_copies_who_and_when(
    as_, alice, carol, mark, make_claim, add_evidence, log, head
):
    spans = [mark(0), mark(1)]
    whole = make_claim(
        spans=spans, claimant={"name": "Somebody"}, claimed_on="2024-01-25", location="Kyiv", topics=["War"]
    )
    evidence = [add_evidence(whole, n) for n in range(3)]
    before = head()
    answer = as_(carol).post(
        f"claims/{whole['id']}/split", {"text": "A part.", "spans": [spans[1]], "evidence": [evidence[1]]}
    )
    assert answer.status_code == 201
    part = answer.json()
    assert answer["Location"].endswith(f"/claims/{part['id']}")
    assert (part["text"], part["split_from"], part["author"], part["status"]) == (
        "A part.",
        whole["id"],
        "carol",
        "new",
    )
    assert {name: part[name] for name in ("claimant", "claimed_on", "location", "topics")} == {
        name: whole[name] for name in ("claimant", "claimed_on", "location", "topics")
    }
    assert (spans_of(part), evidence_of(part)) == ([spans[1]], [(evidence[1], 0)])
    rest = as_(carol).get(f"claims/{whole['id']}").json()
    assert (spans_of(rest), [uid for uid, _ in evidence_of(rest)]) == ([spans[0]], [evidence[0], evidence[2]])
    assert Round.objects.get(claim__uid=part["id"]).number == 1
    assert log(before) == [("carol", "create", "claim", part["id"]), ("carol", "split", "claim", whole["id"])]
    assert as_(carol).delete(f"claims/{part['id']}/split").status_code == 204
    again = as_(carol).get(f"claims/{whole['id']}").json()
    assert (sorted(spans_of(again)), evidence_of(again)) == (sorted(spans), [(e, n) for n, e in enumerate(evidence)])
    assert problem(as_(carol).get(f"claims/{part['id']}")) == (410, [])


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["/text"]),
        ({"text": ""}, ["/text"]),
        ({"text": "x", "spans": ["nothing"]}, ["/spans/0"]),
        ({"text": "x", "evidence": ["nothing"]}, ["/evidence/0"]),
        ({"text": "x", "claimant": "y"}, ["/claimant"]),
    ],
)
def test_split_of_bad_input_names_the_field(as_, carol, make_claim, head, body, pointers):
    whole = make_claim()
    before = head()
    assert problem(as_(carol).post(f"claims/{whole['id']}/split", body)) == (400, pointers)
    assert (Claim.objects.count(), head()) == (1, before)


def test_claim_that_is_no_part_is_not_unsplit(as_, carol, make_claim):
    assert problem(as_(carol).delete(f"claims/{make_claim()['id']}/split")) == (409, [])


def test_merge_and_split_are_for_editors(as_, eve, vera, alice, make_claim):
    claim = make_claim()
    for path in (f"claims/{claim['id']}/merge", f"claims/{claim['id']}/split"):
        for method in ("POST", "DELETE"):
            assert problem(as_(eve).call(method, path, {})) == (404, [])
            assert problem(as_(vera).call(method, path, {})) == (403, [])
            assert problem(as_(alice).call(method, path, {})) == (403, [])


@pytest.mark.parametrize("seed", range(12))
def test_no_link_and_no_evidence_is_lost_or_doubled_by_merging_and_splitting(
    as_, carol, desk, mark, make_claim, add_evidence, seed
):
    chance, caller = random.Random(seed), as_(carol)
    marks = [mark(n) for n in range(5)]
    claims = [make_claim(f"Claim {n}.", spans=chance.sample(marks, chance.randint(0, 4))) for n in range(4)]
    for n in range(6):
        add_evidence(chance.choice(claims), n)
    linked = set(Appearance.objects.values_list("span__uid", flat=True))
    evidence = set(Evidence.objects.values_list("uid", flat=True))
    uids = [claim["id"] for claim in claims]
    for _ in range(12):
        one, other = chance.sample(uids, 2)
        shown = caller.get(f"claims/{one}").json()
        deed = chance.choice(["merge", "unmerge", "split", "unsplit"])
        if deed == "merge":
            caller.post(f"claims/{one}/merge", {"into": other})
        elif deed == "unmerge":
            caller.delete(f"claims/{one}/merge")
        elif deed == "unsplit":
            caller.delete(f"claims/{one}/split")
        elif "id" in shown:
            some = [uid for uid in spans_of(shown) if chance.random() < 0.5]
            pieces = [uid for uid, _ in evidence_of(shown) if chance.random() < 0.5]
            answer = caller.post(f"claims/{one}/split", {"text": "Part.", "spans": some, "evidence": pieces})
            if answer.status_code == 201:
                uids.append(answer.json()["id"])
        links = list(Appearance.objects.values_list("claim__uid", "span__uid"))
        assert {span for _, span in links} == linked
        assert len(set(links)) == len(links)
        assert set(Evidence.objects.values_list("uid", flat=True)) == evidence
        # Duplicates and deleted claims hold nothing back.
        empty = Claim.objects.filter(status="duplicate") | Claim.objects.filter(deleted_at__isnull=False)
        assert not Appearance.objects.filter(claim__in=empty).exists()
        assert not Evidence.objects.filter(claim__in=empty).exists()
        for claim in Claim.objects.all():
            positions = list(Evidence.objects.filter(claim=claim).values_list("position", flat=True))
            assert len(set(positions)) == len(positions)

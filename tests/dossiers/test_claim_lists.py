"""The claims list: its filters, its counts, what it costs; and similar claims."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.claims.models import Claim
from annotations.claims.serializers import ClaimantOutput
from annotations.dossiers.claim_serializers import ClaimOutput, ClaimRowOutput, SimilarOutput
from annotations.verdicts.models import Round, Verdict
from tests.cast import problem


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


@pytest.fixture
def three(as_, alice, desk, article, mark, make_claim):
    """Three claims that differ in everything that can be filtered, as the API gave them."""
    one = make_claim("Україна підтвердила обмін.", claimant={"name": "ГУР"}, topics=["War in Ukraine"], spans=[mark(0)])
    two = make_claim("The plane carried prisoners.", topics=["war in ukraine", "Prisoners"], spans=[mark(1), mark(2)])
    three = make_claim("The price of bread rose.", claimant={"name": "Ministry", "type": "organization"})
    Claim.objects.filter(uid=two["id"]).update(status="accepted", rating="false", publication_state="live")
    Claim.objects.filter(uid=three["id"]).update(status="declined", updated_at=timezone.now() + timedelta(hours=1))
    return one, two, three


def test_filters_give_what_they_name(as_, vera, article, three):
    one, two, last = (claim["id"] for claim in three)
    claimant = three[0]["claimant"]["id"]
    for query, expected in {
        "": [one, two, last],
        "status=new": [one],
        "status=new,declined": [one, last],
        "publication_state=live": [two],
        "publication_state=none": [one, last],
        f"claimant={claimant}": [one],
        "rating=false": [two],
        "rating=true": [],
        f"article={article}": [one, two],
        "assignee=alice": [],
        "topic=War%20in%20Ukraine": [one, two],
        "topic=War": [],
        "q=україна": [one],
        "q=УКРАЇНА": [one],
        "q=prisoners": [two],
        "q=": [one, two, last],
        f"article={article}&topic=prisoners": [two],
        "updated_after=2100-01-01T00:00:00Z": [],
        "updated_after=2000-01-01T00:00:00%2B02:00": [one, two, last],
        "order=-created": [last, two, one],
        "colour=red": [one, two, last],
    }.items():
        assert (query, ids(as_(vera).get(f"claims?{query}"))) == (query, expected)


@pytest.mark.refusals
@pytest.mark.parametrize(
    "query",
    [
        "status=finished",
        "publication_state=secret",
        "claimant=nobody",
        "rating=purple",
        "article=nothing",
        "assignee=stranger",
        "assignee=eve",
        "updated_after=yesterday",
        "limit=0",
        "limit=501",
        "limit=x",
        "cursor=x",
        "order=rating",
        "q=a%00b",
        "topic=%00",
    ],
)
def test_filter_value_that_cannot_be_meant_is_400_at_its_name(as_, vera, three, query):
    assert problem(as_(vera).get(f"claims?{query}")) == (400, [f"?{query.partition('=')[0]}"])


def test_list_counts_links_evidence_by_stance_and_places(as_, alice, article, three, add_evidence):
    _, two, _ = three
    for n, stance in enumerate(["supports", "supports", "refutes", "context"]):
        add_evidence(two, n, stance=stance)
    gone = add_evidence(two, 9)
    as_(alice).delete(f"evidence/{gone}", etag='"1"')
    as_(alice).post(f"claims/{two['id']}/appearances", {"platform": "Radio"})
    row = as_(alice).get(f"claims?article={article}").json()["results"][1]
    assert row["counts"] == {"spans": 2, "evidence": 4, "comments": 0}
    assert row["stances"] == {"supports": 2, "refutes": 1, "context": 1}
    # Two passages of one article, and a post.
    assert row["seen"] == 2


def test_list_shows_the_round_that_submissions_opened_and_who_submitted(as_, alice, bob, carol, three):
    row = Claim.objects.get(uid=three[0]["id"])
    first = Round.objects.get(claim=row)
    first.opened_at = timezone.now()
    first.save()
    first.asked.set([alice, carol])
    rating = row.project.scales.get().ratings.get(slug="false")
    for who, status in ((bob, "submitted"), (alice, "submitted"), (carol, "draft")):
        Verdict.objects.create(
            project=row.project,
            claim=row,
            round=first,
            reviewer=who,
            rating=rating,
            status=status,
            submitted_at=timezone.now() if status == "submitted" else None,
        )
    shown = as_(carol).get("claims").json()["results"]
    assert [claim["round"] and claim["round"]["submitted"] for claim in shown] == [["alice", "bob"], None, None]
    assert shown[0]["round"]["asked"] == ["alice", "carol"]
    whole = as_(carol).get(f"claims/{row.uid}").json()
    assert whole["rounds"] == [shown[0]["round"]]
    assert (whole["my_verdict"]["status"], whole["my_verdict"]["rating"]) == ("draft", "false")


def test_serializers_document_what_is_given(as_, alice, three, add_evidence):
    add_evidence(three[1])
    as_(alice).post(f"claims/{three[1]['id']}/appearances", {"platform": "Radio"})
    row = Claim.objects.get(uid=three[1]["id"])
    Round.objects.filter(claim=row).update(opened_at=timezone.now())
    as_(alice).put(f"claims/{row.uid}/verdict", {"rating": "false", "explanation": "So.", "status": "submitted"})
    for shown in as_(alice).get("claims").json()["results"]:
        assert ClaimRowOutput(shown).data == shown
    whole = as_(alice).get(f"claims/{row.uid}").json()
    assert whole["my_verdict"]["rating"] == "false"
    assert ClaimOutput(whole).data == whole
    similar = as_(alice).get("claims/similar?text=prisoners").json()["results"]
    assert [SimilarOutput(shown).data for shown in similar] == similar != []
    for shown in as_(alice).get("claimants").json()["results"]:
        assert ClaimantOutput(shown).data == shown


def test_draft_of_another_changes_nothing_that_one_sees(as_, alice, bob, desk, make_claim):
    claim = make_claim()
    before = [as_(bob).get(path) for path in ("claims", f"claims/{claim['id']}")]
    row = Claim.objects.get(uid=claim["id"])
    Verdict.objects.create(project=desk, claim=row, round=Round.objects.get(claim=row), reviewer=alice)
    after = [as_(bob).get(path) for path in ("claims", f"claims/{claim['id']}")]
    assert [one.content for one in after] == [one.content for one in before]
    assert after[1]["ETag"] == before[1]["ETag"]


def count(caller, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert caller.get(path).status_code == 200
    # Transaction control is no statement of ours.
    return len([q for q in captured.captured_queries if not q["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE"))])


def test_list_costs_the_same_for_one_and_for_three_claims(as_, vera, mark, make_claim, add_evidence):
    caller = as_(vera)
    for n in range(3):
        claim = make_claim(f"Claim {n}.", spans=[mark(n)], claimant={"name": f"Person {n}"})
        add_evidence(claim, n)
        Round.objects.filter(claim__uid=claim["id"]).update(opened_at=timezone.now())
        if n == 0:
            one = count(caller, "claims"), count(caller, f"claims/{claim['id']}"), count(caller, "claimants")
    assert (count(caller, "claims"), count(caller, f"claims/{claim['id']}"), count(caller, "claimants")) == one
    assert one[0] <= 6


def test_similar_claims_come_by_likeness_and_those_just_made_by_others_first(as_, alice, bob, make_claim):
    old = make_claim("The Il-76 carried 65 Ukrainian prisoners of war.")
    Claim.objects.filter(uid=old["id"]).update(created_at=timezone.now() - timedelta(days=1))
    mine = make_claim("The Il-76 carried prisoners of war.", as_(bob))
    fresh = make_claim("An Il-76 carried some Ukrainian prisoners.")
    make_claim("Bread costs more than a year ago.")
    answer = as_(bob).get("claims/similar", headers=None)
    assert problem(answer) == (400, ["?text"])
    rows = as_(bob).get("claims/similar?text=The+Il-76+carried+65+Ukrainian+prisoners+of+war").json()["results"]
    assert [row["id"] for row in rows] == [fresh["id"], old["id"], mine["id"]]
    assert rows[1]["score"] == 1.0
    assert {"text", "claimant", "status", "rating", "seen", "author", "created_at"} <= set(rows[0])
    assert len(as_(bob).get("claims/similar?text=Il-76+carried+prisoners&limit=1").json()["results"]) == 1
    assert as_(bob).get("claims/similar?text=+").json()["results"] == []
    assert ids(as_(bob).get(f"claims/similar?text=Il-76+carried+prisoners&but={fresh['id']}")) == [
        mine["id"],
        old["id"],
    ]


def test_similar_leaves_out_duplicates_and_deleted_claims(as_, alice, carol, make_claim):
    kept, merged, gone = (make_claim(f"The plane carried prisoners {n}.") for n in range(3))
    as_(carol).post(f"claims/{merged['id']}/merge", {"into": kept["id"]})
    as_(alice).delete(f"claims/{gone['id']}", etag='"1"')
    assert ids(as_(alice).get("claims/similar?text=The+plane+carried+prisoners")) == [kept["id"]]


def test_similar_is_hidden_from_strangers(as_, eve, vera):
    assert problem(as_(eve).get("claims/similar?text=x")) == (404, [])
    assert as_(vera).get("claims/similar?text=x").status_code == 200

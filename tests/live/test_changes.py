"""`P/changes` as API.md, *Changes*, says."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.changes.models import Change
from annotations.changes.record import Entry, record_all
from annotations.dossiers.claim_actions import create_claims
from annotations.teams.actions import create_desk
from tests.cast import problem

TEXT = "The plane fell near Belgorod. Nobody could verify the reports.\n"


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"title": "The crash", "text": TEXT}).json()


@pytest.fixture
def span(as_, alice, article):
    body = {"version": 1, "start": 0, "end": 29, "exact": TEXT[:29]}
    return as_(alice).post(f"articles/{article['id']}/spans", body).json()


@pytest.fixture
def claim(as_, alice, span):
    body = {"text": "The plane fell near Belgorod.", "claimant": {"name": "A witness", "type": "person"}}
    return as_(alice).post("claims", body | {"spans": [span["id"]]}).json()


@pytest.fixture
def evidence(as_, alice, claim):
    body = {"url": "https://example.org/report", "stance": "supports", "quote": "It fell."}
    return as_(alice).post(f"claims/{claim['id']}/evidence", body).json()


def ask(caller, after=0, limit=500):
    answer = caller.get(f"changes?after={after}&limit={limit}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_changes_gives_every_number_once_ascending(as_, vera, evidence, head):
    found = ask(as_(vera))
    assert [change["seq"] for change in found["changes"]] == list(range(1, head() + 1))
    assert (found["last"], found["head"]) == (head(), head())


def test_changes_shows_who_did_what_to_which_object(as_, vera, alice, head):
    before = head()
    made = as_(alice).post("articles", {"title": "The crash", "text": TEXT}).json()
    change = ask(as_(vera), before)["changes"][0]
    at = Change.objects.get(seq=before + 1).at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert change == {
        "seq": before + 1,
        "at": at,
        "actor": "alice",
        "verb": "create",
        "object": {
            "type": "article",
            "id": made["id"],
            "url": f"http://127.0.0.1:8000/api/v1/projects/desk/articles/{made['id']}",
        },
        "claims": [],
        "gone": False,
        "state": made,
    }


def test_state_is_what_a_get_of_the_object_answers(as_, alice, evidence):
    caller = as_(alice)
    kinds = set()
    for change in ask(caller)["changes"]:
        kind = change["object"]["type"]
        if kind in ("version", "source"):
            continue  # a GET of these has more beside: the text; the claims of the desk
        kinds.add(kind)
        assert change["state"] == caller.get(change["object"]["url"]).json(), kind
    assert kinds == {"project", "ratings", "member", "article", "span", "claim", "claimant", "evidence"}


def test_state_is_as_it_is_now(as_, alice, claim):
    caller = as_(alice)
    caller.patch(f"claims/{claim['id']}", {"text": "Another sentence."}, etag=f'"{claim["revision"]}"')
    states = [c["state"]["text"] for c in ask(caller)["changes"] if c["object"]["id"] == claim["id"]]
    assert states == ["Another sentence."] * len(states)
    assert len(states) > 1


def test_a_new_version_comes_without_its_text(as_, alice, article, head):
    before = head()
    as_(alice).post(f"articles/{article['id']}/versions", {"text": TEXT + "More.\n"})
    state = next(c["state"] for c in ask(as_(alice), before)["changes"] if c["object"]["type"] == "version")
    assert (state["article"], state["number"], state["length"]) == (article["id"], 2, len(TEXT) + 6)
    assert "text" not in state and "blocks" not in state


def test_a_deleted_object_is_gone_until_it_is_restored(as_, alice, span):
    caller = as_(alice)

    def shown():
        found = [c for c in ask(caller)["changes"] if c["object"]["id"] == span["id"]]
        return {(c["gone"], c["state"] is None) for c in found}

    assert shown() == {(False, False)}
    caller.delete(f"spans/{span['id']}", etag="*")
    assert shown() == {(True, True)}
    caller.post(f"spans/{span['id']}/restore")
    assert shown() == {(False, False)}


def test_a_removed_member_is_gone(as_, dave, vera, bob):
    as_(dave).delete("members/bob")
    gone = {c["object"]["id"]: c["gone"] for c in ask(as_(vera))["changes"] if c["object"]["type"] == "member"}
    assert gone == {"dave": False, "alice": False, "bob": True, "carol": False, "vera": False}


def test_claims_are_those_whose_row_changed(as_, alice, claim, evidence, head):
    change = ask(as_(alice), head() - 1)["changes"][0]
    assert (change["object"]["type"], change["claims"]) == ("evidence", [claim["id"]])


def test_claims_are_at_most_500_and_then_said_to_be_truncated(as_, desk, alice, head):
    made = create_claims(project=desk, actor=alice, drafts=[{"text": f"Sentence {n}."} for n in range(501)])
    uids = [claim.uid for claim in made]
    with transaction.atomic():
        record_all(
            [Entry("edit", made[0], claims=uids), Entry("edit", made[0], claims=uids[:500])], project=desk, actor=alice
        )
    many, few = ask(as_(alice), head() - 2)["changes"]
    assert (many["claims"], many["claims_truncated"]) == (uids[:500], True)
    assert few["claims"] == uids[:500] and "claims_truncated" not in few


def test_pages_follow_each_other_without_gap_or_double(as_, vera, evidence, head):
    caller, after, seen = as_(vera), 0, []
    while True:
        found = ask(caller, after, limit=3)
        if not found["changes"]:
            break
        assert len(found["changes"]) <= 3
        assert found["last"] == found["changes"][-1]["seq"]
        seen += [change["seq"] for change in found["changes"]]
        after = found["last"]
    assert seen == list(range(1, head() + 1))
    assert (found["last"], found["head"]) == (head(), head())


def test_after_may_be_left_out_and_limit_is_50_then(as_, alice, desk, head):
    create_claims(project=desk, actor=alice, drafts=[{"text": f"Sentence {n}."} for n in range(60)])
    found = as_(alice).get("changes").json()
    assert [change["seq"] for change in found["changes"]] == list(range(1, 51))
    assert (found["last"], found["head"]) == (50, head())


def judge(caller, claim, rating="false", status="submitted"):
    body = {"rating": rating, "explanation": "SECRET reasons.", "status": status}
    return caller.put(f"claims/{claim['id']}/verdict", body)


def test_a_sealed_verdict_is_in_no_change(as_, alice, carol, dave, claim, head):
    before = head()
    judge(as_(alice), claim, status="draft")
    assert head() == before
    judge(as_(alice), claim)
    for person in (carol, dave):
        answer = as_(person).get(f"changes?after={before}&limit=500")
        assert {c["object"]["type"] for c in answer.json()["changes"]} <= {"round", "claim"}
        assert "SECRET" not in answer.content.decode()
    assert "SECRET" in as_(alice).get("changes?limit=500").content.decode()  # one's own, in my_verdict of the claim


def test_a_reveal_is_one_change_for_the_round_and_one_for_each_verdict(as_, alice, bob, vera, carol, claim, head):
    judge(as_(alice), claim)
    before = head()
    judge(as_(bob), claim, rating="true")
    as_(carol).put(
        f"claims/{claim['id']}/decision", {"rating": "false", "explanation": "It is.", "method": "adjudication"}
    )
    found = [
        (c["verb"], c["object"]["type"], (c["state"] or {}).get("rating")) for c in ask(as_(vera), before)["changes"]
    ]
    assert found == [
        ("submit", "round", None),
        ("reveal", "round", None),
        ("reveal", "verdict", "false"),
        ("reveal", "verdict", "true"),
        ("decide", "decision", "false"),
    ]


def test_a_round_that_is_not_listed_yet_is_not_visible(as_, carol, claim, head):
    answer = as_(carol).patch(f"claims/{claim['id']}/rounds/1", {"asked": ["alice"]})
    assert answer.status_code == 200, answer.content
    change = ask(as_(carol), head() - 1)["changes"][0]
    assert (change["object"]["type"], change["gone"], change["state"]) == ("round", False, None)


@pytest.mark.parametrize("more", [1, 10**6, 10**30])
def test_a_number_beyond_the_head_answers_410_with_the_head(as_, alice, head, more):
    answer = as_(alice).get(f"changes?after={head() + more}")
    assert problem(answer)[0] == 410
    assert answer.json()["head"] == head()


def test_a_number_older_than_the_kept_log_answers_410_with_the_head(as_, alice, claim, head):
    Change.objects.filter(seq__lte=3).delete()
    answer = as_(alice).get("changes?after=2")
    assert (answer.status_code, answer.json()["head"]) == (410, head())
    assert ask(as_(alice), 3)["changes"][0]["seq"] == 4


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("after=-1", "?after"),
        ("after=x", "?after"),
        ("after=", "?after"),
        ("after=1.0", "?after"),
        ("after=٣", "?after"),
        ("limit=0", "?limit"),
        ("limit=501", "?limit"),
        ("limit=ten", "?limit"),
    ],
)
def test_a_query_that_cannot_be_meant_answers_400(as_, alice, query, pointer):
    assert problem(as_(alice).get(f"changes?{query}")) == (400, [pointer])


def test_changes_are_for_members_with_scope_read(as_, alice, eve):
    assert as_(None).get("changes").status_code == 401
    assert as_(eve).get("changes").status_code == 404
    assert as_(alice, scope="read:published").get("changes").status_code == 403
    assert as_(alice, scope="read").get("changes").status_code == 200
    assert as_(alice).post("changes", {}).status_code == 405


def test_changes_of_another_desk_are_never_seen(as_, dave, alice, head):
    other = create_desk(actor=dave, slug="other", name="Another")
    create_claims(project=other, actor=dave, drafts=[{"text": "A sentence of theirs."}])
    assert "theirs" not in as_(alice).get("changes?limit=500").content.decode()
    assert ask(as_(alice))["head"] == head()


def test_the_count_of_statements_does_not_grow(as_, alice, claim, evidence):
    counts = []
    for n in range(3):
        made = as_(alice).post("articles", {"title": f"Article {n}", "text": TEXT}).json()
        body = {"version": 1, "start": 0, "end": 3, "exact": "The"}
        marked = as_(alice).post(f"articles/{made['id']}/spans", body).json()
        as_(alice).post("claims", {"text": f"Sentence {n}.", "spans": [marked["id"]]})
        as_(alice).post(f"claims/{claim['id']}/evidence", {"citation": f"Book {n}", "stance": "context"})
        caller = as_(alice)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask(caller)
        counts.append(len(captured))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 30

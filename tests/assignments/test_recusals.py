"""`P/recusals`: declared conflicts of interest, and what follows from them."""

import pytest

from annotations.assignments.models import Recusal
from tests.cast import problem
from tests.making import make_claim, submit


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice, claimant={"name": "The mayor", "type": "person"})


def test_recusal_is_declared_for_oneself_and_seen_by_all(as_, bob, vera, claim, log, head):
    before = head()
    made = as_(bob).post("recusals", {"claim": claim.uid, "reason": "My brother said it."})
    assert made.status_code == 201
    assert made.json() == {
        "id": made.json()["id"],
        "username": "bob",
        "claim": claim.uid,
        "claimant": None,
        "reason": "My brother said it.",
        "created_at": made.json()["created_at"],
    }
    assert as_(vera).get("recusals").json()["results"] == [made.json()]
    assert as_(vera).get(f"recusals/{made.json()['id']}").json() == made.json()
    assert log(before) == [("bob", "create", "recusal", made.json()["id"])]
    assert as_(bob).post("recusals", {"claim": claim.uid}).status_code == 409


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/claim"),
        ({"claim": "x"}, "/claim"),
        ({"claimant": "x"}, "/claimant"),
        ({"claim": "x", "claimant": "x"}, "/claim"),
        ({"claim": "x", "username": "carol"}, "/username"),
    ],
)
def test_bad_input_names_the_field(as_, bob, body, pointer):
    assert problem(as_(bob).post("recusals", body)) == (400, [pointer])
    assert Recusal.objects.count() == 0


def test_recused_person_gets_no_work_and_gives_back_what_they_have(as_, bob, carol, claim):
    work = as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).json()["id"]
    as_(bob).post("recusals", {"claimant": claim.claimant.uid})
    assert as_(carol).get(f"assignments/{work}").json()["status"] == "returned"
    assert as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).status_code == 409
    assert as_(carol).patch(f"assignments/{work}", {"status": "open"}, etag="*").status_code == 409


def test_recused_person_gives_no_verdict_until_they_take_it_back(as_, alice, bob, claim):
    made = as_(bob).post("recusals", {"claimant": claim.claimant.uid}).json()["id"]
    verdict = {"rating": "true", "explanation": "Two logs say so.", "status": "submitted"}
    assert as_(bob).put(f"claims/{claim.uid}/verdict", verdict).status_code == 409
    assert as_(alice).delete(f"recusals/{made}").status_code == 403
    assert as_(bob).delete(f"recusals/{made}").status_code == 204
    assert as_(bob).get(f"recusals/{made}").status_code == 404
    assert submit(claim, bob).status == "submitted"


def test_recusal_follows_a_merged_claimant(as_, desk, alice, bob, carol, claim):
    other = make_claim(desk, alice, "He said more.", claimant={"name": "Mayor Smith", "type": "person"})
    as_(bob).post("recusals", {"claimant": other.claimant.uid})
    as_(carol).post(f"claimants/{other.claimant.uid}/merge", {"into": claim.claimant.uid})
    assert as_(carol).post("assignments", {"claim": claim.uid, "assignee": "bob"}).status_code == 409


def test_roles(as_, vera, eve, claim):
    assert as_(vera).post("recusals", {"claim": claim.uid}).status_code == 403
    assert as_(eve).get("recusals").status_code == 404

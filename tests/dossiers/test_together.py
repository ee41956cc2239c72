"""People who link, edit, merge and name at the same moment: one outcome, nothing lost, nobody stuck."""

import pytest

from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claim, Claimant
from tests.cast import Caller, make_cast
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "It was said. It was said again."


def at_once(*calls):
    """The statuses of the answers, in order."""
    return [answer.status_code for answer in together(calls)]


@pytest.fixture
def scene():
    """`(alice, carol, claims, span)` that threads see: callers, ids of two claims and of a highlight, all committed."""
    project, people = make_cast()
    alice, carol = Caller(people.alice, project), Caller(people.carol, project)
    article = alice.post("articles", {"text": TEXT}).json()["id"]
    span = alice.post(f"articles/{article}/spans", {"version": 1, "start": 0, "end": 12, "exact": TEXT[:12]}).json()
    claims = [alice.post("claims", {"text": f"Claim {n}."}).json()["id"] for n in range(2)]
    return alice, carol, claims, span["id"]


def test_one_link_made_twice_at_once_is_one_link(scene):
    alice, carol, (claim, _), span = scene
    path = f"claims/{claim}/spans/{span}"
    assert sorted(at_once(lambda: alice.put(path), lambda: carol.put(path))) == [200, 201]
    assert Appearance.objects.count() == 1
    assert Change.objects.filter(verb="link").count() == 1


def test_edits_of_one_revision_at_once_are_one_edit_and_412s_that_show_it(scene):
    alice, carol, (claim, _), _ = scene
    people = [Caller(each.user, each.project) for each in (alice, carol) * 3]
    answers = together(
        [lambda n=n, c=c: c.patch(f"claims/{claim}", {"text": f"No. {n}"}, etag='"1"') for n, c in enumerate(people)]
    )
    made, *refused = sorted(answers, key=lambda answer: answer.status_code)
    assert (made.status_code, {answer.status_code for answer in refused}) == (200, {412})
    assert [(answer.json()["current"], answer["ETag"]) for answer in refused] == [(made.json(), made["ETag"])] * 5


def test_two_claims_merged_into_each_other_at_once_leave_one(scene):
    _, carol, (one, two), _ = scene
    again = Caller(carol.user, carol.project)
    statuses = at_once(
        lambda: carol.post(f"claims/{one}/merge", {"into": two}),
        lambda: again.post(f"claims/{two}/merge", {"into": one}),
    )
    assert sorted(statuses) == [200, 409]
    assert Claim.objects.filter(status="duplicate").count() == 1


def test_link_to_a_claim_that_is_being_merged_goes_with_it_or_is_refused(scene):
    alice, carol, (merged, kept), span = scene
    linked, done = at_once(
        lambda: alice.put(f"claims/{merged}/spans/{span}"),
        lambda: carol.post(f"claims/{merged}/merge", {"into": kept}),
    )
    assert done == 200
    assert list(Appearance.objects.values_list("claim__uid", flat=True)) == ([kept] if linked == 201 else [])
    assert linked in (201, 409)


def test_one_new_name_in_two_claims_at_once_is_one_claimant(scene):
    alice, carol, _, _ = scene
    body = {"text": "So it is.", "claimant": {"name": "Somebody new"}}
    assert at_once(lambda: alice.post("claims", body), lambda: carol.post("claims", body)) == [201, 201]
    assert Claimant.objects.count() == 1
    assert Claim.objects.filter(claimant=Claimant.objects.get()).count() == 2

"""The gates before signing off: what is missing is said in words, exceptions are written, each step is recorded."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.assignments.recusals import recuse
from annotations.changes.models import Change
from annotations.claims.models import Claim, Claimant
from annotations.claims.states import GATES, WAIVABLE
from annotations.projects.models import DEFAULT_SETTINGS, Token
from annotations.replies.actions import ask
from annotations.teams.actions import create_desk, edit_desk
from tests.cast import problem
from tests.making import make_claim, submit

SOURCES = "Public evidence: 2 wanted, 0 there."
ASKED = "The person or organization has not been asked for a reply."
TWO_FACTOR = "This desk wants two-factor sign-in of whoever signs off. Set it up on your account."


@pytest.fixture
def claim(as_, desk, alice, bob, carol):
    """A claim on which carol has decided."""
    claim = make_claim(desk, alice)
    submit(claim, alice, "true")
    submit(claim, bob, "false")
    body = {"rating": "false", "explanation": "The log.", "method": "adjudication"}
    assert as_(carol).put(f"claims/{claim.uid}/decision", body).status_code == 201
    return claim


@pytest.fixture
def gates(desk, dave):
    """Switches the desk's gates; those not named are off."""
    off = {"sources": 0, "right_of_reply": False, "second_signature": False, "two_factor": False}

    def switch(**values):
        desk.refresh_from_db()
        edit_desk(project=desk, actor=dave, settings={"gates": off | values})

    return switch


@pytest.fixture
def steps(claim):
    """The address of the steps."""
    return f"claims/{claim.uid}/transitions"


def add(caller, claim, url, **more):
    assert caller.post(f"claims/{claim.uid}/evidence", {"url": url, "stance": "refutes"} | more).status_code == 201


def blocked(caller, steps):
    return {each["to"]: each["unmet"] for each in caller.get(steps).json()["blocked"]}


def test_two_public_items_of_two_publishers_by_default(as_, alice, carol, claim, steps):
    assert blocked(as_(carol), steps) == {"approved": [SOURCES]}
    refused = as_(carol).post(steps, {"to": "approved"})
    assert (problem(refused), refused.json()["unmet"]) == ((409, []), [SOURCES])
    add(as_(alice), claim, "https://www.port.example/a")
    add(as_(alice), claim, "https://port.example/b")
    add(as_(alice), claim, "https://inside.example/", visibility="internal")
    words = "Evidence from 2 independent publishers is wanted, and it comes from 1."
    assert blocked(as_(carol), steps) == {"approved": [words]}
    add(as_(alice), claim, "https://log.example/")
    shown = as_(carol).get(steps).json()
    assert (shown["blocked"], {"to": "approved"} in shown["allowed"]) == ([], True)
    assert as_(carol).post(steps, {"to": "approved"}).json()["status"] == "approved"


def test_written_exception_takes_the_place_of_sources(as_, carol, vera, claim, steps, desk, head):
    body = {"to": "approved", "reason": "In the paper today.", "waive": {"sources": "There is one archive."}}
    answer = as_(carol).post(steps, body)
    assert (answer.status_code, answer.json()["waived"]) == (200, {"sources": "There is one archive."})
    assert as_(vera).get("claims").json()["results"][0]["waived"] == {"sources": "There is one archive."}
    change = Change.objects.get(project=desk, seq=head())
    assert (change.actor, change.verb, change.data) == (
        "carol",
        "transition",
        {
            "before": {"status": "adjudicated"},
            "after": {"status": "approved"},
            "reason": "In the paper today.",
            "waive": {"sources": "There is one archive."},
        },
    )
    as_(carol).post(steps, {"to": "in_review"})
    # It was for that signing off alone.
    assert blocked(as_(carol), steps) == {
        "agreed": ["The desk rating was not settled by agreement."],
        "disputed": ["There is a desk rating already."],
        "new": ["Verdicts were submitted already, so the review goes on."],
        "accepted": ["Verdicts were submitted already, so the review goes on."],
    }
    as_(carol).post(steps, {"to": "adjudicated"})
    assert as_(carol).post(steps, {"to": "approved"}).json()["unmet"] == [SOURCES]


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"to": "approved", "waive": {"two_factor": "No telephone."}}, "/waive/two_factor"),
        ({"to": "approved", "waive": {"second_signature": "Alone."}}, "/waive/second_signature"),
        ({"to": "approved", "waive": {"sources": " "}}, "/waive/sources"),
        ({"to": "approved", "waive": {"sources": 1}}, "/waive/sources"),
        ({"to": "in_review", "waive": {"sources": "x"}}, "/waive"),
    ],
)
def test_bad_exception_is_refused_at_its_field(as_, carol, claim, steps, head, body, pointer):
    before = head()
    assert problem(as_(carol).post(steps, body)) == (400, [pointer])
    assert head() == before


def test_claimant_is_asked_or_a_reason_is_given(as_, carol, alice, claim, steps, gates):
    gates(right_of_reply=True)
    assert blocked(as_(carol), steps) == {"approved": [ASKED]}
    assert as_(carol).post(steps, {"to": "approved", "waive": {"right_of_reply": "He is dead."}}).status_code == 200
    as_(carol).post(steps, {"to": "adjudicated"})
    ask(claim=Claim.objects.get(pk=claim.pk), actor=alice, channel="mail")
    assert as_(carol).post(steps, {"to": "approved"}).status_code == 200


def test_second_signature_is_somebody_elses(as_, carol, dave, claim, steps, gates):
    gates(second_signature=True)
    own = "You have set the desk rating yourself: somebody else signs off."
    assert blocked(as_(carol), steps) == {"approved": [own]}
    assert problem(as_(carol).post(steps, {"to": "approved"})) == (409, [])
    assert as_(dave).get(steps).json()["blocked"] == []
    assert as_(dave).post(steps, {"to": "approved"}).json()["status"] == "approved"


def test_rating_that_settled_by_itself_wants_words_as_the_first_signature(as_, desk, alice, bob, carol, gates):
    gates(second_signature=True)
    claim = make_claim(desk, alice)
    submit(claim, alice)
    submit(claim, bob)
    missing = "Nobody has written why yet: that is the first signature."
    assert blocked(as_(carol), f"claims/{claim.uid}/transitions") == {"approved": [missing]}


def test_two_factor_is_wanted_of_whoever_signs_off(as_, carol, claim, steps, gates, client):
    gates(two_factor=True)
    caller = as_(carol)
    assert blocked(caller, steps) == {"approved": [TWO_FACTOR]}
    Token.objects.filter(pk=caller.token.pk).update(two_factor=True)
    assert blocked(caller, steps) == {}
    # In the browser it is the person's own second step.
    client.force_login(carol)
    address = f"/api/v1/projects/desk/{steps}"
    assert client.get(address).json()["blocked"] == [{"to": "approved", "unmet": [TWO_FACTOR]}]
    Authenticator.objects.create(user=carol, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(address).json()["blocked"] == []


def test_whoever_keeps_out_of_the_claimants_words_does_not_sign_off(as_, desk, carol, dave, claim, steps, gates):
    gates()
    mayor = as_(carol).patch(f"claims/{claim.uid}", {"claimant": {"name": "The mayor", "type": "person"}}, etag="*")
    recuse(project=desk, actor=carol, claimant=Claimant.objects.get(uid=mayor.json()["claimant"]["id"]))
    words = "You have declared a conflict of interest about this claim. Take that back first."
    assert blocked(as_(carol), steps) == {"approved": [words]}
    assert as_(dave).post(steps, {"to": "approved"}).status_code == 200


def test_gates_that_are_off_ask_for_nothing(as_, carol, claim, steps, gates):
    gates()
    assert as_(carol).post(steps, {"to": "approved"}).status_code == 200


def test_desk_that_was_made_with_some_gates_has_the_others_by_default(as_, alice, bob, carol):
    project = create_desk(actor=carol, slug="small", name="Small", settings={"gates": {"sources": 1}})
    assert project.gates == DEFAULT_SETTINGS["gates"] | {"sources": 1}
    shown = as_(carol).get("/api/v1/projects/small").json()["settings"]["gates"]
    assert shown == {"sources": 1, "second_signature": False, "right_of_reply": False, "two_factor": False}


def test_lesser_roles_see_no_step_that_is_not_theirs(as_, alice, vera, claim, steps):
    for person in (alice, vera):
        assert as_(person).get(steps).json() == {"status": "adjudicated", "allowed": [], "blocked": []}


def test_every_gate_of_the_settings_has_a_guard():
    assert set(WAIVABLE) <= set(DEFAULT_SETTINGS["gates"])
    assert len(GATES) == len(DEFAULT_SETTINGS["gates"])


def test_number_of_statements_stays(as_, alice, carol, claim, steps):
    caller, counts = as_(carol), []
    for number in range(4):
        add(as_(alice), claim, f"https://more{number}.example/")
        with CaptureQueriesContext(connection) as asked:
            caller.get(steps)
        counts.append(len(asked))
    # One independent publisher is missing something; from two on nothing is.
    assert counts[0] == counts[1] == counts[2] == counts[3]

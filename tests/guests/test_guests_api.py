"""`P/guests`: who is asked from outside about one claim, on which terms."""

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.guests.models import Guest
from annotations.guests.serializers import GuestOutput
from tests.cast import problem
from tests.making import make_claim


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


@pytest.fixture
def asked(claim):
    return {"claim": claim.uid, "name": "Dr Olha Hnatiuk", "affiliation": "Port institute"}


def test_guest_is_invited_with_a_link_that_is_shown_once(as_, carol, vera, claim, asked, log, head):
    before = head()
    with time_machine.travel("2024-01-26T10:00:00Z", tick=False):
        answer = as_(carol).post("guests", asked, key="one")
        made = answer.json()
        link = made.pop("link")
        shown = as_(vera).get(f"guests/{made['id']}")
        # Sent again, the secret is not shown again.
        assert problem(as_(carol).post("guests", asked, key="one"))[0] == 409
    assert (answer.status_code, answer["Location"].endswith(f"guests/{made['id']}")) == (201, True)
    guest = Guest.objects.get()
    assert made == {
        "id": guest.uid,
        "claim": claim.uid,
        "username": guest.user.username,
        "name": "Dr Olha Hnatiuk",
        "affiliation": "Port institute",
        "interests": None,
        "declared_at": None,
        "counts": True,
        "internal": False,
        "state": "invited",
        "mailed": False,
        "opened_at": None,
        "expires_at": "2024-02-09T10:00:00.000000Z",
        "author": "carol",
        "revision": 1,
        "created_at": made["created_at"],
        "updated_at": made["updated_at"],
    }
    assert set(GuestOutput(made).data) == set(made)
    assert shown.json() == made
    assert (guest.user.kind, guest.user.has_usable_password()) == ("guest", False)
    assert link.rpartition("/")[2] not in str(Guest.objects.values().get())
    assert log(before) == [("carol", "invite", "guest", guest.uid)]


def test_link_is_mailed_and_the_address_shown_to_nobody(
    as_, carol, vera, claim, asked, mailoutbox, django_capture_on_commit_callbacks, desk, head
):
    with django_capture_on_commit_callbacks(execute=True):
        link = as_(carol).post("guests", asked | {"email": "olha@example.org"}).json()["link"]
    (mail,) = mailoutbox
    assert (mail.to, link in mail.body) == (["olha@example.org"], True)
    (row,) = as_(vera).get(f"guests?claim={claim.uid}").json()["results"]
    assert (row["mailed"], "olha@example.org" in str(row)) == (True, False)
    told = Change.objects.get(project=desk, seq=head()).data
    assert ("olha@example.org" in str(told), told["name"]) == (False, "Dr Olha Hnatiuk")


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": None}, "/name"),
        ({"name": " "}, "/name"),
        ({"claim": "none"}, "/claim"),
        ({"email": "olha"}, "/email"),
        ({"counts": "yes"}, "/counts"),
        ({"expires_at": "2024-02-31"}, "/expires_at"),
        ({"expires_at": "2020-01-01"}, "/expires_at"),
        ({"role": "editor"}, "/role"),
    ],
)
def test_bad_invitation_is_refused_at_its_field(as_, carol, asked, head, body, pointer):
    before = head()
    assert problem(as_(carol).post("guests", asked | body)) == (400, [pointer])
    assert (head(), Guest.objects.count()) == (before, 0)


@pytest.mark.parametrize("status", ["declined", "duplicate"])
def test_nobody_is_asked_about_a_claim_that_nobody_judges(as_, carol, desk, alice, claim, asked, status):
    other = make_claim(desk, alice) if status == "duplicate" else None
    Claim.objects.filter(pk=claim.pk).update(status=status, duplicate_of=other)
    assert problem(as_(carol).post("guests", asked)) == (409, [])


@pytest.mark.parametrize(("who", "read", "write"), [("eve", 404, 404), ("vera", 200, 403), ("alice", 200, 403)])
def test_members_read_and_editors_invite(as_, cast, asked, who, read, write):
    caller = as_(getattr(cast, who))
    one = f"guests/{as_(cast.carol).post('guests', asked).json()['id']}"
    assert (caller.get("guests").status_code, caller.post("guests", asked).status_code) == (read, write)
    assert (caller.get(one).status_code, caller.delete(one).status_code) == (read, write)


def test_terms_change_and_the_log_says_what(as_, carol, asked, desk, head):
    made = as_(carol).post("guests", asked)
    one = f"guests/{made.json()['id']}"
    assert problem(as_(carol).patch(one, {"counts": False}))[0] == 428
    answer = as_(carol).patch(one, {"counts": False, "name": "Olha Hnatiuk"}, etag='"1"')
    assert [answer.json()[name] for name in ("counts", "name", "revision")] == [False, "Olha Hnatiuk", 2]
    told = Change.objects.get(project=desk, seq=head())
    assert (told.verb, told.data["before"], told.data["after"]) == (
        "edit",
        {"name": "Dr Olha Hnatiuk", "counts": True},
        {"name": "Olha Hnatiuk", "counts": False},
    )
    before = head()
    assert as_(carol).patch(one, {"counts": False}, etag='"2"').status_code == 200
    assert head() == before
    assert problem(as_(carol).patch(one, {"expires_at": "2020-01-01"}, etag='"2"')) == (400, ["/expires_at"])


def test_revoked_guest_is_gone_and_the_link_ends(as_, carol, vera, asked, log, head):
    made = as_(carol).post("guests", asked).json()
    page = made["link"].removeprefix("http://127.0.0.1:8000")
    assert Client().get(page).status_code == 200
    before = head()
    assert as_(carol).delete(f"guests/{made['id']}").status_code == 204
    assert (Client().get(page).status_code, Client().post(page, {"act": "submit"}).status_code) == (410, 410)
    assert as_(vera).get(f"guests/{made['id']}").status_code == 410
    assert as_(vera).get("guests").json()["results"] == []
    assert log(before) == [("carol", "revoke", "guest", made["id"])]
    (change,) = as_(vera).get(f"changes?after={before}").json()["changes"]
    assert (change["gone"], change["state"]) == (True, None)


def test_link_ends_by_itself(as_, carol, asked):
    with time_machine.travel("2024-01-26T10:00:00Z", tick=False) as clock:
        made = as_(carol).post("guests", asked | {"expires_at": "2024-01-27"}).json()
        page = made["link"].removeprefix("http://127.0.0.1:8000")
        assert Client().get(page).status_code == 200
        clock.move_to("2024-01-28T00:00:00Z")
        assert Client().get(page).status_code == 410
        assert as_(carol).get(f"guests/{made['id']}").json()["state"] == "expired"


def test_made_up_links_are_404_and_throttled(as_, carol, asked):
    cache.clear()
    link = as_(carol).post("guests", asked).json()["link"].removeprefix("http://127.0.0.1:8000")
    secret, _, signature = link.rpartition("/")[2].partition(".")
    for token in ("x", secret, f"{secret}.{signature[:-1]}", f"x{secret}.{signature}"):
        assert Client().get(f"/g/{token}").status_code == 404
    assert [Client().get("/g/x").status_code for _ in range(17)][-1] == 429
    assert Client().get(link).status_code == 429
    assert Client().get(link, REMOTE_ADDR="198.51.100.7").status_code == 200
    cache.clear()


def test_number_of_statements_stays(as_, carol, vera, asked):
    caller, counts = as_(vera), []
    for _ in range(3):
        as_(carol).post("guests", asked)
        with CaptureQueriesContext(connection) as run:
            caller.get("guests")
        counts.append(len(run))
    assert counts[0] == counts[1] == counts[2]


def test_link_is_renewed_with_a_fresh_end(as_, alice, carol, asked, log, head):
    with time_machine.travel("2024-01-26T10:00:00Z", tick=False):
        made = as_(carol).post("guests", asked).json()
    path, old = f"guests/{made['id']}/link", made["link"].removeprefix("http://127.0.0.1:8000")
    with time_machine.travel("2024-03-01T10:00:00Z", tick=False):
        before = head()
        assert Client().get(old).status_code == 410
        assert problem(as_(alice).post(path, {}))[0] == 403
        assert problem(as_(carol).post(path, {"expires_at": "2024-02-01"})) == (400, ["/expires_at"])
        answer = as_(carol).post(path, {}, key="one")
        shown = answer.json()
        assert (answer.status_code, shown["state"], shown["expires_at"]) == (
            200,
            "invited",
            "2024-03-15T10:00:00.000000Z",
        )
        assert problem(as_(carol).post(path, {}, key="one"))[0] == 409
        assert Client().get(shown["link"].removeprefix("http://127.0.0.1:8000")).status_code == 200
        assert Client().get(old).status_code == 404
        assert log(before) == [("carol", "renew", "guest", made["id"])]
        later = as_(carol).post(path, {"expires_at": "2024-04-01T10:00:00Z"}).json()
        assert (later["expires_at"], later["username"]) == ("2024-04-01T10:00:00.000000Z", made["username"])
        as_(carol).delete(f"guests/{made['id']}")
        assert problem(as_(carol).post(path, {}))[0] == 410

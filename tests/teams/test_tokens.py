"""`/api/v1/tokens`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.projects.models import Token
from annotations.teams.serializers import NewTokenOutput
from tests.cast import problem


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def test_secret_is_shown_once_and_works(as_, alice):
    caller = as_(alice)
    answer = caller.post("/api/v1/tokens", {"name": "script"})
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["name"], shown["scope"], shown["project"], shown["expires_at"]) == ("script", "read", None, None)
    assert NewTokenOutput(shown).data == shown
    secret = shown.pop("token")
    assert as_(None).get("/api/v1/me", headers=bearer(secret)).json()["username"] == "alice"
    listed = next(t for t in caller.get("/api/v1/tokens").json()["results"] if t["id"] == shown["id"])
    assert listed | {"last_used_at": None} == shown
    assert not Token.objects.filter(digest=secret).exists()


def test_secret_is_not_replayed(as_, alice):
    caller = as_(alice)
    assert caller.post("/api/v1/tokens", {}, key="once").status_code == 201
    assert problem(caller.post("/api/v1/tokens", {}, key="once")) == (409, [])
    assert Token.objects.filter(user=alice).count() == 2


def test_revoked_token_stops_working(as_, alice):
    caller = as_(alice)
    shown = caller.post("/api/v1/tokens", {}).json()
    assert caller.delete(f"/api/v1/tokens/{shown['id']}").status_code == 204
    assert problem(as_(None).get("/api/v1/me", headers=bearer(shown["token"]))) == (401, [])
    assert problem(caller.delete(f"/api/v1/tokens/{shown['id']}")) == (404, [])


def test_expired_token_stops_working(as_, alice):
    caller = as_(alice)
    Token.objects.filter(pk=caller.token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert problem(caller.get("/api/v1/me")) == (401, [])


def test_tokens_of_others_are_not_there(as_, alice, bob):
    other = as_(bob).token
    assert problem(as_(alice).delete(f"/api/v1/tokens/{other.uid}")) == (404, [])
    assert Token.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("own", "asked", "status"),
    [
        ("read", {"scope": "read"}, 201),
        ("read", {"scope": "write"}, 403),
        ("write", {"scope": "admin"}, 403),
        ("write", {"scope": "read:published"}, 201),
        ("read:published", {"scope": "read:published"}, 403),
    ],
)
def test_token_makes_none_of_greater_scope(as_, dave, own, asked, status):
    assert as_(dave, scope=own).post("/api/v1/tokens", asked).status_code == status


def test_token_of_one_desk_makes_none_for_another(as_, dave, desk):
    as_(dave).post("/api/v1/projects", {"slug": "other", "name": "Other"})
    limited = as_(dave, limited_to=desk)
    assert problem(limited.post("/api/v1/tokens", {"project": "other"})) == (404, [])
    assert problem(limited.post("/api/v1/tokens", {"project": None})) == (403, [])
    assert limited.post("/api/v1/tokens", {}).json()["project"] == "desk"
    wide = as_(dave).token
    assert problem(limited.delete(f"/api/v1/tokens/{wide.uid}")) == (404, [])
    assert wide.uid not in [t["id"] for t in limited.get("/api/v1/tokens").json()["results"]]


def test_token_makes_none_that_lives_longer(as_, dave):
    caller, end = as_(dave), timezone.now() + timedelta(days=1)
    Token.objects.filter(pk=caller.token.pk).update(expires_at=end)
    later = (end + timedelta(days=1)).isoformat()
    assert problem(caller.post("/api/v1/tokens", {"expires_at": later})) == (403, [])
    assert problem(caller.post("/api/v1/tokens", {"expires_at": None})) == (403, [])
    assert caller.post("/api/v1/tokens", {}).json()["expires_at"] == end.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_lesser_token_cannot_revoke_a_greater_one(as_, dave):
    strong = as_(dave).token
    assert problem(as_(dave, scope="read").delete(f"/api/v1/tokens/{strong.uid}")) == (403, [])


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"scope": "root"}, "/scope"),
        ({"scope": ["read"]}, "/scope"),
        ({"name": 1}, "/name"),
        ({"expires_at": "soon"}, "/expires_at"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2999-01-01T00:00:00"}, "/expires_at"),
        ({"token": "mine"}, "/token"),
    ],
)
def test_bad_token_is_refused_at_its_field(as_, alice, body, pointer):
    assert problem(as_(alice).post("/api/v1/tokens", body)) == (400, [pointer])


def test_token_for_a_desk_one_does_not_belong_to_is_404(as_, eve):
    assert problem(as_(eve).post("/api/v1/tokens", {"project": "desk"})) == (404, [])


def test_list_takes_constant_queries(as_, alice, django_assert_num_queries):
    caller = as_(alice)
    for limit in (1, 3):
        caller.post("/api/v1/tokens", {})
        with django_assert_num_queries(2):
            caller.get(f"/api/v1/tokens?limit={limit}")

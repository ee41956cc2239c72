"""What a person sets for themselves."""

import pytest

from annotations.projects.models import Token


def test_profile_is_saved_with_its_cookies(alice, as_page):
    response = as_page(alice).post("/account/", {"name": " Alice  K. ", "language": "uk", "appearance": "dark"})
    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.appearance) == ("Alice K.", "uk", "dark")
    assert (response.cookies["django_language"].value, response.cookies["appearance"].value) == ("uk", "dark")


def test_appearance_shows_on_every_page(alice, as_page):
    visitor = as_page(alice)
    visitor.client.cookies["appearance"] = "dark"
    assert 'data-theme="dark"' in visitor.get("").content.decode()
    visitor.client.cookies["appearance"] = '"><script>'
    assert "data-theme" not in visitor.get("").content.decode()


@pytest.mark.parametrize(
    ("data", "field"),
    [({"name": "x" * 201}, "name"), ({"language": "tlh"}, "language"), ({"appearance": "pink"}, "appearance")],
)
def test_profile_with_a_problem_is_not_saved(data, field, alice, as_page):
    response = as_page(alice).post("/account/", data)
    assert (response.status_code, list(response.context["profile"].problems)) == (400, [field])
    alice.refresh_from_db()
    assert alice.name == "Alice"


def test_token_is_shown_once_and_works(alice, desk, as_page):
    visitor = as_page(alice)
    response = visitor.post("/account/tokens", {"label": "Export", "scope": "write", "desk": "desk", "days": "30"})
    secret, token = response.context["secret"], Token.objects.get()
    assert (token.name, token.scope, token.project, token.digest) == ("Export", "write", desk, Token.digest_of(secret))
    assert secret not in visitor.get("/account/").content.decode()
    found = visitor.client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).json()
    assert found["username"] == "alice"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"scope": "everything"}, "scope"),
        ({"scope": "read", "days": "0"}, "days"),
        ({"scope": "read", "desk": "x"}, "desk"),
    ],
)
def test_token_with_a_problem_is_not_made(data, field, alice, as_page):
    response = as_page(alice).post("/account/tokens", data)
    assert (response.status_code, list(response.context["token_form"].problems)) == (400, [field])
    assert Token.objects.count() == 0


def test_token_of_ones_own_is_revoked_and_nobody_elses(alice, bob, as_page):
    as_page(alice).post("/account/tokens", {"scope": "read", "days": ""})
    token = Token.objects.get()
    assert as_page(bob).post(f"/account/tokens/{token.uid}/revoke").status_code == 404
    assert as_page(alice).post(f"/account/tokens/{token.uid}/revoke").status_code == 302
    assert Token.objects.count() == 0


@pytest.mark.parametrize("path", ["/account/", "/desks/", "/desks/new", "/"])
def test_nobody_is_asked_to_sign_in(path, db, as_page):
    assert as_page(None).get(path)["Location"] == f"/accounts/login/?next={path}"


def test_start_leads_to_the_one_desk_or_to_all(alice, eve, dave, as_page):
    assert as_page(alice).get("/")["Location"] == "/d/desk/"
    assert as_page(eve).get("/")["Location"] == "/desks/"
    as_page(dave).post("/desks/new", {"name": "Second desk"})
    assert as_page(dave).get("/")["Location"] == "/desks/"


def test_new_desk_makes_its_maker_the_admin(eve, as_page):
    visitor = as_page(eve)
    assert visitor.post("/desks/new", {"name": "Eve’s desk", "slug": "eves"})["Location"] == "/d/eves/settings/members"
    assert [m.role for m in visitor.get("/desks/").context["memberships"]] == ["admin"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": "X", "slug": "desk"}, "slug"),
        ({"name": "X", "slug": "Not So"}, "slug"),
        ({"slug": "x"}, "name"),
        ({"name": "Стіл"}, "slug"),
    ],
)
def test_new_desk_with_a_problem_comes_back_with_it(data, field, eve, as_page):
    response = as_page(eve).post("/desks/new", data)
    assert (response.status_code, list(response.context["form"].problems)) == (400, [field])


def test_sessions_are_listed_and_ended(alice, bob, as_page):
    here, there = as_page(alice), as_page(alice)
    there.client.get("/account/", headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Gecko Firefox/150.0"})
    as_page(bob)
    first, second = here.get("/account/").context["sessions"]
    assert (first.is_here, second.is_here) == (True, False)
    assert as_page(bob).post(f"/account/sessions/{second.name}/end").status_code == 404
    assert here.post(f"/account/sessions/{second.name}/end").status_code == 302
    assert there.get("/account/").status_code == 302
    assert len(here.get("/account/").context["sessions"]) == 1


def test_all_other_sessions_are_ended(alice, as_page):
    here, *others = (as_page(alice) for _ in range(3))
    assert here.post("/account/sessions/end").status_code == 302
    assert [each.get("/account/").status_code for each in (here, *others)] == [200, 302, 302]

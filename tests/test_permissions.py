"""Who may do what: every address with every method, as every role, as a stranger, without credentials, and with tokens
of every scope, against the table of API.md, *Sign-in*. New addresses are walked by themselves (tests/walk.py)."""

import pytest
from django.db import transaction
from django.test import Client

from annotations.projects.models import Token
from annotations.projects.permissions import TABLE, role_allows, scope_allows
from tests.walk import addresses
from tests.world import ONE, World

P = "api/v1/projects/<slug:slug>"
# What the table of API.md gives to editors, to admins, and to whoever may read published things only. Every other
# write is for reviewers, every other read for viewers.
EDITORS = {
    ("POST", f"{P}/claims/<id:uid>/merge"),
    ("DELETE", f"{P}/claims/<id:uid>/merge"),
    ("POST", f"{P}/claims/<id:uid>/split"),
    ("DELETE", f"{P}/claims/<id:uid>/split"),
    ("POST", f"{P}/claimants/<id:uid>/merge"),
    ("DELETE", f"{P}/claimants/<id:uid>/merge"),
    ("POST", f"{P}/claims/<id:uid>/rounds"),
    ("PATCH", f"{P}/claims/<id:uid>/rounds/<number:number>"),
    ("PUT", f"{P}/claims/<id:uid>/decision"),
    ("POST", f"{P}/claims/<id:uid>/publication"),
    ("DELETE", f"{P}/claims/<id:uid>/publication"),
    ("POST", f"{P}/claims/<id:uid>/corrections"),
    ("POST", f"{P}/claims/<id:uid>/pictures"),
    ("PATCH", f"{P}/leads/<id:uid>"),
    ("PATCH", f"{P}/complaints/<id:uid>"),
    ("POST", f"{P}/leads/batch"),
    ("PUT", f"{P}/desk-pages/<id:name>"),
    ("DELETE", f"{P}/desk-pages/<id:name>"),
    ("POST", f"{P}/guests"),
    ("PATCH", f"{P}/guests/<id:uid>"),
    ("DELETE", f"{P}/guests/<id:uid>"),
    ("POST", f"{P}/guests/<id:uid>/link"),
    ("GET", f"{P}/redactions"),
    ("GET", f"{P}/redactions/<id:uid>"),
    ("PATCH", f"{P}/redactions/<id:uid>"),
}
ADMINS = {
    ("POST", "api/v1/projects"),
    ("PATCH", P),
    ("POST", f"{P}/members"),
    ("PATCH", f"{P}/members/<username:username>"),
    ("DELETE", f"{P}/members/<username:username>"),
    ("GET", f"{P}/invitations"),
    ("POST", f"{P}/invitations"),
    ("GET", f"{P}/invitations/<id:uid>"),
    ("DELETE", f"{P}/invitations/<id:uid>"),
    ("PUT", f"{P}/ratings"),
    ("POST", f"{P}/redactions"),
}
PUBLISHED = {("GET", "api/v1/me"), ("GET", P), ("GET", f"{P}/exports/<id:format>")}
# One's own: tokens of any person, no greater than the one that makes them; what one has read.
OWN = {
    ("POST", "api/v1/tokens"),
    ("DELETE", "api/v1/tokens/<id:token>"),
    ("POST", f"{P}/comments/unread"),
    ("PATCH", f"{P}/notifications"),
}
# Where one is: everybody on the desk is seen by the others.
SEEN = {("PUT", f"{P}/presence")}

API = [(address, method) for address in addresses() if address.is_api for method in address.methods]
PAGES = [(address, method) for address in addresses() if address.is_desk_page for method in address.methods]


def told(pair):
    return f"{pair[1]} {pair[0].route}"


def expected(address, method):
    """The permission that the table of API.md wants."""
    pair = method, address.route
    if pair in PUBLISHED:
        return "published"
    if pair in ADMINS:
        return "administer"
    if pair in EDITORS:
        return "oversee"
    return "read" if pair in OWN | SEEN or method == "GET" else "contribute"


@pytest.mark.parametrize(("address", "method"), API, ids=map(told, API))
def test_address_declares_what_the_table_says(address, method):
    assert address.view.permissions[method] == expected(address, method)


def test_table_names_only_addresses_that_are_there():
    there = {(method, address.route) for address, method in API}
    assert (EDITORS | ADMINS | PUBLISHED | OWN | SEEN) - there <= {("DELETE", f"{P}/claimants/<id:uid>/merge")}


@pytest.mark.parametrize(
    "address", [a for a in addresses() if a.is_api or a.is_desk_page], ids=lambda address: address.route
)
def test_view_declares_permissions_of_the_table(address):
    # A handler without a permission is never reached: both bases answer 405.
    assert address.methods
    assert {address.view.permissions[method] for method in address.methods} <= set(TABLE)
    if address.is_api:
        assert set(address.methods) == set(address.view.permissions)


@pytest.fixture
def scene(db):
    """The `World` of the blindness tests: something at every address."""
    made = World(ONE)
    try:
        yield made.build()
    finally:
        made.clock.stop()


def attempt(client, method, path, **headers):
    """The status of a request that is then taken back."""
    with transaction.atomic():
        body = {} if method in ("GET", "DELETE") else {"data": "{}", "content_type": "application/json"}
        answer = client.generic(method, path, **body, headers=headers)
        if answer.streaming:
            answer.getvalue()
        transaction.set_rollback(True)
    return answer.status_code


@pytest.mark.once
def test_api_answers_each_role_as_the_table_says(scene):
    wrong = []
    roles = {"vera": "viewer", "alice": "reviewer", "carol": "editor", "dave": "admin"}
    for address, method in API:
        permission = expected(address, method)
        for path in address.paths(scene.known)[:1]:
            statuses = {name: attempt(scene.clients[name], method, path) for name in (*roles, "eve", None)}
            if statuses[None] != 401:
                wrong.append(f"{method} {path} without credentials: {statuses[None]}")
            if "<slug:slug>" in address.route and statuses["eve"] != 404:
                wrong.append(f"{method} {path} as a stranger: {statuses['eve']}")
            if "<slug:slug>" not in address.route:
                continue  # a person's own: no role is asked for
            for name, role in roles.items():
                allowed = role_allows(role, permission)
                if (statuses[name] in (401, 403)) == allowed:
                    wrong.append(f"{method} {path} as {role}: {statuses[name]}")
    assert wrong == []


@pytest.mark.once
def test_api_answers_each_scope_as_the_table_says(scene):
    wrong = []
    for scope in ("read:published", "read", "write", "admin"):
        secret = Token.new_secret()
        Token.objects.create(user=scene.people.dave, scope=scope, digest=Token.digest_of(secret))
        for address, method in API:
            path = address.paths(scene.known)[0]
            status = attempt(Client(), method, path, authorization=f"Bearer {secret}")
            if (status in (401, 403)) == scope_allows(scope, expected(address, method)):
                wrong.append(f"{method} {path} with {scope}: {status}")
    assert wrong == []


@pytest.mark.once
def test_token_of_another_desk_finds_nothing(scene):
    other = scene.clients["dave"].post(
        "/api/v1/projects", {"slug": "other", "name": "Other"}, content_type="application/json"
    )
    secret = Token.new_secret()
    project = scene.people.dave.memberships.get(project__slug=other.json()["slug"]).project
    Token.objects.create(user=scene.people.dave, scope="admin", project=project, digest=Token.digest_of(secret))
    found = {
        (method, address.route, attempt(Client(), method, path, authorization=f"Bearer {secret}"))
        for address, method in API
        if "<slug:slug>" in address.route
        for path in address.paths(scene.known)[:1]
    }
    assert [each for each in found if each[2] != 404] == []


@pytest.mark.once
def test_pages_answer_each_role_as_they_declare(scene):
    wrong = []
    roles = {"vera": "viewer", "alice": "reviewer", "carol": "editor", "dave": "admin"}
    for address, method in PAGES:
        permission = address.view.permissions[method]
        path = address.paths(scene.known)[0]
        statuses = {name: attempt(scene.clients[name], method, path) for name in (*roles, "eve", None)}
        # To the sign-in page; what a script fetches is refused instead.
        if statuses[None] not in (302, 401):
            wrong.append(f"{method} {path} without a sign-in: {statuses[None]}")
        if statuses["eve"] != 404:
            wrong.append(f"{method} {path} as a stranger: {statuses['eve']}")
        for name, role in roles.items():
            if (statuses[name] == 403) == role_allows(role, permission):
                wrong.append(f"{method} {path} as {role}: {statuses[name]}")
            if statuses[name] >= 500:
                wrong.append(f"{method} {path} as {role}: {statuses[name]}")
    assert wrong == []

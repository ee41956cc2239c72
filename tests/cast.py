"""The same people in every test, and a way to be one of them.

alice and bob are reviewers, carol an editor, dave an admin, vera a viewer of the desk `desk`; eve is a stranger.
"""

import json
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from annotations.accounts.models import User
from annotations.changes.models import Change
from annotations.changes.record import Entry, record_all
from annotations.projects.models import Membership, Token
from annotations.teams.actions import create_desk

ROLES = {"alice": "reviewer", "bob": "reviewer", "carol": "editor", "vera": "viewer"}


def make_cast(slug="desk"):
    """`(project, people)`: a desk with its cast, and everybody by name."""
    # The rows of `create_user` and `add_member`, in a third of their statements: nearly every test begins here.
    people = {name: User(username=name, name=name.title()) for name in ["dave", *ROLES, "eve"]}
    for person in people.values():
        person.set_unusable_password()
    User.objects.bulk_create(people.values())
    with transaction.atomic():
        project = create_desk(actor=people["dave"], slug=slug, name="The desk")
        members = [Membership(project=project, user=people[name], role=role) for name, role in ROLES.items()]
        Membership.objects.bulk_create(members)
        entries = [Entry("add", member, data={"role": member.role, "trainee": False}) for member in members]
        record_all(entries, project=project, actor=people["dave"])
    return project, SimpleNamespace(**people)


def whole(response):
    """The answer, read to its end when it streams."""
    if not response.streaming:
        return response
    read = HttpResponse(response.getvalue(), status=response.status_code, headers=response.headers)
    read.json = lambda: json.loads(read.content)
    return read


class Caller:
    """A person (or nobody) who calls the API. Paths begin below `P/`, or at the root with a slash.

    `etag` is sent as If-Match, `key` as Idempotency-Key; further names are headers. Answers are Django's.
    """

    def __init__(self, user, project=None, scope="admin", limited_to=None):
        self.user, self.project, self.client = user, project, Client()
        self.headers = {}
        if user is not None:
            secret = Token.new_secret()
            self.token = Token.objects.create(
                user=user,
                scope=scope,
                project=limited_to,
                digest=Token.digest_of(secret),
                # Fresh, so that no request counts a query for it.
                last_used_at=timezone.now(),
            )
            self.headers["Authorization"] = f"Bearer {secret}"

    def call(self, method, path, body=None, *, etag=None, key=None, headers=None):
        sent = self.headers | (headers or {})
        if etag is not None:
            sent["If-Match"] = etag
        if key is not None:
            sent["Idempotency-Key"] = f'"{key}"'
        if not path.startswith(("/", "http")):
            path = f"/api/v1/projects/{self.project.slug}/{path}" if path else f"/api/v1/projects/{self.project.slug}"
        path = path.removeprefix("http://127.0.0.1:8000")
        more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return whole(self.client.generic(method, path, headers=sent, **more))

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, body, **more)

    def put(self, path, body=None, **more):
        return self.call("PUT", path, body, **more)

    def patch(self, path, body=None, **more):
        return self.call("PATCH", path, body, **more)

    def delete(self, path, **more):
        return self.call("DELETE", path, **more)

    def upload(self, path, **parts):
        """A POST of multipart parts; a file is a `SimpleUploadedFile`."""
        return self.client.post(f"/api/v1/projects/{self.project.slug}/{path}", parts, headers=self.headers)


@pytest.fixture
def cast(db):
    """Everybody by name: `cast.alice`. The desk is `cast.desk`."""
    project, people = make_cast()
    people.desk = project
    return people


@pytest.fixture
def desk(cast):
    """The project."""
    return cast.desk


@pytest.fixture
def alice(cast):
    return cast.alice


@pytest.fixture
def bob(cast):
    return cast.bob


@pytest.fixture
def carol(cast):
    return cast.carol


@pytest.fixture
def dave(cast):
    return cast.dave


@pytest.fixture
def vera(cast):
    return cast.vera


@pytest.fixture
def eve(cast):
    return cast.eve


@pytest.fixture
def as_(cast):
    """`as_(user).get("claims")`; `as_(None)` has no credentials; `as_(user, scope="read")` a lesser token."""
    return lambda user, scope="admin", limited_to=None: Caller(user, cast.desk, scope, limited_to)


@pytest.fixture
def log(desk):
    """A function that gives the changes after `seq` as `(actor, verb, kind, object)`."""
    return lambda after=0: list(
        Change.objects.filter(project=desk, seq__gt=after)
        .order_by("seq")
        .values_list("actor", "verb", "kind", "object")
    )


@pytest.fixture
def head(desk):
    """A function that gives the newest number of the log."""
    return lambda: type(desk.counter).objects.get(project=desk).seq


def problem(response):
    """`(status, [pointers])` of a problem document; fails when the answer is none."""
    assert response["Content-Type"] == "application/problem+json", response.content
    found = response.json()
    assert found["status"] == response.status_code
    assert set(found) >= {"type", "title", "status", "detail"}
    return response.status_code, [error["pointer"] for error in found.get("errors", [])]

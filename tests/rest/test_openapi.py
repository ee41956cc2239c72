"""The OpenAPI document agrees with the code, and the pages that show it need no sign-in."""

import json
import re
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.urls import get_resolver

from annotations.rest.docs import document
from annotations.rest.views import ApiView


def api_views(resolver=None, at=""):
    """Every `(address, view class)` under the API."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = at + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from api_views(pattern, here)
        elif issubclass(getattr(pattern.callback, "view_class", object), ApiView):
            yield here, pattern.callback.view_class


@pytest.mark.parametrize(("address", "view"), sorted(api_views(), key=lambda pair: pair[0]))
def test_each_view_says_what_it_takes_and_gives(address, view):
    bodies = {method for method in view.permissions if method in ("PUT", "PATCH")}
    answers = {method for method in view.permissions if method != "DELETE"}
    assert bodies - set(getattr(view, "takes", {})) == set()
    assert answers - set(getattr(view, "gives", {})) == set()


def test_the_document_is_openapi_31_with_every_address_once():
    found = json.loads(document())
    ids = [operation["operationId"] for path in found["paths"].values() for operation in path.values()]
    assert found["openapi"].startswith("3.1")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ["/api/v1/openapi.json", "/api/docs", "/api/docs/redoc", "/api/docs?script="])
def test_the_documentation_needs_no_sign_in(client, db, address):
    assert client.get(address).status_code == 200


def test_scripts_of_the_documentation_are_there_and_reach_nothing_outside(client, db):
    for page in ("/api/docs", "/api/docs/redoc"):
        for script in re.findall(r'<script src="([^"]*)"', client.get(page).content.decode()):
            if "/static/" in script:
                path = settings.STATIC_ROOT / script.split("/static/")[1]
                assert b"https://cdn." not in path.read_bytes()
            else:
                assert client.get(urljoin(page, script))["Content-Type"].startswith("application/javascript")


@pytest.mark.parametrize("address", ["/api/", "/api/v1/nothing", "/api/v1/projects/desk/nothing", "/api/v2/me"])
def test_unknown_addresses_are_problems(client, db, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")

"""Whatever the OpenAPI document allows, and some that it does not: no address breaks, and answers are as described."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]


@pytest.fixture
def headers(as_, cast):
    """An admin's token: what is refused is refused for what was sent."""
    # As Django's own test client does: the end of a request must not close the connection of the test.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield as_(cast.dave).headers
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    # One desk serves all examples of an address.
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_address_takes_whatever_comes(case, headers):
    # An address of this desk gets further than one of a desk that does not exist.
    if "slug" in case.path_parameters:
        case.path_parameters["slug"] = "desk"
    response = case.call(headers=headers)
    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400:
        assert response.headers["content-type"] == ["application/problem+json"]

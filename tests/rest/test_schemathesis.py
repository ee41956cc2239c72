"""Whatever the OpenAPI document allows, and some that it does not: no address breaks, and answers are as described."""

import zlib

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
# A test for each share of the addresses, and none for each address: what is sent is thought up where it is sent, and
# not by every process that gathers tests.
SHARES = 8


@pytest.fixture
def one_connection(db):
    """As Django's own test client does: the end of a request must not close the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("share", range(SHARES))
def test_address_takes_whatever_comes(as_, cast, one_connection, pytestconfig, share):
    # An admin's token: what is refused is refused for what was sent.
    headers = as_(cast.dave).headers

    @settings(
        max_examples=2,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        # One desk serves all examples.
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def takes(case):
        # An address of this desk gets further than one of a desk that does not exist.
        if "slug" in case.path_parameters:
            case.path_parameters["slug"] = "desk"
        # What one has taken in, or away, is not there for the next.
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)
        if response.status_code >= 400:
            assert response.headers["content-type"] == ["application/problem+json"]

    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    if pytestconfig.getoption("second_database"):
        # What the document does not allow is refused before any database is asked.
        document.config.generation.update(modes=[GenerationMode.POSITIVE])
    mine = document.include(lambda context: zlib.crc32(context.operation.path.encode()) % SHARES == share)
    tried = [test.ok() for test in get_all_tests(schema=mine, test_func=takes, settings=None, given_kwargs=None)]
    for _, test in tried:
        test()
    assert len(tried) > 5

from ipaddress import ip_network

import pytest

from factcheck.proxies import Proxies

TRUSTED = [ip_network("10.0.0.0/8"), ip_network("::1/128")]


def resolve(client, headers, trusted=TRUSTED, scheme="http"):
    """(client, scheme, header names left, whether forwarded)."""
    pairs = [(name.encode(), value.encode()) for name, value in headers]
    scope = Proxies(trusted).resolve({"client": (client, 5), "scheme": scheme, "headers": pairs})
    return scope["client"][0], scope["scheme"], [n.decode() for n, _ in scope["headers"]], scope["factcheck.forwarded"]


FORWARDED = [("x-forwarded-for", "6.6.6.6, 1.2.3.4"), ("x-forwarded-proto", "https"), ("accept", "*/*")]


def test_forwarding_headers_of_a_trusted_proxy_are_believed_and_taken_off():
    assert resolve("10.1.2.3", FORWARDED) == ("1.2.3.4", "https", ["accept"], True)
    assert resolve("::1", FORWARDED) == ("1.2.3.4", "https", ["accept"], True)


@pytest.mark.parametrize("trusted", [TRUSTED, []])
def test_forwarding_headers_of_anybody_else_are_only_taken_off(trusted):
    assert resolve("9.9.9.9", FORWARDED, trusted) == ("9.9.9.9", "http", ["accept"], True)


def test_client_behind_two_proxies_is_the_last_address_that_is_no_proxy():
    headers = [("x-forwarded-for", "6.6.6.6, 1.2.3.4"), ("x-forwarded-for", "10.9.9.9")]
    assert resolve("10.1.2.3", headers)[0] == "1.2.3.4"


def test_address_that_is_none_is_not_believed():
    assert resolve("10.1.2.3", [("x-forwarded-for", "unknown")])[0] == "10.1.2.3"
    assert resolve("10.1.2.3", [("x-forwarded-for", "1.2.3.4, <b>, 10.0.0.1")])[0] == "10.0.0.1"


@pytest.mark.parametrize("value", ["ftp", "", "https, http"])
def test_scheme_that_the_last_proxy_did_not_call_https_is_http(value):
    assert resolve("10.1.2.3", [("x-forwarded-proto", value)])[1] == "http"


@pytest.mark.parametrize("name", ["forwarded", "x-real-ip", "x-forwarded-host", "x_forwarded_for", "x-client-ip"])
def test_every_forwarding_header_counts_as_forwarded(name):
    assert resolve("9.9.9.9", [(name, "x")], []) == ("9.9.9.9", "http", [], True)


def test_header_with_an_underscore_is_taken_off_silently():
    assert resolve("9.9.9.9", [("x_token", "x")], []) == ("9.9.9.9", "http", [], False)

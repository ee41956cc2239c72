"""Registered domains, by the Public Suffix List that comes with its package."""

import pytest

from annotations.text.domains import registered_domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://BBC.co.uk:8443/", "bbc.co.uk"),
        ("http://a.b.example.org./x", "example.org"),
        ("https://news.kyiv.ua/", "news.kyiv.ua"),
        # Two sites of one host of sites are two publishers.
        ("https://alice.github.io/x", "alice.github.io"),
        ("https://президент.рф/", "xn--d1abbgf6aiiy.xn--p1ai"),
        ("https://xn--d1abbgf6aiiy.xn--p1ai/", "xn--d1abbgf6aiiy.xn--p1ai"),
        ("http://127.0.0.1/x", "127.0.0.1"),
        ("http://[::1]/x", "::1"),
        ("http://localhost/x", "localhost"),
        ("https://co.uk/", "co.uk"),
        ("mailto:someone@example.org", None),
        ("", None),
        ("http://[bad", None),
    ],
)
def test_domain_is_what_somebody_registered(url, domain):
    assert registered_domain(url) == domain

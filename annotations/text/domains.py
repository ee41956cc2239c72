"""Who stands behind an address on the web: its registered domain, by the Public Suffix List.

The list comes with the `publicsuffixlist` package, whose version is its date; nothing is fetched. Its private part
counts too: two sites below `github.io` are two publishers.
"""

import ipaddress
from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes():
    # Read when it is first needed: *measured*, a third of a second.
    return PublicSuffixList()


def registered_domain(url: str) -> str | None:
    """`bbc.co.uk` for `https://www.bbc.co.uk/news`: small letters, ASCII; None where there is no host.

    An IP address, and a name without a public suffix such as `localhost`, stand for themselves.
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    if not host:
        return None
    host = host.rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = host.lower()
    return _suffixes().privatesuffix(host) or host

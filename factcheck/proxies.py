"""Whom a request really comes from: forwarding headers are believed from known proxies only."""

from functools import lru_cache
from ipaddress import ip_address


def is_forwarding(name):
    """Whether a header (lower-case bytes) speaks of another client, scheme or host than the connection's."""
    return name.startswith(b"x-forwarded-") or name in (b"forwarded", b"x-real-ip", b"x-client-ip")


class Proxies:
    """The networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed."""

    def __init__(self, networks):
        self._networks = tuple(networks)
        self._knows = lru_cache(1024)(self._look_up)

    def _look_up(self, host):
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self._networks)

    def resolve(self, scope):
        """The ASGI scope with the client and scheme that count, and no forwarding header left in it.

        The client is the last address in X-Forwarded-For that is no proxy of ours: what stands before
        it, anybody may have written. Headers with an underscore go too: in WSGI they would be taken
        for the ones with a hyphen. `factcheck.forwarded` tells whether there were any.
        """
        given = [(name, value) for name, value in scope["headers"] if is_forwarding(name.replace(b"_", b"-"))]
        kept = [pair for pair in scope["headers"] if pair not in given and b"_" not in pair[0]]
        scope = {**scope, "headers": kept, "factcheck.forwarded": bool(given)}
        client = scope.get("client")
        if not given or not self._networks or not client or not self._knows(client[0]):
            return scope
        values = {name: b",".join(v for n, v in given if n == name).decode("latin1") for name, _ in given}
        for host in reversed([part.strip() for part in values.get(b"x-forwarded-for", "").split(",") if part.strip()]):
            try:
                scope["client"] = (str(ip_address(host)), 0)
            except ValueError:
                break
            if not self._knows(host):
                break
        scheme = values.get(b"x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        if scheme in ("http", "https"):
            scope["scheme"] = scheme
        return scope

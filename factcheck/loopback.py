"""Which host names reach this machine only."""

from ipaddress import ip_address


def is_loopback(host):
    """Whether a host name or address can be reached from this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"

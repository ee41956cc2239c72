"""Counts failed attempts in the cache, which is a database table: all processes share the count."""

from django.core.cache import cache


class TooManyAttempts(Exception):
    """Somebody is trying secrets out."""


def attempts(name):
    """How many attempts of this name failed lately."""
    return cache.get(f"attempts:{name}", 0)


def count_attempt(name, *, within=60):
    """How many attempts of this name failed within so many seconds, this one included."""
    key = f"attempts:{name}"
    cache.add(key, 0, timeout=within)
    try:
        return cache.incr(key)
    except ValueError:  # it expired between the two lines
        return 1

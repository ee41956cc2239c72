"""How many publishers evidence comes from that are independent of each other. Pure: rows in, numbers out.

Two sources are of one origin when their links have the same registered domain, when they have no link and name the
same publisher, or when somebody has set by hand that one has the same origin as the other.
"""

from annotations.text.domains import registered_domain
from annotations.text.fold import fold


def publisher_key(source):
    """What tells the publisher of a source: its link's registered domain, else the publisher's name, else itself."""
    if source.url and (domain := registered_domain(source.url)):
        return f"domain {domain}"
    if name := " ".join(fold(source.publisher or "").split()):
        return f"publisher {name}"
    return f"source {source.uid}"


def origins(sources):
    """`{publisher key: number of its origin}`: keys with one number are of one origin; sources have `same_origin_as`
    loaded."""
    parent = {}

    def root(key):
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for source in sources:
        one = root(publisher_key(source))
        if source.same_origin_as_id is not None:
            parent[one] = root(publisher_key(source.same_origin_as))
    numbers = {}
    return {key: numbers.setdefault(root(key), len(numbers)) for key in list(parent)}


def count_independent(evidence):
    """`(items, origins)`: how many pieces of public evidence there are, and how many independent publishers."""
    public = [row for row in evidence if row.visibility == "public"]
    found = origins([row.source for row in public])
    return len(public), len({found[publisher_key(row.source)] for row in public})

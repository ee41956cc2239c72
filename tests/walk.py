"""Every address of the program, from the resolver itself: what is added later is walked without being asked to.

A new kind of id in an address, or a new name in a query, fails here until somebody says which values it can have.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from annotations.dossiers.claim_filters import FILTERS
from annotations.insights.selection import QUERY as AGREEMENT

ROOT = Path(__file__).parent.parent / "annotations"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Signing in is allauth's; the documents about the API show nothing of a desk.
OUTSIDE = ("accounts/", "jsi18n/", "^api/", "api/docs", "api/v1/openapi.json")


@dataclass(frozen=True)
class Address:
    """`route` as it stands in urls.py, e.g. `api/v1/projects/<slug:slug>/claims/<id:uid>`."""

    route: str
    view: Any

    @property
    def is_api(self):
        return (
            self.route.startswith("api/v1/projects")
            or self.route in ("api/v1/me", "api/v1/tokens")
            or (self.route.startswith("api/v1/tokens/"))
        )

    @property
    def is_desk_page(self):
        return self.route.startswith("d/")

    @property
    def methods(self):
        """Those that it declares a permission for and has a handler for: all that it answers."""
        declared = getattr(self.view, "permissions", {"GET": None})
        return tuple(name for name in declared if hasattr(self.view, name.lower()))

    @property
    def keys(self):
        """`[(the step before, the parameter)]`, e.g. `[("projects", "slug"), ("claims", "uid")]`."""
        steps = self.route.split("/")
        found = []
        for index, step in enumerate(steps):
            if match := PARAMETER.fullmatch(step):
                found.append((steps[index - 1], match.group(1)))
        return found

    def paths(self, known):
        """All concrete paths, by `known`: `{(step before, parameter): values}`; a value below a parent may be
        `{parent's value: values}`. Raises KeyError for an address nobody has said anything about."""
        found = [("/", {})]
        steps = self.route.split("/")
        for index, step in enumerate(steps):
            grown = []
            match = PARAMETER.fullmatch(step)
            for path, chosen in found:
                values = [step]
                if match:
                    values = known[steps[index - 1], match.group(1)]
                    if isinstance(values, dict):
                        values = values.get(chosen.get("uid"), [])
                for value in values:
                    taken = chosen | ({match.group(1): value} if match else {})
                    grown.append((f"{path}{value}" + ("/" if index < len(steps) - 1 else ""), taken))
            found = grown
        return [path for path, _ in found]


@cache
def addresses():
    """Every address but those of signing in."""

    def walk(resolver, before=""):
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, route)
            elif not route.startswith(OUTSIDE):
                view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
                yield Address(route, view or pattern.callback)

    return tuple(walk(get_resolver()))


def query_names(address):
    """Every name that an address reads from the query: what its view says, and what the code of its module reads."""
    view = address.view
    names = set(getattr(view, "query", {}))
    if isinstance(getattr(view, "gives", {}).get("GET"), list):
        names |= {"limit", "order", "cursor"}
    if address.route.endswith("exports/<id:format>"):
        names |= FILTERS.keys() | {"status", "publication_state", "updated_after"}
    if "reports/agreement" in address.route:
        names |= {*AGREEMENT, "one", "other", "by", "agree", "ratings"}
    if address.route.endswith("reports/<id:name>/claims"):
        names |= {"row", "column"}
    if address.is_desk_page and len(address.keys) == 1 and "GET" in address.methods:
        code = read_with_neighbours(view.__module__.rpartition(".")[2])
        names |= set(re.findall(r"GET\.get\(\s*\"(\w+)\"", code)) | {"status", "rating", "claimant", "topic", "q"}
    return sorted(names)


@cache
def read_with_neighbours(name):
    """The code of a module of workspace/, and of those beside it that it imports from: pages share their filters."""
    waiting, read = [name], {}
    while waiting:
        path = ROOT / "workspace" / f"{waiting.pop()}.py"
        if path not in read and path.exists():
            read[path] = path.read_text()
            waiting += re.findall(r"^from annotations\.workspace\.(\w+) import", read[path], re.MULTILINE)
            for several in re.findall(r"^from annotations\.workspace import (.+)$", read[path], re.MULTILINE):
                waiting += several.split(", ")
    return "\n".join(read.values())

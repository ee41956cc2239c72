"""Statements, CPU and bytes of one request, in this process: the workspace, lists, search, the claim page."""

from django.conf import settings
from django.test import Client

from tests.benchmarks.measuring import cpu, statements
from tests.cast import Caller

SPANS = (100, 1_000, 10_000)


def signed_in(user):
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def measured(get, times):
    """What one GET costs; `get` is a function without arguments that gives the response."""
    response = get()
    assert response.status_code == 200, (response.status_code, response.content[:500])
    return {"statements": statements(get), **cpu(get, times=times), "bytes": len(response.content)}


def workspace(desk):
    """[{spans, statements, cpu_ms, bytes}] of the workspace page."""
    client, found = signed_in(desk.people.alice), []
    for count in SPANS:
        article, _, _ = desk.article(spans=count, words=max(3_000, count * 5))
        times = 20 if count < 5_000 else 6
        found.append({"spans": count, **measured(lambda a=article: client.get(f"/d/desk/articles/{a.uid}"), times)})
    return found


def lists(desk):
    """{what: {statements, cpu_ms, bytes}} at the desk's present size."""
    api, client = Caller(desk.people.alice, desk.project), signed_in(desk.people.alice)
    middle = desk.project.claims.order_by("pk")[desk.claims // 2]
    requests = {
        "claims, first 100": lambda: api.get("claims?limit=100"),
        "claims, next 100": lambda: api.get(following),
        "claims, rating=false": lambda: api.get("claims?limit=100&rating=false"),
        "claims, newest first": lambda: api.get("claims?limit=100&order=-created"),
        "claims, q=one word": lambda: api.get("claims?limit=100&q=pension"),
        "claims, q=rare number": lambda: api.get(f"claims?limit=100&q={desk.claims - 7}"),
        "search": lambda: api.get("search?q=hospital"),
        "search, rare": lambda: api.get(f"search?q={desk.claims - 7}"),
        "claim": lambda: api.get(f"claims/{middle.uid}"),
        "articles, first 100": lambda: api.get("articles?limit=100"),
        "changes, last 100": lambda: api.get(f"changes?limit=100&after={head - 100}"),
        "page: claims": lambda: client.get("/d/desk/claims/"),
        "page: claim": lambda: client.get(f"/d/desk/claims/{middle.uid}"),
        "page: home": lambda: client.get("/d/desk/"),
        "page: articles": lambda: client.get("/d/desk/articles/"),
        "page: sources": lambda: client.get("/d/desk/sources/"),
        "page: activity": lambda: client.get("/d/desk/activity/"),
    }
    page = api.get("claims?limit=100").json()
    following, head = page["next"] or "claims?limit=100", type(desk.project.counter).objects.get().seq
    found = {}
    for what, get in requests.items():
        response = get()
        found[what] = measured(get, 15) if response.status_code == 200 else {"status": response.status_code}
    return found

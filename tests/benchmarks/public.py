"""What strangers ask for: the page of a fact-check, the list of them, and the public API; without a session."""

from django.test import Client

from annotations.claims.models import Claim
from annotations.publishing.actions import correct, publish
from tests.benchmarks.pages import measured

PUBLISHED = 1_000


def measure(desk):
    """`{what: {statements, cpu_ms, wall_ms, bytes}}` with `PUBLISHED` fact-checks, one of them corrected."""
    desk.grow(PUBLISHED)
    editor, client = desk.people.carol, Client()
    claims = list(Claim.objects.filter(project=desk.project).order_by("pk")[:PUBLISHED])
    for claim in claims:
        claim.project = desk.project
        publish(claim=claim, actor=editor, body="The log says so [1], and so does the paper [2].\n\n" * 10)
    middle = claims[len(claims) // 2]
    middle.refresh_from_db()
    correct(claim=middle, actor=editor, kind="update", reason="New numbers.")
    desk.project.settings["public_articles"] = "full"
    desk.project.save()
    article = middle.factcheck.articles.first()
    article = middle.factcheck.articles.first()
    slug = desk.project.slug
    page, api = f"/public/{slug}/factchecks", f"/api/v1/public/{slug}/factchecks"
    addresses = {
        "page of a fact-check": f"{page}/{middle.uid}",
        "list of fact-checks": page,
        "fact-check, API": f"{api}/{middle.uid}",
        "fact-checks, first 50, API": api,
    }
    found = {what: measured(lambda path=path: client.get(path), 25) for what, path in addresses.items()}
    address = f"/public/{slug}/articles/{article.uid}"
    many = article.factchecks.count()
    found[f"page of an article with {many} fact-checks"] = measured(lambda: client.get(address), 25)
    article.factchecks.set(article.factchecks.order_by("pk")[:10])
    return found | {"page of an article": measured(lambda: client.get(address), 25)}

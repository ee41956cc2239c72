"""Pages are asked for by browsers: `as_page(user)` is a client that is signed in, `row_makers` fill a desk."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.articles import intake
from annotations.articles.actions import create_article
from annotations.dossiers.claim_actions import create_claims
from annotations.dossiers.span_actions import highlight
from annotations.evidence.models import Evidence, Source
from annotations.text.fold import fold


@pytest.fixture
def as_page(cast):
    """`as_page(user).get("articles/")`; paths begin below the desk's pages, or at the root with a slash."""
    return lambda user: Visitor(user, cast.desk)


class Visitor:
    """A person (or nobody) with a browser."""

    def __init__(self, user, desk):
        self.client, self.desk = Client(), desk
        if user is not None:
            self.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def address(self, path):
        return path if path.startswith("/") else f"/d/{self.desk.slug}/{path}"

    def get(self, path, **more):
        return self.client.get(self.address(path), **more)

    def post(self, path, data=None, **more):
        return self.client.post(self.address(path), data or {}, **more)


@pytest.fixture
def make_article(cast):
    """`make_article(title, text=…)`: an article of alice's."""

    def make(title="A report", text="One sentence here. Another one there.", **fields):
        document = intake.read("text", text)
        return create_article(
            project=cast.desk, actor=cast.alice, document=document, source="text", title=title, **fields
        )

    return make


@pytest.fixture
def make_claim(cast, make_article):
    """`make_claim(text, by=alice)`: a claim that is linked to a highlight in an article of its own."""

    def make(text="Bread costs more than last year.", by=None, **fields):
        by = by or cast.alice
        article = make_article(f"On: {text}", text=text)
        part = {"start": 0, "end": len(text), "exact": text}
        span, _ = highlight(article=article, version=article.versions.get(), actor=by, fragments=[part])
        (claim,) = create_claims(project=cast.desk, actor=by, drafts=[{"text": text, "spans": [span.uid], **fields}])
        return claim

    return make


@pytest.fixture
def make_evidence(cast, make_claim):
    """`make_evidence(claim, url)`: evidence against a claim."""

    def make(claim=None, url="https://stats.example.org/prices", **fields):
        source, _ = Source.objects.get_or_create(
            project=cast.desk,
            key=f"url:{url}",
            defaults={"author": cast.alice, "url": url, "title": f"Prices at {url}", "folded": fold(f"Prices {url}")},
        )
        return Evidence.objects.create(
            project=cast.desk,
            claim=claim or make_claim(),
            source=source,
            author=cast.alice,
            stance=Evidence.Stance.REFUTES,
            **fields,
        )

    return make


@pytest.fixture
def queries(db):
    """`queries(ask)`: how many statements `ask()` takes."""

    def count(ask):
        with CaptureQueriesContext(connection) as captured:
            response = ask()
        assert response.status_code == 200
        return len(captured)

    return count

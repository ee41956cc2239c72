"""The sample desk as a place to look at pages: every state that they can show."""

import sqlite3

import pytest
from django.core.management import call_command
from django.db import connection

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.claims.models import Claim
from annotations.evidence.models import Source
from annotations.projects.models import Project


class Sample:
    """The sample desk: `desk`, its people by name, and `pages(user)`."""

    def __init__(self):
        self.desk = Project.objects.get(slug="sample")
        for user in User.objects.all():
            setattr(self, user.username, user)

    def article_pages(self):
        """Workspace, table and details of one article, and the workspace of the other two."""
        first, *others = Article.objects.filter(project=self.desk).order_by("pk")
        return [f"articles/{first.uid}{path}" for path in ("", "/table", "/details")] + [
            f"articles/{article.uid}" for article in others
        ]

    def claim_pages(self):
        """One claim of each state."""
        claims = {claim.status: claim for claim in Claim.objects.filter(project=self.desk).order_by("-pk")}
        return [f"claims/{claim.uid}" for claim in claims.values()]

    def main_pages(self):
        """The pages that somebody opens every day."""
        pages = ["", "articles/", "claims/", "activity/", *self.article_pages()[:2], *self.claim_pages()[:3]]
        return [f"/d/sample/{path}" for path in pages]

    def pages(self):
        """The address of every kind of page of this desk, and of those beside it."""
        source = Source.objects.filter(project=self.desk).first()
        pages = ["", "articles/", "articles/?q=nothing", "articles/new", *self.article_pages()]
        pages += ["claims/", "claims/?q=nothing", "claims/new", *self.claim_pages()]
        published = Claim.objects.exclude(publication_state="none").filter(project=self.desk).first()
        pages += [f"claims/{published.uid}/publish", f"claims/{published.uid}/guests", "complaints/"]
        pages += ["reports/", "reports/accounting", "settings/pages/", "settings/pages/method", "settings/redactions"]
        pages += ["inbox/", "inbox/?status=declined", "queue/"]
        pages += ["sources/", f"sources/{source.uid}", "activity/", "settings/", "settings/members"]
        beside = [
            "/desks/",
            "/desks/new",
            "/account/",
            "/accounts/password/change/",
            "/accounts/2fa/",
            "/d/sample/settings/leave",
            "/accounts/2fa/totp/activate/",
            "/accounts/2fa/webauthn/add/",
            "/d/sample/settings/members/bob/remove",
            "/d/nowhere/",
            "/public/sample/factchecks",
            f"/public/sample/factchecks/{published.uid}",
            f"/public/sample/factchecks/{published.uid}/embed",
            "/public/sample/corrections",
            f"/public/sample/articles/{published.factcheck.articles.first().uid}",
        ]
        return [f"/d/sample/{path}" for path in pages] + beside


# The database as it was when the sample desk had been made, where SQLite can copy it: half a second for each test.
_made = []


@pytest.fixture
def sample(transactional_db):
    """The sample desk with its people: `sample.alice`, `sample.pages()`."""
    connection.ensure_connection()
    if _made:
        _made[0].backup(connection.connection)
        return Sample()
    call_command("demo", verbosity=0)
    if connection.vendor == "sqlite":
        _made.append(sqlite3.connect(":memory:", check_same_thread=False))
        connection.connection.backup(_made[0])
    return Sample()


OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/signup/"]

"""The sample desk as a place to look at pages: every state that they can show."""

import pytest
from django.core.management import call_command

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.claims.models import Claim
from annotations.evidence.models import Source
from annotations.projects.models import Project


class Sample:
    """The sample desk: `desk`, its people by name, and `pages(user)`."""

    def __init__(self):
        call_command("demo", verbosity=0)
        self.desk = Project.objects.get(slug="sample")
        for user in User.objects.all():
            setattr(self, user.username, user)

    def pages(self):
        """The address of every page that somebody can open on this desk, and of those beside it."""
        root = f"/d/{self.desk.slug}/"
        found = [root, *(root + path for path in ("articles/", "articles/?q=nothing", "articles/new"))]
        for article in Article.objects.filter(project=self.desk):
            found += [f"{root}articles/{article.uid}{path}" for path in ("", "/table", "/details")]
        found += [root + path for path in ("claims/", "claims/?q=nothing", "claims/new")]
        found += [f"{root}claims/{claim.uid}" for claim in Claim.objects.filter(project=self.desk)]
        found += [root + path for path in ("sources/", "activity/", "settings/")]
        found += [f"{root}sources/{Source.objects.filter(project=self.desk).first().uid}"]
        return [*found, "/desks/", "/desks/new", "/account/", "/accounts/password/change/", "/d/nowhere/"]


@pytest.fixture
def sample(transactional_db):
    """The sample desk with its people: `sample.alice`, `sample.pages()`."""
    return Sample()


OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/signup/"]

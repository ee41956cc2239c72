"""`manage.py demo`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments.models import Assignment
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.evidence.models import Evidence
from annotations.leads.models import Lead
from annotations.spans.models import Anchor
from annotations.verdicts.models import Decision, Round


def demo():
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_demo_says_what_is_missing_before_the_database_is_there(monkeypatch):
    monkeypatch.setattr("annotations.management.commands.demo.pending_migrations", lambda: ["annotations.0001_initial"])
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        demo()


def test_demo_makes_the_desk_once(db):
    assert "Made the desk" in demo()
    head = Change.objects.count()
    assert demo() == "The sample desk is there already.\n"
    assert Change.objects.count() == head


def test_demo_shows_each_state_at_its_best(db):
    demo()
    assert [article.language for article in Article.objects.order_by("pk")] == ["en", "en", "uk"]
    assert [user.username for user in User.objects.order_by("pk") if user.has_usable_password()] == []
    shared = Claim.objects.filter(appearances__span__article__language="uk").distinct()
    assert [claim.appearances.count() for claim in shared.order_by("pk")] == [3, 2]
    assert max(len(fragments) for fragments in Anchor.objects.values_list("fragments", flat=True)) == 2
    sealed = Round.objects.filter(opened_at__isnull=False, revealed_at__isnull=True)
    assert [(r.verdicts.count(), r.blind) for r in sealed.order_by("pk")] == [(1, True), (1, True)]
    disputed = Round.objects.filter(revealed_at__isnull=False, decisions__isnull=True).get()
    assert len(set(disputed.verdicts.values_list("rating__slug", flat=True))) == 2
    assert Decision.objects.exclude(dissent=None).count() == 1
    assert set(Evidence.objects.values_list("visibility", flat=True)) == {"public", "internal"}


def test_demo_shares_out_work_and_has_something_in_the_inbox(db):
    demo()
    assert [(work.assignee.username, work.claim.status) for work in Assignment.objects.open()] == [
        ("alice", "in_review")
    ]
    assert list(Lead.objects.order_by("pk").values_list("status", "seen")) == [("new", 1), ("new", 1)]


def test_demo_decides_nothing_without_public_evidence(db):
    demo()
    for decision in Decision.objects.all():
        assert decision.claim.evidence.filter(visibility="public", source__url__startswith="https://").exists()

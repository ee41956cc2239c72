"""What waits for the reader, what happens now, what was decided: one line each, one button each."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments.models import Assignment
from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claim
from annotations.claims.states import CLOSED
from annotations.replies.models import Reply
from annotations.templatetags.words import SETTLED
from annotations.verdicts.models import Decision
from annotations.workspace.page import MemberPage
from annotations.workspace.waiting import (
    LINES,
    articles_to_place,
    complaints_for,
    corrections_to_publish,
    late_work,
    leads_for,
    mentions_of,
    rounds_to_decide,
    say_where,
    verdicts_to_give,
    work_of,
)

RECENT = timedelta(hours=24)
# So many changes are looked through for what happens now: enough for a busy day, and a bound.
LOOK_BACK = 2_000


class Home(MemberPage):
    template = "workspace/home.html"
    section = "home"

    def get(self, request, slug):
        project, me = self.project, request.user
        today = timezone.localdate()
        writes, oversees = self.may("contribute"), self.may("oversee")
        verdicts = verdicts_to_give(project, me) if writes else []
        decisions = rounds_to_decide(project) if oversees else []
        corrections = corrections_to_publish(project, me) if oversees else []
        work = work_of(project, me) if writes else []
        due = [each for each in work if each.due_on is not None and each.due_on <= today]
        late = [each.claim_id for each in due]
        # A claim has one line: what is late stands there alone, a verdict that is wanted says by when.
        verdicts = [each for each in verdicts if each.claim_id not in late]
        by_claim = {each.claim_id: each for each in work if each.claim_id is not None}
        for each in verdicts:
            each.work = by_claim.get(each.claim_id)
        asked = {each.claim_id for each in verdicts}
        work = [each for each in work if each not in due and each.claim_id not in asked]
        others = late_work(project, today, but=me) if oversees else []
        mentions = mentions_of(self.member)
        leads = leads_for(self.member)
        another_look = Claim.objects.filter(project=project, deleted_at=None, stale=True).order_by("-pk")[:LINES]
        to_place = articles_to_place(project)
        complaints = complaints_for(self.member)
        rows = [*verdicts, *decisions, *due, *work, *others]
        say_where([each.claim for each in rows if each.claim_id is not None])
        waiting = len(verdicts) + len(work) + len(decisions) + len(corrections) + len(mentions) + bool(leads)
        return self.show(
            {
                "verdicts": verdicts,
                "work": work[:LINES],
                "decisions": decisions,
                "corrections": corrections,
                "mentions": mentions,
                "leads": leads,
                "due": due,
                "others": others,
                "waiting": waiting,
                "mine": waiting + len(due),
                "late": len(due) + len(others),
                "queue": bool(verdicts or work or due),
                "another_look": another_look,
                "to_place": to_place,
                "complaints": complaints,
                "looks": len(another_look) + len(to_place) + len(complaints),
                "replies": replies_due(project) if writes else [],
                "happening": happening_now(project),
                "decided": recently_decided(project),
                "today": today,
            }
        )


def replies_due(project):
    """Attempts to get an answer whose time is over, or will be within a day, and that nobody has answered."""
    soon = Reply.objects.waiting().filter(project=project, deadline__lt=timezone.now() + timedelta(days=1))
    return list(soon.exclude(claim__status__in=CLOSED).select_related("claim").order_by("deadline", "pk")[:LINES])


def happening_now(project):
    """Articles that people worked on in the last 24 hours, newest first, each with `people`, `open_claims` and
    `on_it`: who says to be on it, or on some paragraphs of it."""
    changes = (
        Change.objects.filter(project=project, seq__gt=project.counter.seq - LOOK_BACK, article__isnull=False)
        .filter(at__gte=timezone.now() - RECENT)
        .order_by("-seq")
        .values_list("article", "actor")
    )
    actors = {}
    for article, actor in changes:
        actors.setdefault(article, Counter())[actor] += 1
    uids = list(actors)[:5]
    articles = {a.uid: a for a in Article.objects.filter(project=project, uid__in=uids, deleted_at=None)}
    people = {u.username: u for u in User.objects.filter(username__in={name for uid in uids for name in actors[uid]})}
    open_claims = dict(
        Appearance.objects.filter(span__article__in=articles.values(), span__deleted_at=None, claim__deleted_at=None)
        .exclude(claim__status__in=[*SETTLED, *CLOSED])
        .values("span__article")
        .annotate(count=Count("claim", distinct=True))
        .values_list("span__article", "count")
    )
    on_it = {}
    saying = Assignment.objects.open().filter(article__in=articles.values(), expires_at__isnull=False)
    for each in saying.select_related("assignee").order_by("pk"):
        on_it.setdefault(each.article_id, []).append(each)
    found = [articles[uid] for uid in uids if uid in articles]
    for article in found:
        names = [name for name, _ in actors[article.uid].most_common(4)]
        article.people = [people[name] for name in names if name in people]
        article.open_claims = open_claims.get(article.pk, 0)
        article.on_it = on_it.get(article.pk, [])
    return found


def recently_decided(project):
    """The newest decisions that stand."""
    return (
        Decision.objects.filter(project=project, superseded_at=None, claim__deleted_at=None)
        .select_related("claim", "rating", "author")
        .order_by("-pk")[:5]
    )

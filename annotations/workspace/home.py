"""What waits for the reader, what happens now, what was decided: one line each, one button each."""

from collections import Counter
from datetime import timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claim
from annotations.templatetags.words import SETTLED
from annotations.verdicts.models import Decision, Round, Verdict
from annotations.workspace.page import DeskPage

LINES = 20
RECENT = timedelta(hours=24)
# So many changes are looked through for what happens now: enough for a busy day, and a bound.
LOOK_BACK = 500

CLOSED = (Claim.Status.DECLINED, Claim.Status.DUPLICATE)


class Home(DeskPage):
    template = "workspace/home.html"
    section = "home"

    def get(self, request, slug):
        verdicts = verdicts_to_give(self.project, request.user) if self.may("contribute") else []
        decisions = rounds_to_decide(self.project) if self.may("oversee") else []
        say_where([each.claim for each in [*verdicts, *decisions]])
        return self.show(
            {
                "verdicts": verdicts,
                "decisions": decisions,
                "waiting": len(verdicts) + len(decisions),
                "another_look": Claim.objects.filter(project=self.project, deleted_at=None, stale=True).order_by("-pk")[
                    :LINES
                ],
                "happening": happening_now(self.project),
                "decided": recently_decided(self.project),
                "today": timezone.localdate(),
            }
        )


def verdicts_to_give(project, user):
    """Rounds that are open to verdicts, where this person is asked or others have begun, and theirs is missing.

    Each has `mine` (the person's own draft or None), `submitted` (those who have submitted; nothing of what they said),
    `counted` (how many of them are no trainees) and `asked_me`. Those asked come first, then drafts, then the oldest.
    """
    done = Verdict.objects.filter(reviewer=user, status=Verdict.Status.SUBMITTED).values("round")
    drafted = Verdict.objects.filter(reviewer=user, status=Verdict.Status.DRAFT).values("round")
    asked = Round.asked.through.objects.filter(user=user).values("round")
    rounds = list(
        Round.objects.filter(project=project, revealed_at=None, claim__deleted_at=None)
        .filter(Q(pk__in=asked) | Q(opened_at__isnull=False) | Q(pk__in=drafted))
        .exclude(claim__status__in=CLOSED)
        .exclude(pk__in=done)
        .select_related("claim")
        .order_by("pk")[:LINES]
    )
    asked_ids = set(Round.asked.through.objects.filter(user=user, round__in=rounds).values_list("round", flat=True))
    mine, submitted, counted = {}, {}, Counter()
    for verdict in (
        Verdict.objects.filter(round__in=rounds)
        .filter(Q(status=Verdict.Status.SUBMITTED) | Q(status=Verdict.Status.DRAFT, reviewer=user))
        .select_related("reviewer")
        .only("round", "status", "counts", "reviewer__name", "reviewer__username", "updated_at")
        .order_by("pk")
    ):
        if verdict.status == Verdict.Status.DRAFT:
            mine[verdict.round_id] = verdict
        else:
            submitted.setdefault(verdict.round_id, []).append(verdict.reviewer)
            counted[verdict.round_id] += verdict.counts
    for each in rounds:
        each.mine, each.submitted = mine.get(each.pk), submitted.get(each.pk, [])
        each.counted = counted[each.pk]
        each.asked_me = each.pk in asked_ids
    return sorted(rounds, key=lambda each: (not each.asked_me, each.mine is None, each.pk))


def rounds_to_decide(project):
    """Revealed rounds that no decision rests on yet, oldest first, each with `count` of its verdicts."""
    rounds = (
        Round.objects.filter(project=project, revealed_at__isnull=False, claim__deleted_at=None, decisions=None)
        .filter(claim__status__in=[Claim.Status.IN_REVIEW, Claim.Status.DISPUTED])
        # A later round of the same claim is the one to decide.
        .exclude(claim__rounds__number__gt=F("number"))
        .annotate(count=Count("verdicts", filter=Q(verdicts__status=Verdict.Status.SUBMITTED)))
        .select_related("claim")
        .order_by("revealed_at")[:LINES]
    )
    return list(rounds)


def say_where(claims):
    """Gives each claim `where`: the title of the article it was seen in first, or None."""
    seen = (
        Appearance.objects.filter(claim__in=claims, span__isnull=False, span__deleted_at=None)
        .select_related("span__article")
        .only("claim", "span__article__title", "span__article__language")
        .order_by("-pk")
    )
    where = {each.claim_id: each.span.article for each in seen}
    for claim in claims:
        claim.where = where.get(claim.pk)


def happening_now(project):
    """Articles that people worked on in the last 24 hours, newest first, each with `people` and `open_claims`."""
    changes = (
        Change.objects.filter(project=project, at__gte=timezone.now() - RECENT, article__isnull=False)
        .order_by("-seq")
        .values_list("article", "actor")[:LOOK_BACK]
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
    found = [articles[uid] for uid in uids if uid in articles]
    for article in found:
        names = [name for name, _ in actors[article.uid].most_common(4)]
        article.people = [people[name] for name in names if name in people]
        article.open_claims = open_claims.get(article.pk, 0)
    return found


def recently_decided(project):
    """The newest decisions that stand."""
    return (
        Decision.objects.filter(project=project, superseded_at=None, claim__deleted_at=None)
        .select_related("claim", "rating", "author")
        .order_by("-pk")[:5]
    )

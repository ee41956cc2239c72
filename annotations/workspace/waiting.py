"""What waits for a person: verdicts, work, decisions, mentions; and their queue, one claim at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments.models import Assignment, Recusal
from annotations.claims.models import Appearance, Claim
from annotations.claims.states import CLOSED
from annotations.complaints.models import Complaint
from annotations.discussion.models import Comment
from annotations.leads.models import Lead
from annotations.projects.permissions import Role, role_allows
from annotations.publishing.models import FactCheck
from annotations.templatetags.words import SETTLED
from annotations.verdicts.models import Decision, Round, Verdict

LINES = 20
QUEUE = 200  # so many claims are looked through for one's queue
URGENCY = {Claim.Priority.HIGH: 0, Claim.Priority.NORMAL: 1, Claim.Priority.LOW: 2}


def verdicts_to_give(project, user, most=LINES):
    """Rounds that are open to verdicts and lack theirs: where this person is asked, or where others have begun and
    nobody in particular is asked.

    Each has `mine` (the person's own draft or None), `submitted` (those who have submitted; nothing of what they said),
    `counted` (how many of them are no trainees) and `asked_me`. Those asked come first, then drafts, then the oldest.
    """
    done = Verdict.objects.filter(round=OuterRef("pk"), reviewer=user, status=Verdict.Status.SUBMITTED)
    drafted = Verdict.objects.filter(reviewer=user, status=Verdict.Status.DRAFT).values("round")
    asked = Round.asked.through.objects.filter(user=user).values("round")
    running = Round.objects.filter(project=project, revealed_at=None, opened_at__isnull=False, asked=None).values("pk")
    rounds = list(
        # Three short lists: by an OR the database would look at the first round of every claim.
        Round.objects.filter(pk__in=running.union(asked, drafted, all=True))
        .filter(project=project, revealed_at=None, claim__deleted_at=None)
        .judged_by(user)
        .exclude(claim__status__in=CLOSED)
        .exclude(Exists(done))
        .exclude(claim__in=Recusal.objects.claims_of(user))
        .select_related("claim")
        .order_by("pk")[:most]
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


def corrections_to_publish(project, user):
    """Public fact-checks whose desk rating is another by now, settled, for whoever may publish the correction: where
    the desk wants two signatures, not for who set the rating. Claims, the oldest first."""
    found = FactCheck.objects.standing().filter(project=project, claim__status__in=SETTLED, claim__deleted_at=None)
    found = found.exclude(rating=F("claim__rating")).exclude(claim__in=Recusal.objects.claims_of(user))
    if project.gates["second_signature"]:
        own = Decision.objects.filter(claim=OuterRef("claim"), superseded_at=None, author=user)
        found = found.exclude(Exists(own), ~Q(claim__status=Claim.Status.APPROVED))
    return [each.claim for each in found.select_related("claim").order_by("pk")[:LINES]]


def complaints_for(member):
    """Complaints that somebody should look at, the oldest first: open ones; for whoever may confirm an answer, those
    that another one has answered. Each with its claim."""
    found = Complaint.objects.filter(project=member.project, claim__deleted_at=None).select_related("claim")
    wanted = Q(state=Complaint.State.OPEN)
    if member.may("oversee"):
        wanted |= Q(state=Complaint.State.ANSWERED) & ~Q(answered_by=member.user)
    return list(found.filter(wanted).order_by("pk")[:LINES])


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


def work_of(project, user):
    """Open work that somebody was given or took, what is due first; each with its claim or article."""
    found = Assignment.objects.open().given().filter(project=project, assignee=user).exclude(claim__status__in=CLOSED)
    return list(found.select_related("claim", "article", "author").order_by(F("due_on").asc(nulls_last=True), "pk"))


def late_work(project, today, *, but):
    """Open work of everybody but `but` that should be done by now, for those who oversee it; the latest first."""
    found = Assignment.objects.open().given().filter(project=project, due_on__lt=today).exclude(assignee=but)
    found = found.exclude(claim__status__in=CLOSED)
    return list(found.select_related("claim", "article", "assignee").order_by("due_on", "pk")[:LINES])


def mentions_of(member):
    """Comments that name the member and that they have not read, oldest first; none that is held back from them."""
    unread = Comment.objects.unread_by(member).select_related("author", "claim", "span__article").order_by("pk")
    # The names are a JSON list; the text narrows it down on either database.
    named = unread.filter(text__icontains=f"@{member.user.username}", claim__deleted_at=None)
    return [each for each in named[: 5 * LINES] if member.user.username in each.mentions][:LINES]


@dataclass
class Waiting:
    """A claim of somebody's queue, and why it is there: `due` (a date or None), `assignment` or None."""

    claim: Claim
    due: date | None = None
    assignment: Assignment | None = None

    @property
    def order(self):
        """What is due first, then by priority, then work that was given, then the oldest."""
        return (self.due or date.max, URGENCY[self.claim.priority], self.assignment is None, self.claim.pk)


def queue_of(project, user):
    """What a person works through, one claim at a time, in order: claims they have as work, claims of articles they
    have as work, and rounds that wait for their verdict. Nothing that they have judged already or keep out of."""
    found = {}
    work = work_of(project, user)
    for each in work:
        if each.claim_id is not None:
            found[each.claim_id] = Waiting(each.claim, each.due_on, each)
    _add_articles(found, project, user, [each for each in work if each.article_id is not None])
    for round in verdicts_to_give(project, user, most=QUEUE):
        found.setdefault(round.claim_id, Waiting(round.claim))
    out = set(Recusal.objects.claims_of(user).filter(pk__in=found).values_list("pk", flat=True))
    return sorted((each for key, each in found.items() if key not in out), key=lambda each: each.order)


def _add_articles(found, project, user, work):
    """Adds the open claims of articles that somebody has as work, as far as they have not judged them."""
    by_article = {}
    for each in work:
        by_article.setdefault(each.article_id, each)
    if not by_article:
        return
    judged = Verdict.objects.submitted().filter(project=project, reviewer=user, round__revealed_at=None)
    seen = (
        Appearance.objects.filter(span__article__in=by_article, span__deleted_at=None, claim__deleted_at=None)
        .exclude(claim__status__in=[*CLOSED, *SETTLED])
        .exclude(claim__in=judged.values("claim"))
        .select_related("claim", "span")
        .order_by("pk")[:QUEUE]
    )
    for each in seen:
        assignment = by_article[each.span.article_id]
        found.setdefault(each.claim_id, Waiting(each.claim, assignment.due_on, None))


def leads_for(member):
    """How many leads wait in the inbox for this member: all new ones for whoever triages, else those given to them."""
    waiting = Lead.objects.filter(project=member.project, status=Lead.Status.NEW)
    return (waiting if member.may("oversee") else waiting.filter(assignee=member.user)).count()


def reviewers_of(project):
    """The members to whom work can be given."""
    roles = [role for role in Role if role_allows(role, "contribute")]
    return User.objects.filter(memberships__project=project, memberships__role__in=roles).order_by("username")


def work_on_article(article):
    """Open work on an article or on parts of it, oldest first."""
    return list(Assignment.objects.open().filter(article=article).select_related("assignee").order_by("pk"))


def articles_to_place(project):
    """Articles whose newest text has highlights that wait for a person, `waiting` of them, the newest first."""
    return list(
        Article.objects.alive()
        .filter(
            project=project,
            version__gt=1,
            versions__number=F("version"),
            # An anchor without a place begins nowhere; the index of places finds it by that.
            versions__anchors__start__isnull=True,
            versions__anchors__left=False,
            versions__anchors__span__deleted_at=None,
        )
        .annotate(waiting=Count("versions__anchors"))
        .order_by("-pk")[:LINES]
    )

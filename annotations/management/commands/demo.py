"""`manage.py demo`: loads the sample desk; does nothing if it is there."""

from datetime import timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from annotations.accounts.models import User
from annotations.articles import intake
from annotations.articles.actions import create_article
from annotations.articles.models import ArticleVersion
from annotations.assignments.actions import assign
from annotations.claims.models import Claim
from annotations.dossiers.claim_actions import create_claims
from annotations.dossiers.guards import Deed
from annotations.dossiers.link_actions import add_post
from annotations.dossiers.publishing import correct_claim, publish_claim
from annotations.dossiers.span_actions import highlight
from annotations.evidence.actions import add_evidence
from annotations.leads.taking import take_in
from annotations.management.demo import desk
from annotations.management.pending import pending_migrations
from annotations.projects.models import Project
from annotations.teams.actions import add_member, create_desk, edit_desk
from annotations.verdicts.actions import decide, put_verdict
from annotations.verdicts.models import Round, Verdict
from annotations.verdicts.rounds import edit_round

HERE = Path(desk.__file__).parent


class Command(BaseCommand):
    help = "Loads the sample desk: people, three articles, claims in every state. Does nothing if it is there."

    def handle(self, *args, **options):
        if pending_migrations():
            raise CommandError("The database is not up to date. Run: manage.py migrate")
        if Project.objects.filter(slug=desk.SLUG).exists():
            self.stdout.write("The sample desk is there already.")
            return
        with transaction.atomic():
            Builder().build()
        self.stdout.write(f"Made the desk “{desk.NAME}” with {len(desk.ARTICLES)} articles.")


class Builder:
    """Makes the desk by the same actions as everybody else, so that its log is a real one."""

    def build(self):
        self.people = {name: self.person(name, full) for name, full, _ in desk.PEOPLE}
        self.project = create_desk(actor=self.people["dave"], slug=desk.SLUG, name=desk.NAME, language="en")
        for name, _, role in desk.PEOPLE:
            if role and name != "dave":
                add_member(project=self.project, actor=self.people["dave"], user=self.people[name], role=role)
        edit_desk(project=self.project, actor=self.people["dave"], settings={"public_articles": "full"})
        self.versions = {name: self.article(**about) for name, about in desk.ARTICLES.items()}
        for article, passage, who, checkable, note in desk.MARKS:
            self.mark(article, [passage], who, note=note, checkable=checkable)
        for about in desk.CLAIMS:
            self.claim(dict(about))
        for beginning, who, days in desk.WORK:
            self.work(beginning, who, days)
        for beginning, words, corrections in desk.FACT_CHECKS:
            self.publish(beginning, words, corrections)
        for who, sent in desk.LEADS:
            take_in(project=self.project, actor=who and self.people[who], **sent)

    def person(self, username, name):
        # Somebody of this name may be here already; they keep their account.
        known = User.objects.filter(username=username).first()
        return known or User.objects.create_user(username, name=name)

    def article(self, *, file, kind, actor, **fields):
        document = intake.read(kind, (HERE / file).read_text(encoding="utf-8"))
        article = create_article(
            project=self.project, actor=self.people[actor], document=document, source=kind, **fields
        )
        return ArticleVersion.objects.select_related("article").get(article=article)

    def mark(self, article, passages, who, **more):
        version = self.versions[article]
        version.article.project = self.project
        fragments, at = [], 0
        for passage in passages:
            start = version.text.index(passage, at)
            at = start + len(passage)
            fragments.append({"start": start, "end": at, "exact": passage})
        span, _ = highlight(
            article=version.article, version=version, actor=self.people[who], fragments=fragments, **more
        )
        return span

    def work(self, beginning, who, days):
        claim = Claim.objects.get(project=self.project, text__startswith=beginning)
        claim.project = self.project
        due = timezone.localdate() + timedelta(days=days)
        carol, assignee = self.people["carol"], self.people[who]
        assign(project=self.project, actor=carol, assignee=assignee, others=True, claim=claim, due_on=due)

    def publish(self, beginning, words, corrections):
        claim = Claim.objects.get(project=self.project, text__startswith=beginning)
        claim.project = self.project
        deed = Deed(self.people["carol"], False)
        publish_claim(claim=claim, deed=deed, **words)
        for each in corrections:
            correct_claim(claim=claim, deed=deed, **each)

    def claim(self, about):
        marks, evidence = about.pop("marks"), about.pop("evidence", ())
        verdicts, decision = about.pop("verdicts", ()), about.pop("decision", None)
        asked, posts = about.pop("asked", ()), about.pop("posts", ())
        actor = self.people[about.pop("actor")]
        spans = [self.mark(article, passages, who).uid for article, passages, who in marks]
        made = create_claims(project=self.project, actor=actor, drafts=[about | {"spans": spans}])[0]
        claim = Claim.objects.select_related("project").get(pk=made.pk)
        for each in posts:
            add_post(claim=claim, actor=actor, **each)
        for each in evidence:
            add_evidence(claim=claim, **each | {"actor": self.people[each["actor"]]})
        if asked:
            judging = Round.objects.select_related("claim", "project").get(claim=claim)
            edit_round(round=judging, actor=self.people["carol"], asked=list(asked))
        for who, rating, explanation, confidence in verdicts:
            put_verdict(
                claim=claim,
                actor=self.people[who],
                rating=rating,
                explanation=explanation,
                confidence=confidence,
                status=Verdict.Status.SUBMITTED,
            )
        if decision:
            who, rating, method, explanation, dissent, known = decision
            decide(
                claim=claim,
                actor=self.people[who],
                rating=rating,
                method=method,
                explanation=explanation,
                dissent=dissent,
                known_as_of=known,
            )

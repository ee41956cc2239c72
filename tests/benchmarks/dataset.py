"""A desk as large as asked for, written in bulk: as the actions would leave it, in a hundredth of the time."""

import hashlib
import itertools
import random

from django.db import transaction
from django.utils import timezone

from annotations.articles.models import Article, ArticleVersion
from annotations.changes.record import Entry, record_all
from annotations.claims.models import Appearance, Claim, Claimant
from annotations.evidence.models import Evidence, Source
from annotations.ratings.models import Rating
from annotations.rows import search
from annotations.spans.models import Anchor, Span
from annotations.text.fold import fold
from annotations.verdicts.models import Decision, Round, Verdict
from tests.cast import make_cast

# One long string: ruff would have a list of a hundred quoted words.
WORDS = (
    "minister budget hospital region river crash report people election law energy price school teacher said that "
    "rose fell percent since last year water border army plane mayor company factory pension"
)
WORDS = WORDS.split()

SPANS_PER_ARTICLE = 100


class Desk:
    """A desk with its cast that grows by `grow(claims)`; the same numbers give the same words."""

    def __init__(self, slug="desk"):
        self.random = random.Random(slug)
        self.project, self.people = make_cast(slug)
        self.ratings = list(Rating.objects.filter(scale__project=self.project))
        self.reviewers = [self.people.alice, self.people.bob]
        self.claims = 0
        self._make_claimants_and_sources()

    def sentence(self, least=8, most=18):
        return " ".join(self.random.choices(WORDS, k=self.random.randint(least, most))).capitalize() + "."

    def _make_claimants_and_sources(self):
        names = [f"{a.title()} {b.title()} {n}" for n, (a, b) in enumerate(itertools.product(WORDS[:10], WORDS[10:20]))]
        self.claimants = self.write(
            Claimant(project=self.project, name=name, name_folded=fold(name), folded=fold(name)) for name in names
        )
        search.index_rows(Claimant, self.claimants)
        self.sources = self.write(
            Source(
                project=self.project,
                author=self.people.alice,
                key=f"url:https://source{n}.example.org/{n}",
                url=f"https://source{n}.example.org/{n}",
                title=self.sentence(),
                publisher=f"Paper {n % 50}",
                published_on="2024-01-25",
            )
            for n in range(1000)
        )

    @staticmethod
    def write(rows):
        """The rows, saved."""
        rows = list(rows)
        if not rows:
            return []
        return type(rows[0])._base_manager.bulk_create(rows, batch_size=1000)

    def article(self, *, spans=0, words=3000):
        """(article, version, spans): a text of so many words with spans of five words spread over it."""
        paragraphs, left = [], words
        while left > 0:
            paragraphs.append(" ".join(self.sentence() for _ in range(6)))
            left -= paragraphs[-1].count(" ") + 1
        text = "\n".join(paragraphs)
        ends = list(itertools.accumulate(len(p) + 1 for p in paragraphs))
        blocks = [
            {"kind": "paragraph", "start": end - len(p) - 1, "end": end - 1}
            for p, end in zip(paragraphs, ends, strict=True)
        ]
        digest = hashlib.sha256(text.encode()).hexdigest()
        title = self.sentence(5, 8)
        article = Article.objects.create(
            project=self.project,
            author=self.people.alice,
            title=title,
            folded=fold(title),
            version=1,
            length=len(text),
            sha256=digest,
            publisher="Paper",
            source_url="https://paper.example.org/",
            published_on="2024-01-25",
        )
        version = ArticleVersion.objects.create(
            project=self.project,
            article=article,
            author=self.people.alice,
            number=1,
            text=text,
            blocks=blocks,
            length=len(text),
            sha256=digest,
            source="text",
        )
        return article, version, self.spans(article, version, spans)

    def spans(self, article, version, count):
        made = self.write(
            Span(project=self.project, article=article, author=self.reviewers[n % 2]) for n in range(count)
        )
        text, step = version.text, max(1, version.length // max(1, count))
        anchors = []
        for number, span in enumerate(made):
            start = min(number * step, version.length - 60)
            end = min(start + 30, version.length)
            fragment = {
                "start": start,
                "end": end,
                "exact": text[start:end],
                "prefix": text[max(0, start - 32) : start],
                "suffix": text[end : end + 32],
            }
            anchors.append(
                Anchor(span=span, version=version, state="original", start=start, end=end, fragments=[fragment])
            )
        self.write(anchors)
        return made

    @transaction.atomic
    def grow(self, claims, *, batch=5000):
        """Adds claims until there are so many: each with a passage, evidence, a revealed round and a decision."""
        while self.claims < claims:
            count = min(batch, claims - self.claims)
            self._add_claims(count)
            self.claims += count

    def _add_claims(self, count):
        project, carol, now = self.project, self.people.carol, timezone.now()
        claims = []
        for number in range(self.claims, self.claims + count):
            text = f"{self.sentence()} (no. {number})"
            claims.append(
                Claim(
                    project=project,
                    author=self.reviewers[number % 2],
                    text=text,
                    folded=fold(text),
                    claimant=self.claimants[number % len(self.claimants)],
                    claimed_on="2024-01-25",
                    location="Belgorod",
                    topics=["economy"],
                    topics_folded="|economy|",
                    status=Claim.Status.AGREED,
                    rating=self.ratings[number % len(self.ratings)].slug,
                    decided_at=now,
                )
            )
        claims = self.write(claims)
        search.index_rows(Claim, claims)
        spans = []
        for start in range(0, count, SPANS_PER_ARTICLE):
            spans += self.article(spans=min(SPANS_PER_ARTICLE, count - start), words=1000)[2]
        self.write(
            Appearance(project=project, claim=claim, span=span, author=claim.author)
            for claim, span in zip(claims, spans, strict=True)
        )
        self.write(
            Evidence(
                project=project,
                claim=claim,
                source=self.sources[(number * 7 + place) % len(self.sources)],
                author=claim.author,
                quote=self.sentence(),
                stance=["supports", "refutes", "context"][place % 3],
                position=place,
            )
            for number, claim in enumerate(claims)
            for place in range(2)
        )
        rounds = self.write(
            Round(
                project=project,
                claim=claim,
                number=1,
                blind=True,
                required=2,
                tolerance=0,
                scale=self.ratings[0].scale,
                opened_at=now,
                revealed_at=now,
            )
            for claim in claims
        )
        self.write(
            Verdict(
                project=project,
                claim=round_.claim,
                round=round_,
                reviewer=reviewer,
                rating=self.ratings[number % len(self.ratings)],
                explanation=self.sentence(),
                status="submitted",
                submitted_at=now,
                basis_seq=1,
            )
            for number, round_ in enumerate(rounds)
            for reviewer in self.reviewers
        )
        self.write(
            Decision(
                project=project,
                claim=round_.claim,
                round=round_,
                author=carol,
                number=1,
                rating=self.ratings[number % len(self.ratings)],
                explanation=self.sentence(),
                method="agreement",
            )
            for number, round_ in enumerate(rounds)
        )
        entries = [Entry("create", claim, claims=[claim.uid], data={"text": claim.text}) for claim in claims]
        record_all(entries, project=project, actor=self.people.alice)

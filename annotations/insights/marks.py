"""The job that computes how alike people mark, article by article."""

import time
from collections import defaultdict
from itertools import combinations

from django.db import transaction
from django.db.models import Count, F, Max, Sum

from annotations.articles.models import Article, ArticleVersion
from annotations.changes.models import Change, Counter
from annotations.insights import unitizing
from annotations.insights.models import MarksRead, Unitizing
from annotations.insights.selection import JUDGES
from annotations.jobs.models import Job
from annotations.jobs.queue import enqueue
from annotations.projects.models import Project
from annotations.spans.models import Anchor

JOB = "unitizing"
# A run of the job stops after so many seconds and asks for another: mails and notifications do not wait for it.
AT_ONCE = 2


def ask(project):
    """Whether highlights have changed since they were last looked at; then the worker is asked to, unless it is."""
    read = MarksRead.objects.filter(project=project).values_list("seq", flat=True).first()
    if read is not None:
        since = Change.objects.filter(project=project, seq__gt=read, kind__in=("span", "version", "article"))
        if not since.exists():
            return False
    if not Job.objects.filter(project=project, name=JOB, failed_at__isnull=True).exists():
        with transaction.atomic():
            enqueue(JOB, {"project": project.pk}, project=project)
    return True


def counted_marks(project):
    """Anchors of the highlights that count, in the newest version of their articles: of persons and admitted guests,
    accepted, and placed with certainty."""
    return Anchor.objects.filter(
        span__project=project,
        span__deleted_at__isnull=True,
        span__accepted=True,
        span__author__kind__in=JUDGES,
        span__article__deleted_at__isnull=True,
        version__number=F("span__article__version"),
        state__in=Anchor.PLACED,
    )


def compute(payload):
    """Brings the desk's figures up to date, or some of them and asks for another run. Twice does no harm."""
    project = Project.objects.get(pk=payload["project"])
    head = Counter.objects.values_list("seq", flat=True).get(project=project)
    until = time.monotonic() + AT_ONCE
    bases = _bases(project)
    known = dict(Unitizing.objects.filter(project=project, one__isnull=True).values_list("article_id", "basis"))
    Unitizing.objects.filter(project=project, article__in=known.keys() - bases.keys()).delete()
    for key, basis in bases.items():
        if known.get(key) == basis:
            continue
        if time.monotonic() > until:
            enqueue(JOB, payload, project=project)
            return
        _compute(project, key, basis)
    MarksRead.objects.update_or_create(project=project, defaults={"seq": head})


def _bases(project):
    """`{article key: what its figures rest on}`; one statement."""
    rows = (
        counted_marks(project)
        .order_by("span__article")
        .values_list("span__article", "version__number")
        .annotate(Count("pk"), Max("span"), Sum("start"), Sum("end"), Sum("span__revision"))
    )
    return {key: ":".join(map(str, facts)) for key, *facts in rows}


def _compute(project, key, basis):
    article = Article.objects.get(pk=key)
    version = ArticleVersion.objects.filter(article=article).order_by("-number").values("length", "blocks").first()
    length, held, counts = version["length"], defaultdict(lambda: defaultdict(list)), defaultdict(int)
    marks = counted_marks(project).filter(span__article=article)
    for author, checkable, fragments in marks.values_list("span__author", "span__checkable", "fragments"):
        counts[author] += 1
        held[checkable][author] += [(each["start"], each["end"]) for each in fragments]
    people = sorted(counts)
    paragraphs = paragraphs_of(version["blocks"], length)
    groups = [((None, None), people)] + [(pair, pair) for pair in combinations(people, 2)]
    rows = []
    for (one, other), among in groups:
        # Marked and marked as not checkable are the two categories; one that nobody used says nothing.
        categories = [[unitizing.merged(own[person]) for person in among] for own in held.values()]
        categories = [each for each in categories if any(each)]
        row = Unitizing(project=project, article=article, one_id=one, other_id=other, basis=basis, length=length)
        row.people, row.passages = len(among), sum(counts[person] for person in among)
        if len(among) > 1:
            row.value, row.observed, row.expected = unitizing.alpha(categories, length)
            # A thousand samples for all together and, where they are two, for the pair; not for each pair of many.
            if row.value is not None and len(among) == len(people):
                row.low, row.high = unitizing.alpha_interval(categories, paragraphs) or (None, None)
        rows.append(row)
    with transaction.atomic():
        Unitizing.objects.filter(article=article).delete()
        Unitizing.objects.bulk_create(rows)


def paragraphs_of(blocks, length):
    """`[(start, end), …]`, the whole text, each block with what parts it from the next."""
    starts = sorted({block["start"] for block in blocks if 0 < block["start"] < length})
    edges = [0, *starts, length]
    return [(edges[n], edges[n + 1]) for n in range(len(edges) - 1)]

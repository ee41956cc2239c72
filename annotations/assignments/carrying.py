"""Work on paragraphs, carried over to a newer text of their article."""

from django.db import transaction

from annotations.articles.models import ArticleVersion
from annotations.assignments.actions import end, moved
from annotations.assignments.models import Assignment
from annotations.changes.record import record_all
from annotations.text.paragraphs import Paragraphs

Status = Assignment.Status


@transaction.atomic
def carry_work(version):
    """Puts the open work on blocks of earlier versions where these blocks stand in this one. Where they are gone, work
    that was given goes back, and an "I'm on it" ends. Does nothing when it runs again."""
    waiting = (
        Assignment.objects.alive()
        .loaded()
        .filter(article=version.article, status=Status.OPEN, version__lt=version.number)
    )
    waiting = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    numbers = {work.version for work in waiting}
    older = {old.number: old for old in ArticleVersion.objects.filter(article=version.article, number__in=numbers)}
    places, entries = {}, []
    for work in waiting:
        if work.version not in places:
            old = older[work.version]
            places[work.version] = Paragraphs(old.text, old.blocks, version.text, version.blocks)
        work.project = version.project
        place = places[work.version].place(work.first_block, work.last_block)
        if place is None:
            entries.append(end(work, Status.EXPIRED if work.expires_at else Status.RETURNED))
        else:
            entries.append(moved(work, version.number, place))
    if entries:
        record_all(entries, project=version.project, actor=version.author)

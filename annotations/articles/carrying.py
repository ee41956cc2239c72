"""Asking the worker to carry an article's highlights over to its newer versions.

It is done in `dossiers/reanchoring.py`. Until then a span is `pending` in the new version: it has no anchor there.
"""

from datetime import timedelta

from annotations.articles.models import ArticleVersion
from annotations.jobs.queue import enqueue

JOB = "reanchor"
# A highlight of the older version may be committed just after the first look; the second finds it.
SECOND_LOOK = timedelta(minutes=1)


def carry_into(version):
    """Has all highlights of the article carried over to this new version. In the transaction that adds it."""
    for after in (timedelta(0), SECOND_LOOK):
        enqueue(JOB, {"version": version.pk}, project=version.project, after=after)


def carry_from(version):
    """Has highlights that were just made in an older version carried over to those that came after it."""
    later = ArticleVersion.objects.filter(article=version.article, number__gt=version.number).order_by("number")
    for key in later.values_list("pk", flat=True):
        enqueue(JOB, {"version": key}, project=version.project)


def carry_again(version):
    """Has the highlights that have no place in this version any more looked at once more."""
    enqueue(JOB, {"version": version.pk}, project=version.project)

"""Deleting an article takes its spans along; restoring it returns them. Claims stay."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes.record import Entry, record_all
from annotations.claims.models import Appearance
from annotations.errors import Conflict, NotAllowed
from annotations.spans.models import Span


def claims_on(article, spans):
    """Ids of the claims whose rows name `article` through `spans` (a queryset)."""
    return list(
        Appearance.objects.filter(span__in=spans, claim__deleted_at__isnull=True)
        .order_by("claim_id")
        .values_list("claim__uid", flat=True)
        .distinct()
    )


@transaction.atomic(savepoint=False)
def delete_article(*, article, actor, others):
    """Marks the article and its spans as deleted. `others`: the actor may delete other people's.

    Raises `NotAllowed` for somebody else's article, `Conflict` when a published fact-check rests on it.
    """
    if article.author_id != actor.pk and not others:
        raise NotAllowed(_("This article is somebody else's. An editor can delete it."))
    spans = Span.objects.alive().filter(article=article)
    published = Appearance.objects.filter(span__in=spans).exclude(claim__publication_state="none")
    if published.exists():
        raise Conflict(_("A published fact-check rests on this article, so it stays."))
    claims = claims_on(article, spans)
    now = timezone.now()
    taken = list(spans.order_by("pk"))
    article.save_revision(deleted_at=now, deleted_by=actor)
    spans.update(deleted_at=now, deleted_by=actor, updated_at=now)
    _record("delete", article, taken, claims, actor)


@transaction.atomic(savepoint=False)
def restore_article(*, article, actor, others):
    """Brings a deleted article back, with the spans that went with it."""
    if article.deleted_by_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else deleted this. They or an editor can restore it."))
    spans = Span.objects.filter(article=article, deleted_at=article.deleted_at)
    returned = list(spans.order_by("pk"))
    spans.update(deleted_at=None, deleted_by=None, updated_at=timezone.now())
    article.save_revision(deleted_at=None, deleted_by=None)
    _record("restore", article, returned, claims_on(article, [span.pk for span in returned]), actor)


def _record(verb, article, spans, claims, actor):
    entries = [Entry(verb, article, article.uid, claims, {"title": article.title})]
    entries += [Entry(verb, span, article.uid, [], {"with": article.uid}) for span in spans]
    record_all(entries, project=article.project, actor=actor)

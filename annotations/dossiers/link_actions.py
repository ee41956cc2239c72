"""Where a claim was seen: links to highlights, and posts without an article."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.changes.record import record
from annotations.claims.models import Appearance
from annotations.claims.states import refuse_duplicate
from annotations.errors import Conflict, Missing, NotAllowed
from annotations.files.actions import store_file


@transaction.atomic(savepoint=False)
def link(*, claim, span, actor):
    """Whether the link is new. The claim must be locked; a link that is there stays as it is."""
    refuse_duplicate(claim)
    if Appearance.objects.filter(claim=claim, span=span).exists():
        return False
    Appearance.objects.create(project=claim.project, claim=claim, span=span, author=actor)
    _record_link("link", claim, span, actor)
    return True


@transaction.atomic(savepoint=False)
def unlink(*, claim, span, actor, others):
    """Takes the link away. Raises `Missing` when there is none, `NotAllowed` for somebody else's."""
    appearance = Appearance.objects.filter(claim=claim, span=span).first()
    if appearance is None:
        raise Missing(_("This claim is not linked to this highlight."))
    _refuse_others(appearance, actor, others)
    appearance.delete()
    _record_link("unlink", claim, span, actor)


def _record_link(verb, claim, span, actor):
    # The highlight is what the change names: whoever has it on screen sees which claims it has now.
    record(
        verb,
        span,
        project=claim.project,
        actor=actor,
        article=span.article.uid,
        claims=[claim.uid],
        data={"claim": claim.uid},
    )


def _refuse_others(appearance, actor, others):
    if appearance.author_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else said that the claim was seen here. An editor can take it away."))


@transaction.atomic(savepoint=False)
def add_post(*, claim, actor, uid=None, file=None, **fields):
    """The new appearance without an article. `file` is an upload. Raises what `store_file` raises."""
    refuse_duplicate(claim)
    uid = Appearance.objects.free_uid(claim.project, uid)
    stored = store_file(project=claim.project, actor=actor, upload=file) if file is not None else None
    appearance = Appearance.objects.create(
        project=claim.project, claim=claim, author=actor, file=stored, **fields, **({"uid": uid} if uid else {})
    )
    data = {"url": appearance.url, "platform": appearance.platform, "posted_at": appearance.posted_at}
    record("create", appearance, project=claim.project, actor=actor, claims=[claim.uid], data=data)
    return appearance


@transaction.atomic(savepoint=False)
def remove_post(*, claim, appearance, actor, others):
    """Takes a post away from its claim; it can be added again with the same fields, which the change keeps."""
    if appearance.span_id is not None:
        raise Conflict(_("This is a passage in an article: unlink the highlight instead."))
    _refuse_others(appearance, actor, others)
    names = ("url", "platform", "posted_at", "transcript", "at_seconds", "reach", "archive_url")
    appearance.claim = claim
    record(
        "delete",
        appearance,
        project=claim.project,
        actor=actor,
        claims=[claim.uid],
        data={name: getattr(appearance, name) for name in names},
    )
    appearance.delete()

"""What can be done to highlights, together with the claims they are linked to."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.articles.carrying import carry_from
from annotations.articles.models import ArticleVersion
from annotations.changes.record import Entry, record, record_all
from annotations.claims.models import Appearance, Claim
from annotations.claims.states import refuse_duplicate
from annotations.errors import Conflict, Invalid, NotAllowed
from annotations.spans.anchoring import add_anchor, place
from annotations.spans.models import Anchor, Span
from annotations.verdicts.models import Verdict


def find_version(article, number, pointer="/version"):
    """The version `number` of `article`. Raises `Invalid` when there is none."""
    version = ArticleVersion.objects.filter(article=article, number=number).first()
    if version is None:
        raise Invalid((pointer, _("This article has no version %(number)s.") % {"number": number}))
    return version


@transaction.atomic(savepoint=False)
def highlight(*, article, version, actor, fragments, note="", checkable=True, claims=(), uid=None, trainee=False):
    """The new span over `fragments` (`{start, end, exact}`, code points) of `version`, linked to `claims` (ids).

    That of a `trainee` waits until an editor accepts it. Raises `Invalid` or `Conflict` as `spans.anchoring.place`
    says, and `Invalid` at `/claims/n` for an unknown claim.
    """
    placed = place(version, fragments)
    found = find_claims(article.project, claims)
    uid = Span.objects.free_uid(article.project, uid)
    span = Span.objects.create(
        project=article.project,
        article=article,
        author=actor,
        note=note,
        checkable=checkable,
        accepted=not trainee,
        **({"uid": uid} if uid else {}),
    )
    anchor = add_anchor(span, version, placed)
    data = {
        "version": version.number,
        "fragments": [{name: f[name] for name in ("start", "end", "exact")} for f in placed],
        "note": note,
        "checkable": checkable,
    }
    if trainee:
        data["accepted"] = False
    entries = [Entry("create", span, article.uid, [], data)]
    if found:
        Appearance.objects.bulk_create(
            Appearance(project=article.project, claim=claim, span=span, author=actor) for claim in found
        )
        entries += [Entry("link", span, article.uid, [claim.uid], {"claim": claim.uid}) for claim in found]
    if version.number != article.version:
        carry_from(version)
    record_all(entries, project=article.project, actor=actor)
    return span, anchor


def find_claims(project, uids):
    """The claims with these ids, in this order, once each. Raises `Invalid` at `/claims/n` for an unknown one."""
    if not uids:
        return []
    # Locked, so that none is merged away before the link is there.
    claims = Claim.objects.alive().filter(project=project, uid__in=uids).locked().order_by("pk")
    found = {claim.uid: claim for claim in claims}
    for index, uid in enumerate(uids):
        if uid not in found:
            raise Invalid((f"/claims/{index}", _("There is no such claim on this desk.")))
        refuse_duplicate(found[uid])
    return [found[uid] for uid in dict.fromkeys(uids)]


def claims_of(span):
    """Ids of the claims that a span is linked to."""
    links = Appearance.objects.filter(span=span, claim__deleted_at__isnull=True)
    return list(links.order_by("pk").values_list("claim__uid", flat=True))


@transaction.atomic(savepoint=False)
def edit_span(*, span, article, actor, version=None, fragments=None, trainee=False, **values):
    """Writes note, checkable or accepted, or puts the span onto other `fragments` of `version`.

    What a `trainee` moves waits to be accepted (again). Raises `Conflict` for other fragments once a linked claim has a
    submitted verdict or a publication: what was judged stays as it was judged. In a later version, where it has no
    place yet, it can be given its first one all the same.
    """
    before = {name: getattr(span, name) for name, value in values.items() if getattr(span, name) != value}
    after = {name: values[name] for name in before}
    linked = []
    if fragments is not None:
        target = find_version(article, version or article.version)
        placed = place(target, fragments)
        linked = claims_of(span)
        old = Anchor.objects.filter(span=span, version=target).first()
        if old is None or old.fragments != placed:
            if old is None or old.placed:
                refuse_when_judged(span, old)
            if trainee and span.accepted:
                values["accepted"] = after["accepted"] = False
                before["accepted"] = True
            before |= {"version": target.number, "fragments": _bare(old.fragments) if old else None}
            after |= {"version": target.number, "fragments": _bare(placed)}
            _replace_anchor(span, target, old, placed)
    if "accepted" in after:
        # It stands in the exported rows of its claims from now on, or no longer does.
        linked = claims_of(span)
    if not after:
        return
    span.save_revision(**{name: after[name] for name in after if name in values})
    record(
        "edit",
        span,
        project=article.project,
        actor=actor,
        article=article.uid,
        claims=linked,
        data={"before": before, "after": after},
    )


def _bare(fragments):
    return [{name: f[name] for name in ("start", "end", "exact")} for f in fragments]


def _replace_anchor(span, version, old, fragments):
    # A place that a person chose: original where the span was made, confirmed in a later version.
    if first_version(span) in (None, version.number):
        state, placed_at = Anchor.State.ORIGINAL, None
    else:
        state, placed_at = Anchor.State.CONFIRMED, timezone.now()
    if old is not None:
        old.delete()
    add_anchor(span, version, fragments, state, placed_at=placed_at)


def first_version(span):
    """The number of the version that the span was made in."""
    anchors = Anchor.objects.filter(span=span).order_by("version__number")
    return anchors.values_list("version__number", flat=True).first()


def refuse_when_judged(span, anchor):
    """Raises `Conflict` when a verdict or a publication rests on this place of the span.

    A place that a person gave it in a later version rests only what was submitted since.
    """
    claims = Claim.objects.filter(appearances__span=span)
    # Who has submitted is no secret; what they chose is.
    judged = Verdict.objects.filter(claim__in=claims, status=Verdict.Status.SUBMITTED)
    if anchor is not None and anchor.placed_at is not None:
        judged = judged.filter(submitted_at__gte=anchor.placed_at)
    if judged.exists() or claims.exclude(publication_state=Claim.PublicationState.NONE).exists():
        raise Conflict(
            _("A claim on this passage has been judged, so the passage stays. Make a new highlight instead.")
        )


@transaction.atomic(savepoint=False)
def delete_span(*, span, article, actor, others):
    """Marks the span as deleted; its links go with it and come back with it."""
    if span.author_id != actor.pk and not others:
        raise NotAllowed(_("This highlight is somebody else's. An editor can delete it."))
    if Claim.objects.filter(appearances__span=span).exclude(publication_state="none").exists():
        raise Conflict(_("A published fact-check rests on this highlight, so it stays."))
    span.save_revision(deleted_at=timezone.now(), deleted_by=actor)
    record("delete", span, project=article.project, actor=actor, article=article.uid, claims=claims_of(span))


@transaction.atomic(savepoint=False)
def restore_span(*, span, article, actor, others):
    """Brings a deleted span back."""
    if span.deleted_by_id != actor.pk and not others:
        raise NotAllowed(_("Somebody else deleted this. They or an editor can restore it."))
    if article.deleted_at is not None:
        raise Conflict(_("Its article is deleted. Restore the article first."))
    span.save_revision(deleted_at=None, deleted_by=None)
    record("restore", span, project=article.project, actor=actor, article=article.uid, claims=claims_of(span))

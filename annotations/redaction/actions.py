"""What can be done to redactions: one person asks, another confirms, and it is done. Recorded without the words."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.articles.models import Article, ArticleVersion
from annotations.changes.record import Entry, record, record_all
from annotations.claims.models import Appearance, Claim, Claimant
from annotations.errors import Conflict, Invalid
from annotations.evidence.models import Evidence, Source
from annotations.publishing.models import FactCheck, Publication
from annotations.redaction.erasing import erase
from annotations.redaction.models import Redaction
from annotations.redaction.targets import find_target
from annotations.spans.models import Span
from annotations.text.fold import fold
from annotations.text.folded_places import find_folded
from annotations.verdicts.models import Decision

# What every member may see: only of these the log says that they changed. That words stood in a verdict or in a comment
# would tell of what may be sealed.
OPEN = (Article, ArticleVersion, Span, Claim, Claimant, Source, Evidence, Appearance, Decision, Publication)


@transaction.atomic(savepoint=False)
def ask_for_redaction(*, project, actor, reason, target, uid=None):
    """The new redaction, which erases nothing yet. Raises `Invalid` for what is not on the desk, and for a reason with
    the words in it: the reason stays."""
    find_target(project, target)
    if find_folded(reason, [fold(word) for word in target.get("words", ())]):
        raise Invalid(("/reason", _("The reason stays on record: say it without the words that are to go.")))
    made = Redaction(project=project, author=actor, reason=reason, target=target)
    made.uid = Redaction.objects.free_uid(project, uid) or made.uid
    made.save(force_insert=True)
    record("ask", made, project=project, actor=actor, data={"what": next(iter(target))})
    return made


@transaction.atomic(savepoint=False)
def withdraw_redaction(*, redaction, actor):
    """Takes the request back. Raises `Conflict` when it is over."""
    locked = _lock(redaction)
    locked.withdrawn_at = timezone.now()
    locked.target = _without_words(locked)
    locked.save(update_fields=["withdrawn_at", "target"])
    record("withdraw", locked, project=redaction.project, actor=actor)
    return locked


@transaction.atomic(savepoint=False)
def confirm_redaction(*, redaction, actor):
    """Erases what was asked for. Raises `Conflict` when it is over, or when `actor` is who asked."""
    locked, project = _lock(redaction), redaction.project
    if locked.author_id == actor.pk:
        raise Conflict(_("A second person confirms: not you, who asked for it."))
    found = find_target(project, locked.target)
    erased = erase(project, found)
    locked.confirmed_by, locked.confirmed_at = actor, timezone.now()
    locked.target = _without_words(locked)
    locked.result = {"versions": erased.versions, "publications": erased.publications, "files": erased.files}
    locked.save(update_fields=["confirmed_by", "confirmed_at", "target", "result"])
    _record(locked, actor, erased)
    return locked


def _record(redaction, actor, erased):
    project, claims = redaction.project, _claims_of(erased)
    entries = [
        Entry("redact", row, data={"redaction": redaction.uid})
        for model in OPEN
        for row in model._base_manager.filter(pk__in=erased.of(model)).order_by("pk")
    ]
    told = {"reason": redaction.reason, "asked_by": redaction.author.username, **redaction.result}
    changes = record_all([Entry("redact", redaction, claims=claims, data=told), *entries], project=project, actor=actor)
    # Whoever takes published rows anew hears that these are gone.
    FactCheck._base_manager.filter(current__in=erased.of(Publication)).update(seq=changes[0].seq)


def _claims_of(erased):
    """Ids of the claims whose row is another now."""
    keys = set(erased.of(Claim))
    for model in (Evidence, Appearance, Decision, Publication):
        keys.update(model._base_manager.filter(pk__in=erased.of(model)).values_list("claim", flat=True))
    keys.update(Evidence.objects.filter(source__in=erased.of(Source)).values_list("claim", flat=True))
    keys.update(Appearance.objects.filter(span__in=erased.of(Span)).values_list("claim", flat=True))
    seen = Appearance.objects.filter(span__article__in=erased.of(Article))
    keys.update(seen.values_list("claim", flat=True))
    claims = Claim.objects.filter(pk__in=keys)
    claims |= Claim.objects.filter(claimant__in=erased.of(Claimant))
    return list(claims.order_by("pk").values_list("uid", flat=True))


def _lock(redaction):
    locked = Redaction.objects.select_for_update(of=("self",)).select_related("author").get(pk=redaction.pk)
    if locked.state != "pending":
        raise Conflict(_("This redaction is over."))
    return locked


def _without_words(redaction):
    """The target as it is kept: of words, how many there were."""
    words = redaction.words
    return redaction.target if words is None else {"words": len(words)}

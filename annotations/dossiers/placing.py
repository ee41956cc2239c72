"""What a person says about a highlight in a newer version of its article, where the worker could not place it.

Placing it is `span_actions.edit_span` with fragments in that version.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.articles.carrying import carry_again
from annotations.changes.record import record
from annotations.dossiers.span_actions import claims_of, find_version, first_version, refuse_when_judged
from annotations.errors import Conflict
from annotations.spans.models import Anchor


def _later_version(span, article, number):
    """The version, with the span's anchor in it or None. Raises `Conflict` for the one in which it was made."""
    version = find_version(article, number)
    if (first_version(span) or number) >= number:
        raise Conflict(_("This highlight was made in this text. Delete it instead."))
    return version, Anchor.objects.filter(span=span, version=version).first()


@transaction.atomic(savepoint=False)
def leave_behind(*, span, article, actor, number, trainee=False):
    """Says that the span stays with the older text: in version `number` it waits for nobody any more.

    Raises `Conflict` where a verdict or a publication rests on its place in that version, and while the worker has not
    looked yet.
    """
    version, anchor = _later_version(span, article, number)
    if anchor is None:
        raise Conflict(_("This highlight is still being carried over. Try again in a moment."))
    if anchor.left:
        return
    if anchor.placed:
        refuse_when_judged(span, anchor)
        anchor.state, anchor.placed_at = Anchor.State.REMOVED, None
        anchor.fragments, anchor.start, anchor.end = [], None, None
    anchor.left = True
    anchor.save()
    span.save_revision(**_unaccepted(span, trainee))
    _record("leave_behind", span, article, actor, version)


@transaction.atomic(savepoint=False)
def ask_again(*, span, article, actor, number, trainee=False):
    """Takes back what a person said about the span in version `number`: the worker looks once more.

    Raises `Conflict` where a verdict or a publication rests on its place in that version.
    """
    version, anchor = _later_version(span, article, number)
    if anchor is None:
        return
    if anchor.placed:
        refuse_when_judged(span, anchor)
    anchor.delete()
    span.save_revision(**_unaccepted(span, trainee))
    carry_again(version)
    _record("ask_again", span, article, actor, version)


def _unaccepted(span, trainee):
    # What a trainee does to the place of a highlight waits to be accepted, as when they move it.
    return {"accepted": False} if trainee and span.accepted else {}


def _record(verb, span, article, actor, version):
    data = {"version": version.number}
    record(verb, span, project=article.project, actor=actor, article=article.uid, claims=claims_of(span), data=data)

"""Which changes of a desk are asked for: by person, kind, days, article or claim; newest first, from a number on."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from annotations.assignments.models import Assignment
from annotations.changes.models import Change, ChangedClaim
from annotations.claims.models import Appearance, Claim
from annotations.discussion.models import Comment
from annotations.replies.models import Reply

# What people choose among: name in the address, words, kinds of the log.
KINDS = (
    ("articles", _("Articles"), ("article", "version")),
    ("highlights", _("Highlights"), ("span",)),
    ("claims", _("Claims"), ("claim", "claimant", "appearance", "reply")),
    ("evidence", _("Evidence"), ("evidence", "source")),
    ("verdicts", _("Verdicts and ratings"), ("round", "verdict", "decision")),
    ("comments", _("Comments"), ("comment",)),
    ("work", _("Work"), ("assignment", "recusal")),
    ("desk", _("The desk"), ("project", "member", "invitation", "ratings", "redaction")),
)
NAMES = ("actor", "kind", "from", "to", "article", "claim")


def read_query(query):
    """The filters that are set, by name; what makes no sense is left out."""
    values = {name: query.get(name, "").strip() for name in NAMES}
    if values["kind"] not in [name for name, _words, _kinds in KINDS]:
        values["kind"] = ""
    for name in ("from", "to"):
        if _day(values[name]) is None:
            values[name] = ""
    return {name: value for name, value in values.items() if value}


def changes_of(project, reader, chosen):
    """The changes that the filters leave, without comments that are held back from the reader."""
    held = Comment.objects.filter(project=project).hidden_from(reader)
    rows = Change.objects.filter(project=project).exclude(kind=Comment.kind, object__in=held.values("uid"))
    if actor := chosen.get("actor"):
        rows = rows.filter(actor=actor)
    if kind := chosen.get("kind"):
        rows = rows.filter(kind__in=next(kinds for name, _words, kinds in KINDS if name == kind))
    if begin := _day(chosen.get("from")):
        rows = rows.filter(at__gte=_midnight(begin))
    if end := _day(chosen.get("to")):
        rows = rows.filter(at__lt=_midnight(end + timedelta(days=1)))
    if uid := chosen.get("claim"):
        rows = rows.filter(_about_claims(project, Claim.objects.filter(project=project, uid=uid)))
    if uid := chosen.get("article"):
        linked = Appearance.objects.filter(project=project, span__article__uid=uid)
        claims = Claim.objects.filter(project=project, pk__in=linked.values("claim"))
        work = Assignment.objects.filter(project=project, article__uid=uid)
        rows = rows.filter(
            Q(article=uid)
            | Q(object=uid)
            | Q(kind=Assignment.kind, object__in=work.values("uid"))
            | _about_claims(project, claims)
        )
    return rows


def _about_claims(project, claims):
    """Changes that alter these claims, what is said about them, and who works on them."""
    altered = ChangedClaim.objects.filter(project=project, claim__in=claims.values("uid"))
    said = Comment.objects.filter(project=project, claim__in=claims)
    work = Assignment.objects.filter(project=project, claim__in=claims)
    asked = Reply.objects.filter(project=project, claim__in=claims)
    return (
        Q(seq__in=altered.values("seq"))
        | Q(object__in=claims.values("uid"))
        | Q(kind=Comment.kind, object__in=said.values("uid"))
        | Q(kind=Assignment.kind, object__in=work.values("uid"))
        | Q(kind=Reply.kind, object__in=asked.values("uid"))
    )


def page_of(rows, query, chosen, size):
    """`(changes, following, first)`: one page, and the queries of the next and of the newest one, or None.

    `?before=` is a number of the log; `?change=` begins with that number, so that a link to it stays one.
    """
    before, change = (_number(query.get(name)) for name in ("before", "change"))
    start = before if before is not None else change + 1 if change is not None else None
    if start is not None:
        rows = rows.filter(seq__lt=start)
    changes = list(rows.defer("salt", "data_digest", "hash").order_by("-seq")[: size + 1])
    following = urlencode(chosen | {"before": changes[size - 1].seq}) if len(changes) > size else None
    return changes[:size], following, urlencode(chosen) if start is not None else None


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _day(text):
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))

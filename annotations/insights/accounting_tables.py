"""The tables of a desk's accounting, each counted by one statement of the database: what comes back grows with the
scale, the topics and the days that a check can take, not with the work."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.complaints.models import Complaint
from annotations.deskpages.models import ORDER, DeskPage
from annotations.deskpages.versions import address_of
from annotations.evidence.models import Evidence
from annotations.publishing.models import Publication
from annotations.replies.models import Reply
from annotations.templatetags.words import CORRECTION_KIND, OUTCOME
from annotations.verdicts.models import Decision, Round

# So many topics, and people, those with the most checks; so many corrections, the newest.
MOST, CORRECTIONS = 50, 200
# From so many days on; the last has no end.
STEPS = (0, 1, 3, 7, 14, 30)


class Days(Func):
    """Whole days up to one time from another. Django's own difference of times runs Python for each row on SQLite."""

    output_field = IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "CAST(FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / 86400) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)


@dataclass
class Table:
    """`rows` are lists of words and numbers, one for each column; `note` says what else is to be known."""

    name: str
    title: str
    columns: list
    rows: list
    note: str = ""


def subjects(checks, labels):
    """Checks by who said it, by topic, each with its ratings."""
    by_claimant, by_topic, names, ratings = defaultdict(Counter), defaultdict(Counter), {}, Counter()
    rows = checks.order_by().values_list("claim__claimant__uid", "claim__claimant__name", "rating")
    for uid, name, rating, count in rows.annotate(Count("pk")):
        names[uid] = name or _("Nobody named")
        by_claimant[uid][rating] += count
        ratings[rating] += count
    for topics, rating, count in checks.order_by().values_list("claim__topics", "rating").annotate(Count("pk")):
        for topic in dict.fromkeys(topics or [_("No topic")]):
            by_topic[topic][rating] += count
    known = [*(slug for slug in labels if slug in ratings), *sorted(set(ratings) - set(labels))]
    columns = [_("Fact-checks"), *(labels.get(slug, slug) for slug in known)]
    yield Table(
        "ratings", _("Ratings"), columns, [[ratings.total(), *(ratings[slug] for slug in known)]] if ratings else []
    )
    for name, title, first, counts, called in (
        ("claimants", _("Whose claims were checked"), _("Who said it"), by_claimant, names.get),
        ("topics", _("What they were about"), _("Topic"), by_topic, str),
    ):
        found = sorted(counts.items(), key=lambda item: (-item[1].total(), str(called(item[0]))))
        rows = [[called(key), each.total(), *(each[slug] for slug in known)] for key, each in found[:MOST]]
        more = len(found) - MOST
        note = _("%(count)s more are not shown.") % {"count": more} if more > 0 else ""
        yield Table(name, title, [first, *columns], rows, note)


def sources(checks):
    """How many public sources a check has."""
    public = Evidence.objects.alive().filter(claim=OuterRef("claim"), visibility=Evidence.Visibility.PUBLIC)
    number = public.order_by().values("claim").annotate(number=Count("pk")).values("number")
    rows = checks.order_by().annotate(number=Coalesce(Subquery(number), 0)).values_list("number").annotate(Count("pk"))
    counts = Counter(dict(rows))
    return Table(
        "sources",
        _("Sources of each fact-check"),
        [_("Public sources"), _("Fact-checks")],
        [[number, counts[number]] for number in sorted(counts)],
        _told_of_middle(
            counts,
            lambda middle: (
                ngettext(
                    "Half of the fact-checks have %(middle)s source or fewer.",
                    "Half of the fact-checks have %(middle)s sources or fewer.",
                    middle,
                )
                % {"middle": middle}
            ),
        ),
    )


def _told_of_middle(counts, words):
    """What `words(middle)` says of the middle of numbers that are counted; nothing for none."""
    middle = _median(counts)
    return "" if middle is None else words(middle)


def _median(counts):
    """The lower middle of numbers that are counted; None for none."""
    seen, total = 0, counts.total()
    for number in sorted(counts):
        seen += counts[number]
        if 2 * seen >= total:
            return number
    return None


def replies(checks):
    """For how many checks whoever said it was asked, has answered, or was not asked for a reason that was written."""
    asked = Reply.objects.filter(claim=OuterRef("claim"))
    found = checks.annotate(
        was_asked=Exists(asked), has_answered=Exists(asked.filter(answered_at__isnull=False))
    ).aggregate(
        all=Count("pk"),
        asked=Count("pk", filter=Q(was_asked=True)),
        answered=Count("pk", filter=Q(has_answered=True)),
        waived=Count("pk", filter=Q(was_asked=False, claim__waived__has_key="right_of_reply")),
    )
    rows = [
        [_("The person or organization was asked for a reply"), found["asked"], _share(found["asked"], found["all"])],
        [_("of these, replied"), found["answered"], _share(found["answered"], found["asked"])],
        [_("Not asked, for a reason on record"), found["waived"], _share(found["waived"], found["all"])],
    ]
    return Table("replies", _("Right of reply"), ["", _("Fact-checks"), _("Share")], rows)


def _share(part, whole):
    return f"{round(100 * part / whole)} %" if whole else "—"


def pages_at(project, period):
    """`{name: (number, title, day)}`: the desk's public pages as they stood at the end of the period."""
    rows = DeskPage.objects.filter(project=project, created_at__lt=period.over).order_by("number")
    newest = {
        name: (number, title, at.date(), length)
        for name, number, title, at, length in rows.values_list("name", "number", "title", "created_at", Length("text"))
    }
    # A version without text took the page away.
    return {name: tuple(page) for name, (*page, length) in newest.items() if length}


def about(project, pages, *names):
    rows = [
        [title, number, str(since), address_of(project, name, number)]
        for name in names
        if name in pages
        for number, title, since in [pages[name]]
    ]
    columns = [_("Page"), _("Version"), _("Since"), _("Address")]
    return Table("pages", _("Public pages of the desk"), columns, rows)


WORDS = {
    "method": lambda: _("A page on the method: it is not written yet."),
    "ratings": lambda: _("A page on the ratings: it is not written yet."),
    "corrections": lambda: _("A corrections policy: the page is not written yet."),
    "funding": lambda: _("A page on the funding: it is not written yet."),
    "staff": lambda: _("A page on the staff: it is not written yet."),
    "contact": lambda: _("A page with the contact: it is not written yet."),
}


def unwritten(pages, names):
    return [WORDS[name]() for name in sorted(names, key=ORDER.get) if name not in pages]


def reviews(checks):
    """How the checks were judged: blind or open, by how many."""
    rows = Round.objects.filter(claim__in=checks.values("claim"), revealed_at__isnull=False).order_by()
    found = defaultdict(lambda: [0, 0])
    for form, blind, *numbers in rows.values_list("form", "blind").annotate(
        reviews=Count("pk", distinct=True),
        people=Count("verdicts", filter=Q(verdicts__status="submitted", verdicts__counts=True)),
    ):
        found[form, blind] = numbers
    words = {
        ("review", True): _("Reviews, blind"),
        ("review", False): _("Reviews, open"),
        ("vote", True): _("Votes, blind"),
        ("vote", False): _("Votes, open"),
    }
    return Table(
        "reviews",
        _("How they were judged"),
        ["", _("Reviews"), _("Verdicts that count")],
        [[text, *found[key]] for key, text in words.items() if key in found],
    )


def time_to_verdict(checks):
    """From the claim written down to the desk's first rating, in days."""
    decided = Decision.objects.filter(claim__in=checks.values("claim"), number=1).order_by()
    decided = decided.annotate(days=Days("created_at", "claim__created_at"))
    return _days("verdict", _("From the claim to the desk’s rating"), decided, _("Fact-checks"))


def _days(name, title, rows, what):
    counts = Counter(dict(rows.values_list("days").annotate(Count("pk"))))
    shown = []
    for low, high in zip(STEPS, (*STEPS[1:], None), strict=True):
        number = sum(count for days, count in counts.items() if days >= low and (high is None or days < high))
        shown.append([_span(low, high), number])
    note = _told_of_middle(
        counts,
        lambda middle: (
            ngettext(
                "Half of them took less than %(middle)s day.",
                "Half of them took less than %(middle)s days.",
                middle + 1,
            )
            % {"middle": middle + 1}
        ),
    )
    return Table(name, title, [_("Time"), what], shown if counts else [], note)


def _span(low, high):
    """Whole days from `low` up to, not with, `high`, in words."""
    if high is None:
        return ngettext("%(low)s day or more", "%(low)s days or more", low) % {"low": low}
    if not low:
        return ngettext("Less than %(high)s day", "Less than %(high)s days", high) % {"high": high}
    return ngettext("%(low)s to %(last)s day", "%(low)s to %(last)s days", high - 1) % {"low": low, "last": high - 1}


def corrections(project, period):
    """What was corrected in the period, by kind, how long after the publication, and each one."""
    made = Publication.objects.filter(project=project, number__gt=1, **period.within("published_at"))
    words = {form: str(text) for form, text in CORRECTION_KIND.items()}
    counts = Counter(dict(made.order_by().values_list("form").annotate(Count("pk"))))
    rows = [[text, counts[form]] for form, text in words.items()]
    yield Table("corrections", _("Corrections by kind"), [_("Kind"), _("Corrections")], rows if counts else [])
    late = made.order_by().annotate(days=Days("published_at", "claim__factcheck__first_published_at"))
    yield _days("corrected", _("From the publication to the correction"), late, _("Corrections"))
    each = made.order_by("-published_at", "-pk").values_list("published_at", "snapshot__claim__text", "form", "reason")[
        :CORRECTIONS
    ]
    yield Table(
        "corrected_checks",
        _("Each correction"),
        [_("Day"), _("Claim"), _("Kind"), _("Reason")],
        [
            [str(at.date()), text or (_("withdrawn") if form == "void" else _("erased")), words[form], reason]
            for at, text, form, reason in each
        ],
        _("The newest %(count)s are shown.") % {"count": CORRECTIONS} if counts.total() > CORRECTIONS else "",
    )


def complaints(project, period):
    """What readers held to be wrong in the period: what the desk found, and how long an answer took."""
    made = Complaint.objects.filter(project=project, **period.within("created_at"))
    words = OUTCOME | {None: _("Not answered yet")}
    counts = Counter(dict(made.order_by().values_list("outcome").annotate(Count("pk"))))
    rows = [[str(text), counts[outcome]] for outcome, text in words.items()]
    yield Table("complaints", _("Complaints"), [_("Outcome"), _("Complaints")], rows if counts else [])
    answered = made.filter(answered_at__isnull=False).order_by().annotate(days=Days("answered_at", "created_at"))
    yield _days("answered", _("From the complaint to the answer"), answered, _("Complaints"))

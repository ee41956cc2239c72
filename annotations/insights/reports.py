"""What the desk's work looks like from above: each report counts claims, or work, by rows and columns.

A report is counted by one statement in the database, and `behind` gives the claims of a row, a column or a cell of it.
Desk ratings are the current ones; nothing sealed is in any of them (a claim has a rating when the desk has decided).
"""

from datetime import timedelta

from django.db.models import Case, CharField, Count, Max, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.assignments.models import Assignment
from annotations.claims.models import Appearance, Claim
from annotations.insights.patterns import Month
from annotations.insights.report import Column, Report
from annotations.insights.scales import read_scales

STATUS = Claim.Status
OPEN = (STATUS.NEW, STATUS.ACCEPTED, STATUS.IN_REVIEW, STATUS.DISPUTED)
# From so many days on, in words.
AGES = (
    ("0", 0, _("Up to 1 day")),
    ("1", 1, _("1 to 3 days")),
    ("3", 3, _("3 to 7 days")),
    ("7", 7, _("7 to 14 days")),
    ("14", 14, _("14 to 30 days")),
    ("30", 30, _("Over 30 days")),
)
STATUS_WORDS = {
    STATUS.NEW: _("New"),
    STATUS.ACCEPTED: _("Accepted"),
    STATUS.IN_REVIEW: _("In review"),
    STATUS.DISPUTED: _("Disputed"),
}


def standing(project):
    """Claims that are neither deleted nor merged into another."""
    return Claim.objects.alive().filter(project=project).exclude(status=STATUS.DUPLICATE)


def rating_columns(project):
    scales = read_scales(project)
    return [Column(c.slug, c.rating.label, c.rating.colour, c.rating.letter) for c in scales.categories]


class Ratings(Report):
    name, time = "ratings", True
    title = _("Desk ratings over time")
    about = _("Claims by their desk rating and the month in which it was last decided.")

    def columns(self, project):
        return rating_columns(project)

    def count(self, project):
        decided = standing(project).filter(rating__isnull=False).annotate(month=Month("decided_at"))
        for month, rating, count in decided.order_by().values_list("month", "rating").annotate(Count("pk")):
            yield month, month, rating, count

    def behind(self, project, row, column):
        found = standing(project).filter(rating__isnull=False)
        found = found.annotate(month=Month("decided_at")).filter(month=row) if row else found
        return found.filter(rating=column) if column else found


class ByClaimant(Report):
    name = "claimants"
    title = _("Desk ratings by who said it")
    about = _("Claims with a desk rating of the people and organizations that have the most.")

    def columns(self, project):
        return rating_columns(project)

    def count(self, project):
        decided = standing(project).filter(rating__isnull=False, claimant__isnull=False).order_by()
        yield from decided.values_list("claimant__uid", "claimant__name", "rating").annotate(Count("pk"))

    def behind(self, project, row, column):
        found = standing(project).filter(rating__isnull=False, claimant__isnull=False)
        found = found.filter(claimant__uid=row) if row else found
        return found.filter(rating=column) if column else found


class ByPublisher(Report):
    name = "publishers"
    title = _("Desk ratings by publisher")
    about = _(
        "Claims with a desk rating by the publisher of the articles in which they were seen; in each of them once."
    )

    def columns(self, project):
        return rating_columns(project)

    def seen(self, project):
        return Appearance.objects.filter(
            project=project,
            span__deleted_at__isnull=True,
            span__article__deleted_at__isnull=True,
            span__article__publisher__isnull=False,
        )

    def count(self, project):
        # `standing()` said of the claim itself: as a subquery it takes half as long again.
        seen = self.seen(project).filter(claim__deleted_at__isnull=True, claim__rating__isnull=False)
        seen = seen.exclude(claim__status=STATUS.DUPLICATE).order_by()
        rows = seen.values_list("span__article__publisher", "claim__rating").annotate(Count("claim", distinct=True))
        for publisher, rating, count in rows:
            yield publisher, publisher, rating, count

    def behind(self, project, row, column):
        seen = self.seen(project)
        seen = seen.filter(span__article__publisher=row) if row else seen
        found = standing(project).filter(rating__isnull=False, pk__in=seen.values("claim"))
        return found.filter(rating=column) if column else found


class Throughput(Report):
    name, time, parts = "throughput", True, False
    title = _("Throughput")
    about = _("Claims by the month in which they were written down, and in which they were last decided.")
    FIELDS = {"written": "created_at", "decided": "decided_at"}

    def columns(self, project):
        return [Column("written", _("Written down")), Column("decided", _("Decided"))]

    def count(self, project):
        for key, field in self.FIELDS.items():
            found = standing(project).filter(**{f"{field}__isnull": False}).annotate(month=Month(field)).order_by()
            for month, count in found.values_list("month").annotate(Count("pk")):
                yield month, month, key, count

    def behind(self, project, row, column):
        found = standing(project)
        chosen = Q(pk__in=[])
        for key, field in self.FIELDS.items():
            if column in ("", key):
                found = found.annotate(**{f"month_{key}": Month(field)})
                chosen |= Q(**{f"month_{key}": row}) if row else Q(**{f"{field}__isnull": False})
        return found.filter(chosen)


class Age(Report):
    name = "age"
    title = _("Age of open claims")
    about = _("Claims that are not settled, by how long ago they were written down.")

    def columns(self, project):
        return [Column(status.value, STATUS_WORDS[status]) for status in OPEN]

    def rows(self, labels, counts):
        return [(key, words) for key, _days, words in AGES]

    def found(self, project):
        now = timezone.now()
        ages = [When(created_at__lte=now - timedelta(days=days), then=Value(key)) for key, days, _ in AGES[:0:-1]]
        age = Case(*ages, default=Value("0"), output_field=CharField())
        return standing(project).filter(status__in=OPEN).annotate(age=age)

    def count(self, project):
        for age, status, count in self.found(project).order_by().values_list("age", "status").annotate(Count("pk")):
            yield age, age, status, count

    def behind(self, project, row, column):
        found = self.found(project)
        found = found.filter(age=row) if row else found
        return found.filter(status=column) if column else found


class Workload(Report):
    name = "workload"
    title = _("Workload")
    about = _("Claims that people have been given and not yet finished; late is what was due before today.")

    def columns(self, project):
        return [Column("open", _("In time")), Column("late", _("Late"))]

    def work(self, project):
        late = Case(
            When(due_on__lt=timezone.localdate(), then=Value("late")), default=Value("open"), output_field=CharField()
        )
        given = Assignment.objects.open().given().filter(project=project, claim__isnull=False)
        return given.filter(claim__in=standing(project)).annotate(state=late)

    def count(self, project):
        rows = self.work(project).order_by().values_list("assignee__username", "state")
        for username, state, name, count in rows.annotate(Max("assignee__name"), Count("pk")):
            yield username, name or username, state, count

    def behind(self, project, row, column):
        work = self.work(project)
        work = work.filter(assignee__username=row) if row else work
        work = work.filter(state=column) if column else work
        return standing(project).filter(pk__in=work.values("claim"))


class Balance(Report):
    name = "balance"
    title = _("Whose claims are checked")
    about = _("Claims of the people and organizations with the most: decided, not settled, and declined.")
    STATES = {"declined": (STATUS.DECLINED,), "open": OPEN}

    def columns(self, project):
        return [
            Column("decided", _("Decided")),
            Column("open", _("Not settled")),
            Column("declined", _("Not checking")),
        ]

    def found(self, project):
        state = Case(
            *(When(status__in=statuses, then=Value(key)) for key, statuses in self.STATES.items()),
            default=Value("decided"),
            output_field=CharField(),
        )
        return standing(project).filter(claimant__isnull=False).annotate(state=state)

    def count(self, project):
        rows = self.found(project).order_by().values_list("claimant__uid", "claimant__name", "state")
        yield from rows.annotate(Count("pk"))

    def behind(self, project, row, column):
        found = self.found(project)
        found = found.filter(claimant__uid=row) if row else found
        return found.filter(state=column) if column else found


REPORTS = {
    each.name: each for each in (Ratings(), ByClaimant(), ByPublisher(), Throughput(), Age(), Workload(), Balance())
}


def present_report(report, project):
    """The report as a dict for the API."""
    table = report.table(project)
    return {
        "name": report.name,
        "title": str(report.title),
        "about": str(report.about),
        "columns": [{"key": column.key, "label": str(column.label)} for column in table.columns],
        "rows": [
            {
                "key": key,
                "label": str(label),
                "values": [table.counts.get((key, column.key), 0) for column in table.columns],
            }
            for key, label in table.rows
        ],
    }

"""`P/agreement` and what lies behind its figures."""

from django.utils.translation import gettext as _

from annotations.changes.reading import reading
from annotations.errors import Invalid, Missing
from annotations.insights.accounting import account, present
from annotations.insights.agreement import BY, agreement
from annotations.insights.behind import (
    present_rounds,
    present_spans,
    read_agree,
    read_ratings,
    rounds_behind,
    spans_behind,
)
from annotations.insights.period import QUERY as PERIOD
from annotations.insights.period import read_period
from annotations.insights.reports import REPORTS, present_report
from annotations.insights.selection import QUERY, read_selection
from annotations.insights.serializers import (
    AccountingOutput,
    AgreementOutput,
    MarkOutput,
    ReportNameOutput,
    ReportOutput,
    UnitOutput,
)
from annotations.rest.views import ApiView


def read_by(value):
    """`?by=`, or None. Raises `Invalid` for what there are no parts by."""
    if value in (None, ""):
        return None
    if value not in BY:
        raise Invalid(("?by", _("by must be one of %(values)s.") % {"values": ", ".join(BY)}))
    return value


class Accounting(ApiView):
    """What the desk accounts for: a period's report in the order of the IFCN commitments, with a random sample."""

    permissions = {"GET": "read"}
    gives = {"GET": AccountingOutput}
    query = PERIOD | {"seed": "words: draws another sample; the same words draw the same"}

    def get(self, request, slug):
        period = read_period(request.GET)
        with reading(self.project):
            found = account(self.project, period, request.GET.get("seed", "")[:100])
        return self.one(present(found, period), self.changes_head)


class Agreement(ApiView):
    """How far reviewers agree: coefficients with intervals and coverage, of blind verdicts in revealed rounds."""

    permissions = {"GET": "read"}
    gives = {"GET": AgreementOutput}
    query = QUERY | {"by": f"also part by part: {', '.join(BY)}"}

    def get(self, request, slug):
        selection, by = read_selection(request.GET, self.project), read_by(request.GET.get("by"))
        return self.one(agreement(self.project, selection, by), self.changes_head)


class AgreementUnits(ApiView):
    """The rounds behind the figures, each with the verdicts that count."""

    permissions = {"GET": "read"}
    gives = {"GET": [UnitOutput]}
    query = QUERY | {
        "agree": "true: only where all say the same; false: only where they do not",
        "ratings": "two slugs with a comma: only where both were given; twice the same: given twice",
    }

    def get(self, request, slug):
        selection = read_selection(request.GET, self.project)
        rounds = rounds_behind(
            self.project,
            selection,
            agree=read_agree(request.GET.get("agree")),
            ratings=read_ratings(request.GET.get("ratings"), self.project),
        )
        return self.many(rounds, lambda rows: present_rounds(rows, self.project, selection))


class AgreementSpans(ApiView):
    """The highlights behind `alpha_unitizing` of one article, each with who else marked there."""

    permissions = {"GET": "read"}
    gives = {"GET": [MarkOutput]}
    query = {name: QUERY[name] for name in ("article", "reviewers")}

    def get(self, request, slug):
        selection = read_selection(request.GET, self.project)
        article = selection.article
        if article is None:
            raise Invalid(("?article", _("Say which article: its id.")))
        spans = spans_behind(self.project, article, selection.pair)
        return self.many(spans, lambda rows: present_spans(rows, self.project, article, selection.pair))


class Reports(ApiView):
    """What reports there are."""

    permissions = {"GET": "read"}
    gives = {"GET": [ReportNameOutput]}
    paged = False

    def get(self, request, slug):
        return self.listed(
            [
                {"name": name, "title": str(each.title), "about": str(each.about), "url": self.url(f"reports/{name}")}
                for name, each in REPORTS.items()
            ]
        )


class OneReport(ApiView):
    """One report: counts of claims, or of work, by rows and columns."""

    permissions = {"GET": "read"}
    gives = {"GET": ReportOutput}

    def get(self, request, slug, name):
        if name not in REPORTS:
            raise Missing(_("There is no such report."))
        with reading(self.project):
            return self.one(present_report(REPORTS[name], self.project), self.changes_head)

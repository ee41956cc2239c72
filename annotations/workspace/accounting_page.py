"""The desk accounts for a period: a page to print and a table to take away, in the order of the IFCN commitments."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.changes.reading import reading
from annotations.errors import Invalid
from annotations.insights.accounting import account
from annotations.insights.period import read_period
from annotations.templatetags.words import CORRECTION_KIND
from annotations.workspace.csv_file import csv_file
from annotations.workspace.page import MemberPage

# What a version of a fact-check is called in its history.
KINDS = {"first": gettext_lazy("published")} | CORRECTION_KIND


class AccountingPage(MemberPage):
    """`self.period` and `self.found`; what cannot be meant is said, and the last year is shown instead."""

    section = "reports"

    def find(self, request, slug):
        super().find(request, slug)
        asked = {name: request.GET.get(name, "").strip() for name in ("from", "to", "seed")}
        self.problems = {}
        try:
            self.period = read_period(asked)
        except Invalid as error:
            self.problems = {pointer.strip("?"): detail for pointer, detail in error.errors}
            self.period = read_period({})
        self.asked = asked
        with reading(self.project):
            self.found = account(self.project, self.period, asked["seed"][:100])


class Accounting(AccountingPage):
    template = "workspace/accounting.html"

    def get(self, request, slug):
        for each in self.found.sample:
            each["published_at"] = parse_datetime(each["published_at"])
            for told in each["history"]:
                told |= {"at": parse_datetime(told["at"]), "words": KINDS[told["kind"]]}
        shown = {"from": self.period.begin, "to": self.period.last, "seed": self.asked["seed"]}
        return self.show(
            {
                "found": self.found,
                "period": self.period,
                "asked": self.asked if self.problems else {name: str(value) for name, value in shown.items()},
                "problems": self.problems,
                "download": urlencode({name: value for name, value in shown.items() if value}),
            },
            status=400 if self.problems else 200,
        )


class AccountingTable(AccountingPage):
    """The same as CSV: a line for each row of each table, the sample below."""

    def get(self, request, slug):
        if self.problems:
            # A file cannot say that it is about another period; the page does.
            return redirect(f"{reverse('accounting', args=[slug])}?{urlencode(self.asked)}")
        name = f"{self.project.slug}-accounting-{self.period.begin}-{self.period.last}.csv"
        return csv_file(name, self.lines())

    def lines(self):
        """Lists of words and numbers, one for each line."""
        found = self.found
        yield [self.project.name, str(self.period.begin), str(self.period.last), _("Fact-checks"), found.checks]
        for section in found.sections:
            yield []
            yield [section.title]
            for table in section.tables:
                yield [table.title, *table.columns]
                yield from (["", *row] for row in table.rows)
                if table.note:
                    yield ["", table.note]
            yield from ([_("To attach by hand"), each] for each in section.attach)
        yield []
        yield [_("Random sample"), _("Seed"), found.seed]
        for each in found.sample:
            yield [
                each["published_at"][:10],
                each["text"] or (_("withdrawn") if each["publication_state"] == "void" else _("erased")),
                each["claimant"] or "",
                each["rating"],
                each["url"],
            ]
            for source in each["sources"]:
                yield ["", _("Source"), source["title"] or "", source["publisher"] or "", source["url"] or ""]
            for told in each["history"]:
                yield ["", _("History"), told["at"][:10], KINDS[told["kind"]], told["reason"] or ""]

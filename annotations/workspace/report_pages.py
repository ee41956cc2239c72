"""The desk's work from above: pictures with their tables, each to take away, each number with the claims behind it."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from annotations.changes.reading import reading
from annotations.errors import Missing
from annotations.insights.colleagues import read_colleagues
from annotations.insights.reports import REPORTS
from annotations.workspace.agreement_pictures import over_time, pairs
from annotations.workspace.claims import count_work
from annotations.workspace.csv_file import csv_file
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage
from annotations.workspace.ratings import ratings_by_slug


class Reports(MemberPage):
    template = "workspace/reports.html"
    section = "reports"

    def get(self, request, slug):
        with reading(self.project):
            reports = [shown(report, report.table(self.project)) for report in REPORTS.values()]
            by_month, by_pair = read_colleagues(self.project)
            agreement = [over_time(by_month), pairs(by_pair)]
        return self.show({"reports": reports, "agreement": agreement})


def shown(report, table):
    """A report as the page draws it: `{name, title, about, said, picture, columns, rows}`; `said` is what the picture
    shows, in a sentence."""
    from annotations.insights.drawing import draw  # noqa: PLC0415 pygal: only where something is drawn

    sums = {column.key: 0 for column in table.columns}
    for (_row, column), count in table.counts.items():
        sums[column] += count
    said = in_words(report, table, sums)
    return {
        "name": report.name,
        "title": report.title,
        "about": report.about,
        "said": said,
        "picture": draw(table, time=report.time, parts=report.parts, label=f"{report.title}. {said}"),
        "legend": [
            {"column": column, "number": number, "sum": sums[column.key]}
            for number, column in enumerate(table.columns)
            if sums[column.key]
        ],
        "columns": table.columns,
        "parts": report.parts,
        "rows": [
            {
                "label": label,
                "key": key,
                "cells": [
                    {
                        "count": table.counts.get((key, column.key), 0),
                        "column": column,
                        "query": urlencode({"row": key, "column": column.key}),
                    }
                    for column in table.columns
                ],
                "sum": sum(table.counts.get((key, column.key), 0) for column in table.columns),
                "query": urlencode({"row": key}),
            }
            for key, label in table.rows
        ],
    }


def in_words(report, table, sums):
    """`12 in all: True 7, False 5.`, or of columns that are no parts `Written down 7, decided 5.`"""
    said = ", ".join(f"{column.label} {sums[column.key]}" for column in table.columns if sums[column.key])
    if not report.parts or not said:
        return f"{said}." if said else ""
    return _("%(count)s in all: %(parts)s.") % {"count": sum(sums.values()), "parts": said}


class OneReport(MemberPage):
    """A page about one report, `self.report`."""

    section = "reports"

    def find(self, request, slug, name):
        super().find(request, slug)
        if name not in REPORTS:
            raise Missing()
        self.report = REPORTS[name]


class ReportTable(OneReport):
    """A report as CSV."""

    def get(self, request, slug, name):
        table = self.report.table(self.project)
        head = ["", *(column.label for column in table.columns)]
        rows = [
            [label, *(table.counts.get((key, column.key), 0) for column in table.columns)] for key, label in table.rows
        ]
        return csv_file(f"{self.project.slug}-{name}.csv", [head, *rows])


class ReportClaims(OneReport):
    """The claims behind a number: of `?row=`, of `?column=`, of both, or of the whole report."""

    template = "workspace/report_claims.html"

    def get(self, request, slug, name):
        row, column = (request.GET.get(each, "").strip() for each in ("row", "column"))
        table = self.report.table(self.project)
        found = self.report.behind(self.project, row, column).select_related("claimant")
        page = newest_first(found, request, self.project)
        count_work(page["rows"])
        ratings = ratings_by_slug(self.project)
        for claim in page["rows"]:
            claim.shown_rating = ratings.get(claim.rating)
        labels = [dict(table.rows).get(row), next((c.label for c in table.columns if c.key == column), None)]
        return self.show(
            page
            | {
                "report": self.report,
                "only": [str(each) for each in labels if each],
                # Numbers lead here only with what the table has; anything else shows that nothing matches.
                "empty": _("No claim stands behind this number any more"),
            }
        )

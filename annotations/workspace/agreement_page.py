"""How far reviewers agree: the figures, part by part, as a table to take away, and what lies behind them."""

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.accounts.models import User
from annotations.errors import Invalid, Missing
from annotations.insights.agreement import agreement
from annotations.insights.behind import (
    present_spans,
    read_agree,
    read_ratings,
    rounds_behind,
    spans_behind,
    verdicts_behind,
)
from annotations.insights.selection import QUERY, read_selection
from annotations.insights.views import read_by
from annotations.verdicts.models import Verdict
from annotations.workspace.agreement_words import figures_in_words, part_of
from annotations.workspace.claim_words import apart
from annotations.workspace.csv_file import csv_file
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage
from annotations.workspace.ratings import ratings_by_slug

PARTS = (
    ("", "—"),
    ("pair", gettext_lazy("Pair of reviewers")),
    ("month", gettext_lazy("Month")),
    ("quarter", gettext_lazy("Quarter")),
    ("year", gettext_lazy("Year")),
    ("claimant", gettext_lazy("Who said it")),
    ("article", gettext_lazy("Article")),
)

COLUMNS = ("part", "coefficient", "value", "low", "high", "units", "verdicts", "coverage", "reason", "warnings")


class ReportPage(MemberPage):
    """A page about agreement: `self.chosen` are the filters that can be meant, `self.selection` what they select."""

    section = "reports"

    def find(self, request, slug):
        super().find(request, slug)
        query = request.GET.dict()
        people = [query.get("one", "").strip(), query.get("other", "").strip()]
        if all(people):
            query["reviewers"] = ",".join(people)
        self.chosen = {}
        for name in QUERY:
            value = query.get(name, "").strip()
            try:
                read_selection({name: value}, self.project)
            except Invalid:
                continue
            if value:
                self.chosen[name] = value
        self.selection = read_selection(self.chosen, self.project)

    def read(self, read, name, *args):
        """A filter beside these; None when it cannot be meant."""
        try:
            return read(self.request.GET.get(name), *args)
        except Invalid:
            return None

    def context(self):
        pair = self.selection.pair
        return super().context() | {
            "chosen": self.chosen,
            "query": urlencode(self.chosen),
            "shown_article": self.selection.article,
            "shown_claimant": self.selection.claimant,
            "one": pair[0].username if pair else "",
            "other": pair[1].username if pair else "",
        }

    def link(self, **more):
        """The query of this selection with other filters."""
        return urlencode({name: value for name, value in (self.chosen | more).items() if value})


class Agreement(ReportPage):
    template = "workspace/agreement.html"

    def get(self, request, slug):
        by = self.read(read_by, "by")
        found = agreement(self.project, self.selection, by)
        judged = Verdict.objects.submitted().filter(project=self.project, reviewer=OuterRef("pk"))
        people = User.objects.filter(Q(memberships__project=self.project) | Q(Exists(judged)))
        return self.show(
            {
                "found": found,
                "figures": figures_in_words(found["coefficients"]),
                "by": by or "",
                "parts": PARTS,
                "groups": self.groups(found["groups"] or []),
                "matrix": self.matrix(found),
                "everybody": [
                    ("", "—"),
                    *((user.username, user.shown_name) for user in people.distinct().order_by("name", "username")),
                ],
                "download": self.link(by=by),
            }
        )

    def groups(self, groups):
        """Parts with their name, the query that selects them alone, and the figures that a table has room for."""
        shown = []
        for group in groups:
            name, more = part_of(group)
            shown.append(
                {
                    "name": name,
                    "language": None,
                    "query": self.link(**more),
                    "units": group["units"],
                    "figures": figures_in_words(group["coefficients"]),
                }
            )
        return shown

    def matrix(self, found):
        """`{ratings, rows: [{rating, cells: [{pairs, weight 0–10, same, query}]}]}` of the ratings that were given."""
        pairs = {tuple(each["ratings"]): each["pairs"] for each in found["matrix"]}
        most = max(pairs.values(), default=1)
        given = {slug for key in pairs for slug in key}
        ratings = [each for each in found["ratings"] if each["slug"] in given]
        rows = []
        for rating in ratings:
            cells = []
            for other in ratings:
                names = rating["slug"], other["slug"]
                count = pairs.get(names) or pairs.get(names[::-1], 0)
                cells.append(
                    {
                        "pairs": count,
                        "weight": -(-10 * count // most),
                        "same": names[0] == names[1],
                        "rating": other,
                        "query": self.link(ratings=",".join(names)),
                    }
                )
            rows.append({"rating": rating, "cells": cells})
        return {"ratings": ratings, "rows": rows}


class AgreementTable(ReportPage):
    """The figures as CSV, whole and part by part."""

    def get(self, request, slug):
        by = self.read(read_by, "by")
        found = agreement(self.project, self.selection, by)
        rows = [COLUMNS]
        for name, coefficients in [
            ("", found["coefficients"]),
            *((part_of(group)[0], group["coefficients"]) for group in found["groups"] or []),
        ]:
            for coefficient, each in coefficients.items():
                bounds = each["interval"] or {"low": None, "high": None}
                numbers = (each["value"], bounds["low"], bounds["high"], each["units"], each["verdicts"])
                words = (each["reason"], " ".join(each["warnings"]))
                rows.append([name, coefficient, *numbers, each["coverage"], *words])
        return csv_file(f"{self.project.slug}-agreement.csv", rows)


class AgreementUnits(ReportPage):
    """The claims behind the figures, with who said what."""

    template = "workspace/agreement_units.html"

    def get(self, request, slug):
        agree = self.read(read_agree, "agree")
        ratings = self.read(read_ratings, "ratings", self.project) or ()
        rounds = rounds_behind(self.project, self.selection, agree=agree, ratings=ratings)
        page = newest_first(rounds, request, self.project)
        given = verdicts_behind(page["rows"], self.project, self.selection)
        for each in page["rows"]:
            each.given = given[each.pk]
            each.apart = apart(each.given)
        labels = ratings_by_slug(self.project)
        return self.show(
            page
            | {
                "agree": request.GET.get("agree", "") if agree is not None else "",
                "ratings": [labels[slug] for slug in ratings],
                "ratings_query": ",".join(ratings),
                "choices": [("", "—"), ("false", _("They differ")), ("true", _("All the same"))],
            }
        )


class AgreementSpans(ReportPage):
    """The highlights of one article behind the figure, in reading order."""

    template = "workspace/agreement_spans.html"

    def get(self, request, slug):
        article = self.selection.article
        if article is None:
            raise Missing()
        spans = spans_behind(self.project, article, self.selection.pair)
        rows = present_spans(list(spans), self.project, article, self.selection.pair)
        names = {row["author"]: row["name"] for row in rows}
        for row in rows:
            row["others"] = [names.get(name, name) for name in row["also"]]
        return self.show({"spans": sorted(rows, key=lambda row: row["fragments"][0]["start"])})

"""What a desk accounts for to its peers: a period's report in the order of the IFCN commitments.

The checks of a period are the fact-checks that were first published in it; nothing sealed, and nothing of a claim that
is not public, is in any figure.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from annotations.insights.accounting_tables import (
    about,
    complaints,
    corrections,
    pages_at,
    replies,
    reviews,
    sources,
    subjects,
    time_to_verdict,
    unwritten,
)
from annotations.insights.sample import draw_sample
from annotations.insights.scales import read_scales
from annotations.publishing.models import FactCheck


@dataclass
class Section:
    """One commitment: what the desk's work says about it, and what has to be added by hand."""

    name: str
    title: str
    tables: list
    attach: list = field(default_factory=list)


@dataclass
class Accounting:
    """A report: its `sections`, how many `checks`, and the `sample` that was drawn with `seed`."""

    sections: list
    checks: int
    sample: list
    seed: str


def account(project, period, seed=""):
    """The `Accounting` of a period. A constant number of statements."""
    seed = seed or f"{project.slug} {period.begin} {period.last}"
    checks = FactCheck.objects.filter(project=project, **period.within("first_published_at"))
    pages = pages_at(project, period)
    labels = {each.slug: each.rating.label for each in read_scales(project).categories}
    count, sample = draw_sample(checks, seed)
    sections = [
        Section(
            "nonpartisanship",
            _("1. Nonpartisanship and fairness"),
            [*subjects(checks, labels)],
            [
                _("How claims are chosen, where the page on the method does not say it."),
                _("A statement on the political ties of the staff."),
            ],
        ),
        Section(
            "sources",
            _("2. Standards and transparency of sources"),
            [sources(checks), replies(checks)],
            [_("Examples of sources that could not be named, and why.")],
        ),
        Section(
            "organization",
            _("3. Transparency of funding and organization"),
            [about(project, pages, "funding", "staff", "contact")],
            [
                _("Proof of registration, owners and legal form."),
                _("The accounts of the last year: income by donor, spending."),
                *unwritten(pages, ("funding", "staff", "contact")),
            ],
        ),
        Section(
            "methodology",
            _("4. Standards and transparency of methodology"),
            [about(project, pages, "method", "ratings"), reviews(checks), time_to_verdict(checks)],
            unwritten(pages, ("method", "ratings")),
        ),
        Section(
            "corrections",
            _("5. Open and honest corrections"),
            [about(project, pages, "corrections"), *corrections(project, period), *complaints(project, period)],
            [
                *unwritten(pages, ("corrections",)),
                _("Complaints that reached the desk elsewhere, and what was answered."),
            ],
        ),
    ]
    return Accounting(sections, count, sample, seed)


def present(accounting, period):
    """The report as a dict for the API."""
    return {
        "from": str(period.begin),
        "to": str(period.last),
        "checks": accounting.checks,
        "seed": accounting.seed,
        "sections": [
            {
                "name": section.name,
                "title": str(section.title),
                "tables": [
                    {
                        "name": table.name,
                        "title": str(table.title),
                        "note": str(table.note),
                        "columns": [str(column) for column in table.columns],
                        "rows": [[str(cell) for cell in row] for row in table.rows],
                    }
                    for table in section.tables
                ],
                "attach": [str(each) for each in section.attach],
            }
            for section in accounting.sections
        ],
        "sample": accounting.sample,
    }

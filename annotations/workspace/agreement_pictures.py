"""Two of the reports: agreement over time with its interval, and every two reviewers as a matrix.

Their figures are those of the page about agreement, whose CSV and whose claims they lead to.
"""

from urllib.parse import urlencode

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.insights.colleagues import every_two, month_by_month
from annotations.workspace.agreement_words import months_of, number


def over_time(found):
    """Agreement by month: `{name, title, about, said, picture, few, download, columns, rows}`."""
    from annotations.insights.drawing_agreement import draw_line  # noqa: PLC0415 pygal: only where something is drawn

    months = month_by_month(found)
    title = _("Agreement over time")
    points = [_point(month, figure) for month, _units, figure in months]
    known = [each for each in points if each["value"] is not None]
    said = ""
    if known:
        said = _("%(first)s to %(last)s; the newest figure is %(value)s, in %(month)s.") % {
            "first": months[0][0],
            "last": months[-1][0],
            "value": known[-1]["shown"],
            "month": known[-1]["name"],
        }
    return {
        "name": "agreement",
        "title": title,
        "about": _(
            "Krippendorff’s alpha of blind verdicts by the month of their reveal, with its interval: 1 is full "
            "agreement, 0 is what chance would do."
        ),
        "said": said,
        "picture": draw_line(points, label=f"{title}. {said}"),
        "few": any(each["few"] for each in known),
        "download": urlencode({"by": "month"}),
        "columns": [_("Alpha"), _("Interval"), _("Units")],
        "rows": [
            {
                "label": month,
                "cells": [number(figure and figure["value"]), _bounds(figure)],
                "reason": figure["reason"] if figure else None,
                "units": units,
                "query": urlencode(months_of(month)),
            }
            for month, units, figure in months
        ],
    }


def _point(month, figure):
    value, bounds = (figure["value"], figure["interval"]) if figure else (None, None)
    shown = number(value)
    words = f"{month}: {shown}"
    if bounds:
        words = _("%(month)s: %(value)s, between %(low)s and %(high)s; %(units)s") % {
            "month": month,
            "value": shown,
            "low": number(bounds["low"]),
            "high": number(bounds["high"]),
            "units": _reviews(figure["units"]),
        }
    return {
        "name": month,
        "value": value,
        "low": bounds and bounds["low"],
        "high": bounds and bounds["high"],
        "few": bool(figure and figure["warnings"]),
        "shown": shown,
        "words": words,
    }


def pairs(found):
    """Agreement of every two people: the same, and `names` of the rows and columns with `cells` of the matrix."""
    from annotations.insights.drawing_agreement import draw_matrix  # noqa: PLC0415

    people, figures = every_two(found)
    title = _("Pairs of reviewers")
    places = {user.pk: place for place, user in enumerate(people)}
    cells, rows = {}, []
    for (one, other), found in sorted(figures.items(), key=lambda item: sorted(places[key] for key in item[0])):
        first, second = sorted((people[places[one]], people[places[other]]), key=lambda user: places[user.pk])
        percent, kappa = found["percent_agreement"], found["cohen_kappa"]
        label = f"{first.shown_name}, {second.shown_name}"
        cell = {
            "value": percent["value"],
            "shown": floatformat(percent["value"] * 100, 0),
            "few": bool(percent["warnings"]),
            "words": f"{label}: {number(percent['value'], True)}; {_reviews(percent['units'])}",
        }
        cells[places[one], places[other]] = cells[places[other], places[one]] = cell
        rows.append(
            {
                "label": label,
                "cells": [number(percent["value"], True), _bounds(percent, True), number(kappa)],
                "reason": None,
                "units": percent["units"],
                "query": urlencode({"reviewers": f"{first.username},{second.username}"}),
            }
        )
    said = ""
    if rows:
        values = [cell["value"] for cell in cells.values()]
        said = _("%(pairs)s, between %(low)s and %(high)s of verdicts alike.") % {
            "pairs": ngettext("%(count)s pair", "%(count)s pairs", len(rows)) % {"count": len(rows)},
            "low": number(min(values), True),
            "high": number(max(values), True),
        }
    return {
        "name": "pairs",
        "title": title,
        "about": _("How often two people who judged the same claim blind said the same; the larger, the more often."),
        "said": said,
        "picture": draw_matrix([user.shown_name for user in people], cells, label=f"{title}. {said}"),
        "few": any(cell["few"] for cell in cells.values()),
        "download": urlencode({"by": "pair"}),
        "columns": [_("Percent agreement"), _("Interval"), _("Cohen’s kappa"), _("Units")],
        "rows": rows,
    }


def _bounds(figure, percent=False):
    bounds = figure and figure["interval"]
    if not bounds:
        return "—"
    return _("%(low)s to %(high)s") % {name: number(bounds[name], percent) for name in ("low", "high")}


def _reviews(count):
    return ngettext("%(count)s review", "%(count)s reviews", count) % {"count": floatformat(count, "0g")}

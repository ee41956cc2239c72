"""How the program says how far reviewers agree: what a coefficient tells, a part's name, a figure as people read it."""

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Name, what it is called, what it tells.
COEFFICIENTS = (
    (
        "percent_agreement",
        gettext_lazy("Percent agreement"),
        gettext_lazy("How often a colleague says the same. Chance is not taken off."),
    ),
    (
        "cohen_kappa",
        gettext_lazy("Cohen’s kappa"),
        gettext_lazy("Two people: what they agree on beyond what their own habits would give."),
    ),
    (
        "fleiss_kappa",
        gettext_lazy("Fleiss’ kappa"),
        gettext_lazy("Many people, the same number on each claim: what they agree on beyond chance."),
    ),
    (
        "alpha_nominal",
        gettext_lazy("Krippendorff’s alpha, nominal"),
        gettext_lazy("Any number of people, gaps allowed; every two ratings are equally different."),
    ),
    (
        "alpha_ordinal",
        gettext_lazy("Krippendorff’s alpha, ordinal"),
        gettext_lazy("The same along the scale: neighbours differ less. Ratings outside the order are left out."),
    ),
    (
        "alpha_unitizing",
        gettext_lazy("Krippendorff’s alpha, highlights"),
        gettext_lazy("Who highlights what: where passages begin and end, and where there are none."),
    ),
)


def part_of(group):
    """`(name, filters that select it alone)` of a part."""
    if article := group.get("article"):
        return article["title"], {"article": article["id"]}
    if claimant := group.get("claimant"):
        return claimant["name"], {"claimant": claimant["id"]}
    if reviewers := group.get("reviewers"):
        names = ", ".join(each["name"] for each in reviewers)
        return names, {"reviewers": ",".join(each["username"] for each in reviewers)}
    return group["period"], months_of(group["period"])


def months_of(period):
    """The first and last month of `2024-01`, `2024-Q1` or `2024`, as filters."""
    if "Q" in period:
        first = 3 * int(period[-1]) - 2
        return {"from": f"{period[:4]}-{first:02}", "to": f"{period[:4]}-{first + 2:02}"}
    return {"from": period, "to": period}


def figures_in_words(coefficients):
    """Figures in the order of the table, each with its words and its numbers as people read them."""
    shown = []
    for name, words, about in COEFFICIENTS:
        each = coefficients[name]
        percent = name == "percent_agreement"
        bounds = each["interval"]
        shown.append(
            each
            | {
                "name": name,
                "words": words,
                "about": about,
                "shown": number(each["value"], percent),
                "bounds": bounds and [number(bounds["low"], percent), number(bounds["high"], percent)],
                "covers": None if each["coverage"] is None else number(each["coverage"], True),
                "few": bool(each["warnings"]),
            }
        )
    return shown


def number(value, percent=False):
    """`0.71`, or `71 %`, as the reader's language writes it."""
    if value is None:
        return "—"
    written = floatformat(value * 100, 0) if percent else floatformat(value, 2)
    # A minus as long as the digits are wide, and none before a zero.
    written = written.replace("-", "−") if written.strip("-0.,") else written.lstrip("-")
    return _("%(number)s %%") % {"number": written} if percent else written

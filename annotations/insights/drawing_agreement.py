"""Agreement as pictures: a line with its intervals, and pairs of people as a matrix of dots. See `drawing.py`."""

import pygal
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from lxml import etree

from annotations.insights.drawing import LONGEST, WIDTH, groups_of, strip, thin

SHARED = {
    "js": [],
    "css": [],
    "no_prefix": True,
    "show_legend": False,
    "width": WIDTH,
    "truncate_label": -1,
    "margin": 6,
    "margin_bottom": 4,
    # The last label is as wide as this on either side of its place.
    "margin_right": 26,
}
# Between 0 and 1 every two tenths; below 0, where fewer agree than chance would have, in halves.
ABOVE, BELOW = (0, 0.2, 0.4, 0.6, 0.8, 1), (-1, -0.5)
# The smallest dot.
SPECK = 0.02
# The height of a row of dots, and above and below them.
ROW, AROUND = 44, 40


def draw_line(points, *, label):
    """The SVG of `[{name, value, low, high, few, words}]` as safe HTML; a point without a value breaks the line, `few`
    draws it hollow, `words` are its title. Nothing when no point has a value."""
    drawn = [each for each in points if each["value"] is not None]
    if not drawn:
        return ""
    least = min(each["value"] if each["low"] is None else each["low"] for each in drawn)
    marks = [each for each in BELOW if least < each + 0.5] + list(ABOVE)
    chart = pygal.Line(
        **SHARED,
        height=240,
        allow_interruptions=True,
        dots_size=4,
        range=(min(marks), 1),
        y_labels=[{"value": each, "label": f"{each:g}".replace("-", "−")} for each in marks],
    )
    chart.x_labels = [thin(number, len(points), each["name"]) for number, each in enumerate(points)]
    chart.add("", [_point(each) for each in points])
    tree = chart.render_tree()
    strip(tree, label, overlays=True)
    for group in groups_of(tree, "serie-0"):
        group.set("class", "shade-0")
    for path in tree.iter("{*}path"):
        if "reactive" in (path.get("class") or ""):
            path.set("class", "bounds" if "ci" in path.getparent().get("class", "") else "joined")
    _title(tree, drawn)
    return mark_safe(etree.tostring(tree, encoding="unicode"))


def _point(each):
    if each["low"] is None:
        return each["value"]
    return {"value": each["value"], "ci": {"low": each["low"], "high": each["high"]}}


def draw_matrix(names, cells, *, label):
    """The SVG of a matrix as safe HTML: `names` of rows and columns, `cells[row, column]` dicts `{value, shown, few,
    words}`. The larger the dot, the larger the value (0 to 1), which stands in it; `few` draws it hollow."""
    if not cells:
        return ""
    chart = pygal.Dot(**SHARED, height=AROUND + ROW * len(names), range=(0, 1))
    places = range(len(names))
    # A name has no room over a column: people are numbered.
    chart.x_labels = [str(place + 1) for place in places]
    for row in places:
        # Pygal draws no dot for nothing at all, and people who never agree are not nothing.
        values = [max(cells[row, column]["value"], SPECK) if (row, column) in cells else None for column in places]
        chart.add(f"{Truncator(names[row]).chars(LONGEST - 4)} {row + 1}", values)
    tree = chart.render_tree()
    strip(tree, label)
    for row in places:
        for group in groups_of(tree, f"serie-{row}"):
            group.set("class", "shade-0")
    drawn = [cells[key] for key in sorted(cells)]
    for circle, each in zip(_title(tree, drawn), drawn, strict=True):
        written = etree.SubElement(circle.getparent(), "text", {"class": "in-dot", "x": circle.get("cx")})
        written.set("y", circle.get("cy"))
        written.text = each["shown"]
    return mark_safe(etree.tostring(tree, encoding="unicode"))


def _title(tree, drawn):
    """The circles, in order, each with its class and title."""
    circles = list(tree.iter("{*}circle"))
    for circle, each in zip(circles, drawn, strict=True):
        circle.set("class", "spot is-few" if each["few"] else "spot")
        etree.SubElement(circle, "title").text = each["words"]
    return circles

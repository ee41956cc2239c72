"""Tables as pictures: SVG drawn on the server by `pygal`, without its styles and scripts.

The page's stylesheet gives the colours, so that they follow the theme, print, and our Content-Security-Policy; bars
have a title, which browsers show, and the table beside the picture is what is read out.

`pygal` is loaded with this module: nobody imports it before a page of reports is asked for.
"""

import sys

import pygal
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from lxml import etree

# A hook of pygal for plugins that we have not: Python warns of it at every import that follows.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

WIDTH = 500
# Longer names would leave the picture on a phone; bars and tables have them whole.
LONGEST = 24
SVG = "http://www.w3.org/2000/svg"
# Upright or lying, stacked or side by side.
KINDS = {
    (True, True): pygal.StackedBar,
    (True, False): pygal.Bar,
    (False, True): pygal.HorizontalStackedBar,
    (False, False): pygal.HorizontalBar,
}


def draw(table, *, time, parts, label):
    """The SVG of a `report.Table` as safe HTML: upright over time, else lying; columns stacked when they are `parts`
    of a whole, else side by side; `label` is for whoever does not see it. Nothing for an empty table."""
    if not table.counts:
        return ""
    sums = [[table.counts.get((key, column.key), 0) for column in table.columns] for key, _ in table.rows]
    most = max((sum if parts else max)(row) for row in sums)
    kind = KINDS[time, parts]
    rows = table.rows if time else table.rows[::-1]  # pygal begins below
    chart = kind(
        js=[],
        css=[],
        no_prefix=True,
        show_legend=False,
        width=WIDTH,
        height=240 if time else 40 + 26 * len(rows),
        margin=6,
        spacing=8,
        truncate_label=-1,
        margin_bottom=4,
        y_labels=steps(most),
        show_only_major_dots=True,
    )
    chart.x_labels = [
        thin(number, len(rows), str(name)) if time else Truncator(str(name)).chars(LONGEST)
        for number, (_key, name) in enumerate(rows)
    ]
    for column in table.columns:
        chart.add(str(column.label), [table.counts.get((key, column.key), 0) for key, _ in rows])
    return mark_safe(_plain(chart.render_tree(), table, rows, label))


def steps(most):
    """About five whole numbers from 0 to `most` or a little more: 0, 5, 10, …"""
    size = 1
    while most / size > 6:
        size = size * 2 if str(size)[0] in "15" else size * 5 // 2
    return list(range(0, most + size, size))


def thin(number, count, label):
    """The label, or nothing where months would stand on each other."""
    return label if (count - 1 - number) % (1 + count // 9) == 0 else ""


def _plain(tree, table, rows, label):
    """The drawing of counts without anything but shapes, words and classes."""
    strip(tree, label)
    for number, column in enumerate(table.columns):
        for group in groups_of(tree, f"serie-{number}"):
            group.set("class", f"r-{column.colour}" if column.colour else f"shade-{number}")
            bars = list(group.iter(f"{{{SVG}}}rect", "rect"))
            for bar, (key, name) in zip(bars, rows, strict=False):
                count = table.counts.get((key, column.key), 0)
                if not count:
                    bar.getparent().remove(bar)
                    continue
                bar.set("class", "piece")
                etree.SubElement(bar, "title").text = f"{name}, {column.label}: {count}"
    return etree.tostring(tree, encoding="unicode")


def strip(tree, label, *, overlays=False):
    """Takes away what our policy forbids and what pygal's own script would need; `overlays` keeps what is drawn there.
    `label` is what the picture is called for whoever does not see it."""
    etree.strip_elements(tree, etree.Comment, f"{{{SVG}}}defs", "defs", with_tail=False)
    for each in list(tree.iter()):
        name = etree.QName(each).localname
        classes = (each.get("class") or "").split()
        each.attrib.pop("style", None)
        each.attrib.pop("id", None)
        overlay = ("overlay" in classes and not overlays) or any(one.endswith("-overlay") for one in classes)
        if overlay or "background" in classes or name in ("title", "desc") or "titles" in classes:
            each.getparent().remove(each)
    for group in groups_of(tree, "bar"):
        # Our own bar is the one at the top of a page, which is not printed.
        group.attrib.pop("class")
    tree.set("class", "chart")
    tree.set("role", "img")
    tree.set("aria-label", label)


def groups_of(tree, name):
    """The groups of this class."""
    return [group for group in tree.iter(f"{{{SVG}}}g", "g") if name in (group.get("class") or "").split()]

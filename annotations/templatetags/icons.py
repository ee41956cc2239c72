"""Icons for templates and, as <template> elements, for scripts; drawings of the `lucide` package, offline.

An icon never carries meaning alone: it is hidden from assistive technology, the words stand beside it.
"""

import functools
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from django import template
from django.utils.safestring import mark_safe
from lucide import IconDoesNotExist

register = template.Library()
SVG = "{http://www.w3.org/2000/svg}"

# What scripts clone by `document.getElementById("icon-NAME")`.
FOR_SCRIPTS = """
archive arrow-down arrow-left arrow-right arrow-up arrow-up-right bookmark check chevron-down chevron-right circle
circle-alert circle-check circle-dashed circle-question-mark circle-slash cloud cloud-off copy ellipsis external-link
eye eye-off file file-plus git-branch git-merge grip-vertical hand highlighter history inbox info keyboard link
list-checks log-out mail mail-check mail-open map-pin map-pin-off message-square newspaper paperclip pencil pin plus
redo-2 rotate-ccw search settings table-2 text-quote trash-2 triangle-alert undo-2 unlink user users x
"""


@register.simple_tag
@functools.cache
def icon(name, extra=""):
    """The icon as SVG, 16 px, hidden from assistive technology; unknown names raise IconDoesNotExist.

    `extra`: more classes, such as `icon-flip` for arrows that turn round in right-to-left pages.
    """
    try:
        svg = ElementTree.fromstring(_drawings().read(f"{name}.svg"))
    except KeyError:
        raise IconDoesNotExist(f"The icon {name!r} does not exist.") from None
    for node in svg.iter():
        node.tag = node.tag.removeprefix(SVG)
    hidden = {"aria-hidden": "true", "focusable": "false"}
    svg.attrib |= {"width": "16", "height": "16", **hidden, "class": f"icon {extra}".strip()}
    return mark_safe(ElementTree.tostring(svg, encoding="unicode"))


@functools.cache
def _drawings():
    """The archive of all drawings. The package's own tag opens it anew for each icon, 12 ms: *measured*, 0.8 s for
    those of a first page."""
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


@register.simple_tag
@functools.cache
def icon_templates():
    """One `<template id="icon-NAME">` for each icon that scripts use."""
    drawn = (f'<template id="icon-{name}" data-icon="{name}">{icon(name)}</template>' for name in FOR_SCRIPTS.split())
    return mark_safe("".join(drawn))

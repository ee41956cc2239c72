"""What must hold for a project's highlights: what they quote stands where they say (invariant 1)."""

from itertools import pairwise

from annotations.articles.models import ArticleVersion
from annotations.spans.models import Anchor


def check_anchors(project):
    """Gives a text for each anchor that does not fit the text of its version."""
    anchors = Anchor.objects.filter(version__project=project).order_by("version_id", "pk")
    number, text = None, ""
    for anchor in anchors.select_related("span").iterator(2000):
        if anchor.version_id != number:
            number = anchor.version_id
            text = ArticleVersion.objects.values_list("text", flat=True).get(pk=number)
        problem = _problem(anchor, text)
        if problem:
            yield f"highlight {anchor.span.uid}: {problem}"


def _problem(anchor, text):
    if not anchor.placed:
        return None
    fragments = anchor.fragments
    if not fragments:
        return "it is placed, and has no fragments"
    if (anchor.start, anchor.end) != (fragments[0]["start"], fragments[-1]["end"]):
        return "its bounds are not those of its fragments"
    if any(a["end"] > b["start"] for a, b in pairwise(fragments)):
        return "its fragments overlap or are out of order"
    for fragment in fragments:
        start, end = fragment["start"], fragment["end"]
        if not 0 <= start < end <= len(text) or text[start:end] != fragment["exact"]:
            return f"its quote does not stand at {start} to {end}"
        before, after = fragment["prefix"], fragment["suffix"]
        if not (text[:start].endswith(before) and text.startswith(after, end)):
            return f"the words around its quote at {start} to {end} are others"
    return None

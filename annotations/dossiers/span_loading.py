"""Spans with their anchors and claims, in three statements however many there are."""

from collections import defaultdict

from annotations.claims.models import Appearance
from annotations.spans.models import Anchor
from annotations.spans.present import ANCHOR_FIELDS, FIELDS, present


def present_spans(rows, *, version=None, among=None):
    """Spans as dicts, in the order of `rows`, which are `Span.objects….values(*FIELDS)`.

    `version`: as they lie in that version; spans without a place there are left out. `among` is a queryset of the
    same spans for the look-ups beside, when that is cheaper than a list of keys (all spans of an article).
    """
    rows = list(rows)
    keys = among if among is not None else [row["pk"] for row in rows]
    anchors, claims = defaultdict(list), defaultdict(list)
    lines = Anchor.objects.filter(span__in=keys).order_by("span_id", "version__number").values_list(*ANCHOR_FIELDS)
    for span, number, state, fragments in lines:
        anchors[span].append((number, state, fragments))
    links = (
        Appearance.objects.filter(span__in=keys, claim__deleted_at__isnull=True)
        .order_by("pk")
        .values_list("span_id", "claim__uid")
    )
    for span, claim in links:
        claims[span].append(claim)
    return [
        present(row, anchors[row["pk"]], claims[row["pk"]], version=version)
        for row in rows
        if version is None or any(number == version for number, _, _ in anchors[row["pk"]])
    ]


def present_span(span, *, version=None):
    """One span as a dict; None when it has no anchor in `version`."""
    found = present_spans(type(span).objects.filter(pk=span.pk).values(*FIELDS), version=version)
    return found[0] if found else None

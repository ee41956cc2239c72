"""Spans with their anchors and claims, in three statements however many there are."""

from collections import defaultdict

from annotations.claims.models import Appearance
from annotations.spans.models import Anchor
from annotations.spans.present import ANCHOR_FIELDS, FIELDS, present


def present_carried(rows, *, version):
    """Spans as dicts, as they lie in `version`, with `before` (`{version, fragments}`, their last place before it) and
    the worker's `candidates`."""
    rows = list(rows)
    keys = [row["pk"] for row in rows]
    before = defaultdict(lambda: None)
    earlier = Anchor.objects.filter(span__in=keys, version__number__lt=version, state__in=Anchor.PLACED)
    places = earlier.order_by("version__number").values_list("span__uid", "version__number", "fragments")
    for uid, number, fragments in places:
        before[uid] = {"version": number, "fragments": fragments}
    here = Anchor.objects.filter(span__in=keys, version__number=version)
    candidates = dict(here.values_list("span__uid", "candidates"))
    return [
        span | {"before": before[span["id"]], "candidates": candidates.get(span["id"], [])}
        for span in present_spans(rows, version=version, pending=True)
    ]


def present_spans(rows, *, version=None, pending=False, among=None):
    """Spans as dicts, in the order of `rows`, which are `Span.objects….values(*FIELDS)`.

    `version`: as they lie in that version; spans that it does not know are left out unless `pending`. `among` is a
    queryset of the same spans for the look-ups beside, when that is cheaper than a list of keys (all of an article).
    """
    rows = list(rows)
    keys = among if among is not None else [row["pk"] for row in rows]
    anchors, claims = defaultdict(list), defaultdict(list)
    lines = Anchor.objects.filter(span__in=keys).order_by("span_id", "version__number").values_list(*ANCHOR_FIELDS)
    for span, *place in lines:
        anchors[span].append(place)
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
        if version is None or pending or any(place[0] == version for place in anchors[row["pk"]])
    ]


def present_span(span, *, version=None):
    """One span as a dict; None when it has no anchor in `version`."""
    found = present_spans(type(span).objects.filter(pk=span.pk).values(*FIELDS), version=version)
    return found[0] if found else None

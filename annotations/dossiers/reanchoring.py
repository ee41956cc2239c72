"""The job that carries highlights, and work on paragraphs, over to a new version of their article (ARCHITECTURE,
section 8)."""

from collections import Counter, defaultdict

from django.db import transaction

from annotations.articles.models import ArticleVersion
from annotations.assignments.carrying import carry_work
from annotations.changes.record import Entry, record_all
from annotations.claims.models import Appearance
from annotations.spans.models import Anchor, Span
from annotations.text.reanchor import Reanchoring

CHUNK = 200


def reanchor(payload):
    """Gives every span that waits its anchor in the version, some at a time, and moves work on paragraphs. Does nothing
    when it runs again."""
    version = ArticleVersion.objects.select_related("article__project", "author").get(pk=payload["version"])
    version.project = version.article.project
    carry_work(version)
    alignments = {}
    while reanchor_some(version, alignments):
        pass


def waiting_spans(version):
    """Spans of the article that were placed in an earlier version and have no anchor in this one.

    Deleted ones too: they may be restored.
    """
    before = Anchor.objects.filter(version__article=version.article, version__number__lt=version.number)
    here = Anchor.objects.filter(version=version)
    spans = Span.objects.filter(pk__in=before.values("span_id")).exclude(pk__in=here.values("span_id"))
    return spans.order_by("pk")


@transaction.atomic
def reanchor_some(version, alignments):
    """Does the next lot in one transaction; False when nothing is left after it."""
    spans = list(waiting_spans(version)[:CHUNK])
    last, left = last_placed(spans, version), left_behind(spans, version)
    anchors = [_anchor(span, version, last.get(span.pk), alignments) for span in spans]
    for anchor in anchors:
        # Whoever left it behind is not asked again at every later text; where its words are back, so is it.
        anchor.left = anchor.span_id in left and not anchor.placed
    Anchor.objects.bulk_create(anchors)
    _record(version, [pair for pair in zip(spans, anchors, strict=True) if pair[0].deleted_at is None])
    return len(spans) == CHUNK


def last_placed(spans, version):
    """{span key: its newest placed anchor before this version}."""
    anchors = Anchor.objects.filter(span__in=spans, version__number__lt=version.number, state__in=Anchor.PLACED)
    return {anchor.span_id: anchor for anchor in anchors.order_by("version__number")}


def left_behind(spans, version):
    """Keys of the spans that a person left behind in the version before this one that knows of them."""
    anchors = Anchor.objects.filter(span__in=spans, version__number__lt=version.number)
    left = dict(anchors.order_by("version__number").values_list("span_id", "left"))
    return {span for span, was_left in left.items() if was_left}


def _anchor(span, version, last, alignments):
    if last is None:
        return Anchor(span=span, version=version, state=Anchor.State.REMOVED)
    if last.version_id not in alignments:
        old = ArticleVersion.objects.values_list("text", flat=True).get(pk=last.version_id)
        alignments[last.version_id] = Reanchoring(old, version.text)
    found = alignments[last.version_id].place(last.fragments)
    anchor = Anchor(span=span, version=version, state=found.state)
    if found.fragments:
        anchor.fragments = found.fragments
        anchor.start, anchor.end = found.fragments[0]["start"], found.fragments[-1]["end"]
    anchor.candidates = [
        {"fragments": each["fragments"], "score": round(each["score"] * 100)} for each in found.candidates
    ]
    return anchor


def foresee(article, text):
    """`{state: how many}` of the living highlights, if `text` became the article's next version. Nothing is kept."""
    spans = list(Span.objects.alive().filter(article=article).order_by("pk"))
    newest = Anchor.objects.filter(span__in=spans, version__number__lte=article.version)
    last, left = {}, {}
    for anchor in newest.order_by("version__number").defer("candidates"):
        left[anchor.span_id] = anchor.left
        if anchor.placed:
            last[anchor.span_id] = anchor
    texts = dict(article.versions.filter(pk__in={a.version_id for a in last.values()}).values_list("pk", "text"))
    alignments = {key: Reanchoring(old, text) for key, old in texts.items()}
    states = Counter()
    for key, anchor in last.items():
        state = alignments[anchor.version_id].place(anchor.fragments).state
        if state in Anchor.PLACED or not left[key]:
            states[state] += 1
    return states


def _record(version, pairs):
    """One change for each span, named after who added the version."""
    claims = defaultdict(list)
    links = Appearance.objects.filter(span__in=[span for span, _ in pairs], claim__deleted_at__isnull=True)
    for span, claim in links.order_by("pk").values_list("span_id", "claim__uid"):
        claims[span].append(claim)
    entries = [
        Entry(
            "reanchor",
            span,
            version.article.uid,
            claims[span.pk],
            {"version": version.number, "state": str(anchor.state), "fragments": _bare(anchor)},
        )
        for span, anchor in pairs
    ]
    record_all(entries, project=version.article.project, actor=version.author)


def _bare(anchor):
    return [{name: f[name] for name in ("start", "end", "exact")} for f in anchor.fragments]

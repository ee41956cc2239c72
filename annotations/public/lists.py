"""The desk's fact-checks and their corrections as lists for readers. For programs: `feeds.py`."""

from urllib.parse import urlencode

from annotations.public.answers import PublicPage, find_desk
from annotations.public.snapshot import cut, rating_of
from annotations.public.words import is_rtl
from annotations.publishing import public
from annotations.publishing.addresses import address_of, page_of
from annotations.publishing.models import FactCheck, Publication
from annotations.ratings.models import Rating
from annotations.templatetags.words import CORRECTION_KIND
from annotations.text import prose

PAGE = 20


def summary_of(project, found):
    """What a list shows of a fact-check with its current version."""
    shown = found.current.snapshot
    language = shown["language"] or shown["claim"]["language"] or project.language or None
    return {
        "id": found.uid,
        "headline": shown["headline"] or shown["claim"]["text"],
        "claim": shown["claim"]["text"],
        "claimant": (shown["claim"]["claimant"] or {}).get("name"),
        "rating": rating_of(shown),
        "summary": cut(prose.plain(shown["summary"] or shown["explanation"]), 300),
        "language": language,
        "direction": "rtl" if is_rtl(language) else "ltr",
        "authors": shown["authors"],
        "address": address_of(project, found.uid, shown["canonical_url"]),
        "page": page_of(project, found.uid),
        "published_at": found.first_published_at,
        "updated_at": found.updated_at,
        "corrections": shown["corrections"],
        "evidence": len(shown["evidence"]),
        "image": shown["image"],
    }


class FactCheckList(PublicPage):
    """`?q=`, `?rating=`, `?before=`: newest first, by key."""

    def get(self, request, slug):
        project = find_desk(slug)
        found = public.live(project)
        words, rating, before = (request.GET.get(name, "").strip()[:200] for name in ("q", "rating", "before"))
        there = set(found.order_by().values_list("rating", flat=True).distinct())
        if words:
            found = found.search(words)
        if rating:
            found = found.filter(rating=rating)
        if before:
            found = found.filter(pk__lt=FactCheck.objects.filter(project=project, uid=before[:36]).values("pk")[:1])
        rows = list(found.order_by("-pk")[: PAGE + 1])
        kept = {name: value for name, value in (("q", words), ("rating", rating)) if value}
        following = urlencode(kept | {"before": rows[PAGE - 1].uid}) if len(rows) > PAGE else None
        return self.draw(
            "public/factchecks.html",
            {
                "project": project,
                "section": "factchecks",
                "rows": [summary_of(project, each) for each in rows[:PAGE]],
                "following": following,
                "first": urlencode(kept) if before else None,
                "q": words,
                "rating": rating,
                "ratings": [(slug, label) for slug, label in _labels(project).items() if slug in there],
                "filtered": bool(kept),
                "robots": "noindex" if kept or before else "",
            },
            language=project.language,
        )


def _labels(project):
    """{slug: what the desk calls a rating}, in the order of its newest scale, those of older scales after it."""
    rows = Rating.objects.filter(scale__project=project).order_by("-scale__version", "place")
    labels = {}
    for slug, label in rows.values_list("slug", "label"):
        labels.setdefault(slug, label)
    return labels


class CorrectionList(PublicPage):
    """Every correction of the desk, newest first, withdrawn fact-checks among them. `?before=`: by key."""

    def get(self, request, slug):
        project = find_desk(slug)
        rows = Publication.objects.filter(project=project, number__gt=1)
        before = request.GET.get("before", "")[:36]
        if before:
            rows = rows.filter(pk__lt=Publication.objects.filter(project=project, uid=before).values("pk")[:1])
        rows = list(rows.select_related("claim__factcheck__current").order_by("-pk")[: PAGE + 1])
        return self.draw(
            "public/corrections.html",
            {
                "project": project,
                "section": "corrections",
                "rows": [_correction(project, each) for each in rows[:PAGE]],
                "following": urlencode({"before": rows[PAGE - 1].uid}) if len(rows) > PAGE else None,
                "first": bool(before),
            },
            language=project.language,
        )


def _correction(project, row):
    found = row.claim.factcheck
    shown = found.current.snapshot or {}
    gone = found.state == FactCheck.State.VOID or not shown
    erased = row.snapshot is None
    return {
        "id": found.uid,
        "word": CORRECTION_KIND[row.form],
        "when": row.published_at,
        "reason": None if erased else row.reason,
        "notice": None if erased else row.notice,
        "number": row.number,
        "gone": gone,
        # Of what was withdrawn, nothing but that it was.
        "headline": None if gone else shown["headline"] or shown["claim"]["text"],
    }

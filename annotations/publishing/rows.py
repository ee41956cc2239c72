"""One row of `verdicts.*` (API.md, *Exports*): what the exports give, and what a publication freezes.

Plain values, no model instances, no serializers: *measured* four to six times faster.
"""

from collections import defaultdict

from annotations.claims.models import Appearance
from annotations.evidence.models import Evidence
from annotations.publishing.addresses import address_of
from annotations.publishing.models import Publication
from annotations.rows.times import timestamp
from annotations.spans.models import Anchor

# What is wanted of a decision with its claim; `seq` is put beside them.
DECISION_FIELDS = (
    "claim_id",
    "claim__uid",
    "claim__text",
    "claim__original_quote",
    "claim__language",
    "claim__claimant__uid",
    "claim__claimant__name",
    "claim__claimant__type",
    "claim__claimant__url",
    "claim__claimed_on",
    "claim__location",
    "claim__topics",
    "claim__types",
    "claim__status",
    "claim__publication_state",
    "claim__stale",
    "claim__updated_at",
    "claim__deleted_at",
    "rating__slug",
    "rating__label",
    "rating__value",
    "rating__scale__version",
    "explanation",
    "method",
    "dissent",
    "known_as_of",
    "created_at",
)
_EVIDENCE = (
    "claim_id",
    "source__url",
    "source__citation",
    "source__title",
    "source__publisher",
    "source__published_on",
    "quote",
    "quote_language",
    "quote_translation",
    "stance",
    "archive_url",
    "source__archive_url",
    "visibility",
)
_APPEARANCE = (
    "claim_id",
    "span_id",
    "span__article__uid",
    "span__article__title",
    "span__article__source_url",
    "span__article__publisher",
    "span__article__published_on",
    "url",
    "platform",
    "posted_at",
    "at_seconds",
    "transcript",
    "reach",
    "archive_url",
)

# What stands in a row of a claim that was never published.
UNPUBLISHED = {
    "published_at": None,
    "first_published_at": None,
    "version": None,
    "canonical_url": None,
    "url": None,
    "corrections": [],
}


def published_of(project, among):
    """{claim key: what its row says of its publications}, for claims that are or were public."""
    versions = defaultdict(list)
    rows = Publication.objects.filter(among, project=project, claim__factcheck__isnull=False)
    for row in rows.order_by("claim_id", "number").values(
        "claim_id", "claim__uid", "number", "form", "reason", "notice", "published_at", "canonical_url"
    ):
        versions[row["claim_id"]].append(row)
    return {key: _published(project, rows) for key, rows in versions.items()}


def _published(project, versions):
    first, current = versions[0], versions[-1]
    return {
        "published_at": timestamp(current["published_at"]),
        "first_published_at": timestamp(first["published_at"]),
        "version": current["number"],
        "canonical_url": current["canonical_url"],
        "url": address_of(project, first["claim__uid"], current["canonical_url"]),
        "corrections": [
            as_correction(row["form"], row["reason"], row["notice"], row["published_at"], row["number"])
            for row in versions[1:]
        ],
    }


def as_correction(kind, reason, notice, at, version):
    """A correction as everybody gets it."""
    return {"kind": kind, "reason": reason, "notice": notice, "at": timestamp(at), "version": version}


def as_row(row, evidence, appearances, published, seq):
    """The row for the values DECISION_FIELDS, its lists, and what `published_of` gives for the claim."""
    claimant = None
    if row["claim__claimant__uid"] is not None:
        claimant = {
            "id": row["claim__claimant__uid"],
            "name": row["claim__claimant__name"],
            "type": row["claim__claimant__type"],
            "url": row["claim__claimant__url"],
        }
    return {
        "claim": {
            "id": row["claim__uid"],
            "text": row["claim__text"],
            "original_quote": row["claim__original_quote"],
            "language": row["claim__language"],
            "claimant": claimant,
            "claimed_on": row["claim__claimed_on"],
            "location": row["claim__location"],
            "topics": row["claim__topics"],
            "types": row["claim__types"],
        },
        "rating": {
            "slug": row["rating__slug"],
            "label": row["rating__label"],
            "value": row["rating__value"],
            "scale": row["rating__scale__version"],
        },
        "explanation": row["explanation"],
        "method": row["method"],
        "dissent": row["dissent"],
        "known_as_of": row["known_as_of"],
        "status": row["claim__status"],
        "publication_state": row["claim__publication_state"],
        "decided_at": timestamp(row["created_at"]),
        "updated_at": timestamp(row["claim__updated_at"]),
        **published,
        "evidence": evidence,
        "appearances": appearances,
        "stale": row["claim__stale"],
        "seq": seq,
    }


def evidence_of(among, internal):
    """{claim key: its evidence in order}: public evidence only, unless `internal`."""
    rows = Evidence.objects.alive().filter(among)
    if not internal:
        rows = rows.filter(visibility=Evidence.Visibility.PUBLIC)
    found = defaultdict(list)
    for row in rows.order_by("claim_id", "position", "pk").values(*_EVIDENCE):
        shown = {
            "url": row["source__url"],
            "citation": row["source__citation"],
            "title": row["source__title"],
            "publisher": row["source__publisher"],
            "published_on": row["source__published_on"],
            "quote": row["quote"],
            "quote_language": row["quote_language"],
            "quote_translation": row["quote_translation"],
            "stance": row["stance"],
            "archive_url": row["archive_url"] or row["source__archive_url"],
        }
        if internal:
            shown["visibility"] = row["visibility"]
        found[row["claim_id"]].append(shown)
    return found


def appearances_of(among, spans_among):
    """{claim key: where it was seen, in creation order}; passages as they lie in the last version that has them."""
    rows = (
        Appearance.objects.filter(among, span__deleted_at__isnull=True)
        .exclude(span__accepted=False)
        .order_by("claim_id", "pk")
        .values(*_APPEARANCE)
    )
    rows = list(rows)
    anchors = {}
    placed = (
        Anchor.objects.filter(spans_among, state__in=Anchor.PLACED)
        .order_by("span_id", "version__number")
        .values_list("span_id", "version__number", "version__sha256", "fragments")
    )
    for span, *anchor in placed:
        anchors[span] = anchor
    found = defaultdict(list)
    for row in rows:
        article, version, sha256, fragments = None, None, None, []
        if row["span_id"]:
            version, sha256, fragments = anchors.get(row["span_id"], (None, None, []))
            article = {
                "id": row["span__article__uid"],
                "title": row["span__article__title"],
                "url": row["span__article__source_url"],
                "publisher": row["span__article__publisher"],
                "published_on": row["span__article__published_on"],
            }
        found[row["claim_id"]].append(
            {
                "kind": "article" if article else "post",
                "article": article,
                "version": version,
                "sha256": sha256,
                "fragments": fragments,
                "url": row["url"],
                "platform": row["platform"],
                "posted_at": row["posted_at"],
                "at_seconds": row["at_seconds"],
                "transcript": row["transcript"],
                "reach": row["reach"],
                "archive_url": row["archive_url"],
            }
        )
    return found

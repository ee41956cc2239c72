"""Publications as members of the desk get them."""

from django.db.models import Exists, OuterRef

from annotations.claims.models import Claim
from annotations.publishing.addresses import address_of, api_of, page_of
from annotations.publishing.models import Publication
from annotations.rows.times import timestamp

WORDS = (
    "headline",
    "summary",
    "body",
    "authors",
    "image",
    "language",
    "canonical_url",
    "reply",
    "show_dissent",
    "media_review",
    "sources",
)


def present(publication, project):
    """One publication; `claim`, as it stands, and `published_by` must be loaded. A withdrawn one has no words."""
    snapshot, claim = publication.snapshot or {}, publication.claim
    waits = claim.publication_state == Claim.PublicationState.SCHEDULED
    moment = timestamp(publication.published_at)
    return {
        "claim": claim.uid,
        "number": publication.number,
        "kind": publication.form,
        "state": claim.publication_state,
        "reason": publication.reason,
        "notice": publication.notice,
        "rating": snapshot.get("rating", {}).get("slug"),
        **{name: snapshot.get(name) for name in WORDS},
        "url": address_of(project, claim.uid, publication.canonical_url),
        "page": page_of(project, claim.uid),
        "embargo_until": moment if waits else None,
        "published_at": None if waits else moment,
        "first_published_at": None if waits else snapshot.get("first_published_at", moment),
        "published_by": publication.published_by.username,
        "hash": publication.hash,
        "snapshot_url": api_of(project, claim.uid, "/snapshot"),
        "corrections": snapshot.get("corrections", []),
    }


def present_correction(publication):
    return {
        "kind": publication.form,
        "reason": publication.reason,
        "notice": publication.notice,
        "at": timestamp(publication.published_at),
        "version": publication.number,
    }


def publications_of(claims):
    """{claim key: its newest publication}, for claims that have one; one statement, none when no claim has."""
    found = {claim.pk: claim for claim in claims if claim.publication_state != Claim.PublicationState.NONE}
    if not found:
        return {}
    later = Publication.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("number"))
    rows = Publication.objects.filter(~Exists(later), claim__in=list(found)).select_related("published_by", "project")
    shown = {}
    for row in rows:
        row.claim = found[row.claim_id]
        shown[row.claim_id] = present(row, row.project)
    return shown


def present_found(factcheck, project):
    """A public fact-check as a search finds it, `id` being its claim's; `current` must be loaded."""
    snapshot = factcheck.current.snapshot
    return {
        "id": factcheck.uid,
        "headline": snapshot["headline"] or snapshot["claim"]["text"],
        "rating": factcheck.rating,
        "state": factcheck.state,
        "language": snapshot["language"],
        "url": address_of(project, factcheck.uid, factcheck.current.canonical_url),
        "version": factcheck.current.number,
        "first_published_at": timestamp(factcheck.first_published_at),
        "published_at": timestamp(factcheck.current.published_at),
    }

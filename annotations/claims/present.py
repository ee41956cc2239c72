"""Claimants, claims and posts as every caller gets them: the API, the log, the pages, the exports.

What hangs on a claim (spans, evidence, rounds, verdicts) is put beside it by `dossiers/claim_loading.py`.
"""

from annotations.rows.times import timestamp


def present_speaker(claimant):
    """Who said it, as it stands in a claim; None for nobody."""
    if claimant is None:
        return None
    return {"id": claimant.uid, "name": claimant.name, "type": claimant.type, "url": claimant.url}


def present(claim):
    """A claim's own columns. It comes from `Claim.objects.loaded()`: author, claimant and twins' ids are there."""
    return {
        "id": claim.uid,
        "text": claim.text,
        "original_quote": claim.original_quote,
        "language": claim.language,
        "claimant": present_speaker(claim.claimant),
        "claimed_on": claim.claimed_on,
        "location": claim.location,
        "source_url": claim.source_url,
        "types": claim.types,
        "topics": claim.topics,
        "priority": claim.priority,
        "status": claim.status,
        "declined_reason": claim.declined_reason,
        "waived": claim.waived,
        "publication_state": claim.publication_state,
        "stale": claim.stale,
        "duplicate_of": claim.duplicate_of_uid,
        "split_from": claim.split_from_uid,
        "rating": claim.rating,
        "decided_at": timestamp(claim.decided_at),
        "author": claim.author.username,
        "revision": claim.revision,
        "created_at": timestamp(claim.created_at),
        "updated_at": timestamp(claim.updated_at),
    }


# The columns of `present_row`: plain values, not model instances. *Measured*: 500 claims of a workspace in a third
# of the time.
_OWN = (
    "text",
    "original_quote",
    "language",
    "claimed_on",
    "location",
    "source_url",
    "types",
    "topics",
    "priority",
    "status",
    "declined_reason",
    "waived",
    "publication_state",
    "stale",
    "rating",
    "revision",
)
_SPEAKER = ("claimant__uid", "claimant__name", "claimant__type", "claimant__url")
_BESIDE = ("decided_at", "created_at", "updated_at", "author__username", "duplicate_of__uid", "split_from__uid")
FIELDS = ("pk", "uid", *_OWN, *_SPEAKER, *_BESIDE)


def present_row(row):
    """The same as `present`, from `Claim.objects….values(*FIELDS)`."""
    speaker = None
    if row["claimant__uid"]:
        uid, name, kind, url = (row[column] for column in _SPEAKER)
        speaker = {"id": uid, "name": name, "type": kind, "url": url}
    return {
        "id": row["uid"],
        **{name: row[name] for name in _OWN},
        "claimant": speaker,
        "duplicate_of": row["duplicate_of__uid"],
        "split_from": row["split_from__uid"],
        "decided_at": timestamp(row["decided_at"]),
        "author": row["author__username"],
        "created_at": timestamp(row["created_at"]),
        "updated_at": timestamp(row["updated_at"]),
    }


def present_claimant(claimant, claims=0):
    """A claimant; `claims` is how many claims of the desk name it, `merged_into` must be loaded."""
    return {
        "id": claimant.uid,
        "name": claimant.name,
        "aliases": claimant.aliases,
        "type": claimant.type,
        "affiliation": claimant.affiliation,
        "country": claimant.country,
        "url": claimant.url,
        "merged_into": claimant.merged_into.uid if claimant.merged_into_id else None,
        "counts": {"claims": claims},
        "revision": claimant.revision,
        "created_at": timestamp(claimant.created_at),
        "updated_at": timestamp(claimant.updated_at),
    }


# What `present_appearance` wants from `.values()` of an Appearance.
APPEARANCE_FIELDS = (
    "uid",
    "claim__uid",
    "author__username",
    "created_at",
    "url",
    "platform",
    "posted_at",
    "transcript",
    "at_seconds",
    "reach",
    "archive_url",
    "file__uid",
    "file__name",
    "file__media_type",
    "file__size",
    "span__uid",
    "span__article__uid",
    "span__article__title",
    "span__article__source_url",
    "span__article__publisher",
    "span__article__published_on",
)


def present_appearance(row):
    """Where a claim was seen: `kind` is article (through a highlight) or post. Both kinds have the same members."""
    article = span = file = None
    if row["span__uid"]:
        span = row["span__uid"]
        article = {
            "id": row["span__article__uid"],
            "title": row["span__article__title"],
            "url": row["span__article__source_url"],
            "publisher": row["span__article__publisher"],
            "published_on": row["span__article__published_on"],
        }
    if row["file__uid"]:
        file = {
            "id": row["file__uid"],
            "name": row["file__name"],
            "media_type": row["file__media_type"],
            "size": row["file__size"],
        }
    return {
        "id": row["uid"],
        "kind": "article" if span else "post",
        "claim": row["claim__uid"],
        "article": article,
        "span": span,
        "url": row["url"],
        "platform": row["platform"],
        "posted_at": row["posted_at"],
        "transcript": row["transcript"],
        "at_seconds": row["at_seconds"],
        "reach": row["reach"],
        "archive_url": row["archive_url"],
        "file": file,
        "author": row["author__username"],
        "created_at": timestamp(row["created_at"]),
    }

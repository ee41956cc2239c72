"""Sources and evidence as every member gets them."""

from annotations.rows.times import timestamp


def present_source(source, *, uses=None):
    """A source; `file` and `same_origin_as` must be loaded. `uses` is the number of claims it is evidence on, where
    the caller counts."""
    shown = {
        "id": source.uid,
        "url": source.url,
        "citation": source.citation,
        "title": source.title,
        "publisher": source.publisher,
        "published_on": source.published_on,
        "archive_url": source.archive_url,
        "same_origin_as": source.same_origin_as.uid if source.same_origin_as_id else None,
        "file": present_file(source.file),
        "revision": source.revision,
        "created_at": timestamp(source.created_at),
        "updated_at": timestamp(source.updated_at),
    }
    return shown if uses is None else shown | {"uses": uses}


def present_file(stored):
    """What a file is: name, media type, size in bytes, SHA-256; None for none."""
    if stored is None:
        return None
    return {"name": stored.name, "media_type": stored.media_type, "size": stored.size, "sha256": stored.sha256}


def present(evidence):
    """One piece of evidence with its source's fields beside it; `claim`, `author`, `source__file` must be loaded."""
    source = evidence.source
    return {
        "id": evidence.uid,
        "claim": evidence.claim.uid,
        "source": source.uid,
        "url": source.url,
        "citation": source.citation,
        "file": present_file(source.file),
        "title": source.title,
        "publisher": source.publisher,
        "published_on": source.published_on,
        "quote": evidence.quote,
        "quote_language": evidence.quote_language,
        "quote_translation": evidence.quote_translation,
        "stance": evidence.stance,
        "medium": evidence.medium,
        "question": evidence.question,
        "answer_type": evidence.answer_type,
        "archive_url": evidence.archive_url or source.archive_url,
        "note": evidence.note,
        "visibility": evidence.visibility,
        "after_claim": evidence.after_claim,
        "position": evidence.position,
        "author": evidence.author.username,
        "revision": evidence.revision,
        "created_at": timestamp(evidence.created_at),
        "updated_at": timestamp(evidence.updated_at),
    }

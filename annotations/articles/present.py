"""Articles and versions as every caller gets them: the API, the log, the pages, the exports."""

from annotations.rows.times import timestamp


def present(article):
    """An article without its text; `author` must be loaded."""
    return {
        "id": article.uid,
        "title": article.title,
        "source_url": article.source_url,
        "canonical_url": article.canonical_url,
        "publisher": article.publisher,
        "byline": article.byline,
        "language": article.language,
        "published_on": article.published_on,
        "status": article.status,
        "defaults": article.defaults,
        "version": article.version,
        "length": article.length,
        "sha256": article.sha256,
        "author": article.author.username,
        "revision": article.revision,
        "created_at": timestamp(article.created_at),
        "updated_at": timestamp(article.updated_at),
    }


def present_version(version, *, whole=True):
    """A version; without its text and blocks unless `whole`."""
    shown = {
        "id": version.uid,
        "article": version.article.uid,
        "number": version.number,
        "sha256": version.sha256,
        "redacted_sha256": version.redacted_sha256,
        "length": version.length,
        "created_at": timestamp(version.created_at),
        "source": version.source,
        "author": version.author.username,
    }
    if whole:
        shown |= {"text": version.text, "blocks": version.blocks}
    return shown

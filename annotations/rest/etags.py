"""ETags of single resources: `"<revision>.<digest of the representation>"`, and the preconditions that read them."""

import hashlib
import re

import orjson

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_ENCODING = re.compile(r"[-;](?:gzip|br|zstd|deflate)\Z")


def etag(revision, data):
    """The ETag, quotes included, of a representation (what `orjson` takes) at `revision`.

    Keys are sorted for it: PostgreSQL gives those of a JSON column back in its own order, and a highlight read again
    is still the one that was made.
    """
    body = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    return f'"{revision}.{hashlib.sha256(body).hexdigest()[:16]}"'


def _opaque(header):
    """The opaque parts of all tags in a header, without `W/` and without a proxy's encoding suffix."""
    return [_ENCODING.sub("", tag) for tag in _TAG.findall(header)]


def none_match(header, tag):
    """Whether `If-None-Match: header` says that the client has `tag` already."""
    return header.strip() == "*" or tag.strip('"') in _opaque(header)


def match(header, revision):
    """Whether `If-Match: header` allows a write at `revision`: only the revision part counts."""
    return header.strip() == "*" or str(revision) in [tag.partition(".")[0] for tag in _opaque(header)]

"""Where strangers find a fact-check: absolute, from SITE_URL."""

import hashlib

from django.conf import settings

from annotations.evidence.sources import url_key


def page_of(project, uid):
    """The address of the public page of a claim's fact-check."""
    return f"{settings.SITE_URL}/public/{project.slug}/factchecks/{uid}"


def article_page_of(project, uid):
    """The address of the public page of an article with its fact-checks."""
    return f"{settings.SITE_URL}/public/{project.slug}/articles/{uid}"


def address_of(project, uid, canonical_url):
    """The address under which a fact-check is known: the desk's own page where it has one, else ours."""
    return canonical_url or page_of(project, uid)


def api_of(project, uid, part=""):
    """The public address of a fact-check in the API; `part` is `/snapshot`, say."""
    return f"{settings.SITE_URL}/api/v1/public/{project.slug}/factchecks/{uid}{part}"


def digest_of(url):
    """By what an address is found, however it is spelt: SHA-256 in hex."""
    return hashlib.sha256(url_key(url).encode()).hexdigest()

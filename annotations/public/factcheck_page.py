"""The page of one fact-check, its earlier versions, its picture, its ClaimReview."""

import orjson
from django.conf import settings
from django.http import Http404

from annotations.files.actions import open_file
from annotations.public.answers import CACHE, KEPT, PublicPage, find_factcheck, is_gone
from annotations.public.cards import embed_code
from annotations.public.snapshot import corrections, media_review_of, page_context, review_of
from annotations.publishing import public
from annotations.publishing.addresses import api_of


def with_links(context):
    """The context with what only a saved fact-check has: how to embed it, what its hash is the digest of, and which of
    the articles in which it was seen have a page here."""
    project, uid = context["project"], context["claim"]["id"]
    return context | {
        "section": "factchecks",
        "embed_code": embed_code(project, uid, context["headline"]),
        "article_pages": article_pages(project, context["seen"]),
        "snapshot_url": f"{api_of(project, uid, '/snapshot')}?version={context['version']}",
    }


def article_pages(project, seen):
    """Ids of those articles that have a public page; no statement where the desk shows none."""
    uids = {each["article"] for each in seen if each["article"]}
    return set(public.shown_articles(project).filter(uid__in=uids).values_list("uid", flat=True)) if uids else set()


class FactCheckPage(PublicPage):
    """`/public/{slug}/factchecks/{id}`; 410 with the notice when it was withdrawn or erased."""

    def get(self, request, slug, uid):
        found = find_factcheck(slug, uid)
        if is_gone(found):
            return self.tell_gone(found)
        shown = public.page_of(found.project, found.current)
        return self.draw(
            "public/factcheck.html", with_links(page_context(found.project, shown, site=settings.SITE_URL))
        )

    def tell_gone(self, found, *, anew=False):
        """The tombstone; `anew`: of an old version, there is a current one."""
        current = found.current
        snapshot = current.snapshot or {"corrections": []}
        context = {
            "project": found.project,
            "section": "factchecks",
            "corrections": corrections(snapshot),
            "erased": current.snapshot is None,
            "hash": current.hash,
            "anew": anew,
            "uid": found.uid,
        }
        return self.draw("public/gone.html", context, status=410)


class VersionPage(FactCheckPage):
    """An earlier version: as it was, said to be old; gone once the fact-check is."""

    def get(self, request, slug, uid, number):
        found = find_factcheck(slug, uid)
        if is_gone(found):
            return self.tell_gone(found)
        # Not by `public.version`: its 404 is the API's.
        old = type(found.current).objects.filter(claim=found.claim_id, number=number).first()
        if old is None:
            raise Http404
        if old.snapshot is None or old.form == old.Kind.VOID:
            found.current = old
            return self.tell_gone(found, anew=True)
        context = with_links(page_context(found.project, public.page_of(found.project, old), site=settings.SITE_URL))
        is_old = number < found.current.number
        pictures = {"image": context["image"] if number == found.current.number else None}
        return self.draw("public/factcheck.html", context | pictures | {"old": is_old})


class ClaimReviewDocument(PublicPage):
    """The ClaimReview of the page as a document of its own."""

    def get(self, request, slug, uid):
        found = find_factcheck(slug, uid)
        headers = {"Access-Control-Allow-Origin": "*"}
        if is_gone(found):
            body = orjson.dumps({"gone": True, "corrections": (found.current.snapshot or {}).get("corrections", [])})
            return self.answer(body, "application/json", status=410, headers=headers)
        review = review_of(found.project, public.page_of(found.project, found.current), settings.SITE_URL)
        return self.answer(orjson.dumps(review), "application/ld+json", headers=headers)


class MediaReviewDocument(PublicPage):
    """What the desk says of the picture or the recording, as a document of its own; 404 where it says nothing."""

    def get(self, request, slug, uid):
        found = find_factcheck(slug, uid)
        shown = None if is_gone(found) else public.page_of(found.project, found.current)
        review = shown and media_review_of(found.project, shown, settings.SITE_URL)
        if not review:
            raise Http404
        headers = {"Access-Control-Allow-Origin": "*"}
        return self.answer(orjson.dumps(review), "application/ld+json", headers=headers)


class Picture(PublicPage):
    """The picture of the current version."""

    def get(self, request, slug, uid):
        found = find_factcheck(slug, uid)
        if is_gone(found) or found.current.image_id is None:
            raise Http404
        file = found.current.image
        with open_file(file) as content:
            data = content.read()
        headers = {
            "Content-Disposition": "inline",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        cache = KEPT if request.GET else CACHE
        return self.answer(data, found.current.snapshot["image"]["media_type"], cache=cache, headers=headers)

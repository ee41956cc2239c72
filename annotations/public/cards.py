"""The card of a fact-check on other sites: in a frame, by oEmbed, as a picture for links: of the current version, so
that it follows corrections."""

from urllib.parse import urlsplit

import orjson
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt

from annotations.public.answers import CACHE, KEPT, PublicPage, find_factcheck, is_gone
from annotations.public.picture import draw_card
from annotations.public.snapshot import corrections, page_context
from annotations.publishing import public
from annotations.publishing.addresses import address_of

WIDTH, HEIGHT = 600, 260


def embed_code(project, uid, headline, *, width="100%", height=HEIGHT):
    """The HTML that shows the card on another site; the script only fits its height."""
    card = f"{settings.SITE_URL}{reverse('public_embed', args=[project.slug, uid])}"
    script = f"{settings.SITE_URL}/{settings.STATIC_URL.strip('/')}/js/embed.js"
    return format_html(
        '<iframe src="{}" width="{}" height="{}" style="border:0;max-width:100%" loading="lazy" title="{}"></iframe>'
        '<script src="{}" async></script>',
        card,
        width,
        height,
        headline,
        script,
    )


def card_context(project, publication, uid, *, gone):
    """What the card shows of a publication, saved or not, of the claim with this id; `gone`: only a tombstone."""
    if gone:
        snapshot = publication.snapshot or {"corrections": []}
        return {"project": project, "gone": True, "corrections": corrections(snapshot)[:1], "uid": uid}
    context = page_context(project, public.page_of(project, publication), site=settings.SITE_URL)
    return context | {"corrections": context["corrections"][:1], "uid": uid}


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class Embed(PublicPage):
    """The card in a frame: the only page that other sites may frame. A withdrawn one says so, with 200: frames of other
    sites show it."""

    def get(self, request, slug, uid):
        found = find_factcheck(slug, uid)
        return self.draw("public/embed.html", card_context(found.project, found.current, uid, gone=is_gone(found)))


class CardPicture(PublicPage):
    """The picture for links, 1200 × 630 PNG, of the current version; its address on the page names the digest."""

    def get(self, request, slug, uid):
        found = find_factcheck(slug, uid)
        if is_gone(found):
            return self.answer("", "text/plain", status=410)
        context = page_context(found.project, public.page_of(found.project, found.current), site=settings.SITE_URL)
        data = draw_card(
            desk=found.project.name,
            headline=context["headline"],
            rating=str(context["rating"]["label"]),
            letter=context["rating"]["letter"],
            colour=context["rating"]["colour"],
            claimant=(context["claim"]["claimant"] or {}).get("name") or "",
            language=context["language"],
        )
        return self.answer(data, "image/png", cache=KEPT if request.GET else CACHE)


class OEmbed(PublicPage):
    """`?url=&maxwidth=&maxheight=&format=json`: oEmbed 1.0, rich. 404 for no fact-check of ours, 501 for XML."""

    def get(self, request):
        if request.GET.get("format", "json") != "json":
            return JsonResponse({"title": "Only JSON is given."}, status=501)
        found = self.find(request.GET.get("url", ""))
        project, current = found.project, found.current
        headline = current.snapshot["headline"] or current.snapshot["claim"]["text"]
        width, height = (self.size(name, most) for name, most in (("maxwidth", WIDTH), ("maxheight", HEIGHT)))
        page = settings.SITE_URL + reverse("public_factcheck", args=[project.slug, found.uid])
        answer = {
            "version": "1.0",
            "type": "rich",
            "title": headline,
            "author_name": ", ".join(current.snapshot["authors"]) or project.name,
            "author_url": address_of(project, found.uid, current.canonical_url),
            "provider_name": project.name,
            "provider_url": settings.SITE_URL + reverse("public_factchecks", args=[project.slug]),
            "cache_age": 300,
            "thumbnail_url": f"{page}/card.png?{current.hash[:12]}",
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
            "html": embed_code(project, found.uid, headline, width=width, height=height),
            "width": width,
            "height": height,
        }
        return self.answer(orjson.dumps(answer), "application/json", headers={"Access-Control-Allow-Origin": "*"})

    def find(self, url):
        """The fact-check whose page here has this address."""
        try:
            parts, ours = urlsplit(url), urlsplit(settings.SITE_URL)
            match = resolve(parts.path)
        except (ValueError, Resolver404):
            raise Http404 from None
        if parts.netloc.lower() != ours.netloc.lower() or match.view_name != "public_factcheck":
            raise Http404
        found = find_factcheck(match.kwargs["slug"], match.kwargs["uid"])
        if is_gone(found):
            raise Http404
        return found

    def size(self, name, most):
        """A limit that the consumer names, in pixels, no more than ours."""
        value = self.request.GET.get(name, "")
        if not value.isascii() or not value.isdigit() or len(value) > 5 or int(value) < 1:
            return most
        return min(int(value), most)

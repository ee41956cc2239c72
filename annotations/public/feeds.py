"""The desk's fact-checks for programs: Atom, JSON Feed, sitemap, robots.txt."""

from xml.sax.saxutils import escape, quoteattr

import orjson
from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from annotations.public.answers import PublicPage, find_desk
from annotations.public.lists import summary_of
from annotations.public.words import ours
from annotations.publishing import public
from annotations.publishing.addresses import article_page_of, page_of
from annotations.publishing.models import FactCheck
from annotations.templatetags.words import CORRECTION_KIND
from annotations.text import prose

# So many entries of a feed; so many addresses of fact-checks, and of articles, in a sitemap, which holds 50,000.
FEED, MAX_SITEMAP = 40, 20_000


def feed_rows(project):
    """What changed last, newest first: new fact-checks, corrected ones again, withdrawn ones with their notice."""
    rows = FactCheck.objects.filter(project=project).select_related("current").order_by("-updated_at", "-pk")[:FEED]
    return list(rows)


class Feed(PublicPage):
    """A feed in the desk's language. `name` is that of its address, `write` gives its body."""

    name, media_type, headers = "", "", None

    def get(self, request, slug):
        project = find_desk(slug)
        here, home = (f"{settings.SITE_URL}{reverse(name, args=[slug])}" for name in (self.name, "public_factchecks"))
        with translation.override(ours(project.language)):
            body = self.write(project, feed_rows(project), here, home)
        return self.answer(body, self.media_type, headers=self.headers)

    def write(self, project, rows, here, home):
        raise NotImplementedError


class AtomFeed(Feed):
    """RFC 4287. A correction moves an entry to the top with its reason; a withdrawn one keeps a notice."""

    name, media_type = "public_atom", "application/atom+xml; charset=utf-8"

    def write(self, project, rows, here, home):
        parts = [
            '<?xml version="1.0" encoding="utf-8"?>\n',
            f'<feed xmlns="http://www.w3.org/2005/Atom"{_lang(project.language)}>',
            f"<id>{escape(home)}</id><title>{xml(project.name)}</title>",
            f"<updated>{_time(rows[0].updated_at if rows else project.updated_at)}</updated>",
            f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/><link href={quoteattr(home)}/>',
            f"<author><name>{xml(project.name)}</name></author>",
            *(_entry(project, row) for row in rows),
            "</feed>\n",
        ]
        return "".join(parts)


def _entry(project, row):
    page = page_of(project, row.uid)
    head = f"<entry><id>{escape(page)}</id><published>{_time(row.first_published_at)}</published>"
    head += f"<updated>{_time(row.updated_at)}</updated>"
    if row.state == FactCheck.State.VOID or row.current.snapshot is None:
        notice = row.current.notice or row.current.reason or ""
        title = translation.gettext("Withdrawn")
        return (
            f"{head}<title>{xml(title)}</title><link href={quoteattr(page)}/><summary>{xml(notice)}</summary></entry>"
        )
    each = summary_of(project, row)
    authors = "".join(f"<author><name>{xml(name)}</name></author>" for name in each["authors"])
    title = f"{each['rating']['label']}: {each['headline']}"
    return (
        f"{head}<title>{xml(title)}</title><link href={quoteattr(clean(each['address']))}/>{authors}"
        f"<category term={quoteattr(clean(each['rating']['slug']))} label={quoteattr(clean(each['rating']['label']))}/>"
        f"<summary>{xml(each['summary'])}</summary>"
        f'<content type="html"{_lang(each["language"])}>{xml(html_of(row.current.snapshot))}</content></entry>'
    )


def html_of(shown):
    """A fact-check as a feed reader shows it: corrections, claim, short answer, reasoning, sources."""
    count = len(shown["evidence"])
    parts = [
        f"<p><strong>{escape(str(CORRECTION_KIND[each['kind']]))}, {each['at'][:10]}:</strong> "
        f"{escape(each['notice'] or each['reason'])}</p>"
        for each in reversed(shown["corrections"])
    ]
    parts.append(f"<blockquote>{escape(shown['claim']['text'])}</blockquote>")
    parts.append(f"<p><strong>{escape(shown['rating']['label'])}</strong></p>")
    parts.append(prose.paragraphs(shown["summary"] or shown["explanation"] or "", 0))
    parts.append(prose.render(shown["body"] or "", 0))
    if count:
        parts.append("<ol>" + "".join(f"<li>{_cited(item)}</li>" for item in shown["evidence"]) + "</ol>")
    return "".join(parts)


def _cited(item):
    words = escape(item["title"] or item["citation"] or item["url"] or "")
    linked = f"<a href={quoteattr(item['url'])}>{words}</a>" if item["url"] else words
    rest = ", ".join(escape(value) for value in (item["publisher"], item["published_on"]) if value)
    return f"{linked} ({rest})" if rest else linked


def clean(text):
    """Without what XML cannot hold."""
    return "".join(
        ch for ch in text if ch in "\t\n\r" or " " <= ch <= "\ud7ff" or "\ue000" <= ch <= "\ufffd" or ch >= "\U00010000"
    )


def xml(text):
    return escape(clean(str(text)))


def _lang(tag):
    return f" xml:lang={quoteattr(tag)}" if tag else ""


def _time(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class JsonFeed(Feed):
    """JSON Feed 1.1, with the same entries."""

    name, media_type = "public_json_feed", "application/feed+json"
    headers = {"Access-Control-Allow-Origin": "*"}

    def write(self, project, rows, here, home):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": project.name,
            "home_page_url": home,
            "feed_url": here,
            "authors": [{"name": project.name, "url": home}],
            **({"language": project.language} if project.language else {}),
            "items": [_item(project, row) for row in rows],
        }
        return orjson.dumps(feed)


def _item(project, row):
    page = page_of(project, row.uid)
    dates = {"date_published": _time(row.first_published_at), "date_modified": _time(row.updated_at)}
    if row.state == FactCheck.State.VOID or row.current.snapshot is None:
        notice = row.current.notice or row.current.reason or ""
        gone = {"withdrawn": True, "corrections": (row.current.snapshot or {}).get("corrections", [])}
        title = translation.gettext("Withdrawn")
        return {"id": page, "url": page, "title": title, "content_text": notice, **dates, "_factcheck": gone}
    each = summary_of(project, row)
    return {
        "id": page,
        "url": each["address"],
        "title": f"{each['rating']['label']}: {each['headline']}",
        "summary": each["summary"],
        "content_html": html_of(row.current.snapshot),
        "image": f"{page}/card.png?{row.current.hash[:12]}",
        **dates,
        **({"language": each["language"]} if each["language"] else {}),
        "authors": [{"name": name} for name in each["authors"]] or [{"name": project.name}],
        "tags": [each["rating"]["label"]],
        "_factcheck": {
            "claim": each["claim"],
            "rating": each["rating"]["slug"],
            "corrections": each["corrections"],
            "withdrawn": False,
        },
    }


class Sitemap(PublicPage):
    """The desk's public pages for search engines; what has its own canonical address elsewhere is left out."""

    def get(self, request, slug):
        project = find_desk(slug)
        rows = FactCheck.objects.filter(
            project=project, current__canonical_url__isnull=True, current__snapshot__isnull=False
        ).standing()
        pages = [
            f"<url><loc>{escape(page_of(project, uid))}</loc><lastmod>{_time(at)}</lastmod></url>"
            for uid, at in rows.order_by("-pk").values_list("uid", "updated_at")[:MAX_SITEMAP]
        ]
        lists = [
            f"<url><loc>{escape(settings.SITE_URL + reverse(name, args=[slug]))}</loc></url>"
            for name in ("public_factchecks", "public_corrections")
        ]
        articles = public.shown_articles(project).annotate(changed=Max("factchecks__updated_at"))
        pages += [
            f"<url><loc>{escape(article_page_of(project, uid))}</loc><lastmod>{_time(at)}</lastmod></url>"
            for uid, at in articles.order_by("-pk").values_list("uid", "changed")[:MAX_SITEMAP]
        ]
        body = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return self.answer("".join([body, *lists, *pages, "</urlset>\n"]), "application/xml; charset=utf-8")


class Robots(PublicPage):
    """Only public pages are for robots. Sitemaps are named by the desks' lists, so that no list of desks is given
    away here."""

    def get(self, request):
        body = "User-agent: *\nDisallow: /\nAllow: /public/\nAllow: /static/\n"
        return self.answer(body, "text/plain; charset=utf-8")

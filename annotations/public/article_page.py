"""`/public/{slug}/articles/{id}`: an article with the fact-checks of what it says, as much of it as the desk shows."""

import hashlib

from django.http import Http404
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from annotations.articles.models import Article, ArticleVersion
from annotations.projects.models import PublicArticles
from annotations.public.answers import CACHE, KEPT, PublicPage
from annotations.public.article_cards import draw_cards
from annotations.public.passages import Painted, passages_of, place
from annotations.public.picture import draw_card
from annotations.public.snapshot import language_of, rating_of
from annotations.public.words import is_rtl, ours
from annotations.publishing.addresses import article_page_of
from annotations.publishing.models import FactCheck
from annotations.publishing.public import with_page


class ArticlePage(PublicPage):
    """404 unless the desk shows articles and a fact-check that stands quotes this one."""

    def get(self, request, slug, uid):
        article = self.find(slug, uid)
        project = article.project
        factchecks = {each.uid: each for each in factchecks_of(article)}
        passages = passages_of(factchecks.values(), article)
        if not passages:
            raise Http404
        number = place(passages, article)
        version = self.find_version(article, number)
        shows = project.setting("public_articles")
        if shows != PublicArticles.QUOTES:
            refuse_other_words(passages, version.text)
        checks = number_checks(passages, factchecks)
        newest, said = said_last(factchecks.values(), article)
        language = language_of(project, newest.current.snapshot)
        context = {
            "project": project,
            "section": "factchecks",
            "language": language,
            # What was published of it; the rest is what stands above the text that was captured.
            "card": digest_of_card(project, said, len(checks)),
            "article": said | {"byline": article.byline, "language": article.language},
            "article_direction": "rtl" if is_rtl(article.language) else "auto",
            "checks": list(draw_cards(checks, project, article, shows, language)),
            "ratings": by_rating(checks),
            "shows": shows,
            "version": {"number": number, "of": article.version, "at": version.created_at},
            "address": article_page_of(project, article.uid),
            "updated_at": newest.updated_at,
        } | text_of(shows, version, passages, checks)
        return self.draw("public/article.html", context)

    def find(self, slug, uid):
        articles = Article.objects.filter(project__slug=slug, uid=uid).select_related("project").defer("folded")
        found = next(iter(with_page(articles)[:1]), None)
        if found is None or found.project.setting("public_articles") == PublicArticles.OFF:
            raise Http404
        return found

    def find_version(self, article, number):
        """The text that is shown, or, where only quotes are, when it was captured."""
        rows = ArticleVersion.objects.filter(article=article, number=number, redacted_sha256__isnull=True)
        if article.project.setting("public_articles") == PublicArticles.QUOTES:
            rows = rows.only("number", "created_at")
        found = next(iter(rows[:1]), None)
        if found is None:
            raise Http404
        return found


class ArticleCard(ArticlePage):
    """The picture for links to an article, 1200 × 630 PNG; its address on the page names the digest of its words."""

    def get(self, request, slug, uid):
        article = self.find(slug, uid)
        factchecks = factchecks_of(article)
        if not factchecks:
            raise Http404
        newest, said = said_last(factchecks, article)
        with translation.override(
            ours(language_of(article.project, newest.current.snapshot), article.project.language)
        ):
            data = draw_card(
                desk=article.project.name,
                headline=said["title"],
                rating=checked(len(factchecks)),
                letter="",
                colour="",
                claimant=said["publisher"] or "",
                language=article.language,
            )
        return self.answer(data, "image/png", cache=KEPT if request.GET else CACHE)


def factchecks_of(article):
    """The fact-checks of which strangers read the words and that quote the article, in the order they were made."""
    found = FactCheck.objects.readable().filter(articles=article).select_related("current").order_by("pk")
    return list(found.only("uid", "updated_at", "current__hash", "current__snapshot"))


def said_last(factchecks, article):
    """`(fact-check, article)`: the one that changed last, and what it says of the article."""
    newest = max(factchecks, key=lambda each: (each.updated_at, each.pk))
    seen = (each["article"] for each in newest.current.snapshot["appearances"] if each["article"])
    return newest, next(each for each in seen if each["id"] == article.uid)


def checked(count):
    """`3 claims checked`."""
    return ngettext("%(n)s claim checked", "%(n)s claims checked", count) % {"n": count}


def digest_of_card(project, said, count):
    """What changes when the picture does."""
    words = f"{project.name}\n{said['title']}\n{said['publisher']}\n{count}"
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def refuse_other_words(passages, text):
    """Takes passages out of the text whose words are others there."""
    for passage in passages:
        fragments = passage.fragments
        if fragments and [text[each["start"] : each["end"]] for each in fragments] != passage.words:
            passage.fragments = None


def number_checks(passages, factchecks):
    """What the page shows of each fact-check, in the order of the text; those behind whose words lie nowhere in it."""
    by_claim = {}
    for passage in passages:
        by_claim.setdefault(passage.claim, []).append(passage)

    def first(claim):
        starts = [passage.start for passage in by_claim[claim] if passage.fragments]
        return (not starts, min(starts, default=0), factchecks[claim].pk)

    checks = []
    for number, claim in enumerate(sorted(by_claim, key=first), 1):
        mine = sorted(by_claim[claim], key=lambda each: (not each.fragments, each.fragments and each.start))
        for place_in_check, passage in enumerate(mine, 1):
            passage.check, passage.place = number, place_in_check
        shown = factchecks[claim].current.snapshot
        checks.append({"number": number, "rating": rating_of(shown), "factcheck": factchecks[claim], "passages": mine})
    return checks


def by_rating(checks):
    """`[{rating, count}]` in the order of the scale, those outside the order last."""
    found = {}
    for check in checks:
        rating = check["rating"]
        found.setdefault((rating["slug"], rating["label"]), {"rating": rating, "count": 0})["count"] += 1
    return sorted(
        found.values(), key=lambda each: (each["rating"]["position"] is None, each["rating"]["position"] or 0)
    )


def text_of(shows, version, passages, checks):
    """The text with its highlights: `text`, or `excerpts`; where only quotes are shown, nothing of the text is read."""
    if shows == PublicArticles.QUOTES:
        return {}
    placed = [passage for passage in passages if passage.fragments]
    painted = Painted(version.text, version.blocks, placed, {check["number"]: check["rating"] for check in checks})
    if shows == PublicArticles.PASSAGES:
        return {"excerpts": [each | {"html": mark_safe(each["html"])} for each in painted.excerpts()]}
    return {"text": mark_safe(painted.whole())}

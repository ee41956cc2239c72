"""Finding things on a desk: claims, articles, sources and fact-checks by their words."""

from annotations.articles.models import Article
from annotations.articles.present import present as present_article
from annotations.claims.models import Claim
from annotations.dossiers.claim_loading import present_list
from annotations.evidence.models import Source
from annotations.evidence.present import present_source
from annotations.publishing import public
from annotations.publishing.models import FactCheck
from annotations.publishing.present import present_found
from annotations.ratings.models import Rating
from annotations.rows.search import words_in
from annotations.text.fold import fold

LEAST_OF_EACH = 2  # claims never push the only article out


def find(project, user, query, limit):
    """At most `limit` rows as dicts with a `type`: those that have the query as it stands first, then those that have
    all its words; among equals claims, articles, sources, fact-checks, the newest first. Twelve statements at most.

    A fact-check is found by what was published: its claim may say something else by now."""
    if not words_in(query):
        return []
    claims = _newest(Claim.objects.alive().filter(project=project), query, limit, Claim.objects.loaded())
    articles = Article.objects.alive().filter(project=project)
    articles = _newest(articles, query, limit, Article.objects.select_related("author"))
    sources = Source.objects.filter(project=project)
    sources = _newest(sources, query, limit, Source.objects.select_related("file", "same_origin_as"))
    checks = _newest(FactCheck.objects.filter(project=project), query, limit, public.live(project))
    phrase = fold(query).replace('"', "")
    lists = [claims, articles, sources, checks]
    kept = _choose(lists, phrase, limit)
    claims, articles, sources, checks = ([row for row in rows if row in kept] for rows in lists)
    shown = {}
    rated = _with_chips(project, present_list(claims, user) + [present_found(row, project) for row in checks])
    for row, dictionary in zip([*claims, *checks], rated, strict=True):
        shown[row] = {"type": row.kind} | dictionary
    shown |= {row: {"type": "article"} | present_article(row) for row in articles}
    shown |= {row: {"type": "source"} | present_source(row) for row in sources}
    return [shown[row] for row in kept]


def _newest(among, query, limit, loaded):
    return list(loaded.filter(pk__in=among.newest(query, limit)).order_by("-pk"))


def _choose(lists, phrase, limit):
    """The rows that are shown, in order."""
    ranked = sorted((row for rows in lists for row in rows), key=lambda row: phrase not in row.folded)
    first = [row for rows in lists for row in sorted(rows, key=ranked.index)[:LEAST_OF_EACH]]
    kept = set(sorted(first, key=ranked.index)[:limit])
    for row in ranked:
        if len(kept) >= limit:
            break
        kept.add(row)
    return sorted(kept, key=ranked.index)


def _with_chips(project, rows):
    """The dicts of claims and fact-checks with `chip`: label, letter and colour of the rating, in the newest scale that
    has it."""
    slugs = {row["rating"] for row in rows if row["rating"]}
    chips = {}
    if slugs:
        ratings = Rating.objects.filter(scale__project=project, slug__in=slugs).order_by("scale__version")
        chips = {r.slug: {"label": r.label, "letter": r.letter, "colour": r.colour} for r in ratings}
    return [row | {"chip": chips.get(row["rating"])} for row in rows]

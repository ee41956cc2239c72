"""The articles of a desk."""

from django.db.models import Count, Q

from annotations.articles.models import Article
from annotations.spans.models import Span
from annotations.templatetags.words import ARTICLE_STATUS, SETTLED
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage


def count_work(articles):
    """Gives each article `highlights`, `claims` and `settled`, in one query for the page."""
    live = Q(appearances__claim__deleted_at=None)
    counts = (
        Span.objects.filter(article__in=articles, deleted_at=None)
        .values("article")
        .annotate(
            highlights=Count("pk", distinct=True),
            claims=Count("appearances__claim", filter=live, distinct=True),
            settled=Count("appearances__claim", filter=live & Q(appearances__claim__status__in=SETTLED), distinct=True),
        )
    )
    by_article = {row["article"]: row for row in counts}
    for article in articles:
        found = by_article.get(article.pk, {})
        for name in ("highlights", "claims", "settled"):
            setattr(article, name, found.get(name, 0))


class Articles(MemberPage):
    template = "workspace/articles.html"
    section = "articles"

    def get(self, request, slug):
        rows = Article.objects.filter(project=self.project, deleted_at=None)
        status, q = request.GET.get("status", ""), request.GET.get("q", "").strip()
        if status in ARTICLE_STATUS:
            rows = rows.filter(status=status)
        if q:
            rows = rows.search(q)
        page = newest_first(rows, request, self.project)
        count_work(page["rows"])
        statuses = [("", "—"), *ARTICLE_STATUS.items()]
        return self.show(page | {"statuses": statuses, "status": status, "q": q, "filtered": bool(status or q)})

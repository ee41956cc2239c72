"""The sources that a desk shares."""

from django.db.models import Count, Q

from annotations.errors import Missing
from annotations.evidence.models import Evidence, Source
from annotations.workspace.lists import newest_first
from annotations.workspace.page import DeskPage
from annotations.workspace.ratings import ratings_by_slug


def count_uses(sources):
    """Gives each source `uses`, the number of claims that it is evidence for, in one query."""
    counts = (
        Evidence.objects.filter(source__in=sources, deleted_at=None, claim__deleted_at=None)
        .values("source")
        .annotate(uses=Count("claim", distinct=True))
    )
    uses = {row["source"]: row["uses"] for row in counts}
    for source in sources:
        source.uses = uses.get(source.pk, 0)


class Sources(DeskPage):
    template = "workspace/sources.html"
    section = "sources"

    def get(self, request, slug):
        q = request.GET.get("q", "").strip()
        rows = Source.objects.filter(project=self.project).select_related("file")
        if q:
            rows = rows.search(q)
        page = newest_first(rows, request, self.project)
        count_uses(page["rows"])
        return self.show(page | {"q": q, "filtered": bool(q)})


class SourcePage(DeskPage):
    template = "workspace/source.html"
    section = "sources"
    permissions = {"GET": "read", "POST": "contribute"}

    def find(self, request, slug, uid):
        super().find(request, slug)
        self.source = Source.objects.filter(project=self.project, uid=uid).select_related("file", "author").first()
        if self.source is None:
            raise Missing()

    def get(self, request, slug, uid):
        return self.show({"source": self.source, "evidence": self.evidence()})

    def evidence(self):
        """What this source says, claim by claim, newest first; at most 200."""
        rows = list(
            Evidence.objects.filter(Q(source=self.source), deleted_at=None, claim__deleted_at=None)
            .select_related("claim", "author")
            .order_by("-pk")[:200]
        )
        ratings = ratings_by_slug(self.project)
        for each in rows:
            each.shown_rating = ratings.get(each.claim.rating)
        return rows

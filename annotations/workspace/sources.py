"""The sources that a desk shares."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.changes.last_edit import last_edit
from annotations.errors import Missing, Stale
from annotations.evidence.models import Evidence, Source
from annotations.evidence.serializers import SourceEdit
from annotations.evidence.sources import edit_source
from annotations.workspace.forms import Form
from annotations.workspace.lists import newest_first
from annotations.workspace.page import MemberPage
from annotations.workspace.ratings import ratings_by_slug

OTHERS = 200  # so many are offered to choose from
EDITED = ("title", "publisher", "published_on", "archive_url")


def shown_title(source):
    """What a source is called in a list of choices."""
    return Truncator(source.title or source.citation or source.url or source.file.name).chars(90)


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


class Sources(MemberPage):
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


class SourcePage(MemberPage):
    template = "workspace/source.html"
    section = "sources"
    permissions = {"GET": "read", "POST": "contribute"}

    def find(self, request, slug, uid):
        super().find(request, slug)
        self.source = (
            Source.objects.filter(project=self.project, uid=uid)
            .select_related("file", "author", "same_origin_as")
            .first()
        )
        if self.source is None:
            raise Missing()
        self.source.project = self.project

    def get(self, request, slug, uid):
        return self.draw(Form().begin(self.known()))

    def known(self):
        origin = self.source.same_origin_as
        return {name: getattr(self.source, name) for name in EDITED} | {"same_origin_as": origin.uid if origin else ""}

    def others(self):
        """The sources that can have the same origin: those beside it on some claim, and the one that is chosen."""
        claims = Evidence.objects.filter(source=self.source, deleted_at=None).values("claim")
        beside = Q(evidence__claim__in=claims, evidence__deleted_at=None) | Q(pk=self.source.same_origin_as_id)
        rows = Source.objects.filter(beside, project=self.project).exclude(pk=self.source.pk).distinct().order_by("pk")
        return [("", "—"), *((row.uid, shown_title(row)) for row in rows.select_related("file")[:OTHERS])]

    def draw(self, form, status=200):
        return self.show(
            {"source": self.source, "evidence": self.evidence(), "form": form, "others": self.others()}, status=status
        )

    def post(self, request, slug, uid):
        form = Form(request.POST)
        with form.attempt():
            fields = form.read(SourceEdit, {name: form.text(name) for name in (*EDITED, "same_origin_as")})
            if form.number("revision") != self.source.revision:
                raise Stale()
            edit_source(source=self.source, actor=request.user, **fields)
            words = _("Saved. Every claim that uses this source shows it.")
            messages.success(request, words, extra_tags=f"#source:{uid}")
            return redirect("source", slug, uid)
        if form.stale:
            self.source.refresh_from_db()
            form.compare(self.known(), last_edit(self.project, self.source.uid))
        return self.draw(form, status=409 if form.refusal else 400)

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

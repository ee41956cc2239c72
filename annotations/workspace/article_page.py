"""The two pages on one article: the workspace, and the table of the filling pass; and the rows that keep them fresh."""

import orjson
from django.http import HttpResponse
from django.shortcuts import redirect

from annotations.articles.models import Article
from annotations.articles.present import present, present_version
from annotations.errors import Missing
from annotations.publishing.public import shown_articles
from annotations.text.blocks import render_html
from annotations.workspace.article_loading import (
    find_version,
    load_claims,
    load_people,
    load_ratings,
    load_spans,
    load_work,
    work_here,
)
from annotations.workspace.page import MemberPage

MOST_ROWS = 200
# What ends a script element or opens a comment in it, as JSON escapes.
_UNSAFE = [(b"<", b"\\u003c"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029")]


def script_json(data):
    """`data` as JSON text that can stand in a `<script type="application/json">`."""
    body = orjson.dumps(data)
    for sign, escape in _UNSAFE:
        body = body.replace(sign, escape)
    return body.decode()


class ArticlePage(MemberPage):
    """A page on the newest version of one article. Gone articles answer 410 to members."""

    section = "articles"
    older = False

    def find(self, request, uid, number=None, **kwargs):
        super().find(request, **kwargs)
        self.version = find_version(self.project, uid, number)
        if self.version is None:
            Article.objects.find(self.project, uid)  # raises Missing, or Deleted for one that was here
            raise Missing()
        self.article = self.version.article

    def state(self):
        """What the browser begins with; see static/js/state/store.js."""
        user = self.request.user
        blocks = [
            {key: block[key] for key in ("start", "end", "speech", "speaker") if block.get(key) is not None}
            for block in self.version.blocks
        ]
        spans = load_spans(self.article, version=self.version.number if self.older else None)
        claims = load_claims(self.article, user)
        people, work = load_people(self.project, {row["author"] for row in [*spans, *claims]})
        return {
            "project": {
                "slug": self.project.slug,
                "name": self.project.name,
                "role": self.member.role,
                "settings": self.project.all_settings,
            },
            "me": {"username": user.username, "name": user.name or user.username, "trainee": self.member.trainee},
            "article": present(self.article),
            "older": self.older,
            "version": present_version(self.version, whole=False) | {"blocks": blocks},
            "ratings": load_ratings(self.project),
            "people": people,
            "spans": spans,
            "claims": claims,
            "assignments": work_here(work, self.article, claims),
            "head": self.log_head,
        }

    def get(self, request, slug, uid):
        return self.show(
            {
                "article": self.article,
                "version": self.version,
                "older": self.older,
                "is_transcript": any(block.get("speaker") for block in self.version.blocks),
                "may_write": self.may("contribute") and not self.older,
                "state": script_json(self.state()),
                "skeleton": range(5),
                "has_public_page": has_public_page(self.project, self.article),
            }
            | self.more()
        )

    def more(self):
        return {}


class Workspace(ArticlePage):
    template = "workspace/article.html"

    def more(self):
        return {"html": render_html(self.version.text, self.version.blocks)}


class OlderText(Workspace):
    """An older version with its highlights as they lie there: to read, nothing is marked in it any more."""

    older = True

    def get(self, request, slug, uid, number):
        if number == self.article.version:
            return redirect("article", slug, uid)
        return super().get(request, slug, uid)


class Table(ArticlePage):
    template = "workspace/table.html"


class Rows(ArticlePage):
    """`?claims=a,b&spans=c`: the rows that a change touched, in the form of the page's state. JSON, also its errors."""

    def ask_to_sign_in(self, request):
        return answer({"title": "Not signed in", "status": 401}, status=401, kind="application/problem+json")

    def get(self, request, slug, uid):
        claims, spans = (
            [name for name in request.GET.get(key, "").split(",") if name][:MOST_ROWS] for key in ("claims", "spans")
        )
        return answer(
            {
                "claims": load_claims(self.article, request.user, uids=claims) if claims else [],
                "spans": load_spans(self.article, uids=spans, claims=claims),
                "assignments": load_work(self.project, claims) if claims else [],
            }
        )


def has_public_page(project, article):
    """Whether strangers find the article with its fact-checks; no statement where the desk shows no articles."""
    return shown_articles(project).filter(pk=article.pk).exists()


def answer(data, *, status=200, kind="application/json"):
    return HttpResponse(orjson.dumps(data), status=status, content_type=kind)

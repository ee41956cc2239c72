"""What is known about an article: edit, delete, bring back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.articles.actions import edit_article
from annotations.articles.models import Article
from annotations.articles.serializers import ArticleEdit
from annotations.changes.last_edit import last_edit
from annotations.dossiers.article_actions import delete_article, restore_article
from annotations.errors import Stale
from annotations.publishing.public import shown_articles
from annotations.templatetags.words import ARTICLE_STATUS
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.new_article import FIELDS, article_fields
from annotations.workspace.page import MemberPage
from annotations.workspace.waiting import reviewers_of, work_on_article


class ArticleDetails(MemberPage):
    template = "workspace/article_details.html"
    section = "articles"
    permissions = {"GET": "read", "POST": "contribute"}

    def find(self, request, slug, uid):
        super().find(request, slug)
        self.article = Article.objects.select_related("author").find(self.project, uid)
        self.article.project = self.project

    def get(self, request, slug, uid):
        return self.draw(Form().begin(self.known() | {"revision": self.article.revision}))

    def known(self):
        """The article's details by field of the form."""
        names = ("title", "source_url", "publisher", "byline", "published_on", "language", "status")
        defaults = {name: self.article.defaults.get(name) for name in ("speaker", "date", "place")}
        topics = ", ".join(self.article.defaults.get("topics") or [])
        return {name: getattr(self.article, name) for name in names} | defaults | {"topics": topics}

    def draw(self, form, status=200):
        return self.show(
            {
                "form": form,
                "article": self.article,
                "statuses": list(ARTICLE_STATUS.items()),
                "languages": language_choices(form.text("language")),
                "has_public_page": shown_articles(self.project).filter(pk=self.article.pk).exists(),
                "work": work_on_article(self.article),
                "reviewers": reviewers_of(self.project) if self.may("oversee") else [],
                "may_delete": self.may("oversee") or self.article.author_id == self.request.user.pk,
            },
            status=status,
        )

    def post(self, request, slug, uid):
        form = Form(request.POST)
        with form.attempt(FIELDS):
            data = article_fields(form) | {"title": form.text("title") or "", "status": form.text("status")}
            # The defaults that this form does not show stay as they are.
            if language := self.article.defaults.get("language"):
                data["defaults"]["language"] = language
            if form.number("revision") != self.article.revision:
                raise Stale()
            edit_article(article=self.article, actor=request.user, **form.read(ArticleEdit, data))
            messages.success(request, _("Saved."), extra_tags=f"#article-details:{uid}")
            return redirect("article_details", slug, uid)
        if form.stale:
            self.article.refresh_from_db()
            form.compare(self.known(), last_edit(self.project, self.article.uid))
        return self.draw(form, status=409 if form.refusal else 400)


class DeleteArticle(ArticleDetails):
    """POST: deletes, and offers to bring back."""

    permissions = {"POST": "contribute"}

    def post(self, request, slug, uid):
        form = Form()
        with form.attempt():
            delete_article(article=self.article, actor=request.user, others=self.may("oversee"))
            undo = reverse("restore_article", args=[slug, uid])
            messages.success(request, _("“%s” is deleted.") % self.article.title, extra_tags=undo)
            return redirect("articles", slug)
        messages.error(request, form.refusal)
        return redirect("article_details", slug, uid)


class RestoreArticle(MemberPage):
    """POST: brings a deleted article back, with the highlights that went with it."""

    permissions = {"POST": "contribute"}

    def post(self, request, slug, uid):
        article = Article.objects.select_related("author").find_deleted(self.project, uid)
        article.project = self.project
        form = Form()
        with form.attempt():
            restore_article(article=article, actor=request.user, others=self.may("oversee"))
            messages.success(request, _("“%s” is back.") % article.title)
            return redirect("articles", slug)
        messages.error(request, form.refusal)
        return redirect("articles", slug)

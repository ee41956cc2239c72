"""`P/articles/{id}`: one article."""

from annotations.articles.actions import edit_article
from annotations.articles.models import Article
from annotations.articles.present import present
from annotations.articles.serializers import ArticleEdit, ArticleOutput
from annotations.dossiers.article_actions import delete_article, restore_article
from annotations.rest.views import ApiView


class OneArticle(ApiView):
    permissions = {"GET": "read", "PATCH": "contribute", "DELETE": "contribute"}
    takes = {"PATCH": ArticleEdit}
    gives = {"GET": ArticleOutput, "PATCH": ArticleOutput}
    matches = ("PATCH", "DELETE")

    def find(self, uid):
        return Article.objects.select_related("author").find(self.project, uid)

    def get(self, request, slug, uid):
        article = self.find(uid)
        return self.one(present(article), article.revision)

    def patch(self, request, slug, uid):
        fields = self.read(ArticleEdit, partial=True)
        article = self.find(uid)
        article.project = self.project
        self.need_match(article.revision, lambda: present(article))
        edit_article(article=article, actor=request.user, **fields)
        return self.one(present(article), article.revision)

    def delete(self, request, slug, uid):
        article = self.find(uid)
        article.project = self.project
        self.need_match(article.revision, lambda: present(article))
        delete_article(article=article, actor=request.user, others=self.may("oversee"))
        return self.gone()


class RestoreArticle(ApiView):
    permissions = {"POST": "contribute"}
    gives = {"POST": ArticleOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        article = Article.objects.select_related("author").find_deleted(self.project, uid)
        article.project = self.project
        restore_article(article=article, actor=request.user, others=self.may("oversee"))
        return self.one(present(article), article.revision)

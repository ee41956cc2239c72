"""`P/articles` and the versions of an article. One article is served from `dossiers/`: deleting it takes its spans."""

from rest_framework.parsers import MultiPartParser

from annotations.articles import actions, intake
from annotations.articles.models import Article
from annotations.articles.present import present, present_version
from annotations.articles.serializers import ArticleInput, ArticleOutput, SourceFields, VersionInput, VersionOutput
from annotations.errors import Missing
from annotations.rest.filters import choice_filter, date_filter
from annotations.rest.parsers import JSONParser
from annotations.rest.views import ApiView
from annotations.text.suggest import suggest


def read_source(fields):
    """Takes the text out of validated `fields`: `(document, source)`, `source` a name in ArticleVersion.Source."""
    kind = next(name for name in SourceFields.SOURCES if name in fields)
    source = fields.pop(kind)
    if kind == "file":
        return intake.read_file(source.name, source.read())[1], "file"
    return intake.read(kind, source), kind


class Articles(ApiView):
    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": ArticleInput}
    gives = {"GET": [ArticleOutput], "POST": ArticleOutput}
    query = {"q": "words", "status": "open, done, archived", "published_after": "a partial date"}
    parser_classes = [JSONParser, MultiPartParser]

    def get(self, request, slug):
        articles = Article.objects.alive().filter(project=self.project).select_related("author")
        articles = choice_filter(articles, request, "status", Article.Status.values)
        articles = date_filter(articles, request, "published_after", "published_on__gte")
        if query := request.GET.get("q"):
            articles = articles.search(query)
        return self.many(articles, lambda rows: [present(row) for row in rows])

    def post(self, request, slug):
        fields = self.read(ArticleInput)
        document, source = read_source(fields)
        fields["uid"] = fields.pop("id", None)
        if "title" not in fields:
            fields["title"] = suggest(document)["title"] or actions.UNTITLED
        article = actions.create_article(
            project=self.project, actor=request.user, document=document, source=source, **fields
        )
        shown = present(article)
        if same := actions.same_text(self.project, article.sha256, but=article):
            shown["same_text_as"] = same
        return self.one(shown, article.revision, status=201, location=article.path)


class Versions(ApiView):
    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": VersionInput}
    gives = {"GET": [VersionOutput], "POST": VersionOutput}
    parser_classes = [JSONParser, MultiPartParser]

    def get(self, request, slug, uid):
        versions = Article.objects.find(self.project, uid).versions.select_related("author")
        return self.many(versions, lambda rows: [present_version(row, whole=False) for row in rows])

    def post(self, request, slug, uid):
        document, source = read_source(self.read(VersionInput))
        article = Article.objects.find(self.project, uid)
        version = actions.add_version(article=article, actor=request.user, document=document, source=source)
        return self.one(present_version(version), version.number, status=201, location=version.path)


class OneVersion(ApiView):
    permissions = {"GET": "read"}
    gives = {"GET": VersionOutput}

    def get(self, request, slug, uid, number):
        article = Article.objects.find(self.project, uid)
        version = article.versions.select_related("author").filter(number=number).first()
        if version is None:
            raise Missing()
        return self.one(present_version(version), version.number)

"""A new article: pasted or as a file; what its text suggests, while it is typed."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.articles import actions, intake
from annotations.articles.models import Article
from annotations.articles.serializers import ArticleInput
from annotations.articles.views import read_source
from annotations.errors import Invalid, TooLarge
from annotations.text.intake import sha256
from annotations.text.suggest import suggest
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.page import MemberPage

FIELDS = {
    "/markdown": "text",
    "/html": "text",
    "/defaults/speaker": "speaker",
    "/defaults/date": "date",
    "/defaults/place": "place",
    "/defaults/topics": "topics",
}


def same_articles(project, text):
    """The articles of the desk that have this very text, oldest first."""
    return list(Article.objects.alive().filter(project=project, uid__in=actions.same_text(project, sha256(text))))


def article_fields(form):
    """What a form says about an article, in the words of the API; empty fields are null."""
    fields = {name: form.text(name) for name in ("source_url", "publisher", "byline", "published_on", "language")}
    defaults = {name: form.text(name) for name in ("speaker", "date", "place") if form.text(name)}
    if form.words("topics"):
        defaults["topics"] = form.words("topics")
    return fields | {"defaults": defaults}


class NewArticle(MemberPage):
    """The form; without a script it does all, only suggesting after it was sent."""

    template = "workspace/new_article.html"
    section = "articles"
    permissions = {"GET": "contribute", "POST": "contribute"}

    def get(self, request, slug):
        return self.draw(Form())

    def draw(self, form, same=(), status=200):
        kinds = [("text", _("plain text")), ("markdown", "Markdown"), ("html", "HTML")]
        languages = language_choices(form.text("language"))
        return self.show({"form": form, "kinds": kinds, "languages": languages, "same": same}, status=status)

    def post(self, request, slug):
        form = Form(request.POST, request.FILES)
        same = []
        with form.attempt(FIELDS):
            data = article_fields(form)
            kind = form.text("kind") or "text"
            if "file" in form.files:
                data["file"] = form.files["file"]
            else:
                data[kind if kind in intake.READERS else "text"] = (form.values.get("text") or "").replace("\r\n", "\n")
            if form.text("title"):
                data["title"] = form.text("title")
            fields = form.read(ArticleInput, data)
            document, source = read_source(fields)
            same = same_articles(self.project, document.text)
            if same and not form.has("again"):
                raise Invalid(("/again", _("This very text is here already. Open it, or tick “Save it once more”.")))
            fields.setdefault("title", suggest(document)["title"] or actions.UNTITLED)
            article = actions.create_article(
                project=self.project, actor=request.user, document=document, source=source, **fields
            )
            messages.success(request, _("Saved. Select a sentence to begin."))
            return redirect(f"../articles/{article.uid}")
        return self.draw(form, same, status=400)


class Suggest(MemberPage):
    """POST JSON `{text, kind}`: `{title, published_on, language, same: [{id, title}]}`. Nothing is kept."""

    permissions = {"POST": "contribute"}

    def post(self, request, slug):
        form = Form()
        data = form.json(request)
        kind = data.get("kind")
        try:
            document = intake.read(kind if kind in intake.READERS else "text", str(data.get("text", "")))
        except (Invalid, TooLarge):
            return JsonResponse({"title": None, "published_on": None, "language": None, "same": []})
        same = [{"id": article.uid, "title": article.title} for article in same_articles(self.project, document.text)]
        return JsonResponse(suggest(document) | {"same": same})

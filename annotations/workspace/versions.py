"""The texts of an article: all of them, and a newer one, looked over before it is saved."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.articles import intake
from annotations.articles.actions import add_version
from annotations.articles.models import Article
from annotations.articles.serializers import VersionInput
from annotations.articles.views import read_source
from annotations.dossiers.reanchoring import foresee
from annotations.errors import Invalid, Stale
from annotations.spans.models import Anchor
from annotations.text.changes import changes, excerpts
from annotations.text.intake import decode, sha256
from annotations.workspace.forms import Form
from annotations.workspace.new_article import FIELDS
from annotations.workspace.page import MemberPage


class ArticleTexts(MemberPage):
    """The base of these pages: a living article of the desk."""

    section = "articles"

    def find(self, request, slug, uid):
        super().find(request, slug)
        self.article = Article.objects.select_related("author").find(self.project, uid)
        self.article.project = self.project


class Versions(ArticleTexts):
    """Every text of the article, the newest first, and how many highlights wait for a person in the newest."""

    template = "workspace/versions.html"

    def get(self, request, slug, uid):
        versions = self.article.versions.select_related("author").defer("text", "blocks").order_by("-number")
        waiting = Anchor.objects.filter(
            version__article=self.article, version__number=self.article.version, span__deleted_at=None, left=False
        ).exclude(state__in=Anchor.PLACED)
        return self.show({"article": self.article, "versions": list(versions), "waiting": waiting.count()})


class NewVersion(ArticleTexts):
    """The form for a newer text. What it changes is shown before it can be saved: the button that saves names what was
    looked at, the version that it was compared with and the hash of the text."""

    template = "workspace/new_version.html"
    permissions = {"GET": "contribute", "POST": "contribute"}

    def get(self, request, slug, uid):
        return self.draw(Form())

    def post(self, request, slug, uid):
        form = Form(request.POST, request.FILES)
        preview = None
        with form.attempt(FIELDS):
            document, source = self.read(form)
            digest = sha256(document.text)
            if digest == self.article.sha256:
                raise Invalid(("/text", _("This is the text as it stands, to the letter. There is nothing to save.")))
            preview = self.look(document, digest)
            if form.has("save"):
                self.check_looked_at(form, preview)
                add_version(article=self.article, actor=request.user, document=document, source=source)
                return redirect("article", slug, uid)
        if form.stale:
            self.article.refresh_from_db()
            preview = self.look(document, digest)
        return self.draw(form, preview, status=409 if form.refusal else 400 if form.problems else 200)

    def read(self, form):
        """`(document, source)` of the form. What a file says goes into the field, so that it can be looked over."""
        kind = form.text("kind") or "text"
        data = {kind if kind in intake.READERS else "text": (form.values.get("text") or "").replace("\r\n", "\n")}
        if "file" not in form.files:
            document, source = read_source(form.read(VersionInput, data))
            return document, "file" if form.has("from_file") else source
        file = form.files["file"]
        bytes_ = file.read()
        kind, document = intake.read_file(file.name, bytes_)
        form.values |= {"text": decode(bytes_), "kind": kind, "from_file": "1"}
        return document, "file"

    def look(self, document, digest):
        """What the page shows of a text that is not saved yet."""
        newest = self.article.versions.get(number=self.article.version)
        found = changes(newest.text, document.text)
        runs, more = excerpts(found.runs)
        states = foresee(self.article, document.text)
        placed = sum(states[state] for state in Anchor.PLACED)
        return {
            "seen": f"{newest.number}:{digest}",
            "number": newest.number,
            "changes": found,
            "runs": runs,
            "more": more,
            "highlights": states.total(),
            "placed": placed,
            "waiting": states.total() - placed,
        }

    def check_looked_at(self, form, preview):
        """Raises `Stale` when a newer version is there than the one that was compared with; `Invalid` when the text is
        not the one that was looked at."""
        number, _colon, digest = (form.text("save") or "").partition(":")
        if number != str(preview["number"]):
            raise Stale()
        if digest != preview["seen"].partition(":")[2]:
            raise Invalid(("/", _("The text is another one than you looked at. Look over what changes, then save.")))

    def draw(self, form, preview=None, status=200):
        if form.stale:
            form.refusal = _(
                "A colleague has added a newer text meanwhile. Look over what yours changes in it, then save."
            )
        kinds = [("text", _("plain text")), ("markdown", "Markdown"), ("html", "HTML")]
        shown = {"form": form, "article": self.article, "kinds": kinds, "preview": preview}
        return self.show(shown, status=status)

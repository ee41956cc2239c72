"""What can be done to articles. Each in one transaction, recorded."""

from django.db import transaction

from annotations.articles.carrying import carry_into
from annotations.articles.models import Article, ArticleVersion
from annotations.changes.record import record
from annotations.text.fold import fold
from annotations.text.intake import sha256

UNTITLED = "Untitled"


def words_of(values):
    """What the search of articles looks in, folded."""
    return fold("\n".join(filter(None, (values.get(name) for name in ("title", "publisher", "byline", "source_url")))))


@transaction.atomic(savepoint=False)
def create_article(*, project, actor, document, source, uid=None, **fields):
    """The new article with its version 1. `document` is a text with blocks, `source` how it came."""
    uid = Article.objects.free_uid(project, uid)
    digest = sha256(document.text)
    article = Article.objects.create(
        project=project,
        author=actor,
        version=1,
        length=len(document.text),
        sha256=digest,
        folded=words_of(fields),
        **fields,
        **({"uid": uid} if uid else {}),
    )
    _add_version(article, actor, document, source, digest)
    data = {"title": article.title, "version": 1, "sha256": digest}
    record("create", article, project=project, actor=actor, article=article.uid, data=data)
    return article


@transaction.atomic(savepoint=False)
def add_version(*, article, actor, document, source):
    """The article's next version; it becomes the newest. Raises `Stale` when somebody added one meanwhile."""
    digest = sha256(document.text)
    article.save_revision(version=article.version + 1, length=len(document.text), sha256=digest)
    version = _add_version(article, actor, document, source, digest)
    carry_into(version)
    data = {"version": version.number, "sha256": digest}
    record("add_version", version, project=article.project, actor=actor, article=article.uid, data=data)
    return version


def _add_version(article, actor, document, source, digest):
    return ArticleVersion.objects.create(
        project=article.project,
        article=article,
        author=actor,
        number=article.version,
        text=document.text,
        blocks=document.blocks,
        length=article.length,
        sha256=digest,
        source=source,
    )


@transaction.atomic(savepoint=False)
def edit_article(*, article, actor, **values):
    """Writes the changed fields of an article. Raises `Stale` when it was changed since it was read."""
    before = {name: getattr(article, name) for name, value in values.items() if getattr(article, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    folded = words_of({f.name: getattr(article, f.name) for f in Article._meta.concrete_fields} | after)
    article.save_revision(**after, folded=folded)
    record(
        "edit",
        article,
        project=article.project,
        actor=actor,
        article=article.uid,
        data={"before": before, "after": after},
    )


def same_text(project, digest, *, but=None):
    """Ids of the project's articles that have this very text in some version, oldest first."""
    versions = ArticleVersion.objects.filter(project=project, sha256=digest, article__deleted_at__isnull=True)
    if but is not None:
        versions = versions.exclude(article=but)
    return list(versions.order_by("article_id").values_list("article__uid", flat=True).distinct())

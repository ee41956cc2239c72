"""What must hold for a project's articles: a version's text is the one it was captured with."""

from annotations.articles.models import Article, ArticleVersion
from annotations.text.intake import sha256


def check_articles(project):
    """Gives a text for each version whose text is not what its hash says, and each article that names it wrongly."""
    newest = {}
    for version in ArticleVersion.objects.filter(project=project).order_by("article_id", "number").iterator(50):
        if (sha256(version.text), len(version.text)) != (version.shown_sha256, version.length):
            yield f"version {version.number} of an article ({version.uid}): its text is not what its hash says"
        if version.number != newest.get(version.article_id, (0,))[0] + 1:
            yield f"version {version.number} of an article ({version.uid}): the one before is missing"
        if any(not 0 <= block["start"] <= block["end"] <= version.length for block in version.blocks):
            yield f"version {version.number} of an article ({version.uid}): a block lies outside of its text"
        newest[version.article_id] = (version.number, version.sha256, version.length)
    columns = (
        Article.objects.filter(project=project).order_by("pk").values_list("pk", "uid", "version", "sha256", "length")
    )
    for key, uid, *repeated in columns.iterator(2000):
        if tuple(repeated) != newest.get(key):
            yield f"article {uid}: number, hash or length is not that of its newest version"

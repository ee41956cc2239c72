"""What strangers read: of the frozen snapshots alone, in a constant number of statements."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from annotations.articles.models import Article, ArticleVersion
from annotations.deskpages.versions import links
from annotations.errors import Gone, Missing
from annotations.publishing.addresses import address_of
from annotations.publishing.models import FactCheck, Publication


def live(project):
    """The desk's fact-checks of which strangers read the words, with their current versions: a queryset, unordered."""
    return FactCheck.objects.filter(project=project).readable().select_related("current")


def shown_articles(project):
    """The articles of the desk that have a public page, as a queryset: those with a passage in a fact-check that
    stands, where the desk shows articles at all."""
    if project.setting("public_articles") == "off":
        return Article.objects.none()
    return with_page(Article.objects.filter(project=project))


def with_page(articles):
    """Of these articles those that strangers may see once their desk shows any. What a redaction has touched goes
    whole."""
    checked = FactCheck.objects.readable().filter(articles=OuterRef("pk"))
    erased = ArticleVersion.objects.filter(article=OuterRef("pk"), redacted_sha256__isnull=False)
    return articles.alive().filter(Exists(checked), ~Exists(erased))


def fact_check(project, uid):
    """The public fact-check of a claim with its current version, in one statement.

    Raises `Missing` when it never was public, `Gone` with `notice`, `corrections` and `version` when it was withdrawn,
    and when its content was erased.
    """
    found = FactCheck.objects.filter(project=project, uid=uid).select_related("current").first()
    if found is None:
        raise Missing(_("There is no such fact-check."))
    if found.state == FactCheck.State.VOID or found.current.snapshot is None:
        current = found.current
        corrections = (current.snapshot or {}).get("corrections", [])
        detail = current.notice or current.reason or _("This fact-check was withdrawn.")
        if current.snapshot is None:
            detail = _("What this fact-check said was taken away by a redaction.")
        raise Gone(detail, notice=current.notice or current.reason, corrections=corrections, version=current.number)
    return found


# What is frozen beside the row of `verdicts.*`: the words of the page, and which versions of the desk's own pages held.
BESIDE = ("headline", "summary", "body", "authors", "image", "language", "reply", "show_dissent", "sources", "scale")
BESIDE += ("media_review",)
ABOUT = "desk_pages"


def row(project, snapshot, *, seq=None):
    """The row of `verdicts.*?published=true` of a snapshot, with the address that stands for it now."""
    shown = {name: value for name, value in snapshot.items() if name not in (*BESIDE, ABOUT)}
    shown["url"] = address_of(project, snapshot["claim"]["id"], snapshot["canonical_url"])
    return shown if seq is None else shown | {"seq": seq}


def page_of(project, publication):
    """What the public page of a publication shows: the row, and the words around it. Also of an unsaved one, for
    preview; `publication` has `snapshot`, `number`, `hash`, `salt`. `desk_pages` are `[{name, title, url}]`:
    what the desk said of itself then."""
    snapshot = publication.snapshot
    return (
        row(project, snapshot)
        | {name: snapshot.get(name) for name in BESIDE}
        | {
            ABOUT: links(project, snapshot.get(ABOUT)),
            "hash": publication.hash,
        }
    )


def versions(factcheck):
    """All versions of a public fact-check, the newest first, without what was erased."""
    rows = Publication.objects.filter(claim=factcheck.claim_id, snapshot__isnull=False)
    return rows.order_by("-number")


def version(claim, number):
    """One version of the public fact-check of a claim (its key). Raises `Missing`."""
    found = Publication.objects.filter(claim=claim, number=number, snapshot__isnull=False).first()
    if found is None:
        raise Missing(_("There is no such version of this fact-check."))
    return found

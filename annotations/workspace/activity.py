"""The desk's change log in sentences, newest first: of the desk, an article, a claim or a person."""

from django.db.models import Exists, OuterRef

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments.models import Assignment
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.discussion.models import Comment
from annotations.dossiers.history import told
from annotations.evidence.models import Evidence
from annotations.projects.models import Membership
from annotations.spans.models import Span
from annotations.workspace.activity_filters import KINDS, changes_of, page_of, read_query
from annotations.workspace.page import MemberPage
from annotations.workspace.sentences import names_in, sentence
from annotations.workspace.values import in_words

PAGE = 60

# What can be brought back by `POST {path}/restore`.
RESTORABLE = {model.kind: model for model in (Article, Span, Claim, Evidence, Comment, Assignment)}


class Activity(MemberPage):
    """`?actor=` a username, `?kind=` as in KINDS, `?from=`, `?to=` days, `?article=`, `?claim=` ids; `?before=` and
    `?change=` are numbers of the log. A page needs a number of queries that does not grow with it."""

    template = "workspace/activity.html"
    section = "activity"

    def get(self, request, slug):
        chosen = read_query(request.GET)
        rows = changes_of(self.project, request.user, chosen)
        if not chosen and "change" not in request.GET:
            # One line for each highlight that came along with a newer text would bury what people did.
            rows = rows.exclude(verb="reanchor")
        changes, following, first = page_of(rows, request.GET, chosen, PAGE)
        explain(self.project, changes)
        offer_restore(self, changes)
        # Whoever has left did what they did: one look into the index of the log for each.
        did = Change.objects.filter(project=self.project, actor=OuterRef("username"))
        here = Membership.objects.filter(project=self.project, user=OuterRef("pk"))
        people = User.objects.filter(Exists(here) | Exists(did)).order_by("name", "username")
        return self.show(
            {
                "changes": changes,
                "following": following,
                "first": first,
                "chosen": chosen,
                "about": self.about(chosen),
                "kinds": [("", "—"), *((name, words) for name, words, _kinds in KINDS)],
                "people": [("", "—"), *((user.username, user.shown_name) for user in people)],
            }
        )

    def about(self, chosen):
        """`{text, language, href}` of the claim or article that the list is about; None for the whole desk."""
        if claim := Claim.objects.filter(project=self.project, uid=chosen.get("claim")).first():
            return {"text": claim.text, "language": claim.language, "href": f"claims/{claim.uid}"}
        if article := Article.objects.filter(project=self.project, uid=chosen.get("article")).first():
            return {"text": article.title, "language": article.language, "href": f"articles/{article.uid}"}
        return None


def offer_restore(page, changes):
    """Gives each deletion that can be taken back by the reader `restore`, the path of its object."""
    for change in changes:
        change.restore = None
    if not page.may("contribute"):
        return
    deleted = {}
    for kind, model in RESTORABLE.items():
        wanted = {change.object for change in changes if (change.verb, change.kind) == ("delete", kind)}
        if wanted:
            rows = model._base_manager.filter(project=page.project, uid__in=wanted, deleted_at__isnull=False)
            if not page.may("oversee"):
                rows = rows.filter(deleted_by=page.request.user)
            deleted[kind] = set(rows.values_list("uid", flat=True))
    for change in changes:
        if change.verb == "delete" and change.object in deleted.get(change.kind, ()):
            change.restore = change.path
            deleted[change.kind].discard(change.object)  # at its newest deletion alone


def explain(project, changes):
    """Gives each change `who`, `said` (the sentence), `values` (before and after), `reason`, and `title`, `href`,
    `language` of what it is about, or None."""
    names = names_in(changes)
    claim_ids = {uid for c in changes if (uid := _claim_of(c))}
    article_ids = {c.article for c in changes if c.article}
    claims = {c.uid: c for c in Claim.objects.filter(project=project, uid__in=claim_ids)}
    articles = {a.uid: a for a in Article.objects.filter(project=project, uid__in=article_ids)}
    for change, (replaced, more) in zip(changes, told(project, changes), strict=True):
        change.values = in_words(replaced, names)
        change.reason = more.get("reason")
        change.who = names.get(change.actor, change.actor)
        change.said = sentence(change, names)
        change.title = change.href = change.language = None
        claim, article = claims.get(_claim_of(change)), articles.get(change.article)
        if claim:
            change.title, change.language, change.href = claim.text, claim.language, f"claims/{claim.uid}"
        elif article:
            change.title, change.language, change.href = article.title, article.language, f"articles/{article.uid}"
            if change.kind == "span":
                change.title = _quote_of(change) or change.title
                change.href += f"#span={change.object}"
        elif change.kind == "source":
            change.title, change.href = (change.data or {}).get("title"), change.path
        elif change.kind == "claimant":
            change.title, change.href = (change.data or {}).get("name"), f"claims/?claimant={change.object}"


def _claim_of(change):
    """The id of the claim that a change is about, from its address or its data."""
    parts = change.path.split("/")
    if parts[0] == "claims" and len(parts) > 1:
        return parts[1]
    return (change.data or {}).get("claim")


def _quote_of(change):
    """The passage that was highlighted, its parts joined; None when the change does not say."""
    data = change.data or {}
    fragments = data.get("fragments") or (data.get("after") or {}).get("fragments") or []
    return " … ".join(fragment["exact"] for fragment in fragments) or None

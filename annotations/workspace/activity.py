"""The desk's change log in sentences, newest first."""

from urllib.parse import urlencode

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.discussion.models import Comment
from annotations.workspace.page import DeskPage
from annotations.workspace.sentences import sentence

PAGE = 60


class Activity(DeskPage):
    """`?before=` is a number of the log, `?actor=` a username, `?kind=` a type of row: a page needs five queries."""

    template = "workspace/activity.html"
    section = "activity"

    def get(self, request, slug):
        held = Comment.objects.filter(project=self.project).hidden_from(request.user)
        rows = Change.objects.filter(project=self.project).exclude(kind=Comment.kind, object__in=held.values("uid"))
        actor, before = request.GET.get("actor", "").strip(), request.GET.get("before", "")
        if actor:
            rows = rows.filter(actor=actor)
        if before.isascii() and before.isdigit() and len(before) < 16:
            rows = rows.filter(seq__lt=int(before))
        changes = list(rows.order_by("-seq")[: PAGE + 1])
        following = None
        if len(changes) > PAGE:
            changes = changes[:PAGE]
            following = urlencode({"actor": actor, "before": changes[-1].seq} if actor else {"before": changes[-1].seq})
        explain(self.project, changes)
        people = User.objects.filter(memberships__project=self.project).order_by("name", "username")
        return self.show(
            {
                "changes": changes,
                "following": following,
                "first": urlencode({"actor": actor} if actor else {}) if before else None,
                "actor": actor,
                "people": [("", "—"), *((user.username, user.shown_name) for user in people)],
            }
        )


def explain(project, changes):
    """Gives each change `who`, `said` (the sentence), and `title`, `href`, `language` of what it is about, or None."""
    names = dict(User.objects.filter(username__in={c.actor for c in changes}).values_list("username", "name"))
    claim_ids = {uid for c in changes if (uid := _claim_of(c))}
    article_ids = {c.article for c in changes if c.article}
    claims = {c.uid: c for c in Claim.objects.filter(project=project, uid__in=claim_ids)}
    articles = {a.uid: a for a in Article.objects.filter(project=project, uid__in=article_ids)}
    for change in changes:
        change.who = names.get(change.actor) or change.actor
        change.said = sentence(change)
        change.title = change.href = change.language = None
        claim, article = claims.get(_claim_of(change)), articles.get(change.article)
        if claim:
            change.title, change.language, change.href = claim.text, claim.language, f"claims/{claim.uid}"
        elif article:
            change.title, change.language, change.href = article.title, article.language, f"articles/{article.uid}"
            if change.kind == "span":
                change.title = _quote_of(change) or change.title
                change.href += f"?span={change.object}"
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

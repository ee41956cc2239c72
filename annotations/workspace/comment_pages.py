"""The permanent address of a comment, and the discussion of a highlight for its open card."""

from django.shortcuts import redirect
from django.urls import reverse

from annotations.discussion.actions import refuse_gone
from annotations.discussion.holding import holding_passages
from annotations.discussion.models import Comment
from annotations.spans.models import Span
from annotations.workspace.claim_discussion import shown_to, threads_of, who_can_be_named
from annotations.workspace.page import MemberPage


def place_of(project, comment):
    """The address at which a comment stands: on the page of its claim, or beside its passage in the article."""
    if comment.claim is not None:
        return reverse("claim", args=[project.slug, comment.claim.uid]) + f"#comment-{comment.uid}"
    article = reverse("article", args=[project.slug, comment.span.article.uid])
    return f"{article}#span={comment.span.uid}&comment={comment.uid}"


class CommentLink(MemberPage):
    """`/d/{slug}/comments/{id}` leads to wherever the comment stands now."""

    section = "claims"

    def get(self, request, slug, uid):
        comment = Comment.objects.visible_to(request.user).whole().find(self.project, uid)
        refuse_gone(comment)
        return redirect(place_of(self.project, comment))


class SpanDiscussion(MemberPage):
    """`/d/{slug}/spans/{id}/discussion`: what was said about a highlight, without a frame."""

    template = "discussion/span.html"

    def get(self, request, slug, uid):
        span = Span.objects.find(self.project, uid)
        rows = list(shown_to(Comment.objects.filter(span=span), self.member.user_id))
        threads = threads_of(rows, self.member, about=lambda comment: None)
        return self.show(
            {
                "span": span,
                "evidence": [],
                "threads": threads,
                "said": sum(len(thread.comments) for thread in threads),
                "part": "part",
                "level": 3,
                "card": True,
                "data": {
                    "me": request.user.username,
                    "people": who_can_be_named(self.member),
                    "held_passages": holding_passages(request.user, [span.pk]),
                },
            }
        )

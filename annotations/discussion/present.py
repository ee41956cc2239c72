"""A comment as everybody gets it who may see it: the API, the log, the pages."""

from annotations.rows.times import timestamp


def present(comment):
    """One comment; it comes from `Comment.objects….whole()`. `thread` is the id of its thread's first comment."""
    kind, row = comment.about
    first = comment.thread or comment
    return {
        "id": comment.uid,
        "claim": comment.claim.uid if comment.claim else None,
        "about": {"type": kind, "id": row.uid},
        "parent": comment.parent.uid if comment.parent else None,
        "thread": first.uid,
        "text": comment.text,
        "mentions": comment.mentions,
        "author": comment.author.username,
        "held": comment.held,
        "resolved": comment.resolved_at is not None,
        "resolved_by": comment.resolved_by.username if comment.resolved_by else None,
        "resolved_at": timestamp(comment.resolved_at),
        "edited_at": timestamp(comment.edited_at),
        "revision": comment.revision,
        "created_at": timestamp(comment.created_at),
        "updated_at": timestamp(comment.updated_at),
    }

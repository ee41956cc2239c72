"""Assignments and recusals as every member gets them."""

from annotations.rows.times import timestamp


def present(assignment):
    """An assignment; `claim`, `article`, `assignee`, `author` must be loaded."""
    return {
        "id": assignment.uid,
        "claim": assignment.claim.uid if assignment.claim_id else None,
        "article": assignment.article.uid if assignment.article_id else None,
        "blocks": assignment.blocks,
        "assignee": assignment.assignee.username,
        "author": assignment.author.username,
        "due_on": assignment.due_on.isoformat() if assignment.due_on else None,
        "expires_at": timestamp(assignment.expires_at),
        "status": str(assignment.status),
        "ended_at": timestamp(assignment.ended_at),
        "revision": assignment.revision,
        "created_at": timestamp(assignment.created_at),
        "updated_at": timestamp(assignment.updated_at),
    }


def present_recusal(recusal):
    """A declared conflict of interest; `user`, `claim`, `claimant` must be loaded."""
    return {
        "id": recusal.uid,
        "username": recusal.user.username,
        "claim": recusal.claim.uid if recusal.claim_id else None,
        "claimant": recusal.claimant.uid if recusal.claimant_id else None,
        "reason": recusal.reason,
        "created_at": timestamp(recusal.created_at),
    }

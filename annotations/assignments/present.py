"""Assignments and recusals as every member gets them."""

from annotations.rows.times import timestamp

# What `present_row` wants from `.values()` of an Assignment.
FIELDS = (
    "uid",
    "claim__uid",
    "article__uid",
    "first_block",
    "last_block",
    "version",
    "assignee__username",
    "author__username",
    "due_on",
    "expires_at",
    "status",
    "ended_at",
    "revision",
    "created_at",
    "updated_at",
)


def present(assignment):
    """An assignment; `claim`, `article`, `assignee`, `author` must be loaded."""
    row = {name: getattr(assignment, name) for name in FIELDS if "__" not in name}
    for name in ("claim", "article"):
        row[f"{name}__uid"] = getattr(assignment, name).uid if getattr(assignment, f"{name}_id") else None
    for name in ("assignee", "author"):
        row[f"{name}__username"] = getattr(assignment, name).username
    return present_row(row)


def present_row(row):
    """The same from `Assignment.objects….values(*FIELDS)`."""
    return {
        "id": row["uid"],
        "claim": row["claim__uid"],
        "article": row["article__uid"],
        "blocks": None if row["first_block"] is None else [row["first_block"], row["last_block"]],
        "version": row["version"],
        "assignee": row["assignee__username"],
        "author": row["author__username"],
        "due_on": row["due_on"].isoformat() if row["due_on"] else None,
        "expires_at": timestamp(row["expires_at"]),
        "status": str(row["status"]),
        "ended_at": timestamp(row["ended_at"]),
        "revision": row["revision"],
        "created_at": timestamp(row["created_at"]),
        "updated_at": timestamp(row["updated_at"]),
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

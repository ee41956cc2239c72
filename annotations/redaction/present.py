"""A redaction, as those who may confirm one get it."""

from annotations.rows.times import timestamp


def present(redaction):
    """One redaction; `author` and `confirmed_by` must be loaded. Its words while they stand, then null."""
    target = redaction.target
    return {
        "id": redaction.uid,
        "state": redaction.state,
        "reason": redaction.reason,
        "words": redaction.words,
        "object": target.get("object"),
        "change": target.get("change"),
        "author": redaction.author.username,
        "confirmed_by": redaction.confirmed_by and redaction.confirmed_by.username,
        "confirmed_at": timestamp(redaction.confirmed_at),
        "withdrawn_at": timestamp(redaction.withdrawn_at),
        "result": redaction.result,
        "created_at": timestamp(redaction.created_at),
    }

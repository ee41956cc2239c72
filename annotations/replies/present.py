"""An attempt to get an answer, as every member gets it."""

from annotations.rows.times import timestamp


def present(reply):
    """One attempt; `claim` and `author` must be loaded."""
    return {
        "id": reply.uid,
        "claim": reply.claim.uid,
        "channel": reply.channel,
        "sent_at": timestamp(reply.sent_at),
        "deadline": timestamp(reply.deadline),
        "answered_at": timestamp(reply.answered_at),
        "answer": reply.answer,
        "quote_used": reply.quote_used,
        "author": reply.author.username,
        "revision": reply.revision,
        "created_at": timestamp(reply.created_at),
        "updated_at": timestamp(reply.updated_at),
    }

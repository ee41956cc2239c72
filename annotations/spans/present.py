"""Spans as every caller gets them."""

from annotations.rows.times import timestamp
from annotations.spans.models import Anchor

# The columns of a span, and of its anchors, that `present` reads. Plain values, not model instances: *measured* a
# third of the time for a workspace of 1,000 spans.
FIELDS = (
    "pk",
    "uid",
    "article__uid",
    "article__version",
    "note",
    "checkable",
    "accepted",
    "author__username",
    "revision",
    "created_at",
    "updated_at",
)
ANCHOR_FIELDS = ("span_id", "version__number", "state", "fragments", "left")


def present(span, anchors, claims, *, version=None):
    """A span: `span` has FIELDS, `anchors` are its `(version, state, fragments, left)` by version, `claims` ids.

    It shows the anchor in the newest version, or in `version`. Where that is not placed (it waits for the worker or
    a person) the state says so, and fragments and version are those of the last placed anchor.
    """
    wanted = version or span["article__version"]
    state, left, placed = Anchor.State.PENDING, False, None
    for number, anchor_state, fragments, left_here in anchors:
        if number > wanted:
            break
        if number == wanted:
            state, left = anchor_state, left_here
        if anchor_state in Anchor.PLACED:
            placed = (number, fragments)
    number, fragments = placed or (None, [])
    return {
        "id": span["uid"],
        "article": span["article__uid"],
        "version": number,
        "fragments": fragments,
        "note": span["note"],
        "checkable": span["checkable"],
        "accepted": span["accepted"],
        "claims": claims,
        "author": span["author__username"],
        "state": str(state),
        "left_behind": left,
        "revision": span["revision"],
        "created_at": timestamp(span["created_at"]),
        "updated_at": timestamp(span["updated_at"]),
    }

"""Server-Sent Events: a change rendered once, as any member may see it, and the same bytes for everybody.

What only some may see is in no frame: it names the object, and whoever may see it pulls. A claim carries the reader's
own verdict; who has one is told to pull, and nobody else can tell.
"""

from typing import NamedTuple

import orjson

from annotations.accounts.models import User
from annotations.live.changes import newest_after
from annotations.projects.models import Membership
from annotations.projects.permissions import Role
from annotations.rest.views import address
from annotations.verdicts.models import Round, Verdict

# Comments are invisible to a browser's scripts: the event is how a page knows that the stream still flows.
PING = b": ping\nevent: ping\ndata: {}\n\n"
ME = b"event: me\ndata: {}\n\n"


class Frame(NamedTuple):
    """One change as bytes for the wire; `pull` is for those who have something of their own in it."""

    seq: int
    kind: str
    object: str
    shared: bytes
    pull: bytes
    own: frozenset

    def bytes_for(self, username):
        return self.pull if username in self.own else self.shared


def greeting(head):
    """What goes out at once: a comment, and for scripts the same as an event."""
    return b": factcheck\n" + event("hello", {"head": head})


def reset(head):
    return event("reset", {"head": head}, head)


def event(name, data, number=None):
    """One event without a number, or with one, as bytes."""
    numbered = b"" if number is None else b"id: %d\n" % number
    return b"event: %s\n%sdata: %s\n\n" % (name.encode(), numbered, orjson.dumps(data))


def read_frames(project, *, after, limit):
    """At most `limit` changes after a number. Raises `Gone` with `head` when the log does not know the number."""
    member = Membership(project=project, user=User(pk=0, username=""), role=Role.VIEWER)
    entries = newest_after(member=member, after=after, limit=limit, url=lambda path: address(project, path))
    own = _own_claims(project.pk, [e["object"]["id"] for e in entries if e["object"]["type"] == "claim"])
    return [_frame(entry, own) for entry in entries]


def _frame(entry, own):
    seq, kind, uid = entry["seq"], entry["object"]["type"], entry["object"]["id"]
    # A desk shows each member their own role.
    hidden = kind == "project" or (entry["state"] is None and not entry["gone"])
    pull = event("change", entry | {"state": None, "pull": True}, seq)
    shared = pull if hidden else event("change", entry | {"pull": False}, seq)
    # A claim that is gone is so for everybody.
    mine = own.get(uid, frozenset()) if kind == "claim" and not entry["gone"] else frozenset()
    return Frame(seq, kind, uid, shared, pull, mine)


def _own_claims(project_id, uids):
    """{claim id: usernames whose own verdict the claim shows to them}, drafts included."""
    if not uids:
        return {}
    newest = dict(
        Round.objects.filter(project=project_id, claim__uid__in=uids)
        .order_by("number")
        .values_list("claim__uid", "number")
    )
    standing = Verdict.objects.standing().filter(project=project_id, claim__uid__in=uids)
    found = {}
    for uid, number, username in standing.values_list("claim__uid", "round__number", "reviewer__username"):
        if number == newest[uid]:
            found.setdefault(uid, set()).add(username)
    return {uid: frozenset(names) for uid, names in found.items()}

"""Who changed what about a claim, and when: its lines of the log, with what stood before and after."""

from annotations.changes.models import Change, ChangedClaim
from annotations.claims.models import Claimant
from annotations.rows.times import timestamp

# Of these the log tells what changed. Of verdicts and rounds it tells who and when alone: what they say is read where
# `visible_to` decides.
TELLING = ("claim", "claimant", "span", "appearance", "evidence", "source", "decision")
# These belong to no claim; of comments only those are read that the reader may see.
TELLING_TOO = ("article", "project", "member", "assignment", "comment", "reply")
# Places in data that are nobody's reading: keys of things that moved, and what is told by its own line.
NAMED = ("reason", "waive", "into", "from", "part", "span", "claim", "stance", "with")


def changes_of(claim, *, limit, before=None):
    """The newest `limit` changes that alter a claim (with a number under `before`), newest first. Two statements."""
    numbers = ChangedClaim.objects.filter(project=claim.project_id, claim=claim.uid)
    if before is not None:
        numbers = numbers.filter(seq__lt=before)
    numbers = list(numbers.order_by("-seq").values_list("seq", flat=True)[:limit])
    rows = Change.objects.filter(project=claim.project_id, seq__in=numbers).defer("salt", "data_digest", "hash")
    return list(rows.order_by("-seq"))


def history(claim, *, limit, url, before=None):
    """The lines of a claim's history as dicts, newest first, as `changes_of` finds them.

    A line has `seq, at, actor, verb, object` (`{type, id, url}`, as `url` makes an address of a path), `changes`
    (`[{field, before, after}]`) and `about`, what else the log says: the reason, the claim it was merged into. At most
    three statements.
    """
    rows = changes_of(claim, limit=limit, before=before)
    return [
        {
            "seq": row.seq,
            "at": timestamp(row.at),
            "actor": row.actor,
            "verb": row.verb,
            "object": {"type": row.kind, "id": row.object, "url": url(row.path)},
            "changes": changes,
            "about": about,
        }
        for row, (changes, about) in zip(rows, told(claim.project, rows), strict=True)
    ]


def told(project, rows):
    """What each change replaced and by what, and what else it says: `[(changes, about)]`. At most one statement."""
    speakers = _speakers(project, rows)
    found = []
    for row in rows:
        data = row.data if row.kind in (*TELLING, *TELLING_TOO) and row.data else {}
        old, new = (side if isinstance(side := data.get(name), dict) else {} for name in ("before", "after"))
        changes = [
            {
                "field": name,
                "before": _readable(name, old.get(name), speakers),
                "after": _readable(name, new.get(name), speakers),
            }
            for name in dict.fromkeys([*old, *new])
            if old.get(name) != new.get(name)
        ]
        found.append((changes, {name: data[name] for name in NAMED if data.get(name)}))
    return found


def _readable(name, value, speakers):
    return speakers.get(value, value) if name == "claimant" else value


def _speakers(project, rows):
    """{id: name} of the claimants that edits speak of: people read names."""
    uids = {
        uid
        for row in rows
        if row.kind == "claim"
        for side in ("before", "after")
        if (uid := ((row.data or {}).get(side) or {}).get("claimant"))
    }
    if not uids:
        return {}
    return dict(Claimant.objects.filter(project=project, uid__in=uids).values_list("uid", "name"))

"""Who changed what about a claim, and when: its lines of the log, with what stood before and after."""

from annotations.changes.models import Change, ChangedClaim
from annotations.claims.models import Claimant
from annotations.rows.times import timestamp

# Of these the log tells what changed. Of verdicts and rounds it tells who and when alone: what they say is read where
# `visible_to` decides.
TELLING = ("claim", "claimant", "span", "appearance", "evidence", "source", "decision")
# Places in data that are nobody's reading: keys of things that moved, and what is told by its own line.
NAMED = ("reason", "waive", "into", "from", "part", "span", "claim", "stance", "with")


def history(claim, *, limit, before=None):
    """The newest `limit` lines of a claim's history (with a number under `before`) as dicts, newest first.

    A line has `seq, at, actor, verb, object` (`{type, id}`), `changes` (`[{field, before, after}]`) and `about`, what
    else the log says: the reason, the claim it was merged into. At most three statements.
    """
    numbers = ChangedClaim.objects.filter(project=claim.project, claim=claim.uid)
    if before is not None:
        numbers = numbers.filter(seq__lt=before)
    numbers = list(numbers.order_by("-seq").values_list("seq", flat=True)[:limit])
    rows = list(
        Change.objects.filter(project=claim.project, seq__in=numbers)
        .order_by("-seq")
        .only("seq", "at", "actor", "verb", "kind", "object", "data")
    )
    speakers = _speakers(claim.project, rows)
    return [_line(row, speakers) for row in rows]


def _line(row, speakers):
    data = row.data if row.kind in TELLING and row.data else {}
    old, new = data.get("before") or {}, data.get("after") or {}
    fields = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    return {
        "seq": row.seq,
        "at": timestamp(row.at),
        "actor": row.actor,
        "verb": row.verb,
        "object": {"type": row.kind, "id": row.object},
        "changes": [
            {
                "field": name,
                "before": _readable(name, old.get(name), speakers),
                "after": _readable(name, new.get(name), speakers),
            }
            for name in fields
        ],
        "about": {name: data[name] for name in NAMED if data.get(name)},
    }


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

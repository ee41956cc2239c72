"""The rows of `verdicts.*` and `claimreview*`: one for each claim with a current decision (API.md, *Exports*).

Read in batches by claim, in creation order, each batch in five statements: constant memory, and the first bytes go out
at once. What is published comes from its frozen snapshot, two columns of one statement.
"""

from django.db.models import OuterRef, Q, Subquery

from annotations.changes.models import ChangedClaim
from annotations.claims.models import Claim
from annotations.exports.selection import selected_decisions, selected_factchecks
from annotations.publishing import public
from annotations.publishing.models import FactCheck
from annotations.publishing.rows import (
    DECISION_FIELDS,
    UNPUBLISHED,
    appearances_of,
    as_row,
    evidence_of,
    published_of,
)

# The first batch is small, so that the first byte comes soon.
FIRST_BATCH, BATCH = 100, 2000
# Snapshots are whole fact-checks.
PUBLISHED_BATCH = 200


def verdict_rows(project, selection):
    """Yields the rows as dicts, in creation order of their claims; with `after` also `{claim: {id}, withdrawn, …}`."""
    return published_rows(project, selection) if selection.published else standing_rows(project, selection)


def standing_rows(project, selection):
    """Rows of the claims as they stand."""
    newest = ChangedClaim.objects.filter(project=project, claim=OuterRef("claim__uid")).order_by("-seq")
    decisions = (
        selected_decisions(project, selection)
        .annotate(seq=Subquery(newest.values("seq")[:1]))
        .order_by("claim_id")
        .values(*DECISION_FIELDS, "seq", *(["shown"] if selection.after is not None else []))
    )
    last, size = 0, FIRST_BATCH
    while batch := list(decisions.filter(claim_id__gt=last)[:size]):
        shown = [row["claim_id"] for row in batch if row.get("shown", True)]
        among = _among("claim", shown)
        evidence = evidence_of(among, selection.internal)
        appearances = appearances_of(among, _among("span__appearances__claim", shown))
        published = published_of(project, among)
        for row in batch:
            key = row["claim_id"]
            if row.get("shown", True):
                said = published.get(key, UNPUBLISHED)
                yield as_row(row, evidence.get(key, []), appearances.get(key, []), said, row["seq"])
            else:
                yield _withdrawn(row)
        last, size = batch[-1]["claim_id"], BATCH


def published_rows(project, selection):
    """Rows from the frozen snapshots: nothing that the desk did since shows in them."""
    found = selected_factchecks(project, selection).order_by("pk")
    fields = ["pk", "uid", "state", "seq", "current__snapshot", *(["shown"] if selection.after is not None else [])]
    last = 0
    while batch := list(found.filter(pk__gt=last).values(*fields)[:PUBLISHED_BATCH]):
        for row in batch:
            snapshot = row["current__snapshot"]
            if row.get("shown", True) and snapshot is not None and selection.takes(snapshot):
                yield public.row(project, snapshot, seq=row["seq"])
            elif selection.after is not None:
                reason = "void" if row["state"] == FactCheck.State.VOID else "no_longer_visible"
                yield {"claim": {"id": row["uid"]}, "withdrawn": True, "reason": reason, "seq": row["seq"]}
        last = batch[-1]["pk"]


def _among(name, keys):
    """A condition for rows whose `name` is among the claims of a batch.

    By their bounds where the keys lie close, and what lies between is read for nothing: *measured*, two thousand
    parameters cost a third of the whole export in Python. Else, as when few claims pass a filter, by the keys.
    """
    if keys and keys[-1] - keys[0] < 2 * len(keys):
        return Q(**{f"{name}__gte": keys[0], f"{name}__lte": keys[-1]})
    return Q(**{f"{name}__in": keys})


def _withdrawn(row):
    """What stands for a row that ceased."""
    if row["claim__deleted_at"] is not None:
        reason = "deleted"
    elif row["claim__status"] == Claim.Status.DUPLICATE:
        reason = "merged"
    else:
        reason = "no_longer_visible"
    return {"claim": {"id": row["claim__uid"]}, "withdrawn": True, "reason": reason, "seq": row["seq"]}

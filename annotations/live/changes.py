"""The change log as the API gives it: one entry for every number, ascending."""

from collections import defaultdict

from django.utils.translation import gettext as _

from annotations.changes.models import Change, ChangedClaim, Counter
from annotations.errors import Gone, Invalid
from annotations.live.states import GONE, HIDDEN, load_states
from annotations.rows.times import timestamp

MAX_CLAIMS = 500

_COLUMNS = ("seq", "at", "actor", "verb", "kind", "object", "path")


def read_after(query):
    """The number in `?after=`, 0 without one. Raises `Invalid` for anything but a whole number."""
    value = query.get("after", "0")
    if not value.isascii() or not value.isdigit():
        raise Invalid(("?after", _("after must be the number of a change, or 0.")))
    # More digits than any number of ours has; int() of very many is refused by Python itself.
    return int(value[:1000])


def changes_after(*, member, after, limit, head, url):
    """The entries with numbers `after` + 1 to at most `head`, at most `limit`; `url` makes an address of a path.

    `head` was read before: what is committed meanwhile is the next answer's. Raises `Gone` with `head` when `after`
    is a number that the log does not know (any more).
    """
    if after > head:
        raise unknown_number(after, head)
    if after == head:
        return []
    changes = Change.objects.filter(project=member.project, seq__gt=after, seq__lte=head)
    rows = list(changes.order_by("seq").values(*_COLUMNS)[:limit])
    if not rows or rows[0]["seq"] != after + 1:
        raise unknown_number(after, head)
    return present_rows(member, rows, url)


def newest_after(*, member, after, limit, url):
    """The same without asking for head first: what is committed now. For whoever is told that there is something."""
    changes = Change.objects.filter(project=member.project, seq__gt=after)
    rows = list(changes.order_by("seq").values(*_COLUMNS)[:limit])
    if rows and rows[0]["seq"] == after + 1:
        return present_rows(member, rows, url)
    head = Counter.objects.values_list("seq", flat=True).get(project=member.project)
    # What was committed between the two statements is read the next time.
    if head == after or (not rows and head > after and Change.objects.filter(project=member.project, seq=after + 1)):
        return []
    raise unknown_number(after, head)


def unknown_number(after, head):
    """The `Gone` for a number that is not in the log, or is not any more."""
    if after > head:
        return Gone(_("The log has not come to this number. Load everything anew, then go on from head."), head=head)
    return Gone(_("The log does not reach back to this number. Load everything anew, then go on from head."), head=head)


def present_rows(member, rows, url):
    """The entries for rows of the log, as the member sees the objects now."""
    project = member.project
    wanted = defaultdict(set)
    for row in rows:
        wanted[row["kind"]].add(row["object"])
    claims = _claims(project, rows)
    states = load_states(member, wanted)
    return [
        present_change(row, claims[row["seq"]], states[row["kind"]][row["object"]], url(row["path"])) for row in rows
    ]


def present_change(row, claims, state, url):
    """One entry; `state` is a representation, GONE or HIDDEN, `claims` all ids."""
    shown = {
        "seq": row["seq"],
        "at": timestamp(row["at"]),
        "actor": row["actor"],
        "verb": row["verb"],
        "object": {"type": row["kind"], "id": row["object"], "url": url},
        "claims": claims[:MAX_CLAIMS],
        "gone": state is GONE,
        "state": None if state in (GONE, HIDDEN) else state,
    }
    if len(claims) > MAX_CLAIMS:
        shown["claims_truncated"] = True
    return shown


def _claims(project, rows):
    """{seq: ids of the claims whose row it alters}."""
    found = defaultdict(list)
    if rows:
        bounds = (rows[0]["seq"], rows[-1]["seq"])
        lines = ChangedClaim.objects.filter(project=project, seq__range=bounds).order_by("seq", "pk")
        for seq, claim in lines.values_list("seq", "claim"):
            found[seq].append(claim)
    return found

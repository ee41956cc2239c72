"""Claims with what hangs on them, in a constant number of statements however many claims there are."""

from collections import defaultdict

from django.db.models import Count, Q, Value

from annotations.claims.models import Appearance, Claim
from annotations.claims.present import APPEARANCE_FIELDS, present, present_appearance, present_row
from annotations.discussion.models import Comment
from annotations.dossiers.span_loading import present_spans
from annotations.evidence.models import Evidence
from annotations.evidence.present import present as present_evidence
from annotations.publishing.present import publications_of
from annotations.rows.prepared import Prepared
from annotations.spans.models import Span
from annotations.spans.present import FIELDS
from annotations.verdicts.loading import decisions_of, my_verdicts, newest_rounds, rounds_of

# Links through a deleted highlight are kept, so that they come back with it; nobody sees them meanwhile.
SHOWN = Q(span__isnull=True) | Q(span__deleted_at__isnull=True)


def find_claim(project, uid, *, locked=False):
    """The claim as `present` wants it. Raises `Missing`, or `Deleted`. `locked`: read for a write."""
    claims = Claim.objects.loaded()
    claim = (claims.locked() if locked else claims).find(project, uid)
    claim.project = project
    return claim


def lock_claims(project, keys):
    """The claims with these keys, read for a write that touches several, in the order of `keys`.

    They are locked in the order of their keys, so that two such writes wait for each other and never stand still.
    """
    rows = {claim.pk: claim for claim in Claim.objects.loaded().locked().filter(pk__in=keys).order_by("pk")}
    for claim in rows.values():
        claim.project = project
    return [rows[key] for key in keys]


def present_list(claims, user):
    """Rows of a list: own columns, `counts` as `user` sees them, `stances` of the evidence, `seen` in how many articles
    and posts, and `round`, the newest that is listed. Three statements."""
    return _with_counts([(claim.pk, present(claim)) for claim in claims], user)


def present_rows(rows, user):
    """The same from `Claim.objects….values(*claims.present.FIELDS)`, for many at once."""
    return _with_counts([(row["pk"], present_row(row)) for row in rows], user)


def _with_counts(pairs, user):
    keys = [key for key, _ in pairs]
    counts, rounds = _count(keys, user), newest_rounds(keys)
    rows = []
    for key, row in pairs:
        spans, seen, supports, refutes, context, comments = counts[key]
        rows.append(
            row
            | {
                "counts": {"spans": spans, "evidence": supports + refutes + context, "comments": comments},
                "stances": {"supports": supports, "refutes": refutes, "context": context},
                "seen": seen,
                "round": rounds.get(key),
            }
        )
    return rows


def _count(keys, user):
    """{claim key: [spans, seen, supports, refutes, context, comments]}; only comments that `user` sees."""
    counts = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for key, what, one, two, three in _counted.all(keys, user.pk):
        if what == "links":
            counts[key][:2] = [one, two + three]
        elif what == "evidence":
            counts[key][2:5] = [one, two, three]
        else:
            counts[key][5] += one
    return counts


def _counts(keys, user):
    """Rows (claim key, what is counted, three numbers) for claim keys and the key of a user."""
    links = (
        Appearance.objects.filter(claim__in=keys)
        .filter(SHOWN)
        .values("claim_id")
        .annotate(
            what=Value("links"),
            one=Count("span"),
            two=Count("span__article", distinct=True),
            three=Count("pk", filter=Q(span__isnull=True)),
        )
        .values_list("claim_id", "what", "one", "two", "three")
    )
    evidence = (
        Evidence.objects.filter(claim__in=keys, deleted_at__isnull=True)
        .values("claim_id")
        .annotate(
            what=Value("evidence"),
            one=Count("pk", filter=Q(stance="supports")),
            two=Count("pk", filter=Q(stance="refutes")),
            three=Count("pk", filter=Q(stance="context")),
        )
        .values_list("claim_id", "what", "one", "two", "three")
    )
    said = Comment.objects.alive().visible_to(user)
    on_claims = _comments(said.filter(claim__in=keys), "claim_id")
    # Comments on a highlight from before any claim was linked to it.
    on_highlights = said.filter(claim__isnull=True, span__deleted_at__isnull=True, span__appearances__claim__in=keys)
    on_highlights = _comments(on_highlights, "span__appearances__claim_id")
    return links.order_by().union(evidence.order_by(), on_claims.order_by(), on_highlights.order_by(), all=True)


def _comments(comments, claim):
    """Rows for `_counts`: `claim` names the column with the claim's key."""
    counted = comments.values(claim).annotate(what=Value("comments"), one=Count("pk"), two=Value(0), three=Value(0))
    return counted.values_list(claim, "what", "one", "two", "three")


_counted = Prepared(_counts, [int], int)


def present_whole(claims, user):
    """The claims with all that is embedded in one claim, as `user` sees them."""
    keys = [claim.pk for claim in claims]
    spans, appearances = _appearances(keys)
    evidence = _evidence(keys)
    rounds = rounds_of(keys)
    verdicts, decisions = my_verdicts(keys, user), decisions_of(keys)
    publications = publications_of(claims)
    return [
        present(claim)
        | {
            "spans": spans[claim.pk],
            "appearances": appearances[claim.pk],
            "evidence": evidence[claim.pk],
            "rounds": rounds[claim.pk],
            "my_verdict": verdicts.get(claim.pk),
            "decision": decisions.get(claim.pk),
            "publication": publications.get(claim.pk),
        }
        for claim in claims
    ]


def present_one(claim, user):
    """One claim with everything, as `user` sees it."""
    return present_whole([claim], user)[0]


def reload(claim, user):
    """The claim as it stands now, after a write: `(claim, its representation)`."""
    claim = find_claim(claim.project, claim.uid)
    return claim, present_one(claim, user)


def present_appearances(appearances):
    """The appearances of a queryset as dicts, in its order; those through a deleted highlight are left out."""
    shown = appearances.filter(SHOWN)
    return [present_appearance(row) for row in shown.values(*APPEARANCE_FIELDS)]


def _appearances(keys):
    spans, appearances = defaultdict(list), defaultdict(list)
    rows = (
        Appearance.objects.filter(claim__in=keys)
        .filter(SHOWN)
        .order_by("pk")
        .values("claim_id", "span_id", *APPEARANCE_FIELDS)
    )
    rows = list(rows)
    linked = {row["span_id"] for row in rows if row["span_id"]}
    by_uid = {span["id"]: span for span in present_spans(Span.objects.filter(pk__in=linked).values(*FIELDS))}
    for row in rows:
        appearances[row["claim_id"]].append(present_appearance(row))
        if row["span_id"]:
            spans[row["claim_id"]].append(by_uid[row["span__uid"]])
    return spans, appearances


def _evidence(keys):
    """{claim key: its evidence in order}."""
    evidence = defaultdict(list)
    rows = (
        Evidence.objects.alive()
        .filter(claim__in=keys)
        .select_related("claim", "author", "source__file")
        .order_by("claim_id", "position", "pk")
    )
    for row in rows:
        evidence[row.claim_id].append(present_evidence(row))
    return evidence

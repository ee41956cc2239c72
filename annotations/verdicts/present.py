"""Rounds, verdicts and decisions as every caller gets them: the API, the log, the pages."""

from annotations.guests.present import present_signature
from annotations.rows.times import timestamp

# What `present_round` wants from `.values()` of a Round.
ROUND_FIELDS = (
    "pk",
    "uid",
    "claim_id",
    "claim__uid",
    "number",
    "form",
    "blind",
    "required",
    "tolerance",
    "judges",
    "scale__version",
    "opened_at",
    "revealed_at",
    "outcome",
    "candidates",
)


def present_round(row, asked, submitted, trainees, withdrawn):
    """A round. Who is asked and who has submitted (usernames, sorted: their order tells nothing) is no secret.

    `trainees` are those among `submitted` whose verdicts do not count towards `required`; `withdrawn` have taken theirs
    back, and given no other. `outcome` and `candidates` are filled at the reveal.
    """
    return {
        "claim": row["claim__uid"],
        "number": row["number"],
        "kind": row["form"],
        "blind": row["blind"],
        "required": row["required"],
        "tolerance": row["tolerance"],
        "judges": row["judges"],
        "scale": row["scale__version"],
        "asked": asked,
        "submitted": submitted,
        "trainees": trainees,
        "withdrawn": withdrawn,
        "opened_at": timestamp(row["opened_at"]),
        "revealed_at": timestamp(row["revealed_at"]),
        "outcome": row["outcome"],
        "candidates": row["candidates"],
    }


def present_verdict(verdict):
    """A verdict, for whoever `visible_to` gave it to; `claim`, `round`, `reviewer`, `rating` must be loaded."""
    return {
        "id": verdict.uid,
        "claim": verdict.claim.uid,
        "round": verdict.round.number,
        "reviewer": verdict.reviewer.username,
        "guest": present_signature(verdict.reviewer),
        "rating": verdict.rating.slug if verdict.rating else None,
        "explanation": verdict.explanation,
        "departure": verdict.departure,
        "unusual": verdict.unusual,
        "confidence": verdict.confidence,
        "status": verdict.status,
        "counts": verdict.counts,
        "submitted_at": timestamp(verdict.submitted_at),
    }


def present_decision(decision):
    """The desk rating of a claim; `claim`, `round`, `author`, `rating__scale` must be loaded."""
    return {
        "id": decision.uid,
        "claim": decision.claim.uid,
        "number": decision.number,
        "round": decision.round.number,
        "rating": decision.rating.slug,
        "scale": decision.rating.scale.version,
        "explanation": decision.explanation,
        "method": decision.method,
        "dissent": decision.dissent,
        "known_as_of": decision.known_as_of,
        "author": decision.author.username,
        "decided_at": timestamp(decision.created_at),
    }

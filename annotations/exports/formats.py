"""The formats: one line each."""

from collections.abc import Callable
from dataclasses import dataclass

from annotations.exports import claimreview, verdicts_csv, verdicts_json, verdicts_ndjson


@dataclass(frozen=True)
class Format:
    """`render(rows, context)` gives an iterator of bytes; `permission` is a name in the one table."""

    media_type: str
    render: Callable
    permission: str
    about: str


FORMATS = {
    "verdicts.json": Format("application/json", verdicts_json.render, "published", "Rated claims, one JSON array"),
    "verdicts.ndjson": Format("application/x-ndjson", verdicts_ndjson.render, "published", "Rated claims, one a line"),
    "verdicts.csv": Format("text/csv; charset=utf-8", verdicts_csv.render, "published", "Rated claims as a table"),
    "claimreview.jsonld": Format(
        "application/ld+json", claimreview.render, "published", "schema.org ClaimReview, one JSON array"
    ),
}

"""`verdicts.csv`: RFC 4180 in UTF-8, in three tables that `claim_id` joins.

Cells that a spreadsheet would run as a formula get an apostrophe before them. Lists are JSON arrays, absent values
empty cells, booleans `true` and `false`.
"""

import csv
import io

import orjson

from annotations.text.csvsafe import cell

TABLES = ("verdicts", "evidence", "appearances")

# The last two columns tell, with `?after=`, of rows that ceased.
WITHDRAWN = ("withdrawn", "reason")
CLAIM = ("id", "text", "original_quote", "language")
CLAIMANT = ("id", "name", "type", "url")
RATING = ("slug", "label", "value", "scale")
OWN = (
    "explanation",
    "method",
    "dissent",
    "known_as_of",
    "status",
    "publication_state",
    "decided_at",
    "updated_at",
    "published_at",
    "first_published_at",
    "version",
    "canonical_url",
    "url",
    "corrections",
    "stale",
    "seq",
)
EVIDENCE = (
    "url",
    "citation",
    "title",
    "publisher",
    "published_on",
    "quote",
    "quote_language",
    "quote_translation",
    "stance",
    "archive_url",
    "visibility",
)
ARTICLE = ("id", "title", "url", "publisher", "published_on")
POST = ("url", "platform", "posted_at", "at_seconds", "transcript", "reach", "archive_url")

COLUMNS = {
    "verdicts": (
        *(f"claim_{name}" for name in CLAIM),
        *(f"claimant_{name}" for name in CLAIMANT),
        "claimed_on",
        "location",
        "topics",
        "types",
        *(f"rating_{name}" for name in RATING),
        *OWN,
        *WITHDRAWN,
    ),
    "evidence": ("claim_id", "number", *EVIDENCE, "seq", *WITHDRAWN),
    "appearances": (
        "claim_id",
        "number",
        "kind",
        *(f"article_{name}" for name in ARTICLE),
        "version",
        "sha256",
        "fragments",
        *POST,
        "seq",
        *WITHDRAWN,
    ),
}


def render(rows, context):
    """Yields the bytes of the table `context.table`, the header first."""
    columns, lines = COLUMNS[context.table], LINES[context.table]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        yield _taken(buffer)
        if "withdrawn" in row:
            last = (row["seq"], "true", row["reason"])
            writer.writerow([cell(row["claim"]["id"]), *[""] * (len(columns) - 4), *last])
        else:
            writer.writerows([[_text(value) for value in line] + ["", ""] for line in lines(row)])
    yield _taken(buffer)


def _taken(buffer):
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


def _text(value):
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return cell(value)
    return value if isinstance(value, int) else orjson.dumps(value).decode()


def _verdict(row):
    claim, rating = row["claim"], row["rating"]
    claimant = claim["claimant"] or dict.fromkeys(CLAIMANT)
    yield [
        *(claim[name] for name in CLAIM),
        *(claimant[name] for name in CLAIMANT),
        claim["claimed_on"],
        claim["location"],
        claim["topics"],
        claim["types"],
        *(rating[name] for name in RATING),
        *(row[name] for name in OWN),
    ]


def _evidence(row):
    for number, item in enumerate(row["evidence"], 1):
        # Without `?internal=true` there is public evidence only, and nothing says so in each row.
        item = {"visibility": "public"} | item
        yield [row["claim"]["id"], number, *(item[name] for name in EVIDENCE), row["seq"]]


def _appearances(row):
    for number, item in enumerate(row["appearances"], 1):
        article = item["article"] or dict.fromkeys(ARTICLE)
        yield [
            row["claim"]["id"],
            number,
            item["kind"],
            *(article[name] for name in ARTICLE),
            item["version"],
            item["sha256"],
            item["fragments"],
            *(item[name] for name in POST),
            row["seq"],
        ]


LINES = {"verdicts": _verdict, "evidence": _evidence, "appearances": _appearances}

"""`verdicts.ndjson`: one JSON object a line."""

import orjson


def render(rows, context):
    """Yields the bytes, a row at a time."""
    for row in rows:
        yield orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)

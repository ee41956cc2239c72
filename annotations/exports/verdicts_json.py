"""`verdicts.json`: one JSON array, a row a line."""

import orjson


def render(rows, context):
    """Yields the bytes of the array."""
    return array(rows)


def array(items):
    """Yields the bytes of a JSON array, one item a line; an empty one is `[]`."""
    before = b"[\n"
    for item in items:
        yield before + orjson.dumps(item)
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"

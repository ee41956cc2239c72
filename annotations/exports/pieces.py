"""Bytes in pieces that are worth sending."""

PIECE = 64 * 1024


def in_pieces(parts):
    """Yields `parts` (bytes) joined to pieces of about 64 KB; the first part goes out by itself, at once."""
    held, size, first = [], 0, True
    for part in parts:
        held.append(part)
        size += len(part)
        if first or size >= PIECE:
            yield b"".join(held)
            held, size, first = [], 0, False
    if held:
        yield b"".join(held)

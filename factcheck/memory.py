"""How the process takes memory from the system."""

import ctypes
from contextlib import suppress

# <malloc.h>
M_ARENA_MAX = -8


def share_one_arena():
    """Has all threads take memory from one place. By itself glibc gives each a place of its own, and what one thread
    has let go there the others cannot use: agreement over 200,000 verdicts, asked for on one thread after another,
    kept 25 MB for nothing. Python's lock lets one thread at a time run anyway. Elsewhere than on glibc: nothing."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)

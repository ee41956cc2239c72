"""How things are measured: statements, CPU of the process, wall time."""

import gc
import statistics
import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "NOTIFY", "PRAGMA", "SET ", "SELECT PG_NOTIFY")


def statements(function):
    """How many SQL statements one call needs; BEGIN, COMMIT, savepoints and NOTIFY are not counted."""
    with CaptureQueriesContext(connection) as captured:
        function()
    return sum(not query["sql"].upper().startswith(CONTROL) for query in captured.captured_queries)


def cpu(function, *, times, warm=3):
    """(median, p95) milliseconds of this process's CPU for one call, and the median of wall time."""
    for _ in range(warm):
        function()
    gc.collect()
    used, wall = [], []
    for _ in range(times):
        started, clock = time.process_time(), time.perf_counter()
        function()
        used.append((time.process_time() - started) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    return {
        "cpu_ms": round(statistics.median(used), 2),
        "cpu_p95_ms": round(sorted(used)[int(len(used) * 0.95)], 2),
        "wall_ms": round(statistics.median(wall), 2),
    }

"""Several callers at once, each with a database connection of its own, as in the server."""

import threading
from contextlib import contextmanager

from django.db import connection


def together(functions):
    """Runs the functions in threads at once and gives their results in order; raises the first failure."""
    results, failures = [None] * len(functions), []
    ready = threading.Barrier(len(functions))

    def run(number, function):
        try:
            ready.wait(30)
            results[number] = function()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results


@contextmanager
def beside(function):
    """Runs `function(stop)` in a thread while the block runs; `stop` is an event that is set at its end.

    Gives a list that holds the result after the block.
    """
    stop, result = threading.Event(), []
    thread = threading.Thread(target=lambda: result.append(_closing(function, stop)))
    thread.start()
    try:
        yield result
    finally:
        stop.set()
        thread.join()


def _closing(function, stop):
    try:
        return function(stop)
    finally:
        connection.close()

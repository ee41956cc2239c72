"""An export on its way: one read of the desk, at most two at a time in a process, ten minutes each."""

import threading
import time

from annotations.changes.reading import reading
from annotations.exports.context import load_context
from annotations.exports.pieces import in_pieces
from annotations.exports.rows import verdict_rows

AT_ONCE, SECONDS = 2, 600
_places = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Two exports are running in this process."""


class TookTooLong(Exception):
    """The export was cut after ten minutes."""


class RunningExport:
    """Iterates over the bytes of an export; `head` is the log's number, read before the rows. Close it in the end.

    Raises `Busy` when two are running already.
    """

    def __init__(self, *, project, format, selection, site, table="verdicts"):
        if not _places.acquire(blocking=False):
            raise Busy
        self._reading = reading(project)
        self._open = True
        try:
            self.head = self._reading.__enter__()
            context = load_context(project, site=site, table=table)
        except BaseException:
            self.close()
            raise
        self._pieces = in_pieces(format.render(verdict_rows(project, selection), context))
        self._until = time.monotonic() + SECONDS

    def __iter__(self):
        try:
            for piece in self._pieces:
                if time.monotonic() > self._until:
                    raise TookTooLong
                yield piece
        finally:
            # Not only when the answer is closed: the last bytes may be long on their way.
            self.close()

    def close(self):
        """Ends the read and makes place for another; twice does no harm."""
        if self._open:
            self._open = False
            try:
                self._reading.__exit__(None, None, None)
            finally:
                _places.release()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

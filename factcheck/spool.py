"""Bytes on their way from the thread that makes them to the client that takes them."""

import asyncio
import tempfile
import threading

MEMORY = 1024 * 1024
PIECE = 64 * 1024


class ClientGone(Exception):
    """Nobody takes the rest of this answer: the thread that makes it stops."""


class Spool:
    """One writer in a thread, one reader in the event loop; the writer never waits for the reader.

    Up to 1 MB stays in memory, more goes into a temporary file that is gone with the spool.
    """

    def __init__(self, loop):
        self._loop = loop
        self._file = tempfile.SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 (closed by close())
        self._lock = threading.Lock()
        self._ready = asyncio.Event()
        self._written = self._taken = 0
        self._waiting = self._finished = self._closed = False
        self._error = None

    def write(self, data):
        """Adds bytes; raises ClientGone when the reader has closed the spool. Called in the thread."""
        with self._lock:
            if self._closed:
                raise ClientGone
            self._file.seek(self._written)
            self._file.write(data)
            self._written += len(data)
            self._wake()

    def finish(self, error=None):
        """Says that nothing follows; with an error, the reader raises it in its place."""
        with self._lock:
            self._finished, self._error = True, error
            self._wake()

    def _wake(self):
        # Only a waiting reader is woken: a wake-up costs a system call, and an export writes often.
        if self._waiting and not self._closed:
            self._waiting = False
            self._loop.call_soon_threadsafe(self._ready.set)

    async def pieces(self):
        """Yields what was written, as it comes, in pieces of at most 64 KB. Used in the event loop."""
        while True:
            with self._lock:
                self._file.seek(self._taken)
                data = self._file.read(PIECE)
                self._taken += len(data)
                finished = self._finished
                if not data and not finished:
                    self._waiting = True
                    self._ready.clear()
            if data:
                yield data
            elif finished:
                if self._error:
                    raise self._error
                return
            else:
                await self._ready.wait()

    def close(self):
        """Forgets everything: the next write raises ClientGone."""
        with self._lock:
            self._closed = True
            self._file.close()

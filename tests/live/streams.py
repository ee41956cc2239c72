"""A server on loopback, and clients of its stream that read as a browser does."""

import contextlib
import http.client
import json
import threading
import time
from dataclasses import dataclass
from unittest.mock import patch

from factcheck.asgi import build
from factcheck.server import Server, listen


@contextlib.contextmanager
def running(application=None, **more):
    """The port of our server, in this process and on its database."""
    server = Server(sock=listen("127.0.0.1", 0), application=application or build(**more))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        # Else each test would wait a second for the thread to end.
        with patch("annotations.live.listener.CHECK", 0.1):
            yield server.port
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()


@dataclass
class Event:
    """One event; `name` is "comment" for a comment."""

    name: str
    data: object = None
    id: int | None = None


class Listening:
    """An open stream. `take(name)` gives the next event of that name, and skips all others."""

    def __init__(self, port, slug="desk", *, query="", headers=None, method="GET", seconds=10):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        self._connection.request(method, f"/api/v1/projects/{slug}/stream{query}", headers=headers or {})
        self.response = self._connection.getresponse()
        self.status = self.response.status
        self._events = self._read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        # The response holds the socket: closing the connection alone would leave it open.
        self.response.close()
        self._connection.close()

    def problem(self):
        """The status and the document of a refusal."""
        assert self.response.headers["Content-Type"] == "application/problem+json"
        return self.status, json.loads(self.response.read())

    def _read(self):
        fields = {}
        while line := self.response.readline():
            line = line.decode().rstrip("\n")
            if line.startswith(":"):
                yield Event("comment", line[1:].strip())
            elif line:
                name, _, value = line.partition(": ")
                assert name not in fields, "one line of each field"
                fields[name] = value
            elif fields:
                number = fields.get("id")
                yield Event(fields["event"], json.loads(fields["data"]), number and int(number))
                fields = {}

    def every(self):
        """Every event, as it comes; ends when the stream does."""
        return self._events

    def take(self, name="change", seconds=5):
        """The next event of this name; fails when the stream ends or `seconds` pass without one."""
        until = time.monotonic() + seconds
        self._connection.sock and self._connection.sock.settimeout(seconds)
        for event in self._events:
            if event.name == name:
                return event
            assert time.monotonic() < until, f"no {name} in {seconds} s"
        raise AssertionError(f"the stream ended without {name}")

    def until_seq(self, seq):
        """All changes up to this number."""
        found = []
        while not found or found[-1].id < seq:
            found.append(self.take())
        return found

    def ends(self, seconds=5):
        """Whether the stream ends within this time."""
        until = time.monotonic() + seconds
        if self.response.fp is not None and self._connection.sock:
            self._connection.sock.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            return all(time.monotonic() < until for _ in self._events)
        return False

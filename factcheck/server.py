"""One process that serves everything: pages, API, stream, background work."""

import contextlib
import logging
import signal
import socket
import sys
import threading

import uvicorn

from annotations.jobs import worker
from factcheck.asgi import build

log = logging.getLogger(__name__)

# Work beside the requests: functions of one argument, the event that tells them to end.
BACKGROUND = [worker.run]

# Seconds. Writing to a socket lets the other threads run, and whoever wrote waits so long to go on while they are busy:
# with Python's own 5 ms, telling 200 open pages of one change could take a second.
SWITCH = 0.0005

# What is under way at the end may take so long; then it is cut.
GRACE_SECONDS = 10


class CannotListen(Exception):
    """The address is taken or not ours."""


def listen(host, port):
    """A listening socket; port 0 takes any free one. Raises CannotListen."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Not socket.create_server: it names no protocol, and asyncio sets TCP_NODELAY on sockets that say TCP only.
        # Without it an answer of two packets waits for the client's delayed acknowledgement (measured: 44 ms, not 3).
        sock = socket.socket(family, kind, protocol)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(address)
            sock.listen(1024)
        except OSError:
            sock.close()
            raise
        return sock
    except OSError as error:
        raise CannotListen(f"Cannot listen on {host} port {port}: {error.strerror or error}.") from error


class Server(uvicorn.Server):
    """uvicorn around our application, with its threads and the work in the background.

    `background`: functions that work beside the requests until the event they are given is set.
    """

    def __init__(self, *, sock, application=None, background=()):
        self.sock = sock
        self.application = application or build()
        self.stopping = threading.Event()
        self._background = [
            threading.Thread(target=self._in_background, args=(run,), name=run.__module__, daemon=True)
            for run in background
        ]
        super().__init__(
            uvicorn.Config(
                self.application,
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="off",
                # Proxies are the application's business: uvicorn would believe the local machine by itself.
                proxy_headers=False,
                server_header=False,
                access_log=False,
                log_config=None,
                log_level="warning",
                # Longer than a proxy keeps its own side open (60 s), which would find ours closed under its hands.
                timeout_keep_alive=75,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )

    @property
    def port(self):
        return self.sock.getsockname()[1]

    def run(self):
        """Serves until a signal or `stop()`; True when everything ended in time."""
        sys.setswitchinterval(SWITCH)
        for thread in self._background:
            thread.start()
        try:
            super().run(sockets=[self.sock])
        finally:
            self.stopping.set()
            ended = self.application.stop(GRACE_SECONDS)
            for thread in self._background:
                thread.join(GRACE_SECONDS)
        return ended and not any(thread.is_alive() for thread in self._background)

    def stop(self):
        """Asks the server to end, from any thread."""
        self.should_exit = True

    async def shutdown(self, sockets=None):
        self.application.stopping.set()
        self.stopping.set()
        await super().shutdown(sockets=sockets)

    @contextlib.contextmanager
    def capture_signals(self):
        # uvicorn raises the signal again after the end: a traceback on Ctrl-C, a non-zero exit.
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _in_background(self, run):
        try:
            run(self.stopping)
        except Exception:
            log.exception("Background work stopped: %s", run.__module__)

"""Django as an ASGI application in which no client can hold a thread.

A request is received whole before a thread is taken, and a thread writes its answer into a spool as
fast as it can make it; the event loop alone waits for clients. (Measured, with the bare bridge: two
stalled downloads on two threads, and the site is gone.) What must stay open for long, the stream, is
a bare ASGI route beside Django: see ROUTES.
"""

import asyncio
import contextlib
import fcntl
import json
import logging
import os
import sys
import tempfile
import termios
import time
from contextlib import suppress
from functools import partial
from wsgiref.util import FileWrapper

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

import h11
from a2wsgi.wsgi import build_environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from factcheck import stream
from factcheck.proxies import Proxies
from factcheck.spool import MEMORY, PIECE, ClientGone, Spool
from factcheck.threads import Threads

log = logging.getLogger(__name__)

# (compiled pattern of the path, maker of an ASGI application): taken before Django is asked. They find more in the
# scope: `path_params`, `stopping` (an event), `cut()`, which closes the connection without waiting for the client, and
# `write_chunk(bytes)`: see Client.
ROUTES = [(stream.PATH, stream.Stream)]

REASONS = {
    408: ("Request Timeout", "The request came too slowly; send it again."),
    413: ("Content Too Large", "The request is larger than {limit} bytes."),
    500: ("Internal Server Error", "Something went wrong here. It was logged."),
    503: ("Service Unavailable", "Too many requests are waiting; try again in a moment."),
}


class Refused(Exception):
    """This request is answered with an error before Django sees it; `unread`: more of its body may come."""

    def __init__(self, status, unread=False):
        super().__init__(status)
        self.status = status
        self.unread = unread


class Application:
    """The ASGI application. Sizes in bytes, times in seconds; see settings.SERVER for what is usual."""

    def __init__(self, *, wsgi, threads, proxies, routes=(), limits):
        self.wsgi = wsgi
        self.threads = Threads(threads)
        self.proxies = Proxies(proxies)
        self.routes = routes
        self.limits = limits
        # Set when the server begins to end: whatever stays open for long ends by itself then.
        self.stopping = asyncio.Event()

    def stop(self, seconds):
        """Ends all threads, once the loop has ended; True when they did what they had within so many seconds."""
        ended = self.threads.stop(seconds)
        return all([ended, *(route.join(seconds) for _, route in self.routes if hasattr(route, "join"))])

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return await lifespan(receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1000})
        scope = self.proxies.resolve(scope)
        client = Client(receive, send, self.limits["client_seconds"])
        try:
            for pattern, route in self.routes:
                if match := pattern.fullmatch(scope["path"]):
                    more = {"path_params": match.groupdict(), "stopping": self.stopping}
                    more |= {"cut": client.cut, "write_chunk": client.write_chunk}
                    return await route({**scope, **more}, client.receive, client.send)
            await self.answer(scope, client)
        except (ClientGone, asyncio.CancelledError):
            # Cancelled: the server ends, and this client was too slow for it.
            client.cut()

    async def answer(self, scope, client):
        with contextlib.ExitStack() as stack:
            try:
                body, size = await self.receive_whole(scope, client, stack)
                if self.threads.waiting >= self.limits["waiting"]:
                    raise Refused(503)
            except Refused as refusal:
                if refusal.unread:
                    await self.let_pass(scope, client)
                return await self.refuse(refusal.status, scope, client)
            loop = asyncio.get_running_loop()
            exchange = Exchange(loop)
            stack.callback(exchange.spool.close)
            environ = self.environ(scope, body, size)
            self.threads.submit(partial(exchange.run, self.wsgi, environ))
            try:
                status, headers, whole = await exchange.head
            except Refused as refusal:
                return await self.refuse(refusal.status, scope, client)
            watch = None
            try:
                await client.send({"type": "http.response.start", "status": status, "headers": headers})
                if whole is not None:
                    await client.send_all(whole)
                else:
                    watch = loop.create_task(client.close_when_gone(exchange.spool))
                    async for piece in exchange.spool.pieces():
                        await client.send({"type": "http.response.body", "body": piece, "more_body": True})
                    await client.send({"type": "http.response.body", "body": b"", "more_body": False})
            finally:
                if watch:
                    watch.cancel()
        await client.taken()

    async def receive_whole(self, scope, client, stack):
        """(file, size) of the request's body, or Refused: nothing of it is read by a thread before it is whole."""
        limit = self.limits["request_bytes"]
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not announced.isdigit() or int(announced) > limit:
            raise Refused(413, unread=True)
        body = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=MEMORY))  # noqa: SIM115 (the stack closes it)
        size, until = 0, time.monotonic() + self.limits["request_seconds"]
        while True:
            seconds = min(self.limits["client_seconds"], until - time.monotonic())
            try:
                async with asyncio.timeout(seconds):
                    message = await client.receive()
            except TimeoutError:
                raise Refused(408) from None
            if message["type"] == "http.disconnect":
                raise ClientGone
            size += len(message.get("body", b""))
            if size > limit:
                raise Refused(413, unread=message.get("more_body", False))
            body.write(message.get("body", b""))
            if not message.get("more_body"):
                body.seek(0)
                return body, size

    async def let_pass(self, scope, client):
        """Throws away what the client still sends of a refused body, within bounds.

        A client that said "Connection: close" is closed by uvicorn as soon as it is answered, and would see a broken
        pipe instead of the answer. One that waits for "100 Continue" has not begun to send.
        """
        if any(name == b"expect" for name, _ in scope["headers"]):
            return
        left = 4 * self.limits["request_bytes"]
        with suppress(TimeoutError):
            async with asyncio.timeout(self.limits["client_seconds"]):
                while left > 0:
                    message = await client.receive()
                    if message["type"] == "http.disconnect":
                        raise ClientGone
                    left -= len(message.get("body", b""))
                    if not message.get("more_body"):
                        return

    @staticmethod
    def environ(scope, body, size):
        environ = build_environ(scope, body)
        environ.update(
            {
                # Django reads no further than this; a chunked request has announced no length.
                "CONTENT_LENGTH": str(size),
                "wsgi.errors": sys.stderr,
                "wsgi.multiprocess": False,
                "wsgi.file_wrapper": lambda file, _size=None: FileWrapper(file, PIECE),
                "factcheck.forwarded": scope["factcheck.forwarded"],
            }
        )
        return environ

    async def refuse(self, status, scope, client):
        title, detail = REASONS[status]
        detail = detail.format(limit=self.limits["request_bytes"])
        headers = [(b"x-content-type-options", b"nosniff")]
        if scope["path"].startswith("/api/"):
            problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
            body, kind = json.dumps(problem).encode(), b"application/problem+json"
        else:
            body, kind = f"{title}. {detail}\n".encode(), b"text/plain; charset=utf-8"
        if status == 503:
            headers.append((b"retry-after", b"2"))
        headers += [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        await client.send({"type": "http.response.start", "status": status, "headers": headers})
        await client.send({"type": "http.response.body", "body": body, "more_body": False})
        if status in (408, 413):
            await client.let_finish_sending(self.limits["client_seconds"])


class Client:
    """The other end of one request: sends to it, and cuts it when it takes nothing for so many seconds."""

    def __init__(self, receive, send, seconds):
        self.receive = receive
        self._send = send
        self._seconds = seconds
        # uvicorn's own request object; another server cuts slow clients by its own means.
        self._cycle = getattr(send, "__self__", None)
        self._transport = getattr(self._cycle, "transport", None)

    def _unsent(self):
        """Bytes that the client has not acknowledged: ours, and those in the kernel's send buffer.

        The kernel takes more only when a third of its buffer (megabytes) is free again: without a look
        at it, somebody who downloads at 20 KB/s would seem to take nothing for a minute.
        """
        if not self._transport:
            return 0
        sent = bytearray(4)
        # A closed connection has no socket; not every system answers this question.
        with suppress(OSError, AttributeError, ValueError):
            fcntl.ioctl(self._transport.get_extra_info("socket").fileno(), termios.TIOCOUTQ, sent)
        return self._transport.get_write_buffer_size() + int.from_bytes(sent, sys.byteorder)

    async def send(self, message):
        """Hands one ASGI message over; raises ClientGone when the client is gone or takes nothing."""
        # uvicorn waits only for a client that has not taken what was sent before; else a look at the clock and at the
        # kernel's buffer would cost more than the sending.
        if self._may_wait():
            await self._send_patiently(message)
        else:
            await self._send(message)
        if getattr(self._cycle, "disconnected", False):
            raise ClientGone

    def _may_wait(self):
        flow = getattr(self._cycle, "flow", None)
        return flow is None or flow.write_paused

    async def _send_patiently(self, message):
        while True:
            before = self._unsent()
            try:
                async with asyncio.timeout(self._seconds):
                    await self._send(message)
                    break
            except TimeoutError:
                # uvicorn waits before it takes a message, never in the middle of one: it is sent again.
                if self._unsent() >= before:
                    raise ClientGone from None

    async def send_all(self, body):
        """Sends a body that is already whole."""
        for start in range(0, max(1, len(body)), PIECE):
            more = start + PIECE < len(body)
            piece = body[start : start + PIECE]
            await self.send({"type": "http.response.body", "body": piece, "more_body": more})

    def write_chunk(self, chunk):
        """Writes a chunk of an answer that has begun and says neither its length nor an encoding, past uvicorn; False
        when this cannot be done now, because the client has not taken what was written before. HTTP/1.1 only.
        """
        transport = self._transport
        if transport is None or transport.is_closing() or transport.get_write_buffer_size():
            return False
        transport.write(chunk)
        return True

    async def taken(self):
        """Returns when the last byte is out of our hands; raises ClientGone when the client stops taking."""
        while self._transport and self._transport.get_write_buffer_size():
            before = self._unsent()
            await asyncio.sleep(min(0.2, self._seconds))
            until = time.monotonic() + self._seconds
            while self._unsent() >= before:
                if time.monotonic() > until:
                    raise ClientGone
                await asyncio.sleep(min(0.5, self._seconds))

    async def let_finish_sending(self, seconds):
        """Throws away the rest of a refused body: a connection closed on it would lose our answer."""
        connection = getattr(self._cycle, "conn", None)
        until = time.monotonic() + seconds
        while connection and connection.their_state is h11.SEND_BODY and not self._transport.is_closing():
            if time.monotonic() > until:
                raise ClientGone
            await asyncio.sleep(0.1)

    async def close_when_gone(self, spool):
        """Ends the reading of a streaming answer when the client is gone, even while nothing is written."""
        while (await self.receive())["type"] != "http.disconnect":
            pass
        spool.finish(ClientGone())

    def cut(self):
        """Closes the connection without waiting for what the client has not taken."""
        if self._transport:
            self._transport.abort()
            # uvicorn learns of it in the next round of its loop, and would complain before.
            self._cycle.disconnected = True


class Exchange:
    """One request in a thread: its head as a future, its body whole or through a spool."""

    def __init__(self, loop):
        self._loop = loop
        self.head = loop.create_future()
        self.spool = Spool(loop)

    def run(self, wsgi, environ):
        """The whole life of the request in the thread; never raises."""
        started = []

        def start_response(status, headers, _exc_info=None):
            # Django's cookies come with a space in front, which h11 rightly refuses.
            pairs = [(name.lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]
            started[:] = int(status.split(" ", 1)[0]), pairs

        body = None
        try:
            body = wsgi(environ, start_response)
            if getattr(body, "streaming", True):
                # A generator calls start_response only when it is asked for its first piece.
                told = bool(started) and self._tell(*started, None)
                for chunk in body:
                    told = told or self._tell(*started, None)
                    if chunk:
                        self.spool.write(chunk)
                told or self._tell(*started, None)
                self.spool.finish()
            else:
                self._tell(*started, b"".join(body))
        except ClientGone:
            pass
        except BaseException as error:
            log.exception("An answer broke off")
            self.spool.finish(ClientGone(error))
            self._call(self._fail)
        finally:
            # Also ends a generator that stands in the middle, and sends Django's request_finished.
            with suppress(Exception):
                getattr(body, "close", lambda: None)()

    def _tell(self, status, headers, whole):
        self._call(self._resolve, (status, headers, whole))
        return True

    def _call(self, function, *arguments):
        # A closed loop: the server has ended without this thread.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *arguments)

    def _resolve(self, result):
        if not self.head.done():
            self.head.set_result(result)

    def _fail(self):
        if not self.head.done():
            self.head.set_exception(Refused(500))


async def lifespan(receive, send):
    """Answers a server that announces start and end; there is nothing to do at either."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def build(wsgi=None, threads=None):
    """The application as the settings want it; its threads run from now on. `wsgi` takes the place of Django."""
    return Application(
        wsgi=wsgi or get_wsgi_application(),
        threads=threads or settings.THREADS,
        proxies=settings.TRUSTED_PROXIES,
        routes=[(pattern, make()) for pattern, make in ROUTES],
        limits=settings.SERVER,
    )

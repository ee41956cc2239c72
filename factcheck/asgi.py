"""Django as an ASGI application in which no client can hold a thread.

A request is received whole before a thread is taken, and a thread writes its answer into a spool as
fast as it can make it; the event loop alone waits for clients. (Measured, with the bare bridge: two
stalled downloads on two threads, and the site is gone.) What must stay open for long, the stream, is
a bare ASGI route beside Django: see ROUTES.
"""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from wsgiref.util import FileWrapper

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

from a2wsgi.wsgi import build_environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from factcheck import stream
from factcheck.client import Client
from factcheck.exchange import Exchange, Refused
from factcheck.proxies import Proxies
from factcheck.spool import MEMORY, PIECE, ClientGone
from factcheck.threads import Threads

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

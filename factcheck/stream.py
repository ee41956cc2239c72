"""The bare ASGI route of `P/stream`: HTTP around the hub (annotations/live)."""

import asyncio
import json
import re
from functools import partial

from annotations.live.hub import Hub
from annotations.rest.problems import CONTENT_TYPE, Problem, problem

PATH = re.compile(r"/api/v1/projects/(?P<slug>[-a-zA-Z0-9_]+)/stream")

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    # nginx: no buffering of this answer, whatever is configured.
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Stream:
    """The route. Its hub begins with the first stream, and ends when the server does."""

    def __init__(self):
        self.hub = None
        self._closing = None
        self._ended = []

    async def __call__(self, scope, receive, send):
        try:
            if scope["method"] not in ("GET", "HEAD"):
                raise Problem(405, f'Method "{scope["method"]}" not allowed.', {"Allow": "GET, HEAD"})
            hub = self.running_hub(scope["stopping"])
            subscriber = await hub.open(scope, scope["path_params"]["slug"])
        except Problem as found:
            return await refuse(send, found)
        try:
            await serve(hub, subscriber, scope, receive, send)
        finally:
            hub.leave(subscriber)

    def running_hub(self, stopping):
        """The hub; the first caller gets a new one. Raises `Problem` when the server ends."""
        if stopping.is_set():
            raise Problem(503, "The server is about to stop.", {"Retry-After": "5"})
        if self.hub is None:
            self.hub = Hub()
            self._closing = asyncio.get_running_loop().create_task(self.close_at_the_end(stopping))
        return self.hub

    async def close_at_the_end(self, stopping):
        await stopping.wait()
        hub, self.hub = self.hub, None
        self._ended.append(hub)
        hub.close()

    def join(self, seconds):
        """Waits until the hub's threads have ended; True when they have. Called when the loop has ended."""
        return all(hub.join(seconds) for hub in self._ended)


async def serve(hub, subscriber, scope, receive, send):
    """Writes what is pushed until the stream ends or the client is gone."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    if scope["method"] == "GET":
        subscriber.cut = scope["cut"]
        if scope["http_version"] == "1.1":
            subscriber.write_chunk = scope["write_chunk"]
        watch = asyncio.get_running_loop().create_task(end_when_gone(receive, subscriber))
        try:
            await flush(subscriber, send)
            await hub.catch_up(subscriber, partial(flush, subscriber, send))
            while not subscriber.ended:
                await subscriber.wait()
                await flush(subscriber, send)
        finally:
            watch.cancel()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def flush(subscriber, send):
    """Writes all that waits."""
    while data := subscriber.drain():
        await send({"type": "http.response.body", "body": data, "more_body": True})


async def end_when_gone(receive, subscriber):
    """Ends a stream whose client is gone, also while nothing is written to it."""
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.end()


async def refuse(send, found):
    """The answer to a request that gets no stream."""
    body = json.dumps(problem(found.status, found.detail, **found.more)).encode()
    headers = [(name.lower().encode(), str(value).encode()) for name, value in found.headers.items()]
    headers += [(b"content-type", CONTENT_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": found.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})

"""The client of one request, beyond what ASGI tells of it: whether it takes what it is sent, and when it is cut off."""

import asyncio
import fcntl
import sys
import termios
import time
from contextlib import suppress

import h11

from factcheck.spool import PIECE, ClientGone


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

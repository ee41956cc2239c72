"""The hub: everybody who listens in this process, and what goes out to them. It lives in one event loop.

The reader's and the listener's threads hand over with `call_soon_threadsafe`; what needs the database runs in a small
pool of threads that close their connections. Everything else here runs in the loop, so that nothing needs a lock.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from django.db import Error, connection
from django.utils import translation
from django.utils.translation import gettext as _

from annotations.changes import bell
from annotations.errors import Gone
from annotations.live import presence
from annotations.live.admission import admit, still_admitted
from annotations.live.channel import Channel, presence_frame
from annotations.live.frames import ME, PING, greeting, read_frames
from annotations.live.listener import Listener
from annotations.live.reader import Reader
from annotations.live.subscriber import Subscriber
from annotations.rest.problems import Problem

log = logging.getLogger(__name__)

# Streams of one person; more than any number of tabs needs, because a browser shares one a desk.
MOST_STREAMS = 20
# Threads that ask the database on behalf of streams; with the reader and the listener four connections at most.
THREADS = 2
# Seconds.
PING_EVERY = 15
CHECK_AGAIN, CHECK_WITHIN = 30, 20  # the right to listen, and the ticks for all of them; 60 are promised
END_UNCHECKED = 55
TICK = 1.0
KEEP_CHANNEL = 60  # after its last listener, so that whoever reconnects finds the frames in memory
LEAVE_AFTER = 4  # a page that is loaded anew has not left
PRESENCE_EVERY = 0.1
# Changes between a reconnecting client's number and the head that are read as one for all of them.
CATCH_UP = 1000
PAGE = 200


class Hub:
    """All streams of one process. Make it in a running event loop; `close()` ends everything."""

    def __init__(self):
        self._loop = asyncio.get_running_loop()
        self._channels = {}
        self._people = {}  # username: subscribers
        self._leaving = {}  # (project id, username): time
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="stream")
        self.board = presence.Board()
        self._reader = Reader(deliver=self._safely(self._deliver), lost=self._safely(self._lost))
        self._reader.start()
        self._listener = None
        if connection.vendor == "postgresql":
            self._listener = Listener(
                channels=[bell.CHANNEL, presence.CHANNEL], heard=self._heard, awake=partial(self._reader.wake, None)
            )
            self._listener.start()
        self._present = self._safely(self._put_present)
        bell.on_ring(self.ring)
        presence.on_presence(self._present)
        self._ticking = self._loop.create_task(self._tick())
        self._tasks = set()
        self._closed = False

    def close(self):
        """Ends all streams and the threads."""
        if self._closed:
            return
        self._closed = True
        bell.off_ring(self.ring)
        presence.off_presence(self._present)
        self._ticking.cancel()
        self._reader.stop()
        if self._listener:
            self._listener.stop()
        for subscriber in self.subscribers():
            subscriber.end()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def join(self, seconds):
        """Waits for the threads, which hold connections to the database; True when they have ended."""
        self._pool.shutdown()
        threads = [thread for thread in (self._reader, self._listener) if thread]
        for thread in threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in threads)

    def subscribers(self):
        return [one for channel in self._channels.values() for one in channel.subscribers]

    # One stream ------------------------------------------------------------------------------------------------

    async def open(self, scope, slug):
        """A new `Subscriber` for an ASGI request. Raises `Problem`."""
        try:
            admitted = await self._ask(admit, scope, slug)
        except Error:
            log.exception("A stream could not be opened")
            raise Problem(503, "The database does not answer; try again in a moment.", {"Retry-After": "5"}) from None
        if len(self._people.get(admitted.username, ())) >= MOST_STREAMS:
            with translation.override(admitted.language):
                raise Problem(429, _("You have too many streams open."), {"Retry-After": "30"})
        return self._join(Subscriber(admitted, slug=slug, checked=self._loop.time()))

    def _join(self, subscriber):
        admitted = subscriber.admitted
        channel = self._channels.get(admitted.project_id)
        if channel is None:
            after = admitted.head if admitted.after is None else admitted.after
            near = 0 <= after <= admitted.head <= after + CATCH_UP
            channel = Channel(admitted.project, after if near else admitted.head)
            self._channels[admitted.project_id] = channel
            self._reader.watch(channel.project, channel.position, channel)
        channel.subscribers.add(subscriber)
        subscriber.channel = channel
        self._people.setdefault(admitted.username, set()).add(subscriber)
        self._leaving.pop((admitted.project_id, admitted.username), None)
        subscriber.push(greeting(admitted.head))
        for here in self.board.of(admitted.project_id):
            if here.username != admitted.username:
                subscriber.push(presence_frame(here))
        return subscriber

    def leave(self, subscriber):
        """Forgets a stream that ended."""
        subscriber.end()
        channel, username = subscriber.channel, subscriber.username
        channel.subscribers.discard(subscriber)
        channel.emptied = self._loop.time()
        mine = self._people.get(username, set())
        mine.discard(subscriber)
        if not mine:
            self._people.pop(username, None)
        if not any(one.channel is channel for one in mine):
            self._leaving[channel.project_id, username] = self._loop.time() + LEAVE_AFTER

    async def catch_up(self, subscriber, flush):
        """Brings a new stream from the number it has to where all the others are; `flush` writes what is pushed."""
        channel = subscriber.channel
        if not subscriber.starts_where_known():
            subscriber.reset(max(channel.position, subscriber.admitted.head))
        while not subscriber.ended:
            # Nothing may be awaited between the look at the position and the joining.
            if channel.join(subscriber):
                return
            try:
                frames = await self._ask(read_frames, channel.project, after=subscriber.position, limit=PAGE)
            except Gone as gone:
                subscriber.reset(gone.more["head"])
                continue
            except Error:
                log.warning("A stream could not be brought up to date", exc_info=True)
                subscriber.end()
                return
            subscriber.take(frames)
            await flush()

    async def _ask(self, function, *arguments, **named):
        return await self._loop.run_in_executor(self._pool, partial(_and_close, function, *arguments, **named))

    # What comes in ---------------------------------------------------------------------------------------------

    def _safely(self, function):
        """`function`, called in the loop by whatever thread; nothing when the loop has ended."""

        def call(*arguments):
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(function, *arguments)

        return call

    def ring(self, ring):
        """A doorbell, in whatever thread."""
        if ring.username is None:
            self._reader.wake(ring.project_id)
        else:
            self._safely(self._ring_person)(ring)

    def _heard(self, channel, values):
        if channel == bell.CHANNEL:
            self.ring(bell.Ring(*values))
        else:
            self._present(presence.heard(values))

    def _ring_person(self, ring):
        rung = [
            one
            for one in self._people.get(ring.username, ())
            if ring.project_id is None or one.channel.project_id == ring.project_id
        ]
        for subscriber in rung:
            subscriber.push(ME)
        self._check(rung)

    def _deliver(self, channel, frames):
        if self._channels.get(channel.project_id) is not channel:
            return
        channel.deliver(frames)
        for frame in frames:
            # Whose place on the desk changed is asked again at once.
            if frame.kind == "member":
                self._check([one for one in channel.subscribers if one.username == frame.object])

    def _lost(self, channel, head):
        channel.begin_anew(head)

    def _put_present(self, here):
        if here.tab == presence.EVERY_TAB:
            # Another process has lost their last stream; here they may listen still.
            if not self._listens(here.project_id, here.username):
                self._forget(here.project_id, here.username)
        elif self.board.put(here):
            self._tell(here)

    def _listens(self, project_id, username):
        return any(one.channel.project_id == project_id for one in self._people.get(username, ()))

    def _forget(self, project_id, username):
        for here in self.board.take_away(project_id, username):
            self._tell(here)

    def _tell(self, here):
        channel = self._channels.get(here.project_id)
        if channel is None:
            return
        if not channel.news:
            self._loop.call_later(PRESENCE_EVERY, channel.tell_news)
        channel.news[here.key] = here

    # What must be done again and again -------------------------------------------------------------------------

    async def _tick(self):
        pinged = self._loop.time()
        while True:
            await asyncio.sleep(TICK)
            now = self._loop.time()
            if now - pinged >= PING_EVERY:
                pinged = now
                for subscriber in self.subscribers():
                    subscriber.push(PING)
            self._check(self._due(now))
            for here in self.board.expire():
                self._tell(here)
            for key, until in list(self._leaving.items()):
                if until <= now:
                    del self._leaving[key]
                    self._left(*key)
            for channel in list(self._channels.values()):
                if not channel.subscribers and now - channel.emptied > KEEP_CHANNEL:
                    del self._channels[channel.project_id]
                    self._reader.unwatch(channel.project_id)

    def _due(self, now):
        """Those to be asked again, the longest unasked first: a few each time, so that nobody waits for it."""
        everybody = self.subscribers()
        due = [one for one in everybody if now - one.checked > CHECK_AGAIN]
        due.sort(key=lambda one: one.checked)
        return due[: 1 + len(everybody) // CHECK_WITHIN]

    def _left(self, project_id, username):
        """Nobody of this name listens here any more: their pages are closed."""
        self._forget(project_id, username)
        self._spawn(self._ask(presence.tell_others, presence.leaving(project_id, username, presence.EVERY_TAB)))

    # Who may still listen --------------------------------------------------------------------------------------

    def _check(self, subscribers):
        """Looks up again whether they may listen; ends the streams of those who may not."""
        if subscribers:
            self._spawn(self._check_again(subscribers))

    async def _check_again(self, subscribers):
        if self._closed:
            return
        now = self._loop.time()
        answers = await self._ask(still_admitted, [(one.admitted.scope, one.slug) for one in subscribers])
        for subscriber, answer in zip(subscribers, answers, strict=True):
            if answer:
                subscriber.checked = now
            elif answer is False or now - subscriber.checked > END_UNCHECKED:
                subscriber.end()

    def _spawn(self, coroutine):
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _and_close(function, *arguments, **named):
    try:
        return function(*arguments, **named)
    finally:
        connection.close()

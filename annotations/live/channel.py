"""One desk in the hub: who listens to it, the newest frames, and what is new about who is there."""

from collections import deque

from annotations.live.frames import event
from annotations.live.presence import present

# The newest frames are kept for those who reconnect: at most so many, and so many bytes.
MOST_FRAMES = 1000
MOST_BYTES = 4 * 1024 * 1024


class Channel:
    """`position` is the number of the last change that went out to everybody who is `live`."""

    def __init__(self, project, position):
        self.project = project
        self.project_id = project.pk
        self.position = position
        self.subscribers = set()
        self.emptied = 0.0
        self.news = {}
        self._frames = deque()
        self._bytes = 0

    def deliver(self, frames):
        """New frames in order: joined once, and the same bytes pushed to all whom they say the same."""
        new = [frame for frame in frames if frame.seq > self.position]
        if not new:
            return
        before, self.position = self.position, new[-1].seq
        for frame in new:
            self._keep(frame)
        shared = b"".join(frame.shared for frame in new)
        chunk = framed(shared)
        own = frozenset().union(*(frame.own for frame in new))
        for subscriber in self.subscribers:
            if not subscriber.live:
                continue
            if subscriber.position == before and subscriber.username not in own:
                subscriber.push_shared(shared, chunk)
                subscriber.position = self.position
            else:
                subscriber.take(new)

    def _keep(self, frame):
        self._frames.append(frame)
        self._bytes += len(frame.shared)
        while len(self._frames) > MOST_FRAMES or self._bytes > MOST_BYTES:
            self._bytes -= len(self._frames.popleft().shared)

    def join(self, subscriber):
        """Lets a stream go along with all the others; False when what it lacks is no longer in memory."""
        if subscriber.position < self.position:
            if not self._frames or self._frames[0].seq > subscriber.position + 1:
                return False
            subscriber.take(self._frames)
        subscriber.live = True
        return True

    def begin_anew(self, head):
        """The log does not know our number (any more): everybody goes on from its head."""
        self.position = head
        self._frames.clear()
        self._bytes = 0
        for subscriber in self.subscribers:
            if subscriber.live:
                subscriber.reset(head)

    def tell_news(self):
        """Tells everybody what is new about the others: the last word on each page of each person."""
        news = [(here.username, presence_frame(here)) for here in self.news.values()]
        self.news = {}
        about, whole = {username for username, _ in news}, b"".join(data for _, data in news)
        chunk = framed(whole)
        for subscriber in self.subscribers:
            if subscriber.username in about:
                subscriber.push(b"".join(data for username, data in news if username != subscriber.username))
            else:
                subscriber.push_shared(whole, chunk)


def framed(data):
    """The bytes as one chunk of HTTP/1.1."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def presence_frame(here):
    """Where somebody is, as an event without a number."""
    return event("presence", present(here))

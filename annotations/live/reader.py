"""The one reader of a process: it follows the logs of the desks that somebody listens to, in a thread of its own.

It is woken by the bell, and looks by itself now and then: rings get lost, the tables do not.
"""

import logging
import threading
import time
from dataclasses import dataclass

from django.db import Error, close_old_connections, connection

from annotations.changes.models import Counter
from annotations.errors import Gone
from annotations.live.frames import read_frames
from annotations.projects.models import Project

log = logging.getLogger(__name__)

# Seconds. SQLite has no channel between processes: there a look costs a few microseconds (`data_version`).
POLL = {"postgresql": 1.5, "sqlite": 0.25}
# What comes within this time goes out together: each write to a socket costs more than its bytes.
GATHER = 0.04
AFTER_FAILURE = 1.0
PAGE = 500


@dataclass
class Watch:
    """A desk that is followed; `target` is handed back with what is found, `position` the last number read."""

    project: Project
    position: int
    target: object


class Reader(threading.Thread):
    """Calls `deliver(target, frames)` for what is new, `lost(target, head)` where the log has no such number."""

    def __init__(self, *, deliver, lost):
        super().__init__(name="stream-reader", daemon=True)
        self._deliver, self._lost = deliver, lost
        self._watches = {}
        self._woken = set()
        self._lock = threading.Lock()
        self._alarm = threading.Event()
        self._stopped = False
        self._version = None

    def watch(self, project, position, target):
        """Follows a desk from a number on; the watch that was there before ends."""
        with self._lock:
            self._watches[project.pk] = Watch(project, position, target)
        self.wake(project.pk)

    def unwatch(self, project_id):
        with self._lock:
            self._watches.pop(project_id, None)

    def wake(self, project_id):
        """Something is new on this desk; None: perhaps on any. May be called in any thread, and does not block."""
        with self._lock:
            self._woken.add(project_id)
        self._alarm.set()

    def stop(self):
        self._stopped = True
        self._alarm.set()

    def run(self):
        while not self._stopped:
            rung = self._alarm.wait(POLL[connection.vendor] if self._watches else None)
            self._alarm.clear()
            started = time.monotonic()
            try:
                close_old_connections()
                self._round(rung)
            except Exception as failure:
                if not self._stopped:
                    # The database may be away for a while; nothing is lost: the next round reads on from here.
                    log.log(
                        logging.WARNING if isinstance(failure, Error) else logging.ERROR,
                        "The stream could not read the log",
                        exc_info=True,
                    )
                    self.wake(None)
                    time.sleep(AFTER_FAILURE)
                self._close()
            if rung:
                time.sleep(max(0, GATHER - (time.monotonic() - started)))
        self._close()

    def _close(self):
        connection.close()
        self._version = None

    def _round(self, rung):
        with self._lock:
            woken, self._woken = self._woken, set()
            watches = list(self._watches.values())
        if not watches:
            self._close()
            return
        if None in woken or not rung:
            woken |= self._moved(watches, certain=None in woken)
        for watch in watches:
            if watch.project.pk in woken:
                self._read(watch)

    def _moved(self, watches, *, certain):
        """The desks whose newest number is not the one that was read last."""
        if connection.vendor == "sqlite":
            # The number changes with every commit of another connection, in whatever process.
            with connection.cursor() as cursor:
                version = cursor.execute("PRAGMA data_version").fetchone()[0]
            if version == self._version and not certain:
                return set()
            self._version = version
        positions = {watch.project.pk: watch.position for watch in watches}
        heads = Counter.objects.filter(project__in=positions).values_list("project_id", "seq")
        return {project_id for project_id, head in heads if head != positions[project_id]}

    def _read(self, watch):
        while not self._stopped:
            try:
                frames = read_frames(watch.project, after=watch.position, limit=PAGE)
            except Gone as gone:
                # Pruned, or another database stands here now: everybody begins anew.
                watch.position = gone.more["head"]
                self._lost(watch.target, watch.position)
                return
            except Counter.DoesNotExist:
                return  # the desk itself is gone
            if frames:
                watch.position = frames[-1].seq
                self._deliver(watch.target, frames)
            if any(frame.kind == "project" for frame in frames):
                watch.project = Project.objects.get(pk=watch.project.pk)
            if len(frames) < PAGE:
                return

"""Who is there: on which article, on which claim, with what selected. In memory only: never in the log, never on disk.

It says where somebody is, never what they do there: in a blind round nobody is shown "writing a verdict".

Each process with a hub keeps a board of its own. What is put on one goes to the others through PostgreSQL's channel;
on SQLite the server is one process, and there is one board.
"""

import threading
import time
from dataclasses import dataclass

from annotations.changes import bell

CHANNEL = "factcheck_presence"

# Seconds without word of somebody, after which they are no longer there. Pages send word every 25.
TIMEOUT = 60
# Pages that one person may have open at once.
MOST_TABS = 20

# No page has this name: all of them.
EVERY_TAB = "*"

_listeners = []


@dataclass(frozen=True)
class Here:
    """One page that a person has open; `claim`, `article`, `selection` are None where there is none."""

    project_id: int
    username: str
    name: str
    tab: str = ""
    article: str | None = None
    claim: str | None = None
    selection: dict | None = None

    @property
    def key(self):
        return self.username, self.tab

    @property
    def gone(self):
        return self.article is None and self.claim is None


def leaving(project_id, username, tab=""):
    """That a person has left a page."""
    return Here(project_id, username, "", tab)


def present(here):
    """One page of one person as everybody on the desk gets it."""
    return {
        "username": here.username,
        "name": here.name,
        "tab": here.tab,
        "article": here.article,
        "claim": here.claim,
        "selection": here.selection,
        "gone": here.gone,
    }


class Board:
    """Who is there, as one process knows it. May be used from any thread."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._desks = {}

    def put(self, here):
        """Notes where somebody is; True when that is new to the others."""
        with self._lock:
            desk = self._desks.setdefault(here.project_id, {})
            before = desk.pop(here.key, (None, 0))[0]
            if here.gone:
                return before is not None
            self._make_room(desk, here)
            desk[here.key] = (here, self._clock() + TIMEOUT)
            return before != here

    @staticmethod
    def _make_room(desk, here):
        mine = [key for key in desk if key[0] == here.username]
        for key in mine[: max(0, len(mine) - MOST_TABS + 1)]:
            del desk[key]

    def of(self, project_id):
        """Everybody who is on a desk."""
        now = self._clock()
        with self._lock:
            return [here for here, until in self._desks.get(project_id, {}).values() if until > now]

    def take_away(self, project_id, username):
        """Forgets all pages of a person; gives what to tell the others."""
        with self._lock:
            desk = self._desks.get(project_id, {})
            mine = [key for key in desk if key[0] == username]
            for key in mine:
                del desk[key]
        return [leaving(project_id, *key) for key in mine]

    def expire(self):
        """Forgets whoever has not been heard of for too long; gives what to tell the others."""
        now, left = self._clock(), []
        with self._lock:
            for project_id, desk in list(self._desks.items()):
                for key in [key for key, (_, until) in desk.items() if until <= now]:
                    del desk[key]
                    left.append(leaving(project_id, *key))
                if not desk:
                    del self._desks[project_id]
        return left


def on_presence(callback):
    """Calls `callback(here)` for each announcement of this process."""
    _listeners.append(callback)


def off_presence(callback):
    _listeners.remove(callback)


def announce(here):
    """Tells the hubs where somebody is: of this process, and through PostgreSQL of the others."""
    for callback in list(_listeners):
        callback(here)
    tell_others(here)


def tell_others(here):
    """Tells the hubs of the other processes."""
    values = (here.project_id, here.username, here.name, here.tab, here.article, here.claim, here.selection)
    bell.notify(CHANNEL, values)


def heard(values):
    """What another process announced."""
    return Here(*values)

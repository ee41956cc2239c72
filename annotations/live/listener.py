"""PostgreSQL's own channel between the processes: one LISTEN connection a process, which comes back by itself."""

import logging
import threading

from django.db import Error, connection

from annotations.changes import bell

log = logging.getLogger(__name__)

# Seconds: how long a dead connection may go unnoticed, and how soon the thread ends when it is told to.
CHECK = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0


class Listener(threading.Thread):
    """Calls `heard(channel, values)` for what other processes send, `awake()` when something may have been missed."""

    def __init__(self, *, channels, heard, awake):
        super().__init__(name="stream-listener", daemon=True)
        self._channels, self._heard, self._awake = channels, heard, awake
        self._stopping = threading.Event()

    def stop(self):
        self._stopping.set()

    def run(self):
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                self._connect()
                pause = FIRST_PAUSE
                while not self._stopping.is_set():
                    self._listen()
            except Error as failure:
                log.warning("The stream lost its connection to the database's channel: %s", failure)
                connection.close()
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        connection.close()

    def _connect(self):
        with connection.cursor() as cursor:
            for channel in self._channels:
                cursor.execute(f"LISTEN {channel}")
        self._awake()

    def _listen(self):
        with connection.wrap_database_errors:
            for note in connection.connection.notifies(timeout=CHECK):
                values = bell.heard(note.payload)
                if values is not None:
                    self._heard(note.channel, values)
        # Tells a connection that died silently; and between two generators psycopg drops what arrives.
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        self._awake()

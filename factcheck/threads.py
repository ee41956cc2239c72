"""The fixed number of threads in which Django answers."""

import queue
import threading
import time

from django.db import connections


class Threads:
    """`size` threads that take jobs in order; a job is a function without arguments that never raises.

    Not a ThreadPoolExecutor: these threads close their database connections when they end, and a
    job that hangs does not keep the process from ending.
    """

    def __init__(self, size):
        self._jobs = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"request-{number}", daemon=True) for number in range(1, size + 1)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self):
        """How many jobs no thread has taken yet."""
        return self._jobs.qsize()

    def submit(self, job):
        self._jobs.put(job)

    def stop(self, seconds):
        """Ends the threads after the jobs they have; True when all ended within so many seconds."""
        for _ in self._threads:
            self._jobs.put(None)
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self):
        while (job := self._jobs.get()) is not None:
            job()
            # A finished job, and the request it holds, must not live on until the next one comes.
            del job
        connections.close_all()

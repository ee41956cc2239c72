"""`manage.py worker`: the background work in a process of its own."""

import signal
import threading

from django.core.management.base import BaseCommand

from annotations.jobs import queue, worker


class Command(BaseCommand):
    help = "Does the background work until it is stopped; any number of workers may run."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *, once, **options):
        if once:
            worker.run_pending()
            return
        stopping = threading.Event()

        def stop(number, frame):
            stopping.set()
            queue.awake.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        self.stdout.write("The worker runs (Ctrl-C stops it).")
        self.stdout.flush()
        worker.run(stopping)

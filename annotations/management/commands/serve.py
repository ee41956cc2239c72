"""`manage.py serve`: one process with pages, API, stream and background work."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from annotations.jobs import worker
from annotations.management.pending import pending_migrations
from factcheck.loopback import is_loopback
from factcheck.memory import share_one_arena
from factcheck.server import CannotListen, Server, listen


class Command(BaseCommand):
    help = "Serves pages, API and stream in one process, with the background work. Migrates nothing by itself."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=settings.HOST, help=f"address to listen on ({settings.HOST})")
        parser.add_argument("--port", type=int, default=settings.PORT, help=f"port to listen on ({settings.PORT})")

    def handle(self, *, host, port, **options):
        if settings.DEMO and not is_loopback(host):
            raise CommandError(f"DEMO=1 lets everybody in: it needs a loopback address, not --host {host}.")
        if pending := pending_migrations():
            shown = ", ".join(pending[:3]) + (f" and {len(pending) - 3} more" if len(pending) > 3 else "")
            raise CommandError(f"The database is not up to date ({shown}). Run: manage.py migrate")
        if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
            raise CommandError("The static files are not there. Run: make install")
        connection.close()
        share_one_arena()
        try:
            server = Server(sock=listen(host, port), background=[worker.run])
        except CannotListen as problem:
            raise CommandError(f"{problem} Another port: PORT={port + 1} make run, or --port {port + 1}.") from None
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write(f"Factcheck runs at http://{shown}:{server.port}/  (Ctrl-C stops it)")
        if not server.run():
            self.stderr.write("Some requests did not end in time and were cut.")
        self.stdout.write("Stopped.")

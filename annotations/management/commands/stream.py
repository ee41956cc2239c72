"""`manage.py stream`: `P/stream` alone, in a process of its own beside gunicorn or another WSGI server."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from annotations.management.pending import pending_migrations
from annotations.rest.problems import CONTENT_TYPE
from factcheck.asgi import build
from factcheck.server import CannotListen, Server, listen

NOTHING = b'{"type":"about:blank","title":"Not Found","status":404,"detail":"Only the stream is served here."}'


def nothing_else(_request, start_response):
    """The WSGI application that stands where Django would."""
    start_response("404 Not Found", [("Content-Type", CONTENT_TYPE), ("Content-Length", str(len(NOTHING)))])
    return [NOTHING]


class Command(BaseCommand):
    help = "Serves the stream of changes, and nothing else. A proxy sends /api/v1/projects/…/stream here."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=settings.HOST, help=f"address to listen on ({settings.HOST})")
        parser.add_argument("--port", type=int, default=settings.PORT + 1, help=f"port ({settings.PORT + 1})")

    def handle(self, *, host, port, **options):
        if pending_migrations():
            raise CommandError("The database is not up to date. Run: manage.py migrate")
        sqlite = connection.vendor == "sqlite"
        connection.close()
        try:
            server = Server(sock=listen(host, port), application=build(wsgi=nothing_else, threads=1))
        except CannotListen as problem:
            raise CommandError(str(problem)) from None
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write(f"The stream runs at http://{shown}:{server.port}/  (Ctrl-C stops it)")
        if sqlite:
            self.stdout.write(
                "On SQLite two processes cannot tell each other who is there: use `serve`, or PostgreSQL."
            )
        self.stdout.flush()
        server.run()
        self.stdout.write("Stopped.")

"""`manage.py export SLUG FORMAT [-o FILE]`: the same code as the API."""

import contextlib

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations.exports.formats import FORMATS
from annotations.exports.running import RunningExport
from annotations.exports.selection import Selection
from annotations.exports.verdicts_csv import TABLES
from annotations.projects.models import Project


class Command(BaseCommand):
    help = "Writes a desk's work in one of the formats, to a file or to the standard output."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("-o", "--output", metavar="FILE")
        parser.add_argument("--published", action="store_true", help="only what is published")
        parser.add_argument("--internal", action="store_true", help="evidence that is not public too")
        parser.add_argument("--after", type=int, metavar="N", help="only what changed after this number")
        parser.add_argument("--table", choices=TABLES, default=TABLES[0], help="of the CSV")

    def handle(self, *, slug, format, output, published, internal, after, table, **options):
        project = Project.objects.filter(slug=slug).first()
        if project is None:
            raise CommandError(f"There is no desk {slug}.")
        selection = Selection(published=published, internal=internal, after=after)
        export = RunningExport(
            project=project, format=FORMATS[format], selection=selection, site=settings.SITE_URL, table=table
        )
        with export, self._open(output) as target:
            for piece in export:
                target.write(piece)

    @contextlib.contextmanager
    def _open(self, output):
        if output is None:
            # The bytes themselves, not through the text layer.
            yield getattr(self.stdout._out, "buffer", self.stdout._out)
            return
        try:
            with open(output, "wb") as target:
                yield target
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from None

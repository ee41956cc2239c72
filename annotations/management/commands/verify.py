"""`manage.py verify`: recomputes what must hold, and lists what does not."""

import sys

from django.apps import apps
from django.core.management.base import BaseCommand

from annotations.articles.verifying import check_articles
from annotations.changes.reading import reading
from annotations.changes.verifying import check_log
from annotations.files.verifying import check_files
from annotations.projects.models import Project
from annotations.publishing.verifying import check_publications
from annotations.rows.models import Searchable
from annotations.rows.search import differences
from annotations.spans.verifying import check_anchors

CHECKS = (check_log, check_articles, check_anchors, check_publications, check_files)


class Command(BaseCommand):
    help = "Checks the log's numbers and hash chain, texts, anchors, snapshots, files and search. Exits 1 if not."

    def handle(self, **options):
        count, first = 0, None
        for text in problems():
            count += 1
            first = first or text
            self.stdout.write(text)
        if count:
            self.stderr.write(f"The first break: {first}")
            self.stderr.write(f"{count} {'thing is' if count == 1 else 'things are'} not as they must be.")
            sys.exit(1)
        self.stdout.write("Everything holds.")


def problems():
    """Gives a text for each thing that is wrong, of all desks; each desk is seen at one moment."""
    for project in Project.objects.order_by("pk"):
        with reading(project):
            for check in CHECKS:
                for text in check(project):
                    yield f"{project.slug}: {text}"
    for model in apps.get_models():
        if issubclass(model, Searchable):
            for key in differences(model):
                yield f"search: {model.__name__.lower()} with key {key} is not in the index as it reads"

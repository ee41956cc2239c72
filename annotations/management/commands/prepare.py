"""`manage.py prepare`: what `make run` does before it serves."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from annotations.management.pending import pending_migrations
from annotations.projects.models import Project


class Command(BaseCommand):
    help = "Brings the database up to date; with DEMO=1 an empty one gets the sample desk."

    def handle(self, **options):
        if pending_migrations():
            self.stdout.write("Preparing the database ...")
            self.stdout.flush()
            call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMO and not Project.objects.exists():
            self.stdout.write("Loading the sample desk ...")
            self.stdout.flush()
            call_command("demo")

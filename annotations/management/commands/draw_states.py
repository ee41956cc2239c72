"""`manage.py draw_states`: draws the table of a claim's states into docs/workflow.md, from the code."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from annotations.dossiers.drawing import redraw


class Command(BaseCommand):
    help = "Draws the table of a claim's states into docs/workflow.md."

    def handle(self, **options):
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        path.write_text(redraw(path.read_text(encoding="utf-8")), encoding="utf-8")

"""`manage.py create_token USERNAME [--project SLUG] [--scope S]… [--days N]`: prints the token and nothing else."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from annotations.errors import RuleError
from annotations.projects.models import Membership
from annotations.projects.permissions import SCOPES, Scope
from annotations.teams.actions import find_person
from annotations.teams.tokens import create_token


class Command(BaseCommand):
    help = "Prints a new token for a person: this once, and nothing else."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--project", metavar="SLUG", help="limit it to this desk")
        parser.add_argument("--scope", action="append", choices=Scope.values, help="read; the greatest counts")
        parser.add_argument("--days", type=int, help="it ends after so many days")
        parser.add_argument("--name", default="")

    def handle(self, *, username, project, scope, days, name, **options):
        try:
            user = find_person(username)
        except RuleError as error:
            raise CommandError(str(error)) from None
        if days is not None and not 1 <= days <= 36500:
            raise CommandError("--days must be from 1 to 36500.")
        if project is not None:
            member = Membership.objects.select_related("project").filter(project__slug=project, user=user).first()
            if member is None:
                raise CommandError(f"{user.username} does not belong to a desk {project}.")
            project = member.project
        _, secret = create_token(
            user=user,
            project=project,
            scope=max(scope or [Scope.READ], key=SCOPES.index),
            name=name,
            expires_at=timezone.now() + timedelta(days=days) if days else None,
            trusted=True,
        )
        self.stdout.write(secret)

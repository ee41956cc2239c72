"""`manage.py add_member SLUG USERNAME ROLE`."""

from django.core.management.base import BaseCommand, CommandError

from annotations.errors import RuleError
from annotations.projects.models import Project
from annotations.projects.permissions import Role
from annotations.teams.actions import add_member, find_person


class Command(BaseCommand):
    help = "Adds a person to a desk."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("username")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--trainee", action="store_true")

    def handle(self, *, slug, username, role, trainee, **options):
        project = Project.objects.filter(slug=slug).first()
        if project is None:
            raise CommandError(f"There is no desk {slug}.")
        try:
            user = find_person(username)
            # The log names an actor; an operator acts in the name of the person who joins.
            add_member(project=project, actor=user, user=user, role=role, trainee=trainee)
        except RuleError as error:
            raise CommandError(str(error)) from None

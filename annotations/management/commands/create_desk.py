"""`manage.py create_desk SLUG --name NAME --admin USERNAME`."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from annotations.accounts.links import sign_in_link
from annotations.accounts.models import User
from annotations.errors import RuleError
from annotations.management.commands.create_user import make_user
from annotations.projects.models import SLUG
from annotations.teams.actions import create_desk


class Command(BaseCommand):
    help = "Makes a desk. An admin who is not there yet is made too, and their sign-in link printed."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--name", required=True)
        parser.add_argument("--admin", required=True, metavar="USERNAME")

    @transaction.atomic
    def handle(self, *, slug, name, admin, **options):
        try:
            SLUG(slug)
        except ValidationError as error:
            raise CommandError(f"{slug}: {error.message}") from None
        user = User.objects.filter(username__iexact=admin).first()
        is_new = user is None
        if is_new:
            user = make_user(admin)
        try:
            create_desk(actor=user, slug=slug, name=name)
        except RuleError as error:
            raise CommandError(error.detail) from None
        if is_new:
            self.stdout.write(sign_in_link(user))

"""`manage.py reset_two_factor USERNAME`: for somebody who has lost phone, passkeys and recovery codes."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from annotations.accounts.models import User
from annotations.accounts.sessions import end_others
from annotations.projects.entering import on_removed


class Command(BaseCommand):
    help = "Takes a person's authenticator app, passkeys and recovery codes away, and ends their sessions."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            raise CommandError(f"There is nobody called {username}.")
        count, _ = Authenticator.objects.filter(user=user).delete()
        end_others(user, None)
        on_removed(None, user)
        self.stdout.write(f"{user.username}: {count} taken away. They sign in with their password alone now.")

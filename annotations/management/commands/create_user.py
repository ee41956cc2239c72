"""`manage.py create_user USERNAME [--email E] [--name N]`: prints a one-time sign-in link."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from annotations.accounts.links import sign_in_link
from annotations.accounts.models import User


def make_user(username, *, email="", name=""):
    """The new person. Raises `CommandError` with what is wrong."""
    user = User(username=username, email=email, name=name)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        raise CommandError("; ".join(error.messages)) from None
    user.save()
    return user


class Command(BaseCommand):
    help = "Makes a person who can sign in, and prints a one-time sign-in link: good for three days."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--email", default="")
        parser.add_argument("--name", default="", help="the name on screen")
        parser.add_argument("--new-link", action="store_true", help="print another link for a person who is there")

    def handle(self, *, username, email, name, new_link, **options):
        user = User.objects.filter(username__iexact=username).first()
        if new_link and user is None:
            raise CommandError(f"There is nobody called {username}.")
        if user is not None and not new_link:
            raise CommandError(f"{user.username} is there already; --new-link prints another sign-in link.")
        self.stdout.write(sign_in_link(user or make_user(username, email=email, name=name)))

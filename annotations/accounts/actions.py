"""What people change about themselves. Personal rows: in no change log."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.errors import Conflict, Invalid

APPEARANCES = ("", "light", "dark")


def edit_profile(*, user, **values):
    """Saves `name`, `language` (a language of the program, or empty) and `appearance` as far as given."""
    errors = []
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
        if len(values["name"]) > 200:
            errors.append(("/name", _("A name has at most 200 characters.")))
    if values.get("language", "") not in ("", *dict(settings.LANGUAGES)):
        errors.append(("/language", _("The program does not speak this language.")))
    if values.get("appearance", "") not in APPEARANCES:
        errors.append(("/appearance", _("Choose light, dark or as the system.")))
    if errors:
        raise Invalid(*errors)
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=list(values))


def create_account(*, username, name="", email="", password=None):
    """The new person. Raises `Conflict` when the username or the e-mail address was taken meanwhile."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                username, name=" ".join(name.split()), email=email, password=password, kind=User.Kind.PERSON
            )
    except IntegrityError:
        raise Conflict(_("This name or address was taken at the same moment. Choose another.")) from None


def machine(username="factcheck"):
    """The user in whose name the program itself writes; made when it is needed, and nobody can sign in as it.

    A person may have had the name before: then it gets a number.
    """
    for number in range(100):
        name = f"{username}-{number}" if number else username
        user, _made = User.objects.get_or_create(
            username=name, defaults={"kind": User.Kind.MACHINE, "name": username.title(), "password": "!"}
        )
        if user.kind == User.Kind.MACHINE:
            return user
    raise RuntimeError(f"No user name is left for the machine {username}")

"""What people change about themselves. Personal rows: in no change log."""

from django.conf import settings
from django.utils.translation import gettext as _

from annotations.errors import Invalid

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

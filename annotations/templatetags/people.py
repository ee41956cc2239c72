"""How people appear on screen: by name where they gave one, else by username; as initials in a circle."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def person(user):
    """The person's name as others read it."""
    return user.shown_name


@register.filter
def initials(user):
    """One or two letters: of first and last name, or the beginning of the username."""
    words = re.findall(r"\w+", person(user))
    letters = words[0][0] + words[-1][0] if len(words) > 1 else (words or ["?"])[0][:2]
    return letters.upper()


@register.filter
def people_list(users):
    """Their names in one phrase: `Alice`, `Alice and Bob`, `Alice, Bob and Carol`."""
    names = [person(user) for user in users]
    if len(names) < 2:
        return "".join(names)
    first = _(", ").join(names[:-1])
    return _("%(first)s and %(last)s") % {"first": first, "last": names[-1]}

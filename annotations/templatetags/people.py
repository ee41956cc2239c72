"""How people appear on screen: by name where they gave one, else by username; as initials in a circle."""

import re

from django import template

register = template.Library()


@register.filter
def person(user):
    """The person's name as others read it."""
    return getattr(user, "name", "") or user.username


@register.filter
def initials(user):
    """One or two letters: of first and last name, or the beginning of the username."""
    words = re.findall(r"\w+", person(user))
    letters = words[0][0] + words[-1][0] if len(words) > 1 else (words or ["?"])[0][:2]
    return letters.upper()

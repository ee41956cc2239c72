"""Who is named in a text."""

import re

# A name may end in a dot, and a sentence does: what is no name with it is tried without.
_MENTION = re.compile(r"(?<![\w@.\-])@([A-Za-z0-9._\-]{1,64})")


def names_in(text):
    """What may be a username behind an `@`, each once, in order: longer readings first."""
    found = []
    for match in _MENTION.finditer(text):
        name = match.group(1)
        found.append(name)
        while name[-1:] in (".", "-", "_"):
            name = name[:-1]
            if name:
                found.append(name)
    return list(dict.fromkeys(found))


def find_mentions(text, usernames):
    """The `usernames` that a text names, whatever the case, in the order of the text."""
    known = {name.casefold(): name for name in usernames}
    found = []
    for match in _MENTION.finditer(text):
        for name in names_in(match.group(0)):
            if name.casefold() in known:
                found.append(known[name.casefold()])
                break
    return list(dict.fromkeys(found))

"""In which language a public page speaks, and which way it is written."""

from django.conf import settings

RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"])
_OURS = frozenset(code for code, _ in settings.LANGUAGES)


def is_rtl(tag):
    """Whether a text in the language of this tag (or None) is written from right to left."""
    return (tag or "").lower().split("-")[0] in RIGHT_TO_LEFT


def ours(*tags):
    """The first language among these tags in which the program has words, else English."""
    for tag in tags:
        short = (tag or "").lower().split("-")[0]
        if short in _OURS:
            return short
    return "en"

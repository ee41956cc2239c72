"""The part of the publishing form on the picture or the recording in which a claim was seen."""

from django.utils.translation import gettext as _

from annotations.templatetags.words import MEDIA, MEDIA_SHOWN

NAMES = ("authenticity", "medium", "context", "original_url")
POINTERS = {f"/media_review/{name}": f"media_{name}" for name in NAMES} | {"/media_review": "media_authenticity"}


def texts_of(said):
    """The texts of the fields for what was said so far, or None."""
    return {f"media_{name}": (said or {}).get(name) or "" for name in NAMES}


def read(form):
    """What the form says, in the words of the API; None where it says nothing."""
    said = {name: form.text(f"media_{name}") for name in NAMES}
    if not said["authenticity"]:
        return None
    # What was not chosen is left out, so that the answer is that it is wanted.
    return said if said["medium"] else {name: value for name, value in said.items() if name != "medium"}


def choices(claim):
    """`{authenticity, medium}` as lists to choose from; None where the claim was seen in no post."""
    if not claim.appearances.filter(span__isnull=True).exists():
        return None
    return {
        "authenticity": [("", _("Nothing is said of it")), *MEDIA.items()],
        "medium": [("", _("Choose …")), *MEDIA_SHOWN.items()],
    }

"""The links of guests: signed, so that made-up ones cost nothing; their attempts are counted."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from annotations.accounts.attempts import TooManyAttempts, attempts, count_attempt
from annotations.guests.models import Guest

# Failed attempts within a minute from one address of the network.
FROM_ONE = 20
_signer = Signer(salt="annotations.guests", sep=".")


def link_of(secret):
    """The absolute address of the page for whoever has this secret."""
    return f"{settings.SITE_URL}{reverse('guest', args=[_signer.sign(secret)])}"


def open_link(token, address):
    """The guest whose link this is, revoked and expired ones included; None for a link that is made up.

    Raises `TooManyAttempts` while too many from this address of the network failed.
    """
    name = f"guest-from:{address}"
    if attempts(name) >= FROM_ONE:
        raise TooManyAttempts
    try:
        digest = Guest.digest_of(_signer.unsign(token))
    except BadSignature:
        digest = None
    found = digest and Guest.objects.loaded().select_related("project").filter(digest=digest).first()
    if not found:
        count_attempt(name)
        return None
    found.claim.project = found.project
    return found


def note_opened(guest):
    """Notes, once, that the link was followed: operational, in no log."""
    if guest.opened_at is None:
        guest.opened_at = timezone.now()
        Guest.objects.filter(pk=guest.pk, opened_at__isnull=True).update(opened_at=guest.opened_at)

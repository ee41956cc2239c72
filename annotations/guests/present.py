"""Guests as every member gets them, and as they stand beside what they have said."""

from annotations.rows.times import timestamp


def present(guest):
    """A guest from `Guest.objects.loaded()`. Their e-mail address is shown to nobody here."""
    return {
        "id": guest.uid,
        "claim": guest.claim.uid,
        "username": guest.user.username,
        "name": guest.user.name,
        "affiliation": guest.affiliation,
        "interests": guest.interests,
        "declared_at": timestamp(guest.declared_at),
        "counts": guest.counts,
        "internal": guest.internal,
        "state": guest.state,
        "mailed": bool(guest.email),
        "opened_at": timestamp(guest.opened_at),
        "expires_at": timestamp(guest.expires_at),
        "author": guest.author.username,
        "revision": guest.revision,
        "created_at": timestamp(guest.created_at),
        "updated_at": timestamp(guest.updated_at),
    }


def present_signature(user):
    """Name, affiliation and declared interests of a guest, for what they have signed; None for anybody else."""
    if user.kind != user.Kind.GUEST:
        return None
    guest = user.guest
    return {"name": user.name, "affiliation": guest.affiliation, "interests": guest.interests}

"""What can be done to guests: invite, change the terms, renew the link, revoke, declare. Each in one
transaction, recorded."""

import logging
import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.changes.record import Entry, record
from annotations.claims.states import CLOSED
from annotations.errors import Conflict, Invalid
from annotations.guests.links import link_of
from annotations.guests.models import Guest, in_two_weeks
from annotations.rows.times import timestamp

log = logging.getLogger(__name__)


@transaction.atomic(savepoint=False)
def invite_guest(*, claim, actor, name, uid=None, email=None, expires_at=None, **terms):
    """`(guest, link)`; the link is kept nowhere. With an `email` it is sent there after the commit.

    `terms` are `affiliation`, `interests`, `counts`, `internal`. The address stays out of the log, because nothing
    leaves the log. Raises `Invalid` for an end that is over, `Conflict` for a claim that nobody judges.
    """
    _refuse_closed(claim)
    _refuse_past(expires_at)
    secret = Guest.new_secret()
    user = User.objects.create_user(f"guest-{secrets.token_hex(6)}", name=name, kind=User.Kind.GUEST)
    guest = Guest(
        project=claim.project,
        claim=claim,
        user=user,
        author=actor,
        email=email or "",
        digest=Guest.digest_of(secret),
        expires_at=expires_at or in_two_weeks(),
        **terms,
        **({"uid": uid} if (uid := Guest.objects.free_uid(claim.project, uid)) else {}),
    )
    guest.save(force_insert=True)
    record("invite", guest, project=claim.project, actor=actor, data={"claim": claim.uid} | _told(guest))
    link = link_of(secret)
    if email:
        transaction.on_commit(lambda: send_link(guest, link))
    return guest, link


def _refuse_closed(claim):
    if claim.status in CLOSED:
        raise Conflict(_("Nobody judges this claim: it was declined, or merged into another."))


def _refuse_past(expires_at):
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid(("/expires_at", _("This time is over already.")))


def _told(guest):
    """The terms as the log keeps them."""
    return {
        "name": guest.user.name,
        "affiliation": guest.affiliation,
        "interests": guest.interests,
        "counts": guest.counts,
        "internal": guest.internal,
        "expires_at": timestamp(guest.expires_at),
    }


def send_link(guest, link):
    """Mails the link, in the desk's language where the program speaks it. What fails is logged: the link was shown."""
    language = guest.project.language.split("-")[0]
    known = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(known):
        # Translators: subject of a message; %s is the name of a desk.
        subject = _("“%s” asks for your judgement") % " ".join(guest.project.name.split())
        body = render_to_string("account/email/guest.txt", {"guest": guest, "link": link})
    try:
        send_mail(subject, body, None, [guest.email])
    except OSError:
        log.exception("the link of guest %s could not be mailed", guest.uid)


@transaction.atomic(savepoint=False)
def edit_guest(*, guest, actor, name=None, **values):
    """Writes what changed of the name and the terms. They hold from now on: what was submitted stays as it was counted.

    Raises `Stale`, and `Invalid` for an end that is over.
    """
    _refuse_past(values.get("expires_at"))
    before = _told(guest)
    values = {key: value for key, value in values.items() if getattr(guest, key) != value}
    if name is not None and name != guest.user.name:
        guest.user.name = name
        guest.user.save(update_fields=["name"])
    elif not values:
        return
    guest.save_revision(**values)
    after = _told(guest)
    changed = [key for key in after if after[key] != before[key]]
    data = {side: {key: told[key] for key in changed} for side, told in (("before", before), ("after", after))}
    record("edit", guest, project=guest.project, actor=actor, data={"claim": guest.claim.uid} | data)


@transaction.atomic(savepoint=False)
def renew_link(*, guest, actor, expires_at=None):
    """The new link of a guest: the old one is dead at once, who they are and what they have said stays. Good until
    `expires_at`, else as long as the old one, but two weeks when that is over. Mailed like the first one.

    Raises `Stale`, `Invalid` for an end that is over, `Conflict` for a claim that nobody judges.
    """
    _refuse_closed(guest.claim)
    _refuse_past(expires_at)
    secret = Guest.new_secret()
    end = expires_at or (guest.expires_at if guest.is_open else in_two_weeks())
    guest.save_revision(digest=Guest.digest_of(secret), expires_at=end, opened_at=None)
    data = {"claim": guest.claim.uid, "name": guest.user.name, "expires_at": timestamp(end)}
    record("renew", guest, project=guest.project, actor=actor, data=data)
    link = link_of(secret)
    if guest.email:
        transaction.on_commit(lambda: send_link(guest, link))
    return link


@transaction.atomic(savepoint=False)
def revoke_guest(*, guest, actor):
    """Ends the link. What they have submitted stays."""
    guest.save_revision(deleted_at=timezone.now(), deleted_by=actor)
    data = {"claim": guest.claim.uid, "name": guest.user.name}
    record("revoke", guest, project=guest.project, actor=actor, data=data)


def declare_interests(*, guest, interests):
    """Keeps what a locked guest declares to have at stake in the claim; the entry for the log, None for nothing new."""
    if guest.declared_at is not None and guest.interests == interests:
        return None
    before = guest.interests
    guest.save_revision(interests=interests, declared_at=timezone.now())
    data = {"claim": guest.claim.uid, "before": {"interests": before}, "after": {"interests": interests}}
    return Entry("declare", guest, data=data)

"""Invitations: made and withdrawn by admins, used once by whoever has the link."""

import hmac
import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from annotations.accounts.attempts import TooManyAttempts, attempts, count_attempt
from annotations.changes.record import record
from annotations.errors import Conflict
from annotations.projects.models import Membership
from annotations.teams.actions import add_member
from annotations.teams.models import Invitation

log = logging.getLogger(__name__)

# Failed attempts within a minute: at one invitation, and from one address.
AT_ONE, FROM_ONE = 10, 20


def link_of(invitation, secret):
    """The absolute address at which an invitation is used."""
    return f"{settings.SITE_URL}{reverse('invitation', args=[invitation.uid, secret])}"


@transaction.atomic
def invite(*, project, actor, role, trainee=False, email=""):
    """`(invitation, secret)`; the secret is kept nowhere. With an `email` the link is sent there after the commit.

    The log says that somebody was invited and as what; the address stays out of it, because nothing leaves the log.
    """
    secret = Invitation.new_secret()
    invitation = Invitation.objects.create(
        project=project, author=actor, role=role, trainee=trainee, email=email, digest=Invitation.digest_of(secret)
    )
    record("invite", invitation, project=project, actor=actor, data={"role": str(role), "trainee": trainee})
    if email:
        link = link_of(invitation, secret)
        transaction.on_commit(lambda: send_invitation(invitation, link))
    return invitation, secret


def send_invitation(invitation, link):
    """Mails the link, in the desk's language where the program speaks it. What fails is logged: the link was shown."""
    language = invitation.project.language.split("-")[0]
    known = language if language in dict(settings.LANGUAGES) else translation.get_language()
    context = {"invitation": invitation, "project": invitation.project, "inviter": invitation.author, "link": link}
    with translation.override(known):
        # Translators: subject of a message; %s is the name of a desk.
        subject = _("Join “%s”") % " ".join(invitation.project.name.split())
        body = render_to_string("account/email/invitation.txt", context)
    try:
        send_mail(subject, body, None, [invitation.email])
    except OSError:
        log.exception("the invitation %s could not be mailed", invitation.uid)


@transaction.atomic
def withdraw_invitation(*, invitation, actor):
    """Takes an invitation away: its link no longer works."""
    data = {"before": {"role": invitation.role, "trainee": invitation.trainee}}
    Invitation.objects.filter(pk=invitation.pk).delete()
    record("withdraw", invitation, project=invitation.project, actor=actor, data=data)


def open_invitation(uid, secret, address):
    """The invitation that this link opens, used or expired ones included; None for a link that is made up.

    Raises `TooManyAttempts` while too many failed, at this invitation or from this address (of the network).
    """
    names = {f"invitation:{uid}": AT_ONE, f"invitation-from:{address}": FROM_ONE}
    if any(attempts(name) >= most for name, most in names.items()):
        raise TooManyAttempts
    found = Invitation.objects.filter(uid=uid).select_related("project", "author", "used_by").first()
    digest = Invitation.digest_of(secret)
    if found is not None and hmac.compare_digest(found.digest, digest):
        return found
    for name in names:
        count_attempt(name)
    return None


@transaction.atomic
def join(*, invitation, user):
    """The membership of whoever used the invitation. Raises `Conflict` when it was used, is over, or is not needed."""
    fresh = Invitation.objects.select_for_update(of=("self",)).select_related("project").filter(pk=invitation.pk)
    invitation = fresh.first()
    if invitation is None or not invitation.is_open:
        raise Conflict(_("This invitation was used or withdrawn, or its seven days are over. Ask for a new one."))
    if Membership.objects.filter(project=invitation.project, user=user).exists():
        raise Conflict(_("You belong to this desk already."))
    invitation.used_at, invitation.used_by = timezone.now(), user
    invitation.save(update_fields=["used_at", "used_by"])
    return add_member(
        project=invitation.project,
        actor=user,
        user=user,
        role=invitation.role,
        trainee=invitation.trainee,
        invitation=invitation,
    )

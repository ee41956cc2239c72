"""Notifications by mail: sent by jobs, each once, in the reader's language, with a link that ends them.

What a mail says is looked up when it is sent: what was deleted since, or may no longer be seen, is not in it; who has
left the desk gets none.
"""

import secrets
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from annotations.accounts.models import User
from annotations.notifications.actions import choices_of
from annotations.notifications.models import Mail, Notification
from annotations.notifications.present import present
from annotations.projects.models import Membership

LEASE = timedelta(minutes=10)
MOST = 100  # in one mail; the rest is on the page
_signer = Signer(salt="stop mail")


def send_at_once(payload):
    """The job: one mail with whatever the person wants at once and has not got yet."""
    _send(payload["user"], {Mail.AT_ONCE})


def send_digest(payload):
    """The job: the day's mail; also what an earlier choice left behind."""
    _send(payload["user"], {Mail.AT_ONCE, Mail.DAILY})


def _send(key, when):
    user = User.objects.filter(pk=key, is_active=True).exclude(email="").first()
    if user is None:
        return
    events = [event for event, mail in choices_of(user).items() if mail in when]
    token = _take(user, events)
    taken = Notification.objects.filter(user=user, mail_token=token)
    try:
        desks = Membership.objects.filter(user=user).values("project")
        rows = list(taken.filter(project__in=desks).shown_to(user).whole().order_by("project", "pk")[:MOST])
        if rows:
            compose(user, rows).send()
    except BaseException:
        taken.update(mail_until=None, mail_token="")
        raise
    taken.update(mailed_at=timezone.now(), mail_until=None)


def _take(user, events):
    """Leases what is to be mailed, so that two workers do not both send it: gives the token."""
    now, token = timezone.now(), secrets.token_hex(16)
    waiting = Notification.objects.filter(user=user, event__in=events).to_mail()
    free = waiting.filter(Q(mail_until__isnull=True) | Q(mail_until__lt=now))
    free.update(mail_token=token, mail_until=now + LEASE)
    return token


def compose(user, rows):
    """The mail that tells `user` of these notifications, ordered by desk."""
    stop = f"{settings.SITE_URL}{reverse('stop_mail', args=[stop_token(user)])}"
    with translation.override(language_of(user, rows)):
        shown = [(row, present(row)) for row in rows]
        desks = [
            {"name": name, "items": [item for _row, item in group]}
            for name, group in groupby(shown, key=lambda pair: pair[0].project.name)
        ]
        if len(rows) == 1:
            subject = f"{shown[0][1]['text']}: {shown[0][1]['title']}"
        else:
            # Among other mail in somebody's box it must say whose these are.
            sender = desks[0]["name"] if len(desks) == 1 else "Factcheck"
            words = ngettext("%(count)s new notification", "%(count)s new notifications", len(rows))
            subject = f"{sender}: {words % {'count': len(rows)}}"
        context = {"user": user, "desks": desks, "stop": stop, "account": f"{settings.SITE_URL}{reverse('account')}"}
        body = render_to_string("notifications/mail.txt", context)
    return EmailMessage(
        subject=_one_line(subject),
        body=body,
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def language_of(user, rows):
    """What the person chose; else what their desk is kept in, where the program speaks it."""
    spoken = dict(settings.LANGUAGES)
    wanted = [user.language, *(row.project.language.split("-")[0] for row in rows)]
    return next((code for code in wanted if code in spoken), settings.LANGUAGE_CODE)


def _one_line(text, most=150):
    """A subject: on one line (a line break in a header is an attack), not endless."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def stop_token(user):
    """What proves that whoever has it got a mail to this person."""
    return _signer.sign(user.username)


def find_by_token(token):
    """The person of a `stop_token`, or None for one that is made up."""
    try:
        return User.objects.filter(username=_signer.unsign(token)).first()
    except BadSignature:
        return None

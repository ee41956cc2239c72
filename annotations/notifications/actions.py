"""Notifying people, and what they do about it. Personal rows: nothing here is recorded."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.changes import bell
from annotations.discussion.models import ReadComment
from annotations.errors import Invalid
from annotations.jobs.models import Job
from annotations.jobs.queue import enqueue
from annotations.notifications.models import DEFAULTS, Event, Mail, MailChoice, Notification
from annotations.projects.models import Membership

AT_ONCE, DIGEST = "mail notifications", "mail digest"
DIGEST_AT = time(7)


@transaction.atomic
def notify(project, event, key, usernames, *, by=None, actor=None, but=None, **about):
    """Tells the members among `usernames` of an event, each once; gives the usernames of all of them.

    `by` (a username) or `actor` made it happen, and is not told; `but` is the key of somebody else who is not. `about`
    are columns of the notification.
    """
    if by is not None:
        actor = User.objects.filter(username=by).first()
    members = Membership.objects.filter(project=project, user__username__in=usernames, user__is_active=True)
    people = [each.user for each in members.select_related("user").order_by("pk")]
    told = [user for user in people if user.pk != but and (actor is None or user.pk != actor.pk)]
    seen = ReadComment.objects.filter(comment=about["comment"]) if "comment" in about else ReadComment.objects.none()
    seen = set(seen.values_list("user", flat=True))
    for user in told:
        # Whoever had the thread open has read it by now: the bell keeps it, no mail goes out.
        read_at = timezone.now() if user.pk in seen else None
        _row, is_new = Notification.objects.get_or_create(
            project=project, user=user, event=event, key=key, defaults={"actor": actor, "read_at": read_at, **about}
        )
        if is_new:
            bell.ring_person(project.pk, user.username)
            _plan_mail(user, event)
    return {user.username for user in people}


def _plan_mail(user, event):
    choice = choices_of(user)[event]
    if not user.email or choice == Mail.NEVER:
        return
    if choice == Mail.AT_ONCE:
        enqueue(AT_ONCE, {"user": user.pk})
    elif not Job.objects.filter(name=DIGEST, payload={"user": user.pk}, failed_at__isnull=True).exists():
        enqueue(DIGEST, {"user": user.pk}, after=next_digest() - timezone.now())


def next_digest():
    """The next morning at which digests go out."""
    now = timezone.localtime()
    today = timezone.make_aware(datetime.combine(now.date(), DIGEST_AT))
    return today if today > now else today + timedelta(days=1)


def choices_of(user):
    """`{event: when mail goes out}` for every event."""
    return DEFAULTS | {
        Event(event): Mail(mail)
        for event, mail in MailChoice.objects.filter(user=user).values_list("event", "mail")
        if event in Event.values
    }


@transaction.atomic
def choose_mail(*, user, **choices):
    """Saves when mail goes out, by event. Raises `Invalid` at the name of an event or a choice that is none."""
    told = _("Choose at once, once a day or never.")
    wrong = [event for event, mail in choices.items() if event not in Event.values or mail not in Mail.values]
    if wrong:
        raise Invalid(*((f"/{event}", told) for event in wrong))
    for event, mail in choices.items():
        MailChoice.objects.update_or_create(user=user, event=event, defaults={"mail": mail})


def stop_mail(user):
    """No more mail about anything."""
    choose_mail(user=user, **dict.fromkeys(Event.values, Mail.NEVER))


@transaction.atomic
def mark(*, member, uids=None, read=True):
    """Marks these notifications of the member as read or unread; all of them when `uids` is None."""
    mine = Notification.objects.filter(project=member.project, user=member.user, read_at__isnull=read)
    if uids is not None:
        mine = mine.filter(uid__in=uids)
    if mine.update(read_at=timezone.now() if read else None):
        bell.ring_person(member.project_id, member.user.username)

"""Notifications, and who wants which of them by mail."""

from django.db import models

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments.models import Assignment
from annotations.claims.models import Claim
from annotations.discussion.models import Comment
from annotations.leads.models import Lead
from annotations.notifications.querysets import NotificationQuerySet
from annotations.projects.models import Project
from annotations.rows.models import Row
from annotations.verdicts.models import Round


class Event(models.TextChoices):
    """What somebody can be told of."""

    ASSIGNED = "assigned"
    MENTIONED = "mentioned"
    REPLIED = "replied"
    REVEALED = "revealed"
    DECIDED = "decided"
    PUBLISHED = "published"
    COMPLAINT = "complaint"
    DUE_SOON = "due_soon"


class Mail(models.TextChoices):
    """When a mail goes out about it."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


DEFAULTS = {
    Event.ASSIGNED: Mail.AT_ONCE,
    Event.MENTIONED: Mail.AT_ONCE,
    Event.REPLIED: Mail.AT_ONCE,
    Event.REVEALED: Mail.DAILY,
    Event.DECIDED: Mail.DAILY,
    Event.PUBLISHED: Mail.DAILY,
    Event.COMPLAINT: Mail.AT_ONCE,
    Event.DUE_SOON: Mail.AT_ONCE,
}


class Notification(Row):
    """One thing that one person is told of, once: `key` names what happened.

    It holds no words: they are made when it is read, of what the person may see then. `mail_token` and `mail_until`
    are the lease of whoever is sending it.
    """

    kind = "notification"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    event = models.CharField(max_length=10, choices=Event.choices)
    key = models.CharField(max_length=120)
    actor = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="+")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, null=True, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail_until = models.DateTimeField(null=True)
    mail_token = models.CharField(max_length=32, blank=True, default="")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="notification_uid_once"),
            models.UniqueConstraint(fields=["project", "user", "event", "key"], name="notification_once"),
            models.CheckConstraint(condition=models.Q(event__in=Event.values), name="notification_event_known"),
        ]
        indexes = [
            models.Index(fields=["user", "project", "id"], name="notification_list"),
            models.Index(
                fields=["user"],
                condition=models.Q(mailed_at__isnull=True, read_at__isnull=True),
                name="notification_to_mail",
            ),
        ]

    @property
    def path(self):
        return f"notifications/{self.uid}"


class MailChoice(models.Model):
    """What somebody chose for one event, where it differs from the default."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_choices")
    event = models.CharField(max_length=10, choices=Event.choices)
    mail = models.CharField(max_length=10, choices=Mail.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="mail_choice_once")]

    def __str__(self):
        return f"{self.user_id} {self.event}: {self.mail}"

"""What notifications take and give."""

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.notifications.models import Event
from annotations.rest.serializers import Boolean, Id, Input, List


class NotificationEdit(Input):
    """`{read: true}` for all of them, or for those in `ids`; `{read: false}` only with `ids`."""

    read = Boolean()
    ids = List(child=Id(), max_length=500, required=False)

    def validate(self, data):
        if data.get("read") is False and "ids" not in data:
            raise drf.ValidationError({"ids": [_("Say which ones.")]})
        return data


class NotificationOutput(drf.Serializer):
    id = drf.CharField()
    kind = drf.ChoiceField(choices=Event.choices)
    at = drf.DateTimeField()
    read = drf.BooleanField()
    actor = drf.CharField(allow_null=True)
    claim = drf.CharField(allow_null=True)
    article = drf.CharField(allow_null=True)
    comment = drf.CharField(allow_null=True)
    round = drf.IntegerField(allow_null=True)
    lead = drf.CharField(allow_null=True)
    assignment = drf.CharField(allow_null=True)
    text = drf.CharField(help_text="what happened, in your language")
    title = drf.CharField(help_text="the claim or the article")
    excerpt = drf.CharField(allow_null=True, help_text="the beginning of the comment")
    url = drf.URLField(help_text="opens what it is about, and marks it as read")


class UnreadNotificationsOutput(drf.Serializer):
    unread = drf.IntegerField()


class NotificationsOutput(UnreadNotificationsOutput):
    results = NotificationOutput(many=True)
    next = drf.URLField(allow_null=True)

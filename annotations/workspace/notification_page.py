"""The address that a notification and its mail link to."""

from django.shortcuts import redirect

from annotations.notifications.actions import mark
from annotations.notifications.models import Notification
from annotations.notifications.present import address
from annotations.workspace.page import MemberPage


class OpenNotification(MemberPage):
    """`/d/{slug}/notifications/{id}` marks one of the reader's as read, and leads to what it is about."""

    def get(self, request, slug, uid):
        row = Notification.objects.shown_to(request.user).whole().find(self.project, uid)
        mark(member=self.member, uids=[row.uid])
        return redirect(address(row))

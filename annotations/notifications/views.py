"""`P/notifications`: mine."""

import orjson
from django.utils import translation
from rest_framework.response import Response

from annotations.notifications import actions
from annotations.notifications.models import Event, Notification
from annotations.notifications.present import present
from annotations.notifications.serializers import NotificationEdit, NotificationsOutput, UnreadNotificationsOutput
from annotations.rest import lists
from annotations.rest.filters import choice_filter
from annotations.rest.views import ApiView


class Notifications(ApiView):
    """What concerns me on this desk, and how much of it I have not read. A PATCH marks it as read."""

    permissions = {"GET": "read", "PATCH": "read"}
    takes = {"PATCH": NotificationEdit}
    gives = {"GET": NotificationsOutput, "PATCH": UnreadNotificationsOutput}
    query = {
        "kind": "one or several, with commas",
        "limit": int,
        "cursor": "where the page begins",
        "order": "created or -created",
    }

    def mine(self):
        return Notification.objects.filter(project=self.project).shown_to(self.request.user)

    def get(self, request, slug):
        found = choice_filter(self.mine(), request, "kind", Event.values, "event")
        rows, following = lists.page(found.whole(), request)
        with translation.override(request.user.language or translation.get_language()):
            results = [present(row) for row in rows]
        body = {"results": results, "next": following, "unread": self.mine().unread().count()}
        headers = {"Changes-Head": str(self.changes_head), "Cache-Control": "no-store"}
        if following:
            headers["Link"] = f'<{following}>; rel="next"'
        return Response(orjson.dumps(body), headers=headers)

    def patch(self, request, slug):
        fields = self.read(NotificationEdit)
        actions.mark(member=self.member, uids=fields.get("ids"), read=fields["read"])
        return self.one({"unread": self.mine().unread().count()}, 1)

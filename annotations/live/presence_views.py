"""`P/presence`."""

from django.utils.translation import gettext as _
from rest_framework.response import Response

from annotations.articles.models import Article
from annotations.claims.models import Claim
from annotations.errors import Invalid
from annotations.live import presence
from annotations.live.serializers import PresenceInput, PresenceOutput
from annotations.rest.views import ApiView


class Presence(ApiView):
    """Where I am: others on the desk see it as `event: presence` on the stream, for a minute or until my stream ends.

    With neither article nor claim I have left. Nothing of it is kept: not in the log, not on disk.
    """

    permissions = {"PUT": "read"}
    takes = {"PUT": PresenceInput}
    gives = {"PUT": PresenceOutput}

    def put(self, request, slug):
        values = self.read(PresenceInput)
        for name, model in (("article", Article), ("claim", Claim)):
            if values.get(name) and not model.objects.alive().filter(project=self.project, uid=values[name]).exists():
                raise Invalid((f"/{name}", _("There is no such thing on this desk.")))
        here = presence.Here(self.project.pk, request.user.username, request.user.shown_name, **values)
        presence.announce(here)
        return Response(presence.present(here))

    def _write(self, request, handler):
        # No transaction and no kept Idempotency-Key: there is nothing to write, and it is said again all the time.
        return handler(request, *self.args, **self.kwargs)

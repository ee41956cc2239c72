"""`P/changes`, and what stands at `P/stream` where Django answers itself."""

import orjson
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.response import Response

from annotations.errors import Missing
from annotations.live.changes import changes_after, read_after
from annotations.live.serializers import ChangesOutput
from annotations.rest.lists import read_limit
from annotations.rest.views import ApiView


class Changes(ApiView):
    """What happened on the desk, one entry for every number: the way to keep a copy in step."""

    permissions = {"GET": "read"}
    gives = {"GET": ChangesOutput}
    query = {"after": "the number of the last change you have; 0 without it", "limit": "1 to 500; 50 without it"}

    def get(self, request, slug):
        after, limit, head = read_after(request.GET), read_limit(request.GET), self.changes_head
        found = changes_after(member=self.member, after=after, limit=limit, head=head, url=self.url)
        last = found[-1]["seq"] if found else after
        body = orjson.dumps({"changes": found, "last": last, "head": head})
        return Response(body, headers={"Changes-Head": str(head), "Cache-Control": "no-store"})


class Stream(ApiView):
    """What happens on the desk, as it happens: Server-Sent Events.

    `event: change` with the number as its id, `event: reset` when the number asked for is not known, `event: me` when
    something personal changed, `event: presence` for where the others are. `Last-Event-ID` wins over `?after=`.
    """

    permissions = {"GET": "read"}
    gives = {"GET": {"text/event-stream": OpenApiTypes.STR}}
    query = {"after": "the number of the last change you have; without it the stream begins with the next one"}

    def get(self, request, slug):
        # Answered beside Django, by factcheck/stream.py: whoever comes here has reached a plain WSGI server.
        raise Missing(_("This server has no stream; ask P/changes from time to time."))

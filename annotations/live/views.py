"""`P/changes`."""

import orjson
from django.utils.translation import gettext as _
from rest_framework.response import Response

from annotations.errors import Invalid
from annotations.live.changes import changes_after
from annotations.live.serializers import ChangesOutput
from annotations.rest.lists import read_limit
from annotations.rest.views import ApiView


def read_after(query):
    """The number in `?after=`, 0 without one. Raises `Invalid` for anything but a whole number."""
    value = query.get("after", "0")
    if not value.isascii() or not value.isdigit():
        raise Invalid(("?after", _("after must be the number of a change, or 0.")))
    # More digits than any number of ours has; int() of very many is refused by Python itself.
    return int(value[:20])


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

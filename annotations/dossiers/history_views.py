"""`P/claims/{id}/history`."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from annotations.dossiers.claim_loading import find_claim
from annotations.dossiers.claim_serializers import HistoryOutput
from annotations.dossiers.history import history
from annotations.errors import Invalid
from annotations.rest.lists import read_limit
from annotations.rest.views import ApiView


class ClaimHistory(ApiView):
    """Who changed what about the claim, newest first. `?before=` a number gives older lines."""

    permissions = {"GET": "read"}
    gives = {"GET": [HistoryOutput]}
    paged = False
    query = {"limit": int, "before": "only lines with a smaller number"}

    def get(self, request, slug, uid):
        limit, before = read_limit(request.GET), request.GET.get("before")
        if before is not None and not (before.isascii() and before.isdigit() and len(before) < 19):
            raise Invalid(("?before", _("before must be a number of the log.")))
        claim = find_claim(self.project, uid)
        lines = history(claim, limit=limit + 1, url=self.url, before=int(before) if before is not None else None)
        following = None
        if len(lines) > limit:
            lines = lines[:limit]
            query = urlencode({"limit": limit, "before": lines[-1]["seq"]})
            following = self.url(f"{claim.path}/history?{query}")
        return self.listed(lines, following)

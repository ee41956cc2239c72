"""The page on which an editor settles a claim: verdicts and evidence side by side, their differences in words."""

from django.shortcuts import redirect

from annotations.workspace.claim_differences import differences
from annotations.workspace.claim_page import ClaimPage


class SettlePage(ClaimPage):
    """`/d/{slug}/claims/{id}/settle`, for every member to read once the verdicts are open; before, the claim's page."""

    template = "claims/settle.html"

    def get(self, request, slug, uid):
        if self.claim.deleted_at is not None:
            return super().get(request, slug, uid)
        parts = self.parts()
        newest = parts["newest"]
        if newest is None or newest.readable is None:
            return redirect("claim", slug, uid)
        return self.show(parts | {"differences": differences(newest.readable, parts["evidence"])})

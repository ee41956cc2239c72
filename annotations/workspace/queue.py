"""My queue: what a person works through, one claim at a time, each as on its own page."""

from annotations.workspace.claim_page import ClaimPage
from annotations.workspace.page import MemberPage
from annotations.workspace.waiting import queue_of, say_where


class Queue(ClaimPage):
    """`/d/{slug}/queue/`: the first claim of the reader's queue, or that of `?claim=`; and the way to the next."""

    template = "claims/queue.html"
    section = "queue"
    permissions = {"GET": "contribute"}

    def find(self, request, slug):
        MemberPage.find(self, request, slug)
        self.waiting = queue_of(self.project, request.user)
        uid = request.GET.get("claim") or (self.waiting[0].claim.uid if self.waiting else None)
        self.claim = None
        if uid is not None:
            super().find(request, slug, uid)

    def get(self, request, slug):
        if self.claim is None:
            return self.show(template="workspace/queue_empty.html")
        return super().get(request, slug, self.claim.uid)

    def context(self):
        if self.claim is None:
            return MemberPage.context(self)
        uids = [each.claim.uid for each in self.waiting]
        at = uids.index(self.claim.uid) if self.claim.uid in uids else None
        others = [uid for uid in uids if uid != self.claim.uid]
        following = others[at] if at is not None and at < len(others) else (others[0] if others else None)
        here = self.waiting[at] if at is not None else None
        ahead = self.waiting[:8] if at is None else self.waiting[at + 1 : at + 6]
        say_where([each.claim for each in ahead])
        return super().context() | {
            "here": here,
            "number": None if at is None else at + 1,
            "count": len(uids),
            "following": following,
            "before": uids[at - 1] if at else None,
            "ahead": ahead,
        }

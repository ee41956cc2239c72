"""`P/claims/{id}/replies`: the contact log with whoever made a claim. Internal: nothing publishes it."""

from annotations.claims.views import ClaimView
from annotations.replies.actions import ask, edit_reply
from annotations.replies.models import Reply
from annotations.replies.present import present
from annotations.replies.serializers import ReplyEdit, ReplyInput, ReplyOutput


class Replies(ClaimView):
    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": ReplyInput}
    gives = {"GET": [ReplyOutput], "POST": ReplyOutput}

    def get(self, request, slug, uid):
        rows = Reply.objects.filter(claim=self.find_claim(uid)).loaded()
        return self.many(rows, lambda page: [present(row) for row in page])

    def post(self, request, slug, uid):
        fields = self.read(ReplyInput)
        fields["uid"] = fields.pop("id", None)
        reply = ask(claim=self.find_claim(uid), actor=request.user, **fields)
        return self.one(present(reply), reply.revision, status=201, location=reply.path)


class OneReply(ClaimView):
    permissions = {"GET": "read", "PATCH": "contribute"}
    takes = {"PATCH": ReplyEdit}
    gives = {"GET": ReplyOutput, "PATCH": ReplyOutput}
    matches = ("PATCH",)

    def find(self, uid, reply):
        found = Reply.objects.filter(claim=self.find_claim(uid)).loaded().find(self.project, reply)
        found.project = self.project
        return found

    def get(self, request, slug, uid, reply):
        found = self.find(uid, reply)
        return self.one(present(found), found.revision)

    def patch(self, request, slug, uid, reply):
        fields = self.read(ReplyEdit, partial=True)
        found = self.find(uid, reply)
        self.need_match(found.revision, lambda: present(found))
        edit_reply(reply=found, actor=request.user, **fields)
        return self.one(present(found), found.revision)

"""Who changed something last, for those who were about to change it too."""

from annotations.accounts.models import User
from annotations.changes.models import Change
from annotations.rows.times import timestamp

# These name an object and leave what it says as it was.
BESIDE = ("link", "unlink", "order_evidence")


def last_edit(project, uid):
    """`{changed_by: {username, name}, changed_at}` of the newest change of an object; empty when there is none."""
    change = (
        Change.objects.filter(project=project, object=uid)
        .exclude(verb__in=BESIDE)
        .order_by("-seq")
        .values("actor", "at")
        .first()
    )
    if change is None:
        return {}
    name = User.objects.filter(username=change["actor"]).values_list("name", flat=True).first()
    who = {"username": change["actor"], "name": name or change["actor"]}
    return {"changed_by": who, "changed_at": timestamp(change["at"])}

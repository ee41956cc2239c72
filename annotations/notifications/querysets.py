"""Which notifications somebody still gets to see."""

from django.db.models import Q

from annotations.discussion.models import Comment
from annotations.rows.querysets import RowQuerySet

WHOLE = ("project", "actor", "claim", "article", "comment__span__article", "round", "lead", "assignment")


class NotificationQuerySet(RowQuerySet):
    def shown_to(self, user):
        """Theirs, about what is there and what they may see: what was deleted since takes its notification along."""
        seen = Comment.objects.visible_to(user).alive()
        return self.filter(
            Q(comment__isnull=True) | Q(comment__in=seen),
            Q(claim__isnull=True) | Q(claim__deleted_at__isnull=True),
            Q(article__isnull=True) | Q(article__deleted_at__isnull=True),
            user=user,
        )

    def unread(self):
        return self.filter(read_at__isnull=True)

    def to_mail(self):
        """Those that no mail was sent for, nor the person has read by themselves."""
        return self.filter(mailed_at__isnull=True, read_at__isnull=True)

    def whole(self):
        """With what `present()` needs, in the same statement."""
        return self.select_related(*WHOLE)

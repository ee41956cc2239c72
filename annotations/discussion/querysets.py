"""Which comments, and which of them somebody may see. Every path to a comment goes through `visible_to`."""

from django.db.models import Q

from annotations.claims.models import Appearance
from annotations.rows.querysets import RowQuerySet

# Until its round is revealed, a comment of somebody who has submitted in it might tell what the verdict says.
# What stands under a verdict that was withdrawn stays sealed with it.
_SHOWN = Q(held_by__revealed_at__isnull=False) | Q(held_by__blind=False)
OPEN = Q(held_by__isnull=True) | _SHOWN & (Q(verdict__isnull=True) | ~Q(verdict__status="withdrawn"))

WHOLE = ("author", "claim", "span__article", "evidence", "verdict", "parent", "thread", "resolved_by", "held_by")


class CommentQuerySet(RowQuerySet):
    """Comments of a project."""

    def visible_to(self, user):
        """One's own, and others' that are not held back; no role sees more (ARCHITECTURE, invariant 4)."""
        return self.filter(OPEN | Q(author=user))

    def hidden_from(self, user):
        """The others."""
        return self.exclude(OPEN).exclude(author=user)

    def whole(self):
        """With what `present()` needs, in the same statement."""
        return self.select_related(*WHOLE)

    def under(self, claim):
        """The discussion of a claim: what was said on it, and on highlights linked to it before it was there."""
        # Looked up apart: joined, a comment would come once for each claim of its highlight.
        linked = Appearance.objects.filter(claim=claim, span__isnull=False).values("span")
        of_highlights = Q(claim__isnull=True, span__deleted_at__isnull=True, span__in=linked)
        return self.filter(Q(claim=claim) | of_highlights)

    def unread_by(self, member):
        """Those that the member sees and has not read; what was said before they joined counts as read."""
        return (
            self.alive()
            .visible_to(member.user)
            .filter(project=member.project, created_at__gte=member.created_at)
            .exclude(author=member.user)
            .exclude(readings__user=member.user)
        )

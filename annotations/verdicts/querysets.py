"""Which rounds, and which verdicts somebody may see. Every path to a verdict goes through `visible_to`."""

from django.db.models import Exists, OuterRef, Q

from annotations.projects.models import Membership
from annotations.projects.permissions import Role, role_allows
from annotations.rows.querysets import RowQuerySet


class RoundQuerySet(RowQuerySet):
    """Rounds of a project."""

    def listed(self):
        """Those that were opened. Round 1 is made with its claim, and unlisted until the first submission."""
        return self.filter(opened_at__isnull=False)

    def newest(self, claim):
        """The claim's newest round, opened or not."""
        return self.filter(claim=claim).select_related("scale").order_by("-number").first()

    def judged_by(self, user):
        """Those in which this person may give a verdict, as far as their terms say who may."""
        editor = Membership.objects.filter(
            project=OuterRef("project"), user=user, role__in=[role for role in Role if role_allows(role, "oversee")]
        )
        asked = self.model.asked.through.objects.filter(round=OuterRef("pk"), user=user)
        return self.filter(
            Q(judges="anyone") | Q(judges="asked") & Exists(asked) | Q(judges="editors") & Exists(editor)
        )

    def locked(self):
        """Read for a write: whoever submits, withdraws, reveals or decides waits for the end of the transaction."""
        return self.select_for_update(of=("self",), no_key=True)


# What the desk knows of, whatever it says.
HANDED_IN = ("submitted", "withdrawn")


class VerdictQuerySet(RowQuerySet):
    """Verdicts of a project."""

    def submitted(self):
        return self.filter(status="submitted")

    def handed_in(self):
        """Submitted ones, and those that were taken back: what the desk knows of, whatever they say."""
        return self.filter(status__in=HANDED_IN)

    def counting(self):
        """Submitted ones that count: towards what a round requires, how far apart people stand, agreement. A trainee's
        do not."""
        return self.submitted().filter(counts=True)

    def standing(self):
        """Drafts and submitted ones: what was not withdrawn."""
        return self.exclude(status="withdrawn")

    def visible_to(self, user):
        """One's own, and everybody's submitted ones where the round is revealed or not blind. There is no other way to
        see a verdict: no role has one (ARCHITECTURE, invariant 4)."""
        open_to_all = Q(round__revealed_at__isnull=False) | Q(round__blind=False)
        return self.standing().filter(Q(reviewer=user) | Q(status="submitted") & open_to_all)

"""The first page, and the desks that a person belongs to."""

from django.db.models import Count, Q
from django.shortcuts import redirect

from annotations.claims.models import Claim
from annotations.projects.models import Membership
from annotations.workspace.page import PersonPage


class Start(PersonPage):
    """To the one desk that a person has, else to the list of them."""

    def get(self, request):
        slugs = list(Membership.objects.filter(user=request.user).values_list("project__slug", flat=True)[:2])
        return redirect("desk", slugs[0]) if len(slugs) == 1 else redirect("desks")


class Desks(PersonPage):
    template = "workspace/desks.html"

    def get(self, request):
        open_claims = Q(
            project__claims__deleted_at=None,
            project__claims__status__in=[Claim.Status.NEW, Claim.Status.ACCEPTED, Claim.Status.IN_REVIEW],
        )
        memberships = (
            Membership.objects.filter(user=request.user)
            .select_related("project")
            .annotate(open_claims=Count("project__claims", filter=open_claims))
            .order_by("project__name", "pk")
        )
        return self.show({"memberships": memberships})

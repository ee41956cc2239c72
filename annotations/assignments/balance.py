"""The next free reviewer."""

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.assignments.models import Assignment, Recusal
from annotations.errors import Conflict
from annotations.projects.models import Project
from annotations.projects.permissions import Role


def next_reviewer(project, *, claim=None, article=None, but=()):
    """The reviewer with the least open work; of several, whoever was given something longest ago.

    Never the author of the claim, a trainee, whoever declared a conflict of interest, has this work already, or is in
    `but` (keys of people). Raises `Conflict` when nobody is left. Two editors who ask at once do not get the same one.
    """
    Project.objects.select_for_update(no_key=True).only("pk").get(pk=project.pk)
    standing = Assignment.objects.open().filter(project=project).given()
    busy = standing.filter(claim=claim) if claim else standing.filter(article=article)
    found = (
        User.objects.filter(memberships__project=project, memberships__role=Role.REVIEWER, is_active=True)
        .filter(memberships__trainee=False)
        .exclude(pk__in=[*but])
        .exclude(pk__in=busy.values("assignee"))
    )
    if claim is not None:
        found = found.exclude(pk=claim.author_id).exclude(pk__in=Recusal.objects.about(claim).values("user"))
    mine = Q(assignments__project=project, assignments__expires_at=None, assignments__deleted_at=None)
    chosen = (
        found.annotate(load=Count("assignments", filter=Q(assignments__in=standing), distinct=True))
        .annotate(last=Max("assignments__pk", filter=mine, default=0))
        .order_by("load", "last", "username")
        .first()
    )
    if chosen is None:
        raise Conflict(_("No reviewer is free for this: all wrote it, have it already or declared a conflict."))
    return chosen

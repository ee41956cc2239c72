"""What can be done to the desk's public pages: the next version, and taking a page away. Each in one transaction,
recorded."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.changes.record import record
from annotations.deskpages.models import DeskPage
from annotations.errors import Conflict, Missing, Stale
from annotations.projects.models import Project
from annotations.ratings.models import RatingScale


@transaction.atomic(savepoint=False)
def add_page(*, project, actor, name, title, text, base=0):
    """The page's version `base` + 1, public at once; those before stay where fact-checks link them.

    Raises `Stale` when `base` is not the newest version any more, `Conflict` when nothing is different.
    """
    newest = _hold_newest(project, name)
    if (newest.number if newest else 0) != base:
        raise Stale()
    scale = RatingScale.objects.current(project) if name == DeskPage.Name.RATINGS else None
    if newest and (newest.title, newest.text, newest.scale_id) == (title, text, scale and scale.pk):
        raise Conflict(_("This is the page as it stands. There is nothing to save."))
    verb = "edit" if newest and not newest.withdrawn else "create"
    return _add_version(
        verb, project=project, actor=actor, name=name, number=base + 1, title=title, text=text, scale=scale
    )


@transaction.atomic(savepoint=False)
def withdraw_page(*, project, actor, name, base):
    """Takes a page away: its next version has no text, and it is neither linked nor listed any more. Those before stay
    where fact-checks link them.

    Raises `Stale` when `base` is not the newest version any more, `Missing` when there is no page.
    """
    newest = _hold_newest(project, name)
    if newest is None:
        raise Missing()
    if newest.number != base:
        raise Stale()
    if newest.withdrawn:
        raise Missing()
    return _add_version(
        "withdraw",
        project=project,
        actor=actor,
        name=name,
        number=base + 1,
        title=newest.title,
        text="",
        scale=newest.scale,
    )


def _hold_newest(project, name):
    """The newest version of a page or None. Held until the commit, so that two versions cannot take one number."""
    Project.objects.select_for_update().get(pk=project.pk)
    return DeskPage.objects.filter(project=project, name=name).order_by("-number").first()


def _add_version(verb, *, project, actor, **values):
    page = DeskPage.objects.create(project=project, author=actor, **values)
    data = {"name": page.name, "number": page.number, "title": page.title}
    record(verb, page, project=project, actor=actor, data=data)
    return page

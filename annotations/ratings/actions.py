"""What can be done to a desk's scale: install the first, add the next."""

from django.db import transaction

from annotations.changes.record import record
from annotations.errors import Stale
from annotations.projects.models import Project
from annotations.ratings.default_scale import DEFAULT_SCALE
from annotations.ratings.models import Rating, RatingScale
from annotations.ratings.present import present_rating


@transaction.atomic(savepoint=False)
def add_scale(*, project, actor, ratings=DEFAULT_SCALE, base=0):
    """The desk's new current scale, version `base` + 1. `ratings` are dicts as in the API, checked already.

    Raises `Stale` when `base` is not the newest version any more. Old verdicts keep the scale they were given under.
    """
    # Held until the commit, so that two versions cannot take one number.
    Project.objects.select_for_update().get(pk=project.pk)
    current = RatingScale.objects.current(project)
    if (current.version if current else 0) != base:
        raise Stale()
    scale = RatingScale.objects.create(project=project, author=actor, version=base + 1)
    Rating.objects.bulk_create(Rating(scale=scale, place=place, **rating) for place, rating in enumerate(ratings))
    before = [present_rating(rating) for rating in current.ratings.all()] if current else []
    data = {"version": scale.version, "before": before, "after": [dict(rating) for rating in ratings]}
    record("edit" if current else "create", scale, project=project, actor=actor, data=data)
    return scale

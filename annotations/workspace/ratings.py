"""How ratings look on pages that show many of them."""

from annotations.ratings.models import Rating


def ratings_by_slug(project):
    """`{slug: Rating}` over all versions of the desk's scale, the newest version of each; one query."""
    rows = Rating.objects.filter(scale__project=project).order_by("scale__version", "place")
    return {rating.slug: rating for rating in rows}

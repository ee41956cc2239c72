"""The ratings of a desk over all versions of its scale, as categories that can be compared."""

from collections import defaultdict
from dataclasses import dataclass

from annotations.ratings.models import Rating


@dataclass(frozen=True)
class Category:
    """A rating by its slug: `rating` is its newest version, `keys` are the rows of all versions."""

    slug: str
    rating: Rating
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Scales:
    """`categories`: those of the newest scale in its order, then those it no longer has. `order`: the slugs of the
    newest scale that lie in the order, lowest position first. `comparable`: keys of the scales with that same order,
    None when all have it."""

    categories: tuple[Category, ...]
    order: tuple[str, ...]
    comparable: tuple[int, ...] | None


def read_scales(project):
    """The desk's `Scales`, in one statement."""
    rows = Rating.objects.filter(scale__project=project).order_by("-scale__version", "place").select_related("scale")
    newest, keys, positions = {}, defaultdict(list), defaultdict(list)
    for rating in rows:
        newest.setdefault(rating.slug, rating)
        keys[rating.slug].append(rating.pk)
        if rating.position is not None:
            positions[rating.scale_id].append((rating.position, rating.slug))
        else:
            positions[rating.scale_id] += []
    orders = {scale: tuple(slug for _, slug in sorted(pairs)) for scale, pairs in positions.items()}
    order = next(iter(orders.values()), ())
    comparable = tuple(scale for scale, own in orders.items() if own == order)
    return Scales(
        categories=tuple(Category(slug, rating, tuple(keys[slug])) for slug, rating in newest.items()),
        order=order,
        comparable=None if len(comparable) == len(orders) else comparable,
    )

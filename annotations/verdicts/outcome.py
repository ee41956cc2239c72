"""What a revealed round comes to, computed from its ratings alone: settled, two to choose between, or apart.

Ratings have `slug` and `position`, their place in the order, None outside it.
"""

from dataclasses import dataclass

AGREEMENT, MAJORITY, PICK, APART, INCOMPLETE = OUTCOMES = ("agreement", "majority", "pick", "apart", "incomplete")


@dataclass(frozen=True)
class Outcome:
    """`kind` is one of OUTCOMES; `ratings` the one that the desk's rating is now, or the two that it can be."""

    kind: str
    ratings: tuple = ()

    @property
    def settled(self):
        """The rating on which it has settled by itself; None otherwise."""
        return self.ratings[0] if self.kind in (AGREEMENT, MAJORITY) else None


def of_review(ratings, *, required, tolerance):
    """The outcome of a review: equal ratings agree, also outside the order; otherwise all are in the order, at most
    `tolerance` positions apart, and the median is the rating. Where two different ones are in the middle, one of them
    is to be picked. Fewer than `required` settle nothing."""
    if len(ratings) < required:
        return Outcome(INCOMPLETE)
    if len({rating.slug for rating in ratings}) == 1:
        return Outcome(AGREEMENT, (ratings[0],))
    if any(rating.position is None for rating in ratings):
        return Outcome(APART)
    ordered = sorted(ratings, key=lambda rating: rating.position)
    if ordered[-1].position - ordered[0].position > tolerance:
        return Outcome(APART)
    lower, upper = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    if lower.slug == upper.slug:
        return Outcome(AGREEMENT, (lower,))
    return Outcome(PICK, (lower, upper))


def of_vote(ratings, *, required):
    """The outcome of a vote: the rating that more than half of all who were to vote have given."""
    voters = max(required, len(ratings))
    by_slug = {rating.slug: rating for rating in ratings}
    for slug, rating in by_slug.items():
        if 2 * sum(each.slug == slug for each in ratings) > voters:
            return Outcome(MAJORITY, (rating,))
    return Outcome(INCOMPLETE if len(ratings) < required else APART)

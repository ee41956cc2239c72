"""What a round comes to, by its ratings alone (issue: agreement within the tolerance, strict majority)."""

from types import SimpleNamespace

import pytest

from annotations.verdicts.outcome import of_review, of_vote

SLUGS = ["true", "mostly-true", "half-true", "mostly-false", "false", "misleading", "unproven"]
RATINGS = {slug: SimpleNamespace(slug=slug, position=at if at < 5 else None) for at, slug in enumerate(SLUGS)}


def came_to(outcome):
    return outcome.kind, [rating.slug for rating in outcome.ratings], outcome.settled and outcome.settled.slug


@pytest.mark.parametrize(
    ("slugs", "tolerance", "expected"),
    [
        (["true", "true"], 0, ("agreement", ["true"], "true")),
        # Equal ratings agree outside the order too; beside one in the order they never do.
        (["misleading", "misleading"], 0, ("agreement", ["misleading"], "misleading")),
        (["misleading", "misleading", "true"], 4, ("apart", [], None)),
        (["misleading", "unproven"], 4, ("apart", [], None)),
        (["true", "mostly-true"], 0, ("apart", [], None)),
        (["true", "half-true"], 1, ("apart", [], None)),
        # The median; where two different ones are in the middle, somebody picks.
        (["true", "true", "mostly-true"], 1, ("agreement", ["true"], "true")),
        (["half-true", "true", "mostly-true"], 2, ("agreement", ["mostly-true"], "mostly-true")),
        (["true", "true", "true", "mostly-true"], 1, ("agreement", ["true"], "true")),
        (["mostly-true", "true"], 1, ("pick", ["true", "mostly-true"], None)),
        (["true", "half-true", "true", "half-true"], 2, ("pick", ["true", "half-true"], None)),
    ],
)
def test_review_settles_within_the_tolerance(slugs, tolerance, expected):
    ratings = [RATINGS[slug] for slug in slugs]
    assert came_to(of_review(ratings, required=2, tolerance=tolerance)) == expected
    assert came_to(of_review(ratings[::-1], required=2, tolerance=tolerance)) == expected


@pytest.mark.parametrize("slugs", [[], ["true"], ["true", "true"]])
def test_fewer_than_required_settle_nothing(slugs):
    assert came_to(of_review([RATINGS[slug] for slug in slugs], required=3, tolerance=0)) == ("incomplete", [], None)


@pytest.mark.parametrize(
    ("slugs", "expected"),
    [
        (["true", "true", "false"], ("majority", ["true"], "true")),
        (["misleading", "true", "misleading"], ("majority", ["misleading"], "misleading")),
        # Half is no majority, nor is the most of three; two of three who were to vote are.
        (["true", "true", "false", "false"], ("apart", [], None)),
        (["true", "false", "misleading"], ("apart", [], None)),
        (["true", "true"], ("majority", ["true"], "true")),
        (["true", "false"], ("incomplete", [], None)),
        (["true"], ("incomplete", [], None)),
    ],
)
def test_vote_is_settled_by_a_strict_majority(slugs, expected):
    assert came_to(of_vote([RATINGS[slug] for slug in slugs], required=3)) == expected

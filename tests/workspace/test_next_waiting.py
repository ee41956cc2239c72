"""Where a reviewer goes on after a verdict."""

import pytest

from annotations.assignments.recusals import recuse
from annotations.verdicts.actions import put_verdict
from annotations.verdicts.rounds import open_round
from annotations.workspace.next_waiting import next_waiting
from tests.browser.workspace import claim_on, make_article
from tests.making import make_claim, reveal, submit

PLACES = ("It raised the tariff", "The works department", "The owner paid out")


@pytest.fixture
def article(cast):
    return make_article(cast)


@pytest.fixture
def three(cast, article):
    """Three claims in the order of the text, made in another."""
    made = {place: claim_on(article, place, cast.alice) for place in reversed(PLACES)}
    return [made[place] for place in PLACES]


def following(claim, me, *articles):
    found = next_waiting(claim, me, articles)
    return found and (found["uid"], found["article"])


def test_next_is_further_on_in_the_article_and_then_begins_again(cast, article, three):
    first, second, third = three
    elsewhere = make_claim(cast.desk, cast.alice)
    for _ in range(2):  # as compiled, and as kept
        assert following(first, cast.bob, article) == (second.uid, article.uid)
        assert following(second, cast.bob, article) == (third.uid, article.uid)
        assert following(third, cast.bob, article) == (first.uid, article.uid)
    # Somebody else stands elsewhere.
    submit(first, cast.alice)
    assert following(third, cast.alice, article) == (second.uid, article.uid)
    assert following(third, cast.bob, article) == (first.uid, article.uid)
    # Anywhere on the desk: in the order in which they were made.
    assert following(first, cast.bob) == (elsewhere.uid, None)
    assert following(elsewhere, cast.bob) == (third.uid, None)


def test_nothing_waits_that_one_may_not_judge_or_has_judged(cast, article, three):
    first, second, third = three
    submit(second, cast.bob)
    recuse(project=cast.desk, actor=cast.bob, claim=third, reason="A cousin.")
    assert following(first, cast.bob, article) is None
    put_verdict(claim=third, actor=cast.carol, rating="true", explanation="Not yet.")
    assert following(second, cast.carol, article) == (third.uid, article.uid)


def test_a_round_of_those_who_are_asked_waits_for_them_alone(cast, article, three):
    first, second, third = three
    submit(first, cast.alice)
    reveal(first, cast.carol)
    open_round(claim=first, actor=cast.carol, asked=["alice"])
    assert following(third, cast.alice, article) == (first.uid, article.uid)
    assert following(third, cast.bob, article) == (second.uid, article.uid)

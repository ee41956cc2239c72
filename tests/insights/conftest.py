"""Studies as rows of the desk: whoever judged, claims with a revealed blind round each, verdicts."""

import itertools

import pytest
from django.utils import timezone

from annotations.accounts.models import User
from annotations.claims.models import Claim
from annotations.ratings.models import RatingScale
from annotations.verdicts.models import Round, Verdict

# As the scale has them: position 0 first.
ORDER = ["true", "mostly-true", "half-true", "mostly-false", "false"]


@pytest.fixture
def judges(db):
    """`judges(6)`: so many people who have judged, and are no members any more."""
    return lambda count, **fields: [User.objects.create_user(f"judge{n}", **fields) for n in range(count)]


@pytest.fixture
def make_rounds(desk, alice):
    """`make_rounds([{alice: "true", bob: "false"}, …])`: new claims with a revealed blind round each and these
    verdicts. `claim` gives the rounds to one that is there, `scale` is not today's, `round_fields` are fields of the
    rounds, other names of the claims."""
    numbers = itertools.count(1)
    current = RatingScale.objects.current(desk)

    def make(all_given, *, claim=None, scale=None, round_fields=None, **fields):
        scale = scale or current
        ratings = {rating.slug: rating for rating in scale.ratings.all()}
        texts = [{"text": f"Claim {next(numbers)}."} | fields for _ in all_given]
        claims = [claim or Claim(project=desk, author=alice, **each) for each in texts]
        if claim is None:
            Claim.objects.bulk_create(claims)
        now = timezone.now()
        values = {"blind": True, "required": 2, "tolerance": 0, "opened_at": now, "revealed_at": now}
        rounds = Round.objects.bulk_create(
            Round(
                project=desk,
                claim=each,
                number=each.rounds.count() + 1 if claim else 1,
                scale=scale,
                **values | (round_fields or {}),
            )
            for each in claims
        )
        Verdict.objects.bulk_create(
            Verdict(
                project=desk,
                claim=each.claim,
                round=each,
                reviewer=user,
                rating=ratings[slug],
                explanation="So.",
                status="submitted",
                blind=each.blind,
                submitted_at=now,
            )
            for each, given in zip(rounds, all_given, strict=True)
            for user, slug in given.items()
        )
        return rounds

    return make


@pytest.fixture
def make_round(make_rounds):
    """The same for one round, which it gives."""
    return lambda given, **more: make_rounds([given], **more)[0]


@pytest.fixture
def study(make_rounds):
    """`study(units, people)` writes a published study: its values, sorted, stand for the ratings in order."""

    def write(units, people):
        values = sorted({value for unit in units for value in unit if value is not None})
        assert len(values) <= len(ORDER)
        slugs = dict(zip(values, ORDER, strict=False))
        make_rounds(
            [
                {user: slugs[value] for user, value in zip(people, unit, strict=True) if value is not None}
                for unit in units
            ]
        )

    return write


@pytest.fixture
def ask(as_, vera):
    """`ask(by="pair")`: what a viewer gets of `P/agreement`, or below it: `ask("/units", agree="false")`."""

    def get(path="", expect=200, **query):
        address = f"agreement{path}?" + "&".join(f"{name.rstrip('_')}={value}" for name, value in query.items())
        answer = as_(vera, scope="read").get(address)
        assert answer.status_code == expect, answer.content
        return answer.json()

    return get

"""Which sources are of one origin: by domain, by publisher, or set by hand."""

import pytest

from annotations.changes.models import Change
from annotations.evidence.actions import add_evidence
from annotations.evidence.independence import count_independent
from annotations.evidence.models import Evidence, Source
from tests.cast import problem
from tests.making import make_claim


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


@pytest.fixture
def add(claim, alice):
    """Adds evidence, and gives its source."""
    return lambda stance="supports", **source: add_evidence(claim=claim, actor=alice, stance=stance, **source).source


@pytest.fixture
def counted(claim):
    return lambda: count_independent(
        Evidence.objects.alive().filter(claim=claim).select_related("source__same_origin_as")
    )


def test_one_registered_domain_is_one_publisher(add, counted):
    add(url="https://www.port.example/a")
    add(url="https://news.port.example/b")
    add(url="https://other.example/")
    assert counted() == (3, 2)


def test_without_a_link_the_publisher_tells(add, counted):
    add(citation="A book.", publisher="The Harbour  Press")
    add(citation="Another book.", publisher="the harbour press")
    add(citation="A note.")
    add(citation="Another note.")
    assert counted() == (4, 3)


def test_what_is_not_public_does_not_count(add, counted):
    add(url="https://one.example/")
    add(url="https://two.example/", visibility="internal")
    add(url="https://three.example/", visibility="confidential")
    assert counted() == (1, 1)


def test_same_origin_is_set_by_hand(as_, alice, desk, add, counted, head):
    agency, paper, third = (add(url=f"https://{name}.example/") for name in ("agency", "paper", "third"))
    answer = as_(alice).patch(f"sources/{paper.uid}", {"same_origin_as": agency.uid}, etag="*")
    assert (answer.status_code, answer.json()["same_origin_as"]) == (200, agency.uid)
    assert counted() == (3, 2)
    change = Change.objects.get(project=desk, seq=head())
    assert (change.verb, change.kind) == ("edit", "source")
    assert change.data == {"before": {"same_origin_as": None}, "after": {"same_origin_as": agency.uid}}
    assert as_(alice).get("sources").json()["results"][1]["same_origin_as"] == agency.uid
    # Whoever points at it points at its origin.
    as_(alice).patch(f"sources/{third.uid}", {"same_origin_as": paper.uid}, etag="*")
    assert Source.objects.get(pk=third.pk).same_origin_as == agency
    assert counted() == (3, 1)
    # And when the origin gets one, they all have that.
    wire = add(url="https://wire.example/")
    as_(alice).patch(f"sources/{agency.uid}", {"same_origin_as": wire.uid}, etag="*")
    assert set(Source.objects.exclude(pk=wire.pk).values_list("same_origin_as", flat=True)) == {wire.pk}
    assert counted() == (4, 1)
    as_(alice).patch(f"sources/{third.uid}", {"same_origin_as": None}, etag="*")
    assert counted() == (4, 2)


def test_origin_that_makes_no_sense_is_refused(as_, alice, add, head):
    one, two = add(url="https://one.example/"), add(url="https://two.example/")
    as_(alice).patch(f"sources/{two.uid}", {"same_origin_as": one.uid}, etag="*")
    before = head()
    for source, origin in ((one, one.uid), (one, two.uid), (one, "nothing"), (one, 7)):
        refused = as_(alice).patch(f"sources/{source.uid}", {"same_origin_as": origin}, etag="*")
        assert problem(refused) == (400, ["/same_origin_as"])
    assert head() == before

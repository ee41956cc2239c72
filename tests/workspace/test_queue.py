"""My queue: which claims, in which order, and the way from one to the next."""

import pytest
from django.utils import timezone

from tests.making import submit


def days(number):
    return (timezone.localdate() + timezone.timedelta(days=number)).isoformat()


@pytest.fixture
def work(cast, as_):
    def give(claim, **more):
        answer = as_(cast.carol).post("assignments", {"claim": claim.uid, "assignee": "bob", **more})
        assert answer.status_code == 201, answer.content

    return give


def order(client):
    """The claims of somebody's queue, by going from one to the next."""
    found, address = [], "queue/"
    while address:
        response = client.get(address)
        assert response.status_code == 200
        if "number" not in response.context or response.context["number"] is None:
            break
        assert response.context["number"] == len(found) + 1
        found.append(response.context["claim"].text)
        if len(found) == response.context["count"]:
            break
        address = f"queue/?claim={response.context['following']}"
    return found


def test_what_is_due_comes_first_then_what_is_urgent(cast, as_page, make_claim, work):
    plain, urgent, due, late = (
        make_claim(f"{name}.", priority=priority)
        for name, priority in (("Plain", "normal"), ("Urgent", "high"), ("Due", "low"), ("Late", "low"))
    )
    work(plain)
    work(urgent)
    work(due, due_on=days(2))
    work(late, due_on=days(-2))
    asked = make_claim("Asked.")
    submit(asked, cast.alice)
    assert order(as_page(cast.bob)) == ["Late.", "Due.", "Urgent.", "Plain.", "Asked."]


def test_claims_of_an_article_that_is_given_are_in_the_queue_until_they_are_judged(cast, as_, as_page, make_claim):
    claim = make_claim("Bread.")
    article = claim.appearances.get().span.article
    as_(cast.carol).post("assignments", {"article": article.uid, "assignee": "bob"})
    assert order(as_page(cast.bob)) == ["Bread."]
    submit(claim, cast.bob)
    assert order(as_page(cast.bob)) == []


def test_queue_leaves_out_what_is_declined_judged_or_recused(cast, as_, as_page, make_claim, work):
    declined, judged, recused, kept = (make_claim(f"{name}.") for name in ("Declined", "Judged", "Recused", "Kept"))
    for claim in (declined, judged, kept):
        work(claim)
    submit(recused, cast.alice)
    as_(cast.carol).post(f"claims/{declined.uid}/transitions", {"to": "declined", "reason": "No."})
    submit(judged, cast.bob)
    as_(cast.bob).post("recusals", {"claim": recused.uid})
    assert order(as_page(cast.bob)) == ["Kept."]


def test_empty_queue_says_what_to_do(cast, as_page):
    assert "Nothing waits for you" in as_page(cast.bob).get("queue/").content.decode()


def test_claim_out_of_the_queue_shows_and_leads_back_into_it(cast, as_page, make_claim, work):
    waiting, other = make_claim("Waiting."), make_claim("Other.")
    work(waiting)
    response = as_page(cast.bob).get(f"queue/?claim={other.uid}")
    assert (response.context["number"], response.context["following"]) == (None, waiting.uid)
    assert as_page(cast.bob).get("queue/?claim=none").status_code == 404
    assert as_page(cast.vera).get("queue/").status_code == 403

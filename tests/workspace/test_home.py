"""What waits for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.ratings.models import Rating
from annotations.replies.actions import ask
from annotations.verdicts.models import Decision, Round, Verdict
from tests.making import make_claim

SECRET = "because the sealed reason says so"


@pytest.fixture
def give(desk):
    """`give(claim, user, rating, status)`: a verdict in the claim's newest round, which is open from then on."""

    def give(claim, user, rating="false", status="submitted"):
        found = Round.objects.filter(claim=claim).latest("number")
        scale = desk.scales.get()
        if status == "submitted" and found.opened_at is None:
            found.opened_at, found.scale = timezone.now(), scale
            found.save()
        return Verdict.objects.create(
            project=desk,
            claim=claim,
            round=found,
            reviewer=user,
            rating=Rating.objects.get(scale=scale, slug=rating),
            explanation=SECRET,
            status=status,
            submitted_at=timezone.now() if status == "submitted" else None,
        )

    return give


def reveal(claim):
    Round.objects.filter(claim=claim).update(revealed_at=timezone.now())
    claim.status = "in_review"
    claim.save()


def waiting(response):
    return [(each.claim.text, each.asked_me, each.mine is not None) for each in response.context["verdicts"]]


def test_nothing_waits_on_a_new_desk(alice, as_page):
    response = as_page(alice).get("")
    assert (response.context["waiting"], "Nothing waits for you." in response.content.decode()) == (0, True)


def test_open_round_waits_for_those_who_have_not_submitted(cast, as_page, make_claim, give):
    claim = make_claim("Bread.")
    assert waiting(as_page(cast.bob).get("")) == []
    give(claim, cast.alice)
    assert waiting(as_page(cast.alice).get("")) == []
    assert waiting(as_page(cast.bob).get("")) == [("Bread.", False, False)]
    assert waiting(as_page(cast.vera).get("")) == []


def test_those_who_are_asked_come_first_then_drafts(cast, as_page, make_claim, give):
    opened, drafted, asked = make_claim("Opened."), make_claim("Drafted."), make_claim("Asked.")
    give(opened, cast.alice)
    give(drafted, cast.bob, status="draft")
    Round.objects.get(claim=asked).asked.add(cast.bob)
    assert waiting(as_page(cast.bob).get("")) == [
        ("Asked.", True, False),
        ("Drafted.", False, True),
        ("Opened.", False, False),
    ]


def test_round_waits_for_nobody_else_where_somebody_is_asked(cast, as_page, make_claim, give):
    claim = make_claim("Bread.")
    Round.objects.get(claim=claim).asked.add(cast.bob)
    give(claim, cast.alice)
    assert waiting(as_page(cast.bob).get("")) == [("Bread.", True, False)]
    assert waiting(as_page(cast.carol).get("")) == []


def test_home_tells_who_has_submitted_and_nothing_of_what(cast, as_page, make_claim, give):
    give(make_claim("Bread."), cast.alice, "misleading")
    html = as_page(cast.carol).get("").content.decode()
    assert "Alice has submitted, 1 of 2 in" in html
    assert SECRET not in html
    assert "Misleading" not in html


def test_revealed_round_waits_for_editors_until_it_is_decided(cast, desk, as_page, make_claim, give):
    claim = make_claim("Bread.")
    verdict = give(claim, cast.alice)
    give(claim, cast.bob)
    reveal(claim)
    asked = {name: as_page(getattr(cast, name)).get("").context["decisions"] for name in ("alice", "carol", "dave")}
    assert {name: [r.claim.text for r in rounds] for name, rounds in asked.items()} == {
        "alice": [],
        "carol": ["Bread."],
        "dave": ["Bread."],
    }
    Decision.objects.create(
        project=desk, claim=claim, round=verdict.round, author=cast.carol, number=1, rating=verdict.rating,
        explanation="So.", method="adjudication",
    )  # fmt: skip
    response = as_page(cast.carol).get("")
    assert response.context["decisions"] == []
    assert [each.claim.text for each in response.context["decided"]] == ["Bread."]


@pytest.mark.parametrize("status", ["declined", "duplicate"])
def test_claim_that_is_not_checked_waits_for_nobody(status, cast, as_page, make_claim, give):
    claim = make_claim()
    give(claim, cast.alice)
    claim.status = status
    claim.save()
    assert waiting(as_page(cast.bob).get("")) == []


def test_home_shows_who_works_where(cast, as_page, make_claim):
    make_claim("Bread.", by=cast.bob)
    (article,) = as_page(cast.alice).get("").context["happening"]
    assert (article.title, article.open_claims) == ("On: Bread.", 1)
    assert {user.username for user in article.people} == {"alice", "bob"}


def test_home_shows_what_needs_another_look(alice, as_page, make_claim):
    claim = make_claim("Bread.")
    claim.stale = True
    claim.save()
    assert [each.text for each in as_page(alice).get("").context["another_look"]] == ["Bread."]


def give_work(caller, **body):
    answer = caller.post("assignments", body)
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def days(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def test_given_work_waits_and_what_is_late_stands_apart(cast, as_, as_page, make_claim, give):
    carol = as_(cast.carol)
    late, today, later, judged = (make_claim(f"{name}.") for name in ("Late", "Today", "Later", "Judged"))
    for claim, due in ((late, -3), (today, 0), (later, 4), (judged, 4)):
        give_work(carol, claim=claim.uid, assignee="bob", due_on=days(due))
    give(judged, cast.alice)
    page = as_page(cast.bob).get("")
    assert [[each.claim.text for each in page.context[name]] for name in ("due", "work", "verdicts")] == [
        ["Late.", "Today."],
        ["Later."],
        ["Judged."],
    ]
    assert (page.context["waiting"], page.context["late"]) == (2, 2)
    html = page.content.decode()
    assert [words in html for words in ("Late, 3 days", "Late or due today", "My queue")] == [True] * 3
    # The editor sees what is late with others, not what is due.
    assert [each.claim.text for each in as_page(cast.carol).get("").context["others"]] == ["Late."]
    assert as_page(cast.vera).get("").context["late"] == 0


def test_mention_waits_until_it_is_read(cast, as_, as_page, make_claim):
    claim = make_claim("Bread.")
    body = {"about": {"type": "claim", "id": claim.uid}, "text": "@bob, is this so?"}
    made = as_(cast.alice).post(f"claims/{claim.uid}/comments", body).json()
    assert [each.text for each in as_page(cast.bob).get("").context["mentions"]] == ["@bob, is this so?"]
    assert f"#comment-{made['id']}" in as_page(cast.bob).get("").content.decode()
    assert as_page(cast.carol).get("").context["mentions"] == []


def test_happening_now_says_who_is_on_it(cast, as_, as_page, make_claim):
    claim = make_claim("Bread.")
    article = claim.appearances.get().span.article
    give_work(as_(cast.bob), article=article.uid, blocks=[0, 0], on_it=True)
    assert "<bdi>Bob</bdi> is on paragraph 1 until" in as_page(cast.alice).get("").content.decode()


def test_home_takes_as_many_queries_for_three_as_for_one(cast, as_, as_page, make_claim, give, queries):
    counts = []
    for number in range(3):
        for name in ("Late", "Later", "Judged"):
            claim = make_claim(f"{name} {number}.")
            due = days(-1 if name == "Late" else 3)
            give_work(as_(cast.carol), claim=claim.uid, assignee="bob", due_on=due)
            if name == "Judged":
                give(claim, cast.alice)
        counts.append(queries(lambda: as_page(cast.bob).get("")))
    assert counts[1:] == counts[1:2] * 2


def test_answers_that_are_due_stand_on_the_home_of_those_who_write(client, desk, alice, vera):
    claim = make_claim(desk, alice, "The bridge was closed.")
    day = timedelta(days=1)
    for wait, answer in ((-day / 2, None), (3 * day, None), (-day / 2, "No comment.")):
        ask(
            claim=claim,
            actor=alice,
            channel="mail",
            sent_at=timezone.now() - 2 * day,
            deadline=timezone.now() + wait,
            answer=answer,
        )
    client.force_login(alice)
    shown = client.get("/d/desk/").content.decode()
    assert shown.count(f'href="/d/desk/claims/{claim.uid}#replies"') == 1
    client.force_login(vera)
    assert "#replies" not in client.get("/d/desk/").content.decode()

"""Unitizing alpha: the worker's job, the figure, and the highlights behind it."""

import pytest

from annotations.articles.models import Article
from annotations.claims.models import Claimant
from annotations.insights import marks
from annotations.insights.models import Unitizing
from annotations.jobs.models import Job
from annotations.jobs.worker import run_pending
from annotations.projects.models import Membership
from tests.insights.published import PASSAGES_2004

TEXT = "\n".join("abcdefghi " * 6 for _ in range(5)).ljust(300, "x")[:300]


@pytest.fixture
def make_text(as_, alice):
    """`make_text()`: the id of an article of 300 code points in five paragraphs."""
    return lambda text=TEXT: as_(alice).post("articles", {"text": text, "title": "Three hundred"}).json()["id"]


@pytest.fixture
def mark(as_):
    """`mark(article, alice, start, length)` highlights a passage."""

    def highlight(article, user, start, length, text=TEXT, **more):
        body = {"version": 1, "start": start, "end": start + length, "exact": text[start : start + length]} | more
        answer = as_(user).post(f"articles/{article}/spans", body)
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    return highlight


@pytest.fixture
def figure(ask):
    """`figure()`: what `P/agreement` says of highlights once the worker has nothing left to do."""

    def get(**query):
        ask(**query)
        run_pending()
        return ask(**query)["coefficients"]["alpha_unitizing"]

    return get


@pytest.fixture
def published(make_text, mark, alice, bob):
    """The article of Krippendorff 2004, p. 254: c is what can be checked, k what cannot."""
    article = make_text()
    for name, checkable in (("c", True), ("k", False)):
        for user, passages in zip((alice, bob), PASSAGES_2004[name], strict=True):
            for start, length in passages:
                mark(article, user, start - 150, length, checkable=checkable)
    return article


def test_published_study_reaches_its_number_through_the_worker(ask, figure, published):
    before = ask()
    assert (before["pending"], before["coefficients"]["alpha_unitizing"]["value"]) == (True, None)
    assert before["coefficients"]["alpha_unitizing"]["reason"] == "This is being computed. Look again in a moment."
    found = figure()
    assert found["value"] == pytest.approx(0.8587, abs=0.00005)
    assert (found["units"], found["coverage"], found["reason"]) == (9, 1.0, None)
    assert found["interval"]["low"] <= found["value"] <= found["interval"]["high"]
    assert found["warnings"] == [
        "Highlights are not blind: people see each other’s while they mark.",
        "Only 9 highlights: too few to rely on.",
    ]
    assert ask()["pending"] is False


def test_nobody_who_looks_twice_makes_two_jobs(ask, published):
    for _ in range(3):
        ask()
    assert Job.objects.filter(name=marks.JOB).count() == 1
    run_pending()
    ask()
    assert Job.objects.filter(name=marks.JOB).count() == 0


def test_what_changes_is_computed_anew_and_nothing_else(figure, as_, published, make_text, mark, alice, bob):
    other = make_text()
    mark(other, alice, 10, 20)
    mark(other, bob, 10, 20)
    figure()
    kept = Unitizing.objects.get(article__uid=published, one=None).pk
    span = mark(other, bob, 60, 20)
    assert figure(article=other)["value"] < 1
    assert Unitizing.objects.get(article__uid=published, one=None).pk == kept
    as_(bob).delete(f"spans/{span}", headers={"If-Match": "*"})
    assert figure(article=other)["value"] == 1
    as_(alice).delete(f"articles/{other}", headers={"If-Match": "*"})
    figure()
    assert list(Unitizing.objects.filter(one=None).values_list("article__uid", flat=True)) == [published]


def test_job_that_runs_out_of_time_asks_for_another_run(figure, published, make_text, mark, alice, bob, monkeypatch):
    second = make_text()
    mark(second, alice, 10, 20)
    mark(second, bob, 15, 20)
    monkeypatch.setattr(marks, "AT_ONCE", -1)
    project = Article.objects.get(uid=second).project
    marks.compute({"project": project.pk})
    assert (Unitizing.objects.count(), Job.objects.filter(name=marks.JOB).count()) == (0, 1)
    monkeypatch.undo()
    assert figure()["units"] == 11


def test_only_accepted_highlights_count(figure, desk, published, mark, carol):
    whole = figure()
    Membership.objects.filter(project=desk, user=carol).update(trainee=True)
    mark(published, carol, 0, 30)
    assert figure() == whole


def test_pair_is_compared_alone_and_one_person_with_nobody(ask, figure, published, make_text, mark, alice, bob, carol):
    mark(published, carol, 70, 80)
    alone = make_text()
    mark(alone, alice, 5, 10)
    found = figure(by="pair")
    assert found["coverage"] == 0.5
    pair = figure(reviewers="alice,bob")
    assert pair["value"] == pytest.approx(0.8587, abs=0.00005)
    # A thousand samples for each pair of many would keep the worker from its mails.
    assert pair["interval"] is None and pair["warnings"][-1].startswith("No interval")
    assert figure(reviewers="bob,carol")["value"] != pair["value"]
    assert figure(article=alone)["reason"] == "No article has highlights of two people."


def test_desk_weighs_articles_by_their_length(figure, published, make_text, mark, alice, bob):
    text = TEXT * 2
    long = make_text(text)
    mark(long, alice, 0, 50, text=text)
    mark(long, bob, 100, 50, text=text)
    found = figure()
    rows = list(Unitizing.objects.filter(one=None))
    seen, chance = (sum(r.length * getattr(r, name) for r in rows) for name in ("observed", "expected"))
    assert sorted(row.length for row in rows) == [300, 600]
    assert found["value"] == pytest.approx(1 - seen / chance, abs=1e-6)
    assert "From 2 articles only." not in found["warnings"] and found["interval"] is not None


def test_highlights_have_no_claimant(ask, make_round, alice, bob, desk):
    mayor = Claimant.objects.create(project=desk, name="Mayor", name_folded="mayor")
    make_round({alice: "true", bob: "true"}, claimant=mayor)
    reason = "Highlights belong to an article, not to whoever said what it claims."
    assert ask(claimant=mayor.uid)["coefficients"]["alpha_unitizing"]["reason"] == reason
    (part,) = ask(by="claimant")["groups"]
    assert part["coefficients"]["alpha_unitizing"]["reason"].startswith("Highlights are compared by article")


def test_highlights_behind_the_figure_say_who_else_marked_there(ask, published):
    results = ask("/spans", article=published)["results"]
    found = [(r["author"], r["checkable"], r["fragments"][0]["start"], r["also"]) for r in results]
    assert found == [
        ("alice", True, 75, ["bob"]),
        ("alice", True, 220, ["bob"]),
        ("bob", True, 70, ["alice"]),
        ("bob", True, 205, ["alice"]),
        ("bob", True, 250, []),
        ("alice", False, 30, ["bob"]),
        ("alice", False, 150, ["bob"]),
        ("bob", False, 30, ["alice"]),
        ("bob", False, 150, ["alice"]),
    ]
    assert ask("/spans", article=published, reviewers="alice,carol")["results"][0]["also"] == []

"""Publications as rows: frozen, numbered, hashed, found by strangers."""

import hashlib
import json
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from annotations.claims.models import Claim
from annotations.errors import Conflict, Gone, Invalid, Missing
from annotations.jobs.models import Job
from annotations.jobs.worker import run_pending
from annotations.notifications.models import Notification
from annotations.notifications.present import sentence
from annotations.publishing import public
from annotations.publishing.actions import GO_LIVE, correct, go_live, publish, unschedule
from annotations.publishing.models import FactCheck, Publication
from annotations.publishing.snapshots import in_other_numbers
from annotations.verdicts.actions import decide


def state(claim):
    return Claim.objects.values_list("publication_state", flat=True).get(pk=claim.pk)


def test_a_publication_freezes_the_row_and_the_words(desk, carol, claim):
    made = publish(claim=claim, actor=carol, headline="Not three days", body="Two days, says the log [1].")
    found = public.fact_check(desk, claim.uid)
    row = public.row(desk, found.current.snapshot)
    assert (made.number, made.form, state(claim)) == (1, "first", "live")
    assert row["url"] == f"http://127.0.0.1:8000/public/desk/factchecks/{claim.uid}"
    assert [item["title"] for item in row["evidence"]] == ["Log 1", "Log 2"]
    assert {name: row[name] for name in ("version", "corrections", "publication_state", "canonical_url")} == {
        "version": 1,
        "corrections": [],
        "publication_state": "live",
        "canonical_url": None,
    }
    assert row["published_at"] == row["first_published_at"] == row["updated_at"]
    assert found.current.snapshot["headline"] == "Not three days"


def test_nothing_the_desk_does_afterwards_shows(desk, alice, carol, claim):
    publish(claim=claim, actor=carol)
    before = public.fact_check(desk, claim.uid).current.snapshot
    decide(claim=claim, actor=carol, rating="true", explanation="No.", method="adjudication")
    assert public.fact_check(desk, claim.uid).current.snapshot == before
    assert (FactCheck.objects.get().rating, state(claim)) == ("mostly-false", "live")


def test_the_hash_is_recomputed_with_the_standard_library(carol, claim):
    made = publish(claim=claim, actor=carol, headline="«Harbour» \U0001f6a2 \u0007")
    made = Publication.objects.get(pk=made.pk)
    text = json.dumps(made.snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256((made.salt + text).encode()).hexdigest() == made.hash


def test_a_publication_is_never_changed(carol, claim):
    made = publish(claim=claim, actor=carol)
    for attempt in (
        made.save,
        made.delete,
        lambda: Publication.objects.filter(pk=made.pk).update(reason="x"),
        lambda: Publication.objects.bulk_update([made], ["reason"]),
        lambda: Publication.objects.all().delete(),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_a_second_publication_is_refused(carol, claim):
    publish(claim=claim, actor=carol)
    with pytest.raises(Conflict), transaction.atomic():
        publish(claim=claim, actor=carol)


def test_a_source_that_is_not_there_is_refused(carol, claim):
    with pytest.raises(Invalid) as error, transaction.atomic():
        publish(claim=claim, actor=carol, body="See [2](https://example.org/), [3].")
    assert error.value.errors == [("/body", "There is no source [3]. There are 2 public pieces of evidence.")]
    assert not Publication.objects.exists()


def test_other_digits_name_no_source(desk, carol, claim):
    """The page links `[1]` alone, so nothing else is counted, renumbered or refused."""
    publish(claim=claim, actor=carol, body="See [1] and [٣].")
    assert public.fact_check(desk, claim.uid).current.snapshot["body"] == "See [1] and [٣]."


def test_evidence_that_moved_since_the_text_was_written_is_refused(carol, claim):
    with pytest.raises(Conflict), transaction.atomic():
        publish(claim=claim, actor=carol, body="See [1].", sources=["another"])


def test_a_correction_is_the_next_version_and_keeps_the_words(desk, carol, claim):
    publish(claim=claim, actor=carol, headline="Not three days", body="See [2].")
    correct(claim=claim, actor=carol, kind="fix", reason="A typing error.", notice="We had misspelt it.")
    found = public.fact_check(desk, claim.uid)
    assert (found.state, found.current.number, found.current.snapshot["headline"]) == (
        "corrected",
        2,
        "Not three days",
    )
    [told] = found.current.snapshot["corrections"]
    assert (told["kind"], told["reason"], told["notice"], told["version"]) == (
        "fix",
        "A typing error.",
        "We had misspelt it.",
        2,
    )
    first = Publication.objects.get(number=1)
    assert found.first_published_at == first.published_at
    assert first.snapshot["corrections"] == []


def test_numbers_in_the_kept_text_follow_their_sources(desk, carol, claim):
    publish(claim=claim, actor=carol, body="See [2], not [1].")
    one, two = claim.evidence.filter(visibility="public").order_by("position")
    one.position, two.position = two.position, one.position
    one.save()
    two.save()
    correct(claim=claim, actor=carol, kind="update", reason="In another order.")
    assert public.fact_check(desk, claim.uid).current.snapshot["body"] == "See [1], not [2]."
    one.visibility = "internal"
    one.save()
    with pytest.raises(Conflict), transaction.atomic():
        correct(claim=claim, actor=carol, kind="update", reason="One fewer.")


def test_another_rating_needs_a_correction(carol, claim):
    publish(claim=claim, actor=carol)
    decide(claim=claim, actor=carol, rating="true", explanation="No.", method="adjudication")
    with pytest.raises(Conflict), transaction.atomic():
        correct(claim=claim, actor=carol, kind="fix", reason="Another rating.")
    correct(claim=claim, actor=carol, kind="correction", reason="Another log.")
    assert FactCheck.objects.get().rating == "true"


def test_what_was_withdrawn_leaves_a_tombstone(desk, carol, claim):
    publish(claim=claim, actor=carol, headline="Defamation")
    correct(claim=claim, actor=carol, kind="void", reason="The source was forged.", notice="We withdraw this.")
    with pytest.raises(Gone) as error:
        public.fact_check(desk, claim.uid)
    assert (error.value.detail, state(claim)) == ("We withdraw this.", "void")
    assert not public.live(desk).exists()
    assert "Defamation" not in json.dumps(Publication.objects.get(number=2).snapshot)
    assert not FactCheck.objects.search("defamation").exists()
    with pytest.raises(Conflict), transaction.atomic():
        correct(claim=claim, actor=carol, kind="fix", reason="Back.")


@pytest.fixture
def scheduled(carol, claim):
    Claim.objects.filter(pk=claim.pk).update(status="approved")
    made = publish(claim=claim, actor=carol, embargo_until=timezone.now() + timedelta(hours=1))
    return made


def in_an_hour(monkeypatch):
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)


def test_what_waits_is_public_when_its_time_has_come(monkeypatch, desk, claim, scheduled, log, head):
    with pytest.raises(Missing):
        public.fact_check(desk, claim.uid)
    job = Job.objects.get(name=GO_LIVE)
    go_live(job.payload)
    assert state(claim) == "scheduled"
    in_an_hour(monkeypatch)
    before = head()
    go_live(job.payload)
    go_live(job.payload)
    assert state(claim) == "live"
    assert log(before) == [("factcheck", "publish", "publication", scheduled.uid)]
    assert public.fact_check(desk, claim.uid).first_published_at == scheduled.published_at


def test_what_waits_is_not_published_when_the_claim_is_in_review_again(monkeypatch, claim, scheduled, log, head):
    Claim.objects.filter(pk=claim.pk).update(status="in_review")
    before = head()
    in_an_hour(monkeypatch)
    go_live({"publication": scheduled.pk})
    assert (state(claim), Publication.objects.count()) == ("none", 0)
    assert log(before) == [("factcheck", "unschedule", "publication", scheduled.uid)]


def test_what_waits_can_be_taken_back_and_published_anew(carol, claim, scheduled):
    unschedule(claim=claim, actor=carol)
    publish(claim=claim, actor=carol)
    assert (state(claim), Publication.objects.get().number) == ("live", 1)
    with pytest.raises(Conflict), transaction.atomic():
        unschedule(claim=claim, actor=carol)


def test_the_minority_view_is_public_only_where_that_was_said(desk, carol, claim):
    decide(claim=claim, actor=carol, rating="false", explanation="No.", method="adjudication", dissent="Two days!")
    publish(claim=claim, actor=carol)
    assert public.fact_check(desk, claim.uid).current.snapshot["dissent"] is None
    correct(claim=claim, actor=carol, kind="update", reason="With the minority's view.", show_dissent=True)
    assert public.fact_check(desk, claim.uid).current.snapshot["dissent"] == "Two days!"


def test_whoever_worked_on_it_is_told(desk, carol, claim):
    publish(claim=claim, actor=carol)
    correct(claim=claim, actor=carol, kind="void", reason="Forged.")
    run_pending()
    told = Notification.objects.filter(event="published").order_by("pk")
    assert [(row.user.username, sentence(row)) for row in told.select_related("user", "actor")] == [
        ("alice", "Carol published the fact-check of a claim you worked on"),
        ("bob", "Carol published the fact-check of a claim you worked on"),
        ("alice", "Carol withdrew the fact-check of a claim you worked on"),
        ("bob", "Carol withdrew the fact-check of a claim you worked on"),
    ]


def test_sources_that_have_no_other_number_leave_no_gap_in_time():
    assert in_other_numbers("It was [1], so [2] . Or [3]", {1: 2}) == "It was [2], so. Or"
    begun = time.process_time()
    in_other_numbers(f"[1] {' ' * 20_000}b", {1: 1})
    # It took four seconds when every space was tried as the first one.
    assert time.process_time() - begun < 1

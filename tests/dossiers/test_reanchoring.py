"""A new version of an article, and what becomes of its highlights."""

import pytest

from annotations.jobs import worker
from annotations.jobs.models import Job
from annotations.spans.models import Anchor

OLD = "The plane fell near Belgorod.\nSixty-five prisoners were on board.\nThe UN could not verify this.\n"
NEW = "Updated at noon.\nThe plane fell near Belgorod.\nSixty-three prisoners were on board.\n"


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"title": "The crash", "text": OLD}).json()["id"]


@pytest.fixture
def mark(as_, alice, article):
    """A function that highlights a quote of the first version and gives the span's id."""

    def mark(quote, text=OLD, **more):
        start = text.index(quote)
        body = {"version": 1, "start": start, "end": start + len(quote), "exact": quote} | more
        return as_(alice).post(f"articles/{article}/spans", body).json()["id"]

    return mark


def add_version(caller, article, text=NEW):
    answer = caller.post(f"articles/{article}/versions", {"text": text})
    assert answer.status_code == 201, answer.content
    return answer.json()


def shown(caller, span, query=""):
    found = caller.get(f"spans/{span}{query}").json()
    return found["state"], found["version"], [f["exact"] for f in found["fragments"]]


def test_spans_are_pending_until_the_worker_has_carried_them_over(as_, alice, bob, article, mark):
    kept, changed, removed = mark("plane fell"), mark("Sixty-five prisoners were"), mark("could not verify")
    caller = as_(alice)
    assert add_version(as_(bob), article)["number"] == 2
    assert shown(caller, kept) == ("pending", 1, ["plane fell"])
    worker.run_pending()
    assert shown(caller, kept) == ("moved", 2, ["plane fell"])
    assert shown(caller, changed) == ("changed", 1, ["Sixty-five prisoners were"])
    assert shown(caller, removed) == ("removed", 1, ["could not verify"])
    assert shown(caller, kept, "?version=1") == ("original", 1, ["plane fell"])


def test_what_the_worker_did_is_in_the_log_with_the_claims_it_concerns(as_, alice, bob, article, mark, head):
    span = mark("plane fell")
    claim = as_(alice).post("claims", {"text": "The plane fell.", "spans": [span]}).json()["id"]
    add_version(as_(bob), article)
    before = head()
    worker.run_pending()
    found = as_(alice).get(f"changes?after={before}").json()["changes"]
    assert [(c["actor"], c["verb"], c["object"]["id"], c["claims"], c["state"]["state"]) for c in found] == [
        ("bob", "reanchor", span, [claim], "moved")
    ]


def test_the_job_may_run_twice(as_, alice, article, mark, head):
    mark("plane fell")
    add_version(as_(alice), article)
    worker.run_pending()
    before = head()
    job = Job.objects.get()  # the second look, a minute later
    job.run_at = job.created_at
    job.save()
    worker.run_pending()
    assert (head(), Anchor.objects.count(), Job.objects.count()) == (before, 2, 0)


def test_a_highlight_in_an_older_version_is_carried_over_too(as_, alice, article, mark):
    add_version(as_(alice), article)
    worker.run_pending()
    span = mark("near Belgorod")
    assert shown(as_(alice), span)[0] == "pending"
    worker.run_pending()
    assert shown(as_(alice), span) == ("moved", 2, ["near Belgorod"])


def test_a_deleted_highlight_has_its_place_when_it_is_restored(as_, alice, article, mark, head):
    span = mark("plane fell")
    as_(alice).delete(f"spans/{span}", etag="*")
    add_version(as_(alice), article)
    before = head()
    worker.run_pending()
    assert head() == before
    as_(alice).post(f"spans/{span}/restore")
    assert shown(as_(alice), span) == ("moved", 2, ["plane fell"])


def test_a_person_puts_a_highlight_that_waits_where_it_belongs(as_, alice, article, mark):
    span = mark("Sixty-five prisoners were")
    add_version(as_(alice), article)
    worker.run_pending()
    start = NEW.index("Sixty-three prisoners were")
    body = {"version": 2, "start": start, "end": start + 26, "exact": "Sixty-three prisoners were"}
    assert as_(alice).patch(f"spans/{span}", body, etag="*").status_code == 200
    assert shown(as_(alice), span) == ("confirmed", 2, ["Sixty-three prisoners were"])
    add_version(as_(alice), article, "A line.\n" + NEW)
    worker.run_pending()
    assert shown(as_(alice), span) == ("moved", 3, ["Sixty-three prisoners were"])


def test_what_waits_for_a_person_is_tried_again_from_where_it_was_last_placed(as_, alice, article, mark):
    span = mark("could not verify")
    add_version(as_(alice), article)
    worker.run_pending()
    add_version(as_(alice), article, OLD)
    worker.run_pending()
    assert shown(as_(alice), span) == ("unchanged", 3, ["could not verify"])
    assert shown(as_(alice), span, "?version=2")[0] == "removed"


def test_many_highlights_are_carried_over_in_lots(as_, alice, article, mark, monkeypatch):
    monkeypatch.setattr("annotations.dossiers.reanchoring.CHUNK", 3)
    spans = [mark("plane fell") for _ in range(7)]
    add_version(as_(alice), article)
    worker.run_pending()
    assert [shown(as_(alice), span) for span in spans] == [("moved", 2, ["plane fell"])] * 7

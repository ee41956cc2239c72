"""What a person says about highlights in a newer version of their article."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.jobs import worker
from annotations.projects.models import Membership
from tests.dossiers.test_reanchoring import NEW, OLD, add_version, shown

CHANGED = "Sixty-five prisoners were"
NOW = "Sixty-three prisoners were"


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"title": "The crash", "text": OLD}).json()["id"]


@pytest.fixture
def mark(as_, alice, article):
    """A function that highlights a quote of the first version and gives the span's id."""

    def mark(quote, **more):
        start = OLD.index(quote)
        body = {"version": 1, "start": start, "end": start + len(quote), "exact": quote} | more
        return as_(alice).post(f"articles/{article}/spans", body).json()["id"]

    return mark


@pytest.fixture
def carried(as_, alice, article):
    """A function that adds a version and has the worker carry the highlights over."""

    def carry(text=NEW):
        add_version(as_(alice), article, text)
        worker.run_pending()

    return carry


def place_of(quote, text=NEW):
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "exact": quote}


def place(caller, span, quote, version=2, text=NEW):
    return caller.patch(f"spans/{span}", {"version": version, **place_of(quote, text)}, etag="*")


def leave(caller, span, left=True, version=2):
    return caller.patch(f"spans/{span}", {"version": version, "left_behind": left}, etag="*")


def test_list_gives_old_places_beside_candidates(as_, alice, vera, article, mark, carried):
    kept, changed, removed = mark("plane fell"), mark(CHANGED), mark("could not verify")
    carried()
    found = as_(vera).get(f"articles/{article}/versions/2/spans").json()["results"]
    assert [(row["id"], row["state"], row["before"]["version"]) for row in found] == [
        (kept, "moved", 1),
        (changed, "changed", 1),
        (removed, "removed", 1),
    ]
    assert [f["exact"] for f in found[1]["before"]["fragments"]] == [CHANGED]
    assert [[f["exact"] for f in each["fragments"]] for each in found[1]["candidates"]] == [[NOW]]
    assert (found[0]["candidates"], found[2]["candidates"]) == ([], [])


def test_list_names_what_still_waits_for_the_worker_and_nothing_of_the_first_version(as_, alice, article, mark):
    span = mark("plane fell")
    assert as_(alice).get(f"articles/{article}/versions/1/spans").json()["results"] == []
    add_version(as_(alice), article)
    (row,) = as_(alice).get(f"articles/{article}/versions/2/spans").json()["results"]
    assert (row["id"], row["state"], row["candidates"]) == (span, "pending", [])
    assert as_(alice).get(f"articles/{article}/versions/3/spans").status_code == 404


def test_list_takes_the_same_number_of_statements_for_one_and_for_three(as_, alice, article, mark):
    def count():
        with CaptureQueriesContext(connection) as captured:
            assert as_(alice).get(f"articles/{article}/versions/2/spans").status_code == 200
        return len(captured)

    mark("plane fell")
    add_version(as_(alice), article)
    worker.run_pending()
    one = count()
    mark(CHANGED), mark("could not verify")
    worker.run_pending()
    assert count() == one


def test_highlight_that_is_left_behind_shows_its_old_place_and_waits_no_more(as_, alice, bob, mark, carried, log, head):
    span = mark("could not verify")
    carried()
    before = head()
    answer = leave(as_(bob), span)
    assert (answer.status_code, answer.json()["left_behind"]) == (200, True)
    assert shown(as_(alice), span) == ("removed", 1, ["could not verify"])
    assert log(before) == [("bob", "leave_behind", "span", span)]
    leave(as_(bob), span)
    assert log(before) == [("bob", "leave_behind", "span", span)]


def test_what_was_said_can_be_taken_back_and_the_worker_looks_once_more(as_, alice, mark, carried):
    span = mark(CHANGED)
    carried()
    leave(as_(alice), span)
    assert leave(as_(alice), span, left=False).json()["state"] == "pending"
    worker.run_pending()
    assert shown(as_(alice), span)[0] == "changed"
    place(as_(alice), span, NOW)
    assert shown(as_(alice), span) == ("confirmed", 2, [NOW])
    leave(as_(alice), span, left=False)
    worker.run_pending()
    assert shown(as_(alice), span) == ("changed", 1, [CHANGED])


def test_highlight_that_the_worker_placed_wrongly_can_be_left_behind(as_, alice, mark, carried):
    span = mark("plane fell")
    carried()
    leave(as_(alice), span)
    assert shown(as_(alice), span) == ("removed", 1, ["plane fell"])


def test_what_was_left_behind_is_not_asked_about_again_until_its_words_are_back(as_, alice, mark, carried):
    span = mark("could not verify")
    carried()
    leave(as_(alice), span)
    carried("Later.\n" + NEW)
    assert as_(alice).get(f"spans/{span}").json()["left_behind"] is True
    carried(OLD)
    span = as_(alice).get(f"spans/{span}").json()
    assert (span["state"], span["left_behind"]) == ("unchanged", False)


def test_only_a_later_version_can_leave_a_highlight_behind(as_, alice, article, mark):
    span = mark("plane fell")
    assert leave(as_(alice), span, version=1).status_code == 409
    assert leave(as_(alice), span, version=2).status_code == 400
    add_version(as_(alice), article)
    assert leave(as_(alice), span).status_code == 409  # the worker has not looked yet


def test_bad_input_names_the_field(as_, alice, mark, carried):
    span = mark("plane fell")
    carried()
    caller = as_(alice)
    at = lambda body: [e["pointer"] for e in caller.patch(f"spans/{span}", body, etag="*").json()["errors"]]  # noqa: E731
    assert at({"version": 2}) == ["/fragments"]
    assert at({"left_behind": True}) == ["/version"]
    assert at({"version": 2, "left_behind": "yes"}) == ["/left_behind"]
    assert at({"version": 2, "left_behind": True, "fragments": [place_of(NOW)]}) == ["/left_behind"]


def test_viewer_and_stranger_decide_nothing(as_, vera, eve, mark, carried):
    span = mark("could not verify")
    carried()
    assert [leave(as_(vera), span).status_code, leave(as_(eve), span).status_code] == [403, 404]


def test_old_etag_is_told_and_nothing_is_written(as_, alice, bob, mark, carried, head):
    span = mark("could not verify")
    carried()
    read = as_(alice).get(f"spans/{span}")["ETag"]
    leave(as_(bob), span)
    before = head()
    body = {"version": 2, **place_of(NOW)}
    answer = as_(alice).patch(f"spans/{span}", body, etag=read)
    assert (answer.status_code, answer.json()["current"]["left_behind"], head()) == (412, True, before)


def test_highlight_of_a_judged_claim_gets_its_first_place_in_a_newer_text_and_keeps_the_old_one(
    as_, alice, bob, mark, carried
):
    span = mark(CHANGED)
    claim = as_(alice).post("claims", {"text": "65 prisoners were on board.", "spans": [span]}).json()["id"]
    verdict = {"rating": "true", "explanation": "The list says so.", "status": "submitted"}
    as_(bob).put(f"claims/{claim}/verdict", verdict)
    assert place(as_(alice), span, "plane fell", version=1, text=OLD).status_code == 409
    carried()
    assert place(as_(alice), span, NOW).status_code == 200
    assert leave(as_(alice), span, left=False).status_code == 200  # taken back: nobody has judged since
    worker.run_pending()
    place(as_(alice), span, NOW)
    as_(alice).put(f"claims/{claim}/verdict", verdict)
    assert place(as_(alice), span, "plane fell").status_code == 409
    assert [leave(as_(alice), span).status_code, leave(as_(alice), span, left=False).status_code] == [409, 409]


def test_what_a_trainee_decides_waits_to_be_accepted(as_, alice, mark, carried, desk):
    span = mark("could not verify")
    carried()
    Membership.objects.filter(project=desk, user=alice).update(trainee=True)
    leave(as_(alice), span)
    assert as_(alice).get(f"spans/{span}").json()["accepted"] is False

"""Work on paragraphs goes with them to a newer text."""

import pytest

from annotations.jobs.worker import run_pending
from tests.cast import problem

OLD = "One sentence stands here.\n\nAnother one stands there.\n\nA third was written later.\n"
NEW = "This was added above all.\n\nOne sentence stands here.\n\nAnother one stands there now.\n"


@pytest.fixture
def article(as_, alice):
    return as_(alice).post("articles", {"title": "A report", "text": OLD}).json()["id"]


@pytest.fixture
def give(as_, bob, article):
    """A function that has bob take the blocks, and gives the path of his work."""

    def made(first, last, **more):
        answer = as_(bob).post("assignments", {"article": article, "blocks": [first, last]} | more)
        assert answer.status_code == 201, answer.content
        return f"assignments/{answer.json()['id']}"

    return made


def newer(as_, alice, article, text=NEW):
    assert as_(alice).post(f"articles/{article}/versions", {"text": text}).status_code == 201
    run_pending()


def test_work_stands_at_the_same_paragraphs_of_the_newer_text(as_, alice, bob, article, give, log, head):
    path = give(0, 1, on_it=True)
    assert [as_(bob).get(path).json()[name] for name in ("blocks", "version")] == [[0, 1], 1]
    newer(as_, alice, article)
    now = as_(bob).get(path).json()
    assert (now["blocks"], now["version"], now["status"]) == ([1, 2], 2, "open")
    before = head()
    run_pending()
    assert head() == before


def test_work_whose_paragraphs_are_gone_ends(as_, alice, bob, article, give):
    on_it, taken = give(2, 2, on_it=True), give(2, 2)
    newer(as_, alice, article)
    assert [as_(bob).get(path).json()["status"] for path in (on_it, taken)] == ["expired", "returned"]


def test_work_that_is_taken_on_a_page_of_the_older_text_follows(as_, alice, bob, article, give):
    newer(as_, alice, article)
    path = give(0, 0, version=1, on_it=True)
    assert as_(bob).get(path).json()["version"] == 1
    run_pending()
    assert [as_(bob).get(path).json()[name] for name in ("blocks", "version")] == [[1, 1], 2]


def test_restored_work_follows_what_came_meanwhile(as_, alice, bob, article, give):
    path = give(1, 1)
    as_(bob).delete(path, etag="*")
    newer(as_, alice, article)
    as_(bob).post(f"{path}/restore")
    run_pending()
    assert [as_(bob).get(path).json()[name] for name in ("blocks", "version")] == [[2, 2], 2]


def test_other_blocks_are_of_the_newest_text_unless_it_is_said(as_, alice, bob, article, give):
    path = give(0, 0)
    newer(as_, alice, article)
    assert as_(bob).patch(path, {"blocks": [0, 0]}, etag="*").json()["version"] == 2
    assert problem(as_(bob).patch(path, {"blocks": [0, 9]}, etag="*")) == (400, ["/blocks"])

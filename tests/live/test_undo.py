"""Deleting and restoring: afterwards the desk is as it was, the log says so, and a copy kept by it is too."""

import pytest

from annotations.management.commands.verify import problems
from tests.cast import problem

TEXT = "The plane fell near Belgorod. Nobody could verify the reports.\n"
MOVING = ("revision", "updated_at")


@pytest.fixture
def work(as_, alice, bob):
    """Addresses below `P/` of things that alice made, and that hang on each other."""
    caller = as_(alice)
    article = caller.post("articles", {"title": "The crash", "text": TEXT}).json()["id"]
    body = {"version": 1, "start": 4, "end": 14, "exact": TEXT[4:14], "note": "Says who?"}
    span = caller.post(f"articles/{article}/spans", body).json()["id"]
    claim = caller.post("claims", {"text": "The plane fell.", "spans": [span]}).json()["id"]
    evidence = caller.post(f"claims/{claim}/evidence", {"citation": "A book", "stance": "supports"}).json()["id"]
    return {
        "article": f"articles/{article}",
        "span": f"spans/{span}",
        "claim": f"claims/{claim}",
        "evidence": f"evidence/{evidence}",
    }


KINDS = ["article", "span", "claim", "evidence"]


def still(value):
    """The value without what every write moves."""
    if isinstance(value, dict):
        return {name: still(inner) for name, inner in value.items() if name not in MOVING}
    return [still(inner) for inner in value] if isinstance(value, list) else value


def snapshot(caller):
    """All that the lists show of the desk, and each of it whole."""
    shown = {}
    for kind in ("articles", "claims", "sources", "claimants"):
        for row in caller.get(kind).json()["results"]:
            shown[f"{kind}/{row['id']}"] = (still(row), still(caller.get(f"{kind}/{row['id']}").json()))
    for path in [path for path in shown if path.startswith("articles/")]:
        shown[f"{path}/spans"] = still(caller.get(f"{path}/spans").json())
    return shown


@pytest.mark.parametrize("kind", KINDS)
def test_restoring_what_was_deleted_leaves_the_desk_as_it_was(as_, alice, vera, work, kind):
    before = snapshot(as_(vera))
    assert as_(alice).delete(work[kind], etag="*").status_code == 204
    assert snapshot(as_(vera)) != before
    answer = as_(alice).post(f"{work[kind]}/restore")
    assert answer.status_code == 200
    assert answer.json() == as_(alice).get(work[kind]).json()
    assert answer["ETag"] == as_(alice).get(work[kind])["ETag"]
    assert snapshot(as_(vera)) == before
    assert list(problems()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_deleted_is_410_to_members_and_404_to_others(as_, alice, vera, eve, work, kind):
    as_(alice).delete(work[kind], etag="*")
    assert problem(as_(vera).get(work[kind])) == (410, [])
    assert problem(as_(alice).patch(work[kind], {}, etag="*"))[0] == 410
    assert problem(as_(alice).delete(work[kind], etag="*"))[0] == 410
    assert problem(as_(eve).get(work[kind])) == (404, [])
    assert problem(as_(eve).post(f"{work[kind]}/restore")) == (404, [])
    assert problem(as_(None).get(work[kind])) == (401, [])


@pytest.mark.parametrize("kind", KINDS)
def test_the_deleter_or_an_editor_restores(as_, alice, bob, carol, vera, work, kind):
    path = f"{work[kind]}/restore"
    assert problem(as_(alice).post(path)) == (404, [])  # nothing is deleted
    as_(alice).delete(work[kind], etag="*")
    assert problem(as_(vera).post(path)) == (403, [])
    assert problem(as_(bob).post(path)) == (403, [])
    assert as_(carol).post(path).status_code == 200
    assert problem(as_(carol).post(path)) == (404, [])
    as_(carol).delete(work[kind], etag="*")
    assert problem(as_(alice).post(path)) == (403, [])  # hers, and yet an editor took it away


@pytest.mark.parametrize("kind", KINDS)
def test_deleting_and_restoring_are_in_the_log(as_, alice, work, kind, log, head):
    before, uid = head(), work[kind].rpartition("/")[2]
    as_(alice).delete(work[kind], etag="*")
    as_(alice).post(f"{work[kind]}/restore")
    assert [entry for entry in log(before) if entry[3] == uid] == [
        ("alice", "delete", kind, uid),
        ("alice", "restore", kind, uid),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_delete_with_an_old_revision_changes_nothing(as_, alice, work, kind, head):
    before = head()
    assert problem(as_(alice).delete(work[kind], etag='"99"'))[0] == 412
    assert problem(as_(alice).delete(work[kind]))[0] == 428
    assert (head(), as_(alice).get(work[kind]).status_code) == (before, 200)


def test_restoring_an_article_returns_only_the_spans_that_went_with_it(as_, alice, work):
    caller = as_(alice)
    body = {"version": 1, "start": 0, "end": 3, "exact": "The"}
    other = caller.post(f"{work['article']}/spans", body).json()["id"]
    caller.delete(f"spans/{other}", etag="*")
    caller.delete(work["article"], etag="*")
    assert problem(caller.post(f"spans/{other}/restore"))[0] == 409
    caller.post(f"{work['article']}/restore")
    spans = caller.get(f"{work['article']}/spans").json()["results"]
    assert [f"spans/{span['id']}" for span in spans] == [work["span"]]
    assert caller.post(f"spans/{other}/restore").status_code == 200


def test_an_id_is_never_used_again(as_, alice, work):
    uid = work["claim"].rpartition("/")[2]
    as_(alice).delete(work["claim"], etag="*")
    assert problem(as_(alice).post("claims", {"id": uid, "text": "Another."}))[0] == 409

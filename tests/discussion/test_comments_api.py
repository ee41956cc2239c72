"""Threads on claims, passages, evidence and open verdicts."""

import pytest

from annotations.discussion.models import Comment
from annotations.evidence.actions import add_evidence
from tests.cast import problem
from tests.making import make_claim, reveal, submit


def test_comment_is_made_listed_read_and_recorded(as_, alice, bob, vera, claim, log, head):
    before = head()
    answer = as_(bob).post(
        f"claims/{claim.uid}/comments",
        {"about": {"type": "claim", "id": claim.uid}, "text": "  Ask @alice, @ALICE and @nobody.\n"},
    )
    made = answer.json()
    assert answer.status_code == 201
    assert answer["Location"].endswith(f"/comments/{made['id']}")
    assert {
        name: made[name] for name in ("claim", "about", "parent", "thread", "text", "mentions", "author", "held")
    } == {
        "claim": claim.uid,
        "about": {"type": "claim", "id": claim.uid},
        "parent": None,
        "thread": made["id"],
        "text": "  Ask @alice, @ALICE and @nobody.\n",
        "mentions": ["alice"],
        "author": "bob",
        "held": False,
    }
    assert as_(vera).get(f"claims/{claim.uid}/comments").json() == {"results": [made], "next": None}
    got = as_(vera).get(f"comments/{made['id']}")
    assert (got.json(), got["ETag"]) == (made, answer["ETag"])
    assert log(before) == [("bob", "create", "comment", made["id"])]
    assert as_(vera).get(f"changes?after={before}").json()["changes"][0]["state"] == made
    # A comment alters nobody's row of verdicts.
    assert as_(vera).get(f"changes?after={before}").json()["changes"][0]["claims"] == []


def test_comment_is_about_what_belongs_to_the_claim(as_, alice, bob, carol, desk, claim):
    other = make_claim(desk, alice, "Another.")
    evidence = add_evidence(claim=claim, actor=bob, citation="The log.", stance="supports")
    elsewhere = add_evidence(claim=other, actor=bob, citation="The book.", stance="supports")
    verdict = submit(claim, alice)
    reveal(claim, carol)
    caller, path = as_(bob), f"claims/{claim.uid}/comments"
    for about in ({"type": "evidence", "id": evidence.uid}, {"type": "verdict", "id": verdict.uid}):
        assert caller.post(path, {"about": about, "text": "Here."}).json()["about"] == about
    for about in (
        {"type": "evidence", "id": elsewhere.uid},
        {"type": "claim", "id": other.uid},
        {"type": "span", "id": "none"},
        {"type": "verdict", "id": evidence.uid},
    ):
        assert problem(caller.post(path, {"about": about, "text": "Here."})) == (400, ["/about/id"])


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"text": "x"}, ["/about"]),
        ({"about": {"type": "claim"}, "text": "x"}, ["/about/id"]),
        ({"about": {"type": "article", "id": "x"}, "text": "x"}, ["/about/type"]),
        ({"about": {"type": "claim", "id": "CLAIM"}, "text": " \n"}, ["/text"]),
        ({"about": {"type": "claim", "id": "CLAIM"}}, ["/text"]),
        ({"about": {"type": "claim", "id": "CLAIM"}, "text": 7}, ["/text"]),
        ({"about": {"type": "claim", "id": "CLAIM"}, "text": "x", "resolved": True}, ["/resolved"]),
        ({"about": {"type": "claim", "id": "CLAIM"}, "text": "x", "parent": "none"}, ["/parent"]),
    ],
)
def test_comment_with_bad_input_names_the_field_and_writes_nothing(as_, bob, claim, head, body, pointers):
    before = head()
    if body.get("about", {}).get("id") == "CLAIM":
        body = body | {"about": {"type": "claim", "id": claim.uid}}
    assert problem(as_(bob).post(f"claims/{claim.uid}/comments", body)) == (400, pointers)
    assert (head(), Comment.objects.count()) == (before, 0)


def test_answers_stay_in_their_thread(as_, alice, bob, say, claim):
    first = say(alice)
    second = say(bob, "Here it is.", parent=first["id"])
    third = say(alice, "Thanks.", parent=second["id"])
    assert [(row["parent"], row["thread"], row["about"]) for row in (second, third)] == [
        (first["id"], first["id"], first["about"]),
        (second["id"], first["id"], first["about"]),
    ]
    path = f"claims/{claim.uid}/comments"
    evidence = add_evidence(claim=claim, actor=bob, citation="The log.", stance="supports")
    body = {"about": {"type": "evidence", "id": evidence.uid}, "text": "x", "parent": first["id"]}
    assert problem(as_(bob).post(path, body)) == (400, ["/about"])


def test_edit_is_for_the_author_alone_with_the_etag(as_, alice, carol, dave, say, log, head):
    made = say(alice)
    path, before = f"comments/{made['id']}", head()
    for other in (carol, dave):
        assert as_(other).patch(path, {"text": "Other words."}, etag="*").status_code == 403
    assert as_(alice).patch(path, {"text": "Better words."}).status_code == 428
    answer = as_(alice).patch(path, {"text": "Better words, @carol."}, etag='"1"')
    assert (answer.json()["text"], answer.json()["mentions"]) == ("Better words, @carol.", ["carol"])
    assert answer.json()["edited_at"] is not None
    stale = as_(alice).patch(path, {"text": "Too late."}, etag='"1"')
    assert (stale.status_code, stale.json()["current"]["text"]) == (412, "Better words, @carol.")
    assert log(before) == [("alice", "edit", "comment", made["id"])]


def test_thread_is_resolved_and_opened_again_by_anybody_who_may_comment(as_, alice, bob, vera, say, log, head):
    first = say(alice)
    answer = say(bob, "Done.", parent=first["id"])
    before = head()
    path = f"comments/{first['id']}"
    done = as_(bob).patch(path, {"resolved": True}, etag="*").json()
    assert (done["resolved"], done["resolved_by"], done["edited_at"]) == (True, "bob", None)
    assert as_(alice).patch(path, {"resolved": False}, etag="*").json()["resolved_by"] is None
    assert problem(as_(bob).patch(f"comments/{answer['id']}", {"resolved": True}, etag="*")) == (400, ["/resolved"])
    assert as_(vera).patch(path, {"resolved": True}, etag="*").status_code == 403
    assert [line[:2] for line in log(before)] == [("bob", "resolve"), ("alice", "reopen")]


def test_delete_is_for_the_author_or_an_editor_and_can_be_undone(as_, alice, bob, carol, say, claim, read):
    made = say(alice)
    say(bob, "Answer.", parent=made["id"])
    path = f"comments/{made['id']}"
    assert as_(bob).delete(path, etag="*").status_code == 403
    assert as_(carol).delete(path, etag="*").status_code == 204
    assert as_(bob).get(path).status_code == 410
    assert read(bob, claim) == ["Answer."]
    assert as_(alice).post(f"{path}/restore").status_code == 403
    back = as_(carol).post(f"{path}/restore")
    assert (back.status_code, back.json()["text"]) == (200, made["text"])
    assert as_(carol).post(f"{path}/restore").status_code == 404
    assert read(bob, claim) == [made["text"], "Answer."]


def test_comments_are_counted_in_lists(as_, alice, bob, say, claim):
    say(alice)
    gone = say(bob)
    as_(bob).delete(f"comments/{gone['id']}", etag="*")
    row = as_(alice).get("claims").json()["results"][0]
    assert row["counts"] == {"spans": 0, "evidence": 0, "comments": 1}


def test_list_needs_the_same_queries_for_one_and_for_three(as_, alice, vera, say, claim, django_assert_num_queries):
    say(alice)
    caller = as_(vera)
    with django_assert_num_queries(4):
        caller.get(f"claims/{claim.uid}/comments")
    first = say(alice)
    say(alice, parent=first["id"])
    with django_assert_num_queries(4):
        assert len(caller.get(f"claims/{claim.uid}/comments").json()["results"]) == 3


def test_comments_go_with_their_claim(as_, alice, carol, say, claim):
    made = say(alice)
    as_(carol).delete(f"claims/{claim.uid}", etag="*")
    assert as_(alice).get(f"comments/{made['id']}").status_code == 410
    assert as_(alice).get(f"claims/{claim.uid}/comments").status_code == 410
    as_(carol).post(f"claims/{claim.uid}/restore")
    assert as_(alice).get(f"comments/{made['id']}").status_code == 200


def test_comments_move_with_a_merge_and_back(as_, alice, bob, carol, desk, say, claim, read):
    kept = make_claim(desk, bob, "The same in other words.")
    verdict = submit(claim, alice)
    reveal(claim, carol)
    say(bob, "On the claim.")
    as_(bob).post(
        f"claims/{claim.uid}/comments", {"about": {"type": "verdict", "id": verdict.uid}, "text": "On the verdict."}
    )
    as_(carol).post(f"claims/{claim.uid}/merge", {"into": kept.uid})
    assert (read(bob, kept), read(bob, claim)) == (["On the claim."], ["On the verdict."])
    assert (
        as_(bob)
        .post(f"claims/{claim.uid}/comments", {"about": {"type": "claim", "id": claim.uid}, "text": "x"})
        .status_code
        == 409
    )
    as_(carol).delete(f"claims/{claim.uid}/merge")
    assert (read(bob, kept), read(bob, claim)) == ([], ["On the claim.", "On the verdict."])


def test_unread_are_others_comments_until_they_are_read(as_, alice, bob, say, claim):
    made = say(alice)
    say(bob, "Mine.")
    assert as_(bob).get("comments/unread").json() == {"claims": {claim.uid: 1}, "spans": {}}
    answer = as_(bob).post("comments/unread", {"comments": [made["id"], "none"]})
    assert (answer.status_code, answer.json()) == (200, {"claims": {}, "spans": {}})
    assert as_(alice).get("comments/unread").json() == {"claims": {claim.uid: 1}, "spans": {}}


def test_viewers_read_and_strangers_see_nothing(as_, alice, vera, eve, say, claim):
    made = say(alice)
    path = f"claims/{claim.uid}/comments"
    assert as_(vera).post(path, {"about": {"type": "claim", "id": claim.uid}, "text": "x"}).status_code == 403
    for each in (path, f"comments/{made['id']}", "comments/unread"):
        assert as_(eve).get(each).status_code == 404
        assert as_(None).get(each).status_code == 401

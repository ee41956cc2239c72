"""`P/notifications`: mine, in my language, read and unread."""

from django.urls import reverse

from tests.cast import problem


def test_notifications_are_listed_newest_first_in_the_readers_language(as_, alice, bob, claim, say, told):
    bob.language = "uk"
    bob.save()
    first, second = say(alice, "One, @bob."), say(alice, "Two, @bob.")
    told()
    found = as_(bob).get("notifications?order=-created&limit=1").json()
    row = found["results"][0]
    assert {name: row[name] for name in ("kind", "read", "actor", "claim", "comment", "text", "title", "excerpt")} == {
        "kind": "mentioned",
        "read": False,
        "actor": "alice",
        "claim": claim.uid,
        "comment": second["id"],
        "text": "Alice згадує вас",
        "title": claim.text,
        "excerpt": "Two, @bob.",
    }
    assert found["unread"] == 2
    assert [each["comment"] for each in as_(bob).get(found["next"]).json()["results"]] == [first["id"]]
    assert as_(alice).get("notifications").json() == {"results": [], "next": None, "unread": 0}


def test_marking_some_and_all_as_read(as_, alice, bob, carol, say, told):
    for n in range(3):
        say(alice, f"{n} @bob @carol")
    told()
    caller = as_(bob)
    ids = [row["id"] for row in caller.get("notifications").json()["results"]]
    assert caller.patch("notifications", {"read": True, "ids": ids[:1]}).json() == {"unread": 2}
    assert caller.patch("notifications", {"read": True}).json() == {"unread": 0}
    assert caller.patch("notifications", {"read": False, "ids": ids[1:]}).json() == {"unread": 2}
    assert as_(carol).get("notifications").json()["unread"] == 3
    assert problem(caller.patch("notifications", {"read": False})) == (400, ["/ids"])
    assert problem(caller.get("notifications?kind=x")) == (400, ["?kind"])


def test_list_needs_the_same_queries_for_one_and_for_three(as_, alice, bob, say, told, django_assert_num_queries):
    caller = as_(bob)
    say(alice, "@bob")
    told()
    with django_assert_num_queries(4):
        caller.get("notifications")
    for _ in range(2):
        say(alice, "@bob")
    told()
    with django_assert_num_queries(4):
        assert len(caller.get("notifications").json()["results"]) == 3


def test_opening_one_marks_it_and_leads_there(client, as_, alice, bob, carol, say, told):
    made = say(alice, "@bob")
    told()
    row = as_(bob).get("notifications").json()["results"][0]
    path = reverse("notification", args=["desk", row["id"]])
    assert row["url"].endswith(path)
    client.force_login(carol)
    assert client.get(path).status_code == 404
    client.force_login(bob)
    assert client.get(path)["Location"] == f"/d/desk/comments/{made['id']}"
    assert as_(bob).get("notifications").json()["unread"] == 0


def test_strangers_and_nobody_get_none(as_, eve, vera):
    assert as_(vera).get("notifications").status_code == 200
    assert as_(eve).get("notifications").status_code == 404
    assert as_(None).get("notifications").status_code == 401

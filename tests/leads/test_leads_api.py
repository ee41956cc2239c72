"""`P/leads`: what is sent in, once, and what editors do with it."""

import pytest

from annotations.claims.models import Appearance, Claim
from annotations.leads.models import Lead
from tests.cast import problem
from tests.making import make_claim


def send(caller, text=None, url=None, **more):
    return caller.post("leads", {"text": text, "url": url} | more)


@pytest.fixture
def lead(as_, alice):
    return send(as_(alice), "The bridge was closed.", "https://news.example.org/bridge?x=1").json()


def test_lead_is_taken_in_with_who_sent_it(as_, alice, vera, log, head):
    before = head()
    answer = send(as_(alice), "The bridge was closed.", None, name="A reader", contact="reader@example.org", note="!")
    assert answer.status_code == 201, answer.content
    made = answer.json()
    stamps = {name: made[name] for name in ("id", "created_at", "updated_at", "last_seen_at", "sightings")}
    assert made == stamps | {
        "text": "The bridge was closed.",
        "url": None,
        "status": "new",
        "priority": "normal",
        "assignee": None,
        "reason": None,
        "claim": None,
        "merged_into": None,
        "seen": 1,
        "revision": 1,
    }
    (sighting,) = made["sightings"]
    assert sighting == {
        "at": sighting["at"],
        "channel": "desk",
        "username": "alice",
        "name": "A reader",
        "contact": "reader@example.org",
        "text": None,
        "note": "!",
    }
    assert as_(vera).get("leads").json()["results"] == [made]
    assert as_(vera).get(f"leads/{made['id']}").json() == made
    assert log(before) == [("alice", "create", "lead", made["id"])]
    change = as_(vera).get(f"changes?after={before}").json()["changes"][0]
    assert (change["state"], "reader@" in str(change["object"])) == (made, False)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("The bridge was closed.", None), ("the  BRIDGE was\nclosed.", None)),
        ((None, "https://news.example.org/a"), (None, "http://www.news.example.org/a/#part")),
        (("One.", "https://news.example.org/a"), ("Another one.", "https://news.example.org/a")),
        (("Україна має мости.", "https://news.example.org/a"), ("україна має мости.", None)),
    ],
)
def test_the_same_link_or_text_again_counts_up(as_, alice, bob, log, head, first, second):
    one, before = send(as_(alice), *first), head()
    again = send(as_(bob), *second)
    assert (one.status_code, again.status_code) == (201, 200)
    assert (again.json()["id"], again.json()["seen"]) == (one.json()["id"], 2)
    assert [each["username"] for each in again.json()["sightings"]] == ["alice", "bob"]
    assert (again.json()["text"], again.json()["url"]) == first
    assert log(before) == [("bob", "see", "lead", one.json()["id"])]


def test_another_link_with_the_same_words_is_another_lead(as_, alice):
    ids = {send(as_(alice), "The same.", f"https://news.example.org/{n}").json()["id"] for n in range(2)}
    assert len(ids) == 2


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/text"),
        ({"text": None, "url": None}, "/text"),
        ({"text": "  "}, "/text"),
        ({"url": "ftp://example.org"}, "/url"),
        ({"url": "news"}, "/url"),
        ({"text": "A", "website": "x"}, "/website"),
        ({"text": "A", "status": "accepted"}, "/status"),
    ],
)
def test_bad_input_names_the_field(as_, alice, head, body, pointer):
    before = head()
    assert problem(as_(alice).post("leads", body)) == (400, [pointer])
    assert (head(), Lead.objects.count()) == (before, 0)


def test_list_filters_and_takes_as_many_queries_for_three(as_, alice, carol, django_assert_num_queries):
    ids = [send(as_(alice), f"Sentence {n}.").json()["id"] for n in range(3)]
    caller = as_(carol)
    caller.patch(f"leads/{ids[0]}", {"assignee": "bob"})
    caller.patch(f"leads/{ids[1]}", {"status": "declined", "reason": "An opinion."})

    def found(query):
        return [row["id"] for row in caller.get(f"leads?{query}").json()["results"]]

    counts = []
    for limit in (1, 3):
        with django_assert_num_queries(6) as asked:
            found(f"limit={limit}")
        counts.append(len(asked))
    assert found("status=new") == [ids[0], ids[2]]
    assert found("assignee=bob&status=new,declined") == [ids[0]]
    assert problem(caller.get("leads?status=lost")) == (400, ["?status"])
    assert problem(caller.get("leads?assignee=nobody")) == (400, ["?assignee"])


def test_nothing_enters_the_claims_until_an_editor_accepts(as_, alice, bob, carol, vera, eve, lead):
    assert Claim.objects.count() == 0
    step = {"status": "accepted"}
    assert as_(alice).patch(f"leads/{lead['id']}", step).status_code == 403
    assert as_(vera).post("leads", {"text": "A"}).status_code == 403
    assert as_(eve).get("leads").status_code == 404
    assert as_(carol).patch(f"leads/{lead['id']}", step, etag='"7"').status_code == 412
    assert as_(carol).patch(f"leads/{lead['id']}", step, etag=f'"{lead["revision"]}"').status_code == 200


def test_accept_makes_a_claim_with_the_post_and_can_be_taken_back(as_, carol, lead, log, head):
    caller, before = as_(carol), head()
    done = caller.patch(f"leads/{lead['id']}", {"status": "accepted", "claim": {"topics": ["bridge"]}}).json()
    claim = caller.get(f"claims/{done['claim']}").json()
    assert (claim["text"], claim["source_url"], claim["topics"]) == (lead["text"], lead["url"], ["bridge"])
    assert [(a["url"], a["platform"]) for a in claim["appearances"]] == [(lead["url"], "news.example.org")]
    assert [line[1:3] for line in log(before)] == [("create", "claim"), ("create", "appearance"), ("accept", "lead")]
    assert caller.patch(f"leads/{lead['id']}", {"status": "declined", "reason": "No."}).status_code == 409
    again = caller.patch(f"leads/{lead['id']}", {"status": "new"}).json()
    assert (again["status"], again["claim"]) == ("new", None)
    assert caller.get(f"claims/{done['claim']}").status_code == 410


def test_accepted_claim_that_others_work_on_stays(as_, bob, carol, lead):
    claim = as_(carol).patch(f"leads/{lead['id']}", {"status": "accepted"}).json()["claim"]
    as_(bob).post(f"claims/{claim}/evidence", {"citation": "A book", "stance": "context"})
    assert as_(carol).patch(f"leads/{lead['id']}", {"status": "new"}).status_code == 409
    assert as_(carol).get(f"leads/{lead['id']}").json()["status"] == "accepted"


def test_accept_links_to_a_claim_that_is_there(as_, desk, alice, carol, lead):
    claim = make_claim(desk, alice)
    done = as_(carol).patch(f"leads/{lead['id']}", {"status": "accepted", "claim": claim.uid}).json()
    assert (done["claim"], Claim.objects.count()) == (claim.uid, 1)
    assert Appearance.objects.get().transcript == lead["text"]
    as_(carol).patch(f"leads/{lead['id']}", {"status": "new"})
    assert (Appearance.objects.count(), Claim.objects.alive().count()) == (0, 1)


def test_merge_adds_up_and_can_be_taken_back(as_, alice, bob, carol, lead):
    other = send(as_(bob), "Somebody closed the bridge.").json()
    send(as_(alice), "Somebody closed the bridge.")
    caller = as_(carol)
    caller.patch(f"leads/{other['id']}", {"status": "merged", "into": lead["id"]})
    kept = caller.get(f"leads/{lead['id']}").json()
    assert (kept["seen"], [each["username"] for each in kept["sightings"]]) == (3, ["alice", "bob", "alice"])
    # What is sent again counts for the one that stays too.
    send(as_(bob), "Somebody closed the bridge.")
    assert caller.get(f"leads/{lead['id']}").json()["seen"] == 4
    assert caller.patch(f"leads/{lead['id']}", {"status": "merged", "into": other["id"]}).status_code == 409
    assert caller.patch(f"leads/{other['id']}", {"status": "new"}).json()["merged_into"] is None
    assert caller.get(f"leads/{lead['id']}").json()["seen"] == 1


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"status": "declined"}, "/reason"),
        ({"status": "declined", "reason": " "}, "/reason"),
        ({"reason": "No."}, "/reason"),
        ({"status": "merged"}, "/into"),
        ({"status": "merged", "into": "none"}, "/into"),
        ({"status": "accepted", "claim": "none"}, "/claim"),
        ({"status": "accepted", "claim": 7}, "/claim"),
        ({"status": "accepted", "claim": {"status": "agreed"}}, "/claim/status"),
        ({"status": "lost"}, "/status"),
        ({"assignee": "eve"}, "/assignee"),
        ({"priority": "huge"}, "/priority"),
    ],
)
def test_bad_steps_name_the_field_and_change_nothing(as_, carol, lead, head, body, pointer):
    before = head()
    assert problem(as_(carol).patch(f"leads/{lead['id']}", body)) == (400, [pointer])
    assert (head(), Claim.objects.count()) == (before, 0)


def test_lead_that_is_only_a_link_needs_a_sentence(as_, alice, carol):
    lead = send(as_(alice), None, "https://news.example.org/a").json()["id"]
    assert problem(as_(carol).patch(f"leads/{lead}", {"status": "accepted"})) == (400, ["/claim"])
    done = as_(carol).patch(f"leads/{lead}", {"status": "accepted", "claim": {"text": "A sentence."}})
    assert done.status_code == 200


def test_several_at_once_all_or_none(as_, alice, carol, log, head):
    caller, before = as_(carol), head()
    ids = [send(as_(alice), f"Sentence {n}.").json()["id"] for n in range(3)]
    rows = caller.post("leads/batch", {"leads": ids, "priority": "high", "assignee": "bob"}).json()["results"]
    assert [(row["id"], row["priority"], row["assignee"]) for row in rows] == [(uid, "high", "bob") for uid in ids]
    assert [line[1] for line in log(before)][-3:] == ["assign"] * 3
    caller.post("leads/batch", {"leads": ids[:1], "status": "declined", "reason": "An opinion."})
    before = head()
    assert caller.post("leads/batch", {"leads": ids, "status": "accepted"}).status_code == 409
    assert problem(caller.post("leads/batch", {"leads": [ids[1], "none"]})) == (400, ["/leads/1"])
    assert (head(), Claim.objects.count()) == (before, 0)
    assert as_(alice).post("leads/batch", {"leads": ids, "priority": "low"}).status_code == 403
    merged = caller.post("leads/batch", {"leads": ids[2:], "status": "merged", "into": ids[1]}).json()["results"]
    assert [row["merged_into"] for row in merged] == [ids[1]]

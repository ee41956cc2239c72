"""`P/claims/{id}/publication` and `…/corrections`, to the letter of API.md."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.claims.models import Claim
from annotations.files.models import StoredFile
from annotations.projects.models import Token
from annotations.publishing.models import Publication
from annotations.publishing.verifying import check_publications
from annotations.teams.actions import edit_desk
from annotations.verdicts.rounds import open_round
from tests.cast import problem
from tests.making import make_claim, settle

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    + "1f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


@pytest.fixture
def address(claim):
    return f"claims/{claim.uid}/publication"


@pytest.fixture
def corrections(claim):
    return f"claims/{claim.uid}/corrections"


def status(claim):
    return Claim.objects.values_list("status", "publication_state").get(pk=claim.pk)


def test_it_is_live_when_the_answer_is_sent(as_, carol, claim, address, log, head):
    before = head()
    answer = as_(carol).post(address, {"headline": "Two days, not three"})
    assert answer.status_code == 201, answer.content
    assert answer["Location"] == f"http://127.0.0.1:8000/api/v1/projects/desk/{address}"
    shown = answer.json()
    assert shown == {
        "claim": claim.uid,
        "number": 1,
        "kind": "first",
        "state": "live",
        "reason": None,
        "notice": None,
        "rating": "mostly-false",
        "headline": "Two days, not three",
        "summary": "The log says open.",
        "body": "",
        "authors": [],
        "image": None,
        "language": "en",
        "canonical_url": None,
        "reply": None,
        "show_dissent": False,
        "sources": shown["sources"],
        "url": f"http://127.0.0.1:8000/public/desk/factchecks/{claim.uid}",
        "page": f"http://127.0.0.1:8000/public/desk/factchecks/{claim.uid}",
        "embargo_until": None,
        "published_at": shown["published_at"],
        "first_published_at": shown["published_at"],
        "published_by": "carol",
        "media_review": None,
        "hash": Publication.objects.get().hash,
        "snapshot_url": f"http://127.0.0.1:8000/api/v1/public/desk/factchecks/{claim.uid}/snapshot",
        "corrections": [],
    }
    assert status(claim) == ("approved", "live")
    assert [entry[:3] for entry in log(before)] == [
        ("carol", "transition", "claim"),
        ("carol", "publish", "publication"),
    ]
    got = as_(carol).get(address)
    assert (got.json(), got["ETag"]) == (shown, answer["ETag"])
    assert as_(carol).get(address, headers={"If-None-Match": got["ETag"]}).status_code == 304
    assert as_(carol).get(f"claims/{claim.uid}").json()["publication"] == shown


def test_a_second_post_is_refused(as_, carol, address):
    assert as_(carol).post(address, {}).status_code == 201
    assert problem(as_(carol).post(address, {})) == (409, [])


def test_a_replay_is_not_a_second_one(as_, carol, address):
    caller = as_(carol)
    first = caller.post(address, {}, key="once")
    assert caller.post(address, {}, key="once").json() == first.json()


def test_what_is_missing_is_said(as_, desk, alice, bob, carol, head):
    claim, before = make_claim(desk, alice), head()
    answer = as_(carol).post(f"claims/{claim.uid}/publication", {})
    assert answer.status_code == 409
    assert answer.json()["unmet"] == ["There is no desk rating yet."]
    assert head() == before
    settle(claim, alice, bob, carol)
    answer = as_(carol).post(f"claims/{claim.uid}/publication", {})
    assert answer.json()["unmet"] == ["Public evidence: 2 wanted, 0 there."]
    assert status(claim) == ("adjudicated", "none")


def test_a_written_exception_takes_the_place_of_a_gate(as_, desk, alice, bob, carol):
    claim = make_claim(desk, alice)
    settle(claim, alice, bob, carol)
    body = {"waive": {"sources": "There is one log only."}}
    assert as_(carol).post(f"claims/{claim.uid}/publication", body).status_code == 201
    # The exception is written for good: a correction needs no other.
    body = {"kind": "correction", "reason": "The log was wrong.", "rating": "true"}
    assert as_(carol).post(f"claims/{claim.uid}/corrections", body).status_code == 201
    assert Claim.objects.get(pk=claim.pk).waived == {"sources": "There is one log only."}


def test_two_factor_is_asked_of_whoever_publishes_what_another_has_signed_off(as_, desk, carol, dave, claim, address):
    caller = as_(carol)
    assert caller.post(f"claims/{claim.uid}/transitions", {"to": "approved"}).status_code == 200
    edit_desk(project=desk, actor=dave, settings={"gates": {"two_factor": True}})
    assert "two-factor" in caller.post(address, {}).json()["unmet"][0]
    Authenticator.objects.create(user=carol, type=Authenticator.Type.TOTP, data={})
    Token.objects.filter(pk=caller.token.pk).update(two_factor=True)
    assert caller.post(address, {}).status_code == 201


def test_a_review_that_goes_on_keeps_a_claim_from_being_published(as_, carol, claim, address):
    open_round(claim=claim, actor=carol)
    assert as_(carol).post(address, {}).json()["unmet"] == ["The review goes on: it is settled first."]


BAD = [
    ({"headline": ""}, ["/headline"]),
    ({"body": 7}, ["/body"]),
    ({"body": "See [9]."}, ["/body"]),
    ({"authors": "Carol"}, ["/authors"]),
    ({"image": {"id": "nothing", "alt": "A ship"}}, ["/image/id"]),
    ({"image": {"id": "nothing"}}, ["/image/alt"]),
    ({"image": "https://example.org/a.png"}, ["/image"]),
    ({"language": "no language"}, ["/language"]),
    ({"canonical_url": "ftp://example.org/"}, ["/canonical_url"]),
    ({"embargo_until": "tomorrow"}, ["/embargo_until"]),
    ({"waive": {"decided": "No."}}, ["/waive/decided"]),
    ({"colour": "red"}, ["/colour"]),
]


def test_bad_input_names_the_field(as_, carol, address, claim):
    for body, pointers in BAD:
        assert problem(as_(carol).post(address, body)) == (400, pointers)
    assert status(claim) == ("adjudicated", "none")


def test_an_embargo_keeps_it_back(as_, carol, claim, address):
    later = timezone.now() + timedelta(days=1)
    answer = as_(carol).post(address, {"embargo_until": later.isoformat()})
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["state"], shown["published_at"], shown["embargo_until"][:19]) == (
        "scheduled",
        None,
        later.isoformat()[:19],
    )
    assert as_(None).get(f"/api/v1/public/desk/factchecks/{claim.uid}").status_code == 404
    assert as_(carol).get("exports/verdicts.json?published=true").json() == []
    body = {"kind": "fix", "reason": "Too early."}
    assert problem(as_(carol).post(f"claims/{claim.uid}/corrections", body)) == (409, [])
    assert as_(carol).delete(address).status_code == 204
    assert as_(carol).get(address).status_code == 404
    assert status(claim) == ("approved", "none")
    assert as_(carol).delete(address).status_code == 404


def test_what_is_public_is_not_taken_back(as_, carol, address):
    as_(carol).post(address, {})
    assert problem(as_(carol).delete(address)) == (409, [])


def test_a_picture_in_multipart(as_, carol, address):
    picture = SimpleUploadedFile("ship.png", PNG)
    assert as_(carol).upload(address, image=picture).status_code == 400
    picture.seek(0)
    answer = as_(carol).upload(address, image=picture, image_alt="A ship", authors='["Carol"]')
    assert answer.status_code == 201, answer.content
    stored = StoredFile.objects.get()
    assert (answer.json()["image"], answer.json()["authors"]) == (
        {"id": stored.uid, "alt": "A ship", "credit": None, "media_type": "image/png", "sha256": stored.sha256},
        ["Carol"],
    )


def test_a_picture_sent_before(as_, carol, claim, address, corrections):
    sent = as_(carol).upload(f"claims/{claim.uid}/pictures", file=SimpleUploadedFile("ship.png", PNG))
    assert sent.status_code == 201
    assert as_(carol).get(sent["Location"]).content == PNG
    image = {"id": sent.json()["id"], "alt": "A ship", "credit": "The port"}
    shown = as_(carol).post(address, {"image": image}).json()["image"]
    assert {name: shown[name] for name in image} == image
    kept = as_(carol).post(corrections, {"kind": "fix", "reason": "A word."}).json()
    assert kept["image"] == shown
    assert Publication.objects.get(number=2).image_id == StoredFile.objects.get().pk
    gone = as_(carol).post(corrections, {"kind": "fix", "reason": "No picture.", "image": None}).json()
    assert gone["image"] is None
    assert Publication.objects.get(number=3).image_id is None


def test_a_correction_makes_a_new_desk_rating(as_, carol, claim, address, corrections, log, head):
    as_(carol).post(address, {})
    before = head()
    body = {
        "kind": "correction",
        "reason": "We overlooked a log.",
        "notice": "An earlier version said mostly false.",
        "rating": "true",
        "explanation": "Both logs say so.",
    }
    answer = as_(carol).post(corrections, body)
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    told = {"kind": "correction", "reason": body["reason"], "notice": body["notice"], "version": 2}
    assert shown["corrections"] == [told | {"at": shown["published_at"]}]
    assert (shown["number"], shown["rating"], shown["state"]) == (2, "true", "corrected")
    decision = as_(carol).get(f"claims/{claim.uid}/decision").json()
    assert (decision["method"], decision["rating"], decision["explanation"]) == (
        "adjudication",
        "true",
        "Both logs say so.",
    )
    assert status(claim) == ("approved", "corrected")
    assert [entry[1:3] for entry in log(before)] == [
        ("decide", "decision"),
        ("transition", "claim"),
        ("correct", "publication"),
    ]
    listed = as_(carol).get(corrections).json()
    assert listed == {"results": shown["corrections"], "next": None}


def test_other_kinds_leave_the_rating(as_, carol, address, corrections):
    as_(carol).post(address, {})
    for kind in ("fix", "update"):
        other_kind(as_(carol), corrections, kind)


def other_kind(caller, corrections, kind):
    assert problem(caller.post(corrections, {"kind": kind, "reason": "A word.", "rating": "true"})) == (
        400,
        ["/rating"],
    )
    shown = caller.post(corrections, {"kind": kind, "reason": "A word.", "body": "Anew."}).json()
    assert (shown["kind"], shown["body"], shown["rating"]) == (kind, "Anew.", "mostly-false")


BAD_CORRECTIONS = [
    ({"kind": "first", "reason": "Again."}, ["/kind"]),
    ({"kind": "fix"}, ["/reason"]),
    ({"kind": "fix", "reason": "  "}, ["/reason"]),
    ({"kind": "correction", "reason": "No.", "rating": "purple"}, ["/rating"]),
    ({"kind": "void", "reason": "No.", "body": "Something"}, ["/body"]),
    ({"kind": "fix", "reason": "No.", "embargo_until": None}, ["/embargo_until"]),
]


def test_bad_corrections_name_the_field(as_, carol, address, corrections):
    as_(carol).post(address, {})
    for body, pointers in BAD_CORRECTIONS:
        assert problem(as_(carol).post(corrections, body)) == (400, pointers)
    assert Publication.objects.count() == 1


def test_there_is_nothing_to_correct_before_it_is_public(as_, carol, corrections):
    assert problem(as_(carol).post(corrections, {"kind": "fix", "reason": "A word."})) == (409, [])


def test_a_new_round_leaves_it_public_and_lets_a_word_be_mended(as_, carol, claim, address, corrections):
    as_(carol).post(address, {})
    open_round(claim=claim, actor=carol)
    assert as_(None).get(f"/api/v1/public/desk/factchecks/{claim.uid}").status_code == 200
    assert as_(carol).post(corrections, {"kind": "fix", "reason": "A word."}).status_code == 201
    answer = as_(carol).post(corrections, {"kind": "correction", "reason": "Now.", "rating": "true"})
    assert problem(answer) == (409, [])
    assert status(claim) == ("in_review", "corrected")


def test_only_a_correction_follows_a_withdrawal(as_, carol, claim, address, corrections):
    as_(carol).post(address, {"headline": "Two days"})
    shown = as_(carol).post(corrections, {"kind": "void", "reason": "A forged log.", "notice": "Withdrawn."}).json()
    assert (shown["state"], shown["headline"], shown["notice"]) == ("void", None, "Withdrawn.")
    for kind in ("fix", "update", "void"):
        assert problem(as_(carol).post(corrections, {"kind": kind, "reason": "Back."})) == (409, [])
    assert problem(as_(carol).post(address, {})) == (409, [])


def test_what_was_withdrawn_is_taken_up_again(as_, alice, bob, carol, claim, address, corrections, head):
    caller, public = as_(carol), f"/api/v1/public/desk/factchecks/{claim.uid}"
    caller.post(address, {"headline": "Two days", "body": "So says the log [1]."})
    caller.post(corrections, {"kind": "void", "reason": "A forged log."})
    before = head()
    open_round(claim=claim, actor=carol)
    # A review goes on: the tombstone stays.
    answer = caller.post(corrections, {"kind": "correction", "reason": "It was none."})
    assert answer.json()["unmet"] == ["The review goes on: it is settled first."]
    assert as_(None).get(public).status_code == 410
    settle(claim, alice, bob, carol, rating="true")
    shown = caller.post(corrections, {"kind": "correction", "reason": "It was none."})
    assert shown.status_code == 201, shown.content
    shown = shown.json()
    said = ("number", "state", "rating", "headline", "body")
    assert [shown[name] for name in said] == [3, "corrected", "true", "Two days", "So says the log [1]."]
    assert [each["kind"] for each in shown["corrections"]] == ["void", "correction"]
    row = as_(None).get(public).json()
    assert (row["corrections"], row["version"], row["rating"]["slug"]) == (shown["corrections"], 3, "true")
    assert row["first_published_at"] == shown["first_published_at"]
    found = as_(None).get("/api/v1/public/desk/factchecks?q=days").json()["results"]
    assert [each["claim"]["id"] for each in found] == [claim.uid]
    rows = caller.get(f"exports/verdicts.json?published=true&after={before}").json()
    assert [each["version"] for each in rows] == [3]
    assert list(check_publications(claim.project)) == []


def test_with_two_signatures_one_sets_the_rating_and_another_corrects(
    as_, desk, carol, dave, claim, address, corrections, log, head
):
    as_(carol).post(address, {})
    desk.settings = {"gates": {"second_signature": True}}
    desk.save()
    body = {"kind": "correction", "reason": "Another log.", "rating": "true", "explanation": "Both logs say so."}
    before = head()
    answer = as_(dave).post(corrections, body)
    assert answer.status_code == 409
    assert answer.json()["unmet"] == [
        "This desk wants two signatures, so a new desk rating is not set and published in one step: set it on the "
        "claim first; then somebody else publishes the correction, with the desk rating as it stands."
    ]
    assert log(before) == []
    decision = {"rating": "true", "explanation": "Both logs say so.", "method": "adjudication"}
    etag = as_(dave).get(f"claims/{claim.uid}/decision")["ETag"]
    assert as_(dave).put(f"claims/{claim.uid}/decision", decision, etag=etag).status_code == 200
    answer = as_(dave).post(corrections, {"kind": "correction", "reason": "Another log."})
    assert answer.json()["unmet"] == ["You have set the desk rating yourself: somebody else signs off."]
    # Whoever names the rating that stands confirms it.
    shown = as_(carol).post(corrections, {"kind": "correction", "reason": "Another log.", "rating": "true"})
    assert shown.status_code == 201, shown.content
    assert (shown.json()["rating"], status(claim)) == ("true", ("approved", "corrected"))
    decision = as_(carol).get(f"claims/{claim.uid}/decision").json()
    assert decision["explanation"] == "Both logs say so."


def test_what_was_published_is_neither_deleted_nor_merged_away(as_, desk, alice, carol, claim, address):
    as_(carol).post(address, {})
    etag = as_(carol).get(f"claims/{claim.uid}")["ETag"]
    assert problem(as_(carol).delete(f"claims/{claim.uid}", etag=etag)) == (409, [])
    other = make_claim(desk, alice, "Another.")
    assert problem(as_(carol).post(f"claims/{claim.uid}/merge", {"into": other.uid})) == (409, [])


def test_only_editors_publish(as_, alice, carol, address, corrections):
    person = as_(alice)
    assert problem(person.post(address, {})) == (403, [])
    as_(carol).post(address, {})
    assert problem(person.post(corrections, {"kind": "fix", "reason": "A word."})) == (403, [])
    assert person.get(address).status_code == person.get(corrections).status_code == 200


def test_statements_do_not_grow_with_the_versions(as_, carol, claim, address, corrections):
    caller = as_(carol)
    caller.post(address, {})
    counts = []
    for _ in range(3):
        caller.post(corrections, {"kind": "fix", "reason": "A word."})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            caller.get(address)
            caller.get(corrections)
            caller.get(f"claims/{claim.uid}")
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_log_names_the_hash(as_, desk, carol, address):
    as_(carol).post(address, {})
    made = Publication.objects.get()
    change = desk.changes.get(kind="publication")
    assert (change.data["hash"], change.object) == (made.hash, made.uid)
    [entry] = [each for each in as_(carol).get("changes").json()["changes"] if each["object"]["type"] == "publication"]
    assert entry["state"] == as_(carol).get(address).json()

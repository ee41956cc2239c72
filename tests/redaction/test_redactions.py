"""Redaction: two people, nothing left of the words anywhere, and everything still verifies."""

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.articles.models import Article, ArticleVersion
from annotations.changes.models import Change
from annotations.claims.models import Claim
from annotations.errors import Gone
from annotations.evidence.models import Source
from annotations.files.actions import path_of
from annotations.files.models import StoredFile
from annotations.management.commands.verify import problems
from annotations.publishing.actions import correct, publish
from annotations.publishing.models import FactCheck, Publication
from annotations.publishing.public import fact_check
from annotations.redaction.columns import ELSEWHERE, LEADS_TO, columns
from annotations.redaction.masking import Mask, blacken
from annotations.redaction.models import Redaction
from annotations.redaction.targets import OBJECTS
from tests.redaction.conftest import OTHERWISE, TEXT, WORDS, ask, claim, more, places_of, plant, sourced, work

__all__ = ["ask", "claim", "more", "sourced", "work"]

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


def test_words_are_nowhere_in_the_database_once_they_are_redacted(desk, work, more, ask, as_, vera):
    planted = plant(desk)
    assert planted >= {model.__name__ for model in OBJECTS.values()} - {"ArticleVersion"}
    assert planted >= {"FactCheck", "Invitation", "Job", "Project", "Rating", "Recusal", "Sighting", "StoredFile"}
    assert len(places_of()) > len(planted)
    done = ask(words=[WORDS])
    assert places_of() == []
    assert list(problems()) == []
    assert done["state"] == "confirmed" and done["words"] is None
    assert done["result"] == {"versions": 1, "publications": 2, "files": 0}


def test_words_go_in_any_case_and_spelling_and_across_lines(desk, work, more, ask, as_, alice, carol, sourced):
    article = as_(alice).post("articles", {"title": "Again", "text": f"So {OTHERWISE}, it says.\n"}, key="again").json()
    named = sourced(f"{OTHERWISE} wrote the bill.")
    publish(claim=named, actor=carol)
    planted = plant(desk, OTHERWISE)
    assert len(places_of()) > len(planted)
    done = ask(words=[WORDS.lower()])
    assert places_of() == []
    assert list(problems()) == []
    assert done["result"] == {"versions": 2, "publications": 3, "files": 0}
    # NFC makes one letter of two; the line break stays, because paragraphs are drawn by it.
    erased = as_(alice).get(f"articles/{article['id']}/versions/1").json()["text"]
    assert erased == "So ████████\n██████████, it says.\n"


def test_text_keeps_its_length_its_hash_and_its_highlights(desk, work, ask, as_, alice):
    before = ArticleVersion.objects.get(project=desk)
    ask(words=[WORDS])
    caller = as_(alice)
    shown = caller.get(f"articles/{work['article']}/versions/1").json()
    assert shown["text"] == TEXT.replace(WORDS, "█" * len(WORDS))
    assert (shown["length"], shown["sha256"], shown["blocks"]) == (len(TEXT), before.sha256, before.blocks)
    assert shown["redacted_sha256"] == ArticleVersion.objects.get().shown_sha256 != before.sha256
    assert Article.objects.get().sha256 == before.sha256
    span = caller.get(f"spans/{work['spans'][3]}").json()
    assert span["fragments"][0]["exact"] == "████████ of Kyiv"
    assert span["fragments"][0]["prefix"].endswith("names " + "█" * 8)


def test_what_quotes_an_erased_place_in_part_goes_too(desk, work, ask):
    """The words before and after a highlight come from the text: a window may hold half of what was erased."""
    ask(words=[WORDS])
    named, beside, far = (Publication.objects.get(claim=claim) for claim in work["claims"])
    assert (named.snapshot, named.salt, beside.snapshot, beside.salt) == (None,) * 4
    assert far.snapshot is not None
    for span in work["spans"]:
        change = Change.objects.get(object=span, verb="create")
        near = change.object != work["spans"][2]
        assert (change.data is None, change.salt is None) == (near, near), span


def test_published_factcheck_becomes_a_tombstone(desk, work, ask, as_, carol):
    named, _beside, far = work["claims"]
    head = int(as_(carol).get("").headers["Changes-Head"])
    ask(words=[WORDS])
    assert fact_check(desk, far.uid).current.snapshot is not None
    with pytest.raises(Gone) as gone:
        fact_check(desk, named.uid)
    assert gone.value.detail == "What this fact-check said was taken away by a redaction."
    assert FactCheck.objects.get(claim=named).folded == ""
    rows = as_(carol).get(f"exports/verdicts.json?published=true&after={head}").json()
    assert {row["claim"]["id"]: row.get("reason") for row in rows}[named.uid] == "no_longer_visible"
    # What the desk publishes next is whole again.
    named.refresh_from_db()
    correct(claim=named, actor=carol, kind="update", reason="Without the name.")
    assert fact_check(desk, named.uid).current.snapshot["claim"]["text"].startswith("████")
    assert list(problems()) == []


def test_no_public_address_shows_the_words_or_breaks(desk, work, ask, client, carol):
    """Of an erased version, of one that came after it, and of lists and feeds with both."""
    named, beside, far = work["claims"]
    ask(words=[WORDS])
    beside.refresh_from_db()
    correct(claim=beside, actor=carol, kind="update", reason="Without the name.")
    pages, api = "/public/desk", "/api/v1/public/desk/factchecks"
    found = {}
    for each in (named, beside, far):
        own = f"{pages}/factchecks/{each.uid}"
        parts = ("", "/versions/1", "/claimreview.jsonld", "/mediareview.jsonld", "/picture", "/card.png", "/embed")
        addresses = [own + part for part in parts]
        addresses += [f"{api}/{each.uid}", f"{api}/{each.uid}/snapshot", f"{api}/{each.uid}/snapshot?version=1"]
        for address in addresses:
            answer = client.get(address)
            assert WORDS not in answer.content.decode(errors="replace"), address
            found[address.replace(each.uid, each.text[:5])] = answer.status_code
    for address in ("factchecks", "corrections", "feed.atom", "feed.json", "sitemap.xml"):
        answer = client.get(f"{pages}/{address}")
        assert (answer.status_code, WORDS in answer.content.decode()) == (200, False), address
        found[address] = answer.status_code
    assert client.get(api).status_code == 200
    assert {address: status for address, status in found.items() if status not in (200, 404, 410)} == {}
    gone = client.get(f"{pages}/factchecks/{named.uid}")
    assert gone.status_code == 410


def test_log_says_who_asked_who_confirmed_and_why_and_nothing_more(desk, work, ask, as_, vera, carol):
    head = Change.objects.latest("seq").seq
    done = ask(words=[WORDS])
    asked, redacted, *others = Change.objects.filter(seq__gt=head).order_by("seq")
    assert (asked.verb, asked.actor, asked.data) == ("ask", "dave", {"what": "words"})
    assert (redacted.verb, redacted.actor, redacted.object) == ("redact", "carol", done["id"])
    assert redacted.data == {"reason": "A court's order of 26 January.", "asked_by": "dave", **done["result"]}
    assert {change.kind for change in others} == {"version", "span", "claim", "publication"}
    shown = as_(vera).get(f"changes?after={head}").json()["changes"]
    assert [entry["state"] for entry in shown if entry["object"]["type"] == "redaction"] == [None, None]
    assert set(shown[1]["claims"]) >= {work["claims"][0].uid, work["claims"][1].uid}
    of_carol = as_(carol).get(f"changes?after={head}").json()["changes"]
    assert of_carol[1]["state"]["confirmed_by"] == "carol"


def test_object_loses_its_words_its_entries_and_their_copies(desk, work, ask, as_, alice):
    comment = work["comment"]
    as_(alice).patch(f"comments/{comment}", {"text": f"{WORDS}, I am sure of it."}, etag="*")
    done = ask(object={"type": "comment", "id": comment})
    assert done["object"] == {"type": "comment", "id": comment}
    assert set(as_(alice).get(f"comments/{comment}").json()["text"]) == {"█"}
    entries = Change.objects.filter(object=comment)
    assert [entry.data for entry in entries.filter(verb__in=["create", "edit"])] == [None, None]
    assert Claim.objects.get(pk=work["claims"][0].pk).text == f"{WORDS} wrote the bill."
    assert list(problems()) == []


def test_whole_article_is_blacked_out_with_what_claims_quote_of_it(desk, work, ask, as_, alice):
    far = work["claims"][2]
    Claim.objects.filter(pk=far.pk).update(original_quote="Nobody asked her.\nThe end.")
    ask(object={"type": "article", "id": work["article"]})
    text = ArticleVersion.objects.get().text
    assert set(text) == {"█", "\n"} and len(text) == len(TEXT)
    assert set(Article.objects.get().title) == {"█"}
    assert as_(alice).get(f"articles/{work['article']}/spans").status_code == 200
    assert list(problems()) == []


def test_every_kind_of_object_can_go(desk, work, more, ask):
    for kind, model in OBJECTS.items():
        row = model._base_manager.filter(project=desk).order_by("pk").first()
        if row is not None:
            ask(object={"type": kind, "id": row.uid})
    assert list(problems()) == []


def test_log_entry_loses_its_payload_alone(desk, work, more, ask):
    change = Change.objects.filter(verb="edit", kind="claim").latest("seq")
    ask(change=change.seq)
    left = Change.objects.get(pk=change.pk)
    assert (left.data, left.salt, left.data_digest, left.hash) == (None, None, change.data_digest, change.hash)
    assert list(problems()) == []


def test_file_of_a_source_is_deleted_and_not_taken_again(
    desk, work, ask, as_, alice, django_capture_on_commit_callbacks
):
    caller, claim = as_(alice), work["claims"][0]
    sent = {"stance": "context", "file": SimpleUploadedFile("a.png", PNG, "image/png")}
    evidence = caller.upload(f"claims/{claim.uid}/evidence", **sent).json()
    stored = StoredFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        done = ask(object={"type": "source", "id": Source.objects.get(file=stored).uid})
    assert done["result"]["files"] == 1
    assert not default_storage.exists(path_of(desk, stored.sha256))
    assert caller.get(f"evidence/{evidence['id']}/file").status_code == 410
    again = {"stance": "context", "file": SimpleUploadedFile("a.png", PNG, "image/png")}
    refused = caller.upload(f"claims/{claim.uid}/evidence", **again)
    assert refused.status_code == 400 and refused.json()["errors"][0]["pointer"] == "/file"
    assert list(problems()) == []


def test_second_person_confirms(desk, work, as_, dave, carol, alice, vera):
    made = as_(dave).post("redactions", {"reason": "An order.", "words": [WORDS]})
    assert made.json()["words"] == [WORDS] and made.json()["state"] == "pending"
    path = made.headers["Location"]
    assert as_(dave).patch(path, {"confirmed": True}).status_code == 409
    assert as_(alice).patch(path, {"confirmed": True}).status_code == 403
    assert as_(vera).get("redactions").status_code == 403
    assert WORDS in Claim.objects.get(pk=work["claims"][0].pk).text
    assert as_(carol).patch(path, {"confirmed": True}).status_code == 200
    again = as_(carol).patch(path, {"confirmed": True})
    assert (again.status_code, again.json()["detail"]) == (409, "This redaction is over.")
    assert as_(carol).get(path).json()["confirmed_by"] == "carol"


def test_request_that_is_taken_back_forgets_its_words(desk, work, as_, dave, carol):
    path = as_(dave).post("redactions", {"reason": "An order.", "words": [WORDS]}).headers["Location"]
    done = as_(carol).patch(path, {"withdrawn": True}).json()
    assert (done["state"], done["words"]) == ("withdrawn", None)
    assert Redaction.objects.get().target == {"words": 1}
    assert as_(carol).patch(path, {"confirmed": True}).status_code == 409


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"reason": "So."}, "/words"),
        ({"reason": "So.", "words": [WORDS], "change": 1}, "/words"),
        ({"reason": "So.", "words": ["Ms"]}, "/words/0"),
        ({"reason": f"Because of {WORDS}.", "words": [WORDS]}, "/reason"),
        ({"reason": f"Because of {OTHERWISE}.", "words": [WORDS]}, "/reason"),
        ({"reason": "So.", "words": ["a\u00adb\u200bc"]}, "/words/0"),
        ({"words": [WORDS]}, "/reason"),
        ({"reason": "So.", "object": {"type": "user", "id": "x"}}, "/object/type"),
        ({"reason": "So.", "object": {"type": "claim", "id": "x"}}, "/object/id"),
        ({"reason": "So.", "change": 10_000}, "/change"),
    ],
)
def test_request_that_cannot_be_meant_is_refused_with_its_place(as_, dave, body, pointer):
    answer = as_(dave).post("redactions", body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.refusals
@pytest.mark.parametrize("body", [{}, {"confirmed": False}, {"confirmed": True, "withdrawn": True}])
def test_confirmation_that_cannot_be_meant_is_refused(as_, dave, carol, body):
    path = as_(dave).post("redactions", {"reason": "So.", "words": [WORDS]}).headers["Location"]
    assert as_(carol).patch(path, body).status_code == 400


def test_sealed_verdict_loses_its_words_and_nothing_tells(desk, as_, alice, dave, carol, sourced):
    from tests.making import make_claim, submit  # noqa: PLC0415

    claim = make_claim(desk, alice, "A claim.")
    verdict = submit(claim, alice, explanation=f"{WORDS} told me.")
    path = as_(dave).post("redactions", {"reason": "So.", "words": [WORDS]}).headers["Location"]
    head = Change.objects.latest("seq").seq
    done = as_(carol).patch(path, {"confirmed": True}).json()
    verdict.refresh_from_db()
    assert verdict.explanation == "█" * len(WORDS) + " told me."
    assert done["result"] == {"versions": 0, "publications": 0, "files": 0}
    assert [change.kind for change in Change.objects.filter(seq__gt=head)] == ["redaction"]


def test_verify_names_what_was_erased_without_a_redaction(desk, work):
    change = Change.objects.get(object=work["comment"])
    Change.objects.filter(pk=change.pk).update(data=None, salt=None)
    Publication.objects.filter(claim=work["claims"][0]).erase()
    assert [text.partition(": ")[2] for text in problems()] == [
        f"change {change.seq}: its data is gone, and no redaction after it says so",
        f"publication 1 of claim {work['claims'][0].uid}: its snapshot is gone, and no redaction says so",
    ]


def test_verify_names_a_snapshot_that_was_changed(desk, work):
    made = Publication.objects.get(claim=work["claims"][0])
    Publication._base_manager.filter(pk=made.pk).update(snapshot=made.snapshot | {"headline": "Another."})
    (found,) = problems()
    assert found == f"desk: publication 1 of claim {work['claims'][0].uid}: its snapshot is not what was published"
    Publication._base_manager.filter(pk=made.pk).update(snapshot=made.snapshot, hash="0" * 64)
    assert [text.rpartition(": ")[2] for text in problems()] == [
        "its snapshot is not what was published",
        "its hash is not the one in the log",
    ]


def test_every_model_says_whether_its_words_belong_to_a_desk():
    for model in apps.get_app_config("annotations").get_models():
        names = {field.name for field in model._meta.concrete_fields}
        known = model.__name__ in LEADS_TO or "project" in names or model.__name__ in ELSEWHERE
        assert known or not columns(model), model


def test_mask_keeps_length_and_takes_the_longest_first():
    assert Mask(["Anna", "Anna Smith"]).text("Anna Smith and Anna") == "██████████ and ████"
    assert Mask([]).text("Anna") == "Anna"
    assert Mask(["anna  smith"]).text("To ANNA\nSMITH, and Anna Smithson") == "To ████\n█████, and ██████████son"
    assert Mask(["Anna Smith", "Smith Jones"]).text("Anna Smith Jones") == "█" * 16
    assert Mask(["Anna"]).json({"id": "Anna", "a": ["Anna!", 1, None]}) == {"id": "Anna", "a": ["████!", 1, None]}
    assert blacken({"kind": "quote", "who": "Anna"}) == {"kind": "quote", "who": "████"}


def test_reason_and_notice_of_a_correction_go_with_the_words_and_with_the_whole(desk, work, ask, as_, carol, alice):
    _named, _beside, far = work["claims"]
    correct(claim=far, actor=carol, kind="fix", reason=f"We wrote {WORDS}.", notice=f"{WORDS} was not meant.")
    correct(claim=far, actor=carol, kind="update", reason="A typo.", notice="Of Kyiv.")
    ask(words=[WORDS])
    said = Publication.objects.filter(claim=far).order_by("number").values_list("reason", "notice", "snapshot")
    hidden = "█" * len(WORDS)
    assert list(said)[1:] == [(f"We wrote {hidden}.", f"{hidden} was not meant.", None), ("A typo.", "Of Kyiv.", None)]
    last = Publication.objects.get(claim=far, number=3)
    ask(object={"type": "publication", "id": last.uid})
    last.refresh_from_db()
    assert (last.reason, last.notice, last.snapshot, last.salt) == ("█" * 7, "█" * 8, None, None)
    (*_, shown) = as_(alice).get(f"claims/{far.uid}/corrections").json()["results"]
    assert (shown["reason"], shown["kind"], shown["version"]) == ("█" * 7, "update", 3)
    answer = as_(None).get(f"/api/v1/public/desk/factchecks/{far.uid}")
    assert (answer.status_code, "typo" in answer.content.decode()) == (410, False)
    # What is published after it tells of the corrections without their words.
    correct(claim=far, actor=carol, kind="fix", reason="Anew.")
    told = as_(None).get(f"/api/v1/public/desk/factchecks/{far.uid}").json()["corrections"]
    assert [each["reason"] for each in told] == [f"We wrote {hidden}.", "█" * 7, "Anew."]
    assert list(problems()) == []

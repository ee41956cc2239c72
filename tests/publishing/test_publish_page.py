"""The page on which editors publish and correct: what it offers, what it refuses, that a look keeps nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.claims.models import Claim
from annotations.publishing.actions import correct, publish
from annotations.publishing.models import FactCheck, Publication
from annotations.replies.actions import ask
from annotations.verdicts.actions import decide
from annotations.verdicts.models import Decision
from tests.making import make_claim, settle
from tests.publishing.test_publication_api import PNG


@pytest.fixture
def page(client, carol, claim):
    """A function that reads the page as carol, or sends its form."""
    client.force_login(carol)
    address = f"/d/desk/claims/{claim.uid}/publish"

    def call(deed=None, **fields):
        if deed is None:
            return client.get(address)
        return client.post(address, {"deed": deed, "revision": 0, "headline": "Two days", **fields})

    return call


def test_it_begins_with_what_is_known(alice, claim, page):
    ask(claim=claim, actor=alice, channel="mail", answer="No!", quote_used="“It was two days,” said the mayor.")
    html = page().content.decode()
    assert "The harbour was closed for three days." in html
    assert "“It was two days,” said the mayor." in html
    assert html.count("data-insert") == 2


def test_a_look_keeps_nothing(page, head):
    before = head()
    answer = page("preview", body="Two days, says the log [1].")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert '<h1 class="reading-claim" dir="auto">Two days</h1>' in html
    assert 'href="#source-1"' in html
    assert (head(), Publication.objects.count()) == (before, 0)


def test_publishing_leads_back_to_the_claim(page, claim):
    answer = page("publish", body="Two days [1].", authors="Carol\n\nBob", language="en")
    assert (answer.status_code, answer["Location"]) == (302, f"/d/desk/claims/{claim.uid}#publication")
    made = Publication.objects.get()
    names = ("headline", "body", "authors", "language")
    assert [made.snapshot[name] for name in names] == ["Two days", "Two days [1].", ["Carol", "Bob"], "en"]


def test_what_is_wrong_is_said_at_its_field(page):
    answer = page("publish", headline="", body="See [9].", canonical_url="nothing")
    assert answer.status_code == 400
    html = answer.content.decode()
    assert 'id="told-headline"' in html
    assert 'id="told-canonical_url"' in html
    assert "See [9]." in html


def test_a_missing_gate_takes_an_exception(client, desk, alice, bob, carol):
    claim = make_claim(desk, alice)
    settle(claim, alice, bob, carol)
    client.force_login(carol)
    address = f"/d/desk/claims/{claim.uid}/publish"
    assert "Public evidence: 2 wanted, 0 there." in client.get(address).content.decode()
    form = {"deed": "publish", "revision": 0, "headline": "So"}
    assert client.post(address, form).status_code == 409
    assert client.post(address, form | {"waive_sources": "One log only."}).status_code == 302
    assert Claim.objects.get(pk=claim.pk).waived == {"sources": "One log only."}


def test_evidence_that_changed_meanwhile_is_said(page):
    answer = page("publish", sources="another")
    assert answer.status_code == 409
    assert "The evidence has changed since you wrote the text." in answer.content.decode()


@pytest.mark.parametrize(
    ("embargo", "zone"),
    [("soon", "0"), ("2026-02-30T10:00", "0"), ("2030-01-01T10:00", "--5"), ("9999-12-31T23:59", "60")],
)
def test_an_embargo_that_is_no_moment_is_named(page, claim, embargo, zone):
    answer = page("publish", embargo=embargo, zone=zone)
    assert (answer.status_code, "Choose a day and a time." in answer.content.decode()) == (400, True)


def test_an_embargo_in_the_reader_s_own_time_and_back(page, claim):
    later = (timezone.now() + timedelta(days=1)).replace(tzinfo=None, microsecond=0, second=0)
    # The browser is two hours ahead of UTC.
    assert page("publish", embargo=later.isoformat(), zone="-120").status_code == 302
    made = Publication.objects.get()
    assert made.published_at.replace(tzinfo=None) == later - timedelta(hours=2)
    assert "Nobody has seen it." in page().content.decode()
    assert page("take_back").status_code == 302
    assert not Publication.objects.exists()


def test_a_picture_stays_with_the_form_from_one_step_to_the_next(page):
    answer = page("preview", image=SimpleUploadedFile("ship.png", PNG), image_alt="A ship")
    assert "/pictures/" in answer.content.decode()
    answer = page("publish", image=SimpleUploadedFile("ship.png", PNG))
    assert answer.status_code == 400
    assert "/pictures/" in answer.content.decode()
    stored = answer.context["form"].values["image_id"]
    assert page("publish", image_id=stored, image_alt="A ship").status_code == 302
    assert Publication.objects.get().snapshot["image"]["alt"] == "A ship"


def test_a_correction_is_looked_at_first(carol, claim, page):
    publish(claim=claim, actor=carol, headline="Two days", body="Two days.")
    form = {"revision": 1, "kind": "correction", "rating": "true", "reason": "Another log.", "body": "Three days [1]."}
    decisions = Decision.objects.count()
    answer = page("check", **form)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<del>Two</del>" in html
    assert "<ins>Three</ins>" in html
    assert "True: Two days" in html
    assert "&quot;reviewRating&quot;" in html
    assert (Publication.objects.count(), Decision.objects.count()) == (1, decisions)
    assert page("correct", **form).status_code == 302
    assert [row.form for row in Publication.objects.order_by("number")] == ["first", "correction"]
    assert Publication.objects.get(number=2).snapshot["rating"]["slug"] == "true"


def test_a_withdrawal_is_looked_at_first(carol, claim, page):
    publish(claim=claim, actor=carol)
    form = {"revision": 1, "kind": "void", "reason": "A forged log."}
    assert "A forged log." in page("check", **form).content.decode()
    assert "A forged log." in page("preview", **form).content.decode()
    assert page("correct", **form).status_code == 302
    answer = page()
    assert "until a correction publishes it anew" in answer.content.decode()
    assert [kind for kind, _ in answer.context["kinds"]] == ["correction"]
    assert answer.context["form"].values["headline"] == claim.text
    form = {"revision": 2, "kind": "correction", "reason": "It was no forgery.", "headline": "Two days"}
    check = page("check", **form).context["check"]
    assert check["changes"][0]["label"] == "Headline"
    assert page("correct", **form).status_code == 302
    assert FactCheck.objects.get().state == "corrected"


def test_an_editor_corrects_with_two_signatures(client, desk, carol, dave, claim, page):
    publish(claim=claim, actor=carol)
    desk.settings = {"gates": {"second_signature": True}}
    desk.save()
    html = page().content.decode()
    assert ['name="rating"' in html, f"/claims/{claim.uid}/settle" in html] == [False, True]
    assert corrections_on_home(client) == []
    decide(claim=claim, actor=carol, rating="true", explanation="Both logs.", method="adjudication")
    assert page().context["blocked"] == ["You have set the desk rating yourself: somebody else signs off."]
    assert corrections_on_home(client) == []
    client.force_login(dave)
    assert corrections_on_home(client) == [claim.text]
    assert page().context["blocked"] == []
    assert page("correct", revision=1, kind="correction", reason="Another log.").status_code == 302
    assert FactCheck.objects.get().rating == "true"
    assert corrections_on_home(client) == []


def corrections_on_home(client):
    return [each.text for each in client.get("/d/desk/").context["corrections"]]


def test_a_kind_and_a_reason_are_wanted(carol, claim, page):
    publish(claim=claim, actor=carol)
    answer = page("check", revision=1)
    assert answer.status_code == 400
    assert set(answer.context["form"].problems) == {"kind", "reason"}


def test_whoever_is_late_sees_both_versions(carol, claim, page):
    publish(claim=claim, actor=carol, headline="Two days")
    correct(claim=claim, actor=carol, kind="fix", reason="A word.", headline="Two days only")
    answer = page("correct", revision=1, kind="fix", reason="Another word.")
    assert answer.status_code == 409
    assert answer.context["form"].conflict["theirs"]["headline"] == "Two days only"
    assert Publication.objects.count() == 2


def test_only_editors_see_it(client, alice, claim):
    client.force_login(alice)
    assert client.get(f"/d/desk/claims/{claim.uid}/publish").status_code == 403
    assert "/publish" not in client.get(f"/d/desk/claims/{claim.uid}").content.decode()


def test_the_claim_s_page_tells_what_is_public(client, carol, claim, page):
    html = client.get(f"/d/desk/claims/{claim.uid}").content.decode()
    assert f"/d/desk/claims/{claim.uid}/publish" in html
    publish(claim=claim, actor=carol)
    correct(claim=claim, actor=carol, kind="fix", reason="A word.", notice="We had misspelt it.")
    html = client.get(f"/d/desk/claims/{claim.uid}").content.decode()
    assert "We had misspelt it." in html
    assert Publication.objects.get(number=2).hash in html


def test_statements_do_not_grow_with_the_versions(carol, claim, page):
    publish(claim=claim, actor=carol)
    counts = []
    for _ in range(3):
        correct(claim=claim, actor=carol, kind="fix", reason="A word.")
        with CaptureQueriesContext(connection) as queries:
            page()
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_card_of_other_sites_is_looked_at_before_anything_is_public(carol, claim, page):
    first = page("check", summary="Two days, not three.").context["check"]
    assert "Two days, not three." in first["card"]
    assert "script" not in first["card"]
    assert first["changes"] == []
    publish(claim=claim, actor=carol, headline="Two days")
    form = {"revision": 1, "kind": "correction", "rating": "true", "reason": "Another log.", "summary": "It was three."}
    answer = page("check", **form)
    card = answer.context["check"]["card"]
    assert ["Mostly false" in card, "True" in card, "Another log." in card, "It was three." in card] == [False] + 3 * [
        True
    ]
    # The card is one attribute of the page: nothing in it can become part of the page.
    assert 'srcdoc="&lt;!doctype html&gt;' in answer.content.decode()
    card = page("check", revision=1, kind="void", reason="A forged log.").context["check"]["card"]
    assert ["A forged log." in card, claim.text in card] == [True, False]


def test_the_text_is_copied_as_it_stands_in_the_form(carol, claim, page, head):
    form = {"summary": "Two days.", "body": "So says *the log* [2]."}
    copied = dict(page("copy", **form).context["copies"])
    assert copied["Text"] == (
        f"Two days\n\n“{claim.text}”\n\nMostly false\n\nTwo days.\n\nSo says *the log* [2].\n\n"
        f"[1] Log 1: https://source1.example/{claim.uid}\n[2] Log 2: https://source2.example/{claim.uid}\n"
    )
    assert f"\n[2] [Log 2](https://source2.example/{claim.uid})" in copied["Markdown"]
    assert "<em>the log</em>" in copied["HTML"]
    publish(claim=claim, actor=carol, headline="Two days")
    before = head()
    # A correction that has no kind and no reason yet.
    copied = dict(page("copy", revision=1, summary="Three days.").context["copies"])
    assert ["Three days." in copied["HTML"], "Correction" in copied["HTML"]] == [True, False]
    assert "Another log." in dict(page("copy", revision=1, kind="fix", reason="Another log.").context["copies"])["HTML"]
    assert (head(), Publication.objects.count()) == (before, 1)

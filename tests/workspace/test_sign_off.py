"""Signing off on the page of a claim: what is missing, the next action, exceptions; the answers of who said it."""

import re

import pytest
from django.test import Client

from annotations.claims.models import Claim
from annotations.evidence.actions import add_evidence
from annotations.evidence.models import Source
from annotations.replies.actions import ask
from annotations.teams.actions import edit_desk
from tests.making import make_claim, settle


@pytest.fixture
def claim(desk, alice, bob, carol):
    made = make_claim(desk, alice, claimant={"name": "The mayor", "type": "person"}, claimed_on="2024")
    add_evidence(claim=made, actor=bob, url="https://port.example/", stance="refutes", archive_url="https://a.example/")
    settle(made, alice, bob, carol)
    return Claim.objects.get(pk=made.pk)


@pytest.fixture
def page(desk, claim):
    """`page(user)`: the text of the claim's page; `page(user, raw=True)` its HTML."""

    def get(user, raw=False):
        client = Client()
        client.force_login(user)
        html = client.get(f"/d/{desk.slug}/claims/{claim.uid}").content.decode()
        if raw:
            return html
        html = re.sub(r"<(script|template).*?</\1>", " ", html, flags=re.S)
        return " ".join(re.sub(r"<[^>]+>", " ", html).split())

    return get


def test_editor_sees_what_is_missing_and_can_write_an_exception(page, carol):
    shown = page(carol)
    assert "Missing: second independent source" in shown
    assert "Public evidence: 2 wanted, 1 there." in shown
    html = page(carol, raw=True)
    form = re.search(r'<template data-form="approve">.*?</template>', html, re.S)[0]
    assert re.findall(r'<textarea[^>]* name="(\w+)"', form) == ["sources"]
    assert html.count('data-act="claim-approve"') == 1


def test_reviewer_sees_the_checklist_without_the_step(page, alice):
    html = page(alice, raw=True)
    assert 'data-act="claim-approve"' not in html
    assert "Public evidence" not in html
    assert "missing: Signed off" in page(alice)


def test_sign_off_is_the_next_action_once_all_is_there(page, bob, carol, claim):
    add_evidence(claim=claim, actor=bob, url="https://log.example/", stance="refutes", archive_url="https://b.example/")
    html = page(carol, raw=True)
    assert re.search(r'class="next-action"><a[^>]*data-act="claim-approve"', html)
    assert "What the desk wants is there" in page(carol)


def test_signed_off_claim_shows_its_exception_and_the_way_back(page, as_, carol, claim):
    body = {"to": "approved", "waive": {"sources": "There is one archive."}}
    assert as_(carol).post(f"claims/{claim.uid}/transitions", body).status_code == 200
    shown = page(carol)
    assert "Exception: Independent sources There is one archive." in shown
    assert "done: 2 independent sources" in shown
    assert "done: Signed off" in shown
    html = page(carol, raw=True)
    assert ('data-act="claim-approve"' in html, 'data-act="claim-reopen"' in html) == (False, True)


def test_asking_is_on_the_list_where_the_desk_wants_it(page, desk, dave, alice, carol, claim):
    edit_desk(project=desk, actor=dave, settings={"gates": {"right_of_reply": True, "sources": 1}})
    assert "The person or organization has not been asked for a reply." in page(carol)
    assert re.search(r'class="next-action"><a[^>]*data-act="reply-add"', page(alice, raw=True))
    ask(claim=claim, actor=alice, channel="mail", answer="It was open.", quote_used="open")
    shown = page(carol)
    assert "done: Asked for an answer" in shown
    assert "Asked by Alice : mail" in shown
    assert "It was open. Quoted open" in shown


def test_settings_switch_the_gates(desk, dave):
    client = Client()
    client.force_login(dave)
    html = client.get("/d/desk/settings/").content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', html)[1]
    form = {"name": "The desk", "revision": revision, "required": "2", "tolerance": "0", "return_after": "7"}
    form |= {"judges": "asked", "gate_sources": "3", "gate_second_signature": "1"}
    assert client.post("/d/desk/settings/desk", form).status_code == 302
    desk.refresh_from_db()
    assert desk.gates == {"sources": 3, "second_signature": True, "right_of_reply": False, "two_factor": False}
    assert desk.setting("judges") == "asked"
    form |= {"gate_sources": "many", "revision": str(desk.revision)}
    answer = client.post("/d/desk/settings/desk", form)
    assert (answer.status_code, 'id="told-gate_sources"' in answer.content.decode()) == (400, True)


def test_same_origin_is_chosen_on_the_page_of_a_source(desk, alice, bob, claim):
    add_evidence(claim=claim, actor=bob, url="https://paper.example/", title="The paper", stance="refutes")
    port, paper = Source.objects.order_by("pk")
    client = Client()
    client.force_login(alice)
    html = client.get(f"/d/desk/sources/{port.uid}").content.decode()
    assert f'<option value="{paper.uid}">The paper</option>' in html
    form = {"revision": "1", "same_origin_as": paper.uid}
    assert client.post(f"/d/desk/sources/{port.uid}", form).status_code == 302
    port.refresh_from_db()
    assert port.same_origin_as == paper
    assert "The paper" in client.get(f"/d/desk/sources/{port.uid}").content.decode()

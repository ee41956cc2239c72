"""What a guest sees and does: one claim, one verdict, signed; blind both ways."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from annotations.articles.models import ArticleVersion
from annotations.changes.models import Change
from annotations.dossiers.span_actions import highlight
from annotations.evidence.actions import add_evidence
from annotations.evidence.models import Evidence
from annotations.guests.actions import invite_guest
from annotations.guests.models import Guest
from annotations.verdicts.models import Decision, Round, Verdict
from annotations.verdicts.rounds import edit_round
from tests.making import make_claim, reveal, settle, submit

SAYS = {"rating": "false", "explanation": "The MARKER log says open.", "confidence": "4", "interests": "None."}


@pytest.fixture
def claim(desk, alice):
    return make_claim(desk, alice)


@pytest.fixture
def link(claim, carol):
    """A function that invites a guest and gives the path of their page."""

    def invited(**terms):
        _made, address = invite_guest(claim=claim, actor=carol, name="Dr Olha Hnatiuk", **terms)
        return address.removeprefix("http://127.0.0.1:8000")

    return invited


def send(page, act="submit", **fields):
    return Client(enforce_csrf_checks=True).post(page, SAYS | {"act": act} | fields)


@pytest.mark.parametrize("interests", ["x" * 2_001, "a\0b"])
def test_interests_that_cannot_be_kept_are_refused(link, interests):
    page = link()
    answer = send(page, interests=interests)
    problems = html.fromstring(answer.content.decode()).xpath("//textarea[@name='interests']/@aria-invalid")
    assert (answer.status_code, problems) == (400, ["true"])
    assert (Verdict.objects.count(), Guest.objects.get().interests) == (0, None)


def read(page):
    return Client().get(page).content.decode()


def test_page_shows_the_claim_in_its_context_and_nothing_else(as_, desk, alice, bob, claim, link):
    text = "Before it all. " + "The harbour was closed for three days. The mayor said so.\n" + "SECRETEND " * 200
    as_(alice).post("articles", {"title": "Harbour", "text": text})
    version = ArticleVersion.objects.select_related("article").get()
    version.article.project = desk
    start = text.index("The harbour")
    fragments = [{"start": start, "end": start + 38, "exact": text[start : start + 38]}]
    highlight(
        article=version.article, version=version, actor=alice, fragments=fragments, note="NOTE", claims=[claim.uid]
    )
    other = make_claim(desk, alice, "Another claim altogether.")
    submit(claim, alice, explanation="ALICESAYS")
    page = read(link())
    for words in (claim.text, "Before it all. ", "<mark>The harbour was closed for three days.</mark>", "Harbour"):
        assert words in page
    for words in (other.text, "NOTE", "ALICESAYS", "Alice", "Bob", "<script", "csrf", "/d/desk", "/api/"):
        assert words not in page
    assert page.count("SECRETEND") < 70


@pytest.mark.parametrize(("internal", "seen"), [(False, [True, False, False]), (True, [True, True, False])])
def test_editor_sets_which_evidence_a_guest_sees(claim, alice, link, internal, seen):
    for kind in ("public", "internal", "confidential"):
        add_evidence(
            claim=claim, actor=alice, citation=f"Log {kind}", stance="refutes", visibility=kind, note=f"NOTE{kind}"
        )
    page = read(link(internal=internal))
    assert [f"Log {kind}" in page for kind in ("public", "internal", "confidential")] == seen
    assert [f"NOTE{kind}" in page for kind in ("public", "internal", "confidential")] == [internal, internal, False]


def test_file_is_given_as_the_evidence_is_seen(as_, claim, alice, link):
    files = {}
    for kind in ("public", "confidential"):
        parts = {"stance": "refutes", "visibility": kind}
        sent = SimpleUploadedFile(f"{kind}.pdf", b"%PDF-1.4 " + kind.encode(), "application/pdf")
        as_(alice).upload(f"claims/{claim.uid}/evidence", file=sent, **parts)
        files[kind] = Evidence.objects.get(visibility=kind).uid
    page = link()
    answer = Client().get(f"{page}/files/{files['public']}")
    assert (answer.status_code, answer.getvalue()) == (200, b"%PDF-1.4 public")
    assert Client().get(f"{page}/files/{files['confidential']}").status_code == 404


def test_page_touches_no_session_and_leaks_no_address(link):
    answer = Client().get(link())
    assert (answer.cookies, "Cookie" in answer.get("Vary", "")) == ({}, False)
    assert [answer[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")] == [
        "private, no-store",
        "no-referrer",
        "noindex, nofollow",
    ]


def test_verdict_is_sealed_until_the_reveal_then_signed(as_, alice, bob, carol, desk, claim, link, log, head):
    page = link(affiliation="Port institute")
    before = head()
    assert send(page).status_code == 302
    username = Verdict.objects.get().reviewer.username
    assert [(actor, verb, kind) for actor, verb, kind, _ in log(before)] == [
        (username, "submit", "round"),
        (username, "declare", "guest"),
    ]
    for who in (alice, carol):
        for path in ("verdicts", "rounds", ""):
            assert "MARKER" not in as_(who).get(f"claims/{claim.uid}/{path}".rstrip("/")).content.decode()
    assert as_(carol).get(f"claims/{claim.uid}/rounds").json()["results"][0]["submitted"] == [username]
    assert "Yours is in" in read(page)
    # The second of two that are needed: the guest's counts.
    submit(claim, alice, "false")
    verdicts = as_(bob).get(f"claims/{claim.uid}/verdicts").json()["results"]
    assert [(each["reviewer"], each["counts"], each["guest"]) for each in verdicts] == [
        (username, True, {"name": "Dr Olha Hnatiuk", "affiliation": "Port institute", "interests": "None."}),
        ("alice", True, None),
    ]
    assert Decision.objects.get().rating.slug == "false"
    client = Client()
    client.force_login(bob)
    shown = client.get(f"/d/desk/claims/{claim.uid}").content.decode()
    for words in ("Dr Olha Hnatiuk", "Port institute", "Interests", "MARKER"):
        assert words in shown
    # Of the others the guest sees nothing then either.
    assert ("Two logs say so." in read(page), "yours among them" in read(page)) == (False, True)
    assert send(page).status_code == 409


def test_a_guest_is_not_told_off_for_rating_otherwise_than_the_desk(as_, alice, bob, carol, desk, claim, link):
    """They see no other claim, and no form has asked them why."""
    like = make_claim(desk, alice, claim.text)
    settle(like, alice, bob, carol, rating="true")
    send(link())
    submit(claim, alice, "false")
    verdicts = as_(bob).get(f"claims/{claim.uid}/verdicts").json()["results"]
    assert [each["unusual"] for each in verdicts] == [None, True]


def test_advice_counts_for_nothing(as_, alice, desk, claim, link, head):
    send(link(counts=False))
    submit(claim, alice, "true")
    (round_,) = as_(alice).get(f"claims/{claim.uid}/rounds").json()["results"]
    assert (round_["revealed_at"], len(round_["submitted"]), len(round_["trainees"])) == (None, 2, 1)
    told = Change.objects.get(project=desk, verb="submit", actor__startswith="guest-").data
    assert (told["advice"], "trainee" in told) == (True, False)


def test_counting_guest_stands_in_agreement_and_advice_does_not(as_, alice, bob, carol, claim, link):
    for counts in (True, False):
        send(link(counts=counts))
    submit(claim, alice, "false")
    people = as_(carol).get("agreement").json()["people"]
    assert sorted((each["kind"], each["verdicts"]) for each in people) == [("guest", 1), ("person", 1)]


def test_draft_is_kept_for_the_guest_alone(as_, carol, claim, link, head):
    page = link()
    read(page)
    before, tag = head(), as_(carol).get(f"claims/{claim.uid}")["ETag"]
    assert send(page, "keep", interests="", rating="").status_code == 302
    assert (head(), as_(carol).get(f"claims/{claim.uid}")["ETag"]) == (before, tag)
    assert "MARKER" in read(page)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rating": ""}, "Choose a rating"),
        ({"explanation": " "}, "Say why"),
        ({"interests": " "}, "what you have at stake"),
        ({"rating": "none"}, "There is no rating none"),
        ({"confidence": "9"}, "5"),
    ],
)
def test_unfinished_verdict_is_refused_and_what_was_typed_stays(link, head, fields, words):
    page = link()
    before = head()
    answer = send(page, **({"interests": "A cousin sails."} | fields))
    assert (answer.status_code, words in answer.content.decode()) == (400, True)
    assert (Verdict.objects.count(), head()) == (0, before)
    assert "MARKER" in answer.content.decode() or "explanation" in fields


def test_all_that_is_missing_is_said_at_once(link):
    html = send(link(), rating="", explanation="", interests="").content.decode()
    for words in ("3 things to mend", "Choose a rating", "Say why", "what you have at stake"):
        assert words in html


def test_guest_takes_a_verdict_back_until_the_reveal(claim, link, carol):
    page = link()
    send(page)
    assert send(page, "withdraw").status_code == 302
    assert Verdict.objects.get().status == "withdrawn"
    send(page)
    reveal(claim, carol)
    assert send(page, "withdraw").status_code == 409


def test_what_a_guest_says_where_editors_judge_is_advice(as_, claim, link, carol, dave, alice):
    first = Round.objects.get(claim=claim)
    first.claim = claim
    edit_round(round=first, actor=carol, judges="editors")
    page = link()
    assert "Your verdict is advice to the desk." in read(page)
    assert send(page).status_code == 302
    assert "It is advice to the desk." in read(page)
    submit(claim, carol, "true")
    (round_,) = as_(alice).get(f"claims/{claim.uid}/rounds").json()["results"]
    assert (round_["revealed_at"], len(round_["submitted"]), len(round_["trainees"])) == (None, 2, 1)
    assert "MARKER" not in as_(carol).get(f"claims/{claim.uid}/verdicts").content.decode()
    submit(claim, dave, "true")
    # Theirs stands beside the two that settled it.
    assert Decision.objects.get().rating.slug == "true"
    verdicts = as_(alice).get(f"claims/{claim.uid}/verdicts").json()["results"]
    assert [(each["rating"], each["counts"]) for each in verdicts] == [
        ("false", False),
        ("true", True),
        ("true", True),
    ]


def test_a_guest_gives_a_verdict_in_a_round_of_those_asked(claim, link, carol):
    first = Round.objects.get(claim=claim)
    first.claim = claim
    edit_round(round=first, actor=carol, judges="asked", asked=["alice"])
    assert send(link()).status_code == 302
    assert Verdict.objects.get().counts


def test_sources_have_numbers_without_gaps_and_the_desk_reads_its_own(claim, alice, link):
    for kind in ("internal", "public", "confidential", "public"):
        add_evidence(claim=claim, actor=alice, citation=f"Log {kind}", stance="refutes", visibility=kind)
    page = link()
    shown = html.fromstring(read(page))
    assert shown.xpath("//span[@class='evidence-number']/text()") == ["1", "2"]
    assert send(page, "keep", explanation="Says [2], not [1].").status_code == 302
    assert Verdict.objects.get().explanation == "Says [4], not [2]."
    assert shown_explanation(page) == "Says [2], not [1]."
    refused = send(page, explanation="Says [3].")
    assert (refused.status_code, "There is no source [3]." in refused.content.decode()) == (400, True)


def shown_explanation(page):
    return html.fromstring(read(page)).get_element_by_id("field-explanation").text.strip()


def test_a_renewed_link_leads_to_the_same_guest_and_kills_the_old_one(as_, cast, claim, link, log, head):
    page = link(email="olha@example.org")
    send(page)
    client = Client()
    client.force_login(cast.carol)
    guest, before = Guest.objects.get(), head()
    answer = client.post(f"/d/desk/claims/{claim.uid}/guests/{guest.uid}/renew")
    fresh = answer.context["link"].removeprefix("http://127.0.0.1:8000")
    assert (answer.status_code, "The old link is dead" in answer.content.decode(), fresh != page) == (200, True, True)
    assert (Client().get(page).status_code, "MARKER" in read(fresh)) == (404, True)
    assert log(before) == [("carol", "renew", "guest", guest.uid)]
    assert fresh.rpartition("/")[2] not in str(Change.objects.latest("seq").data)
    client.force_login(cast.alice)
    assert client.post(f"/d/desk/claims/{claim.uid}/guests/{guest.uid}/renew").status_code == 403


def test_guest_signs_in_nowhere(claim, link, desk):
    page = link(email="olha@example.org")
    client = Client()
    client.get(page)
    assert [client.get(path).status_code for path in ("/d/desk/", "/api/v1/me")] == [302, 401]
    assert [name for name in client.cookies if "session" in name] == []


def test_pages_of_the_desk_invite_and_end(as_, cast, claim, log, head):
    client = Client()
    client.force_login(cast.carol)
    path = f"/d/desk/claims/{claim.uid}/guests"
    refused = client.post(path, {"name": "", "counts": "1"})
    assert (refused.status_code, 'aria-invalid="true"' in refused.content.decode()) == (400, True)
    before = head()
    made = client.post(path, {"name": "Olha", "counts": "1", "expires_at": "2099-01-01"})
    assert (made.status_code, "/g/" in made.content.decode()) == (201, True)
    guest = claim.guests.get()
    assert client.post(f"{path}/{guest.uid}", {"internal": "1"}).status_code == 302
    assert client.post(f"{path}/{guest.uid}", {"expires_at": "2000-01-01"}).status_code == 302
    assert client.post(f"{path}/{guest.uid}/revoke").status_code == 302
    guest.refresh_from_db()
    assert (guest.counts, guest.internal, guest.state) == (False, True, "revoked")
    assert [verb for _, verb, _, _ in log(before)] == ["invite", "edit", "revoke"]
    assert "asked somebody from outside" in client.get("/d/desk/activity/").content.decode()
    assert "link ended" in client.get(f"/d/desk/claims/{claim.uid}").content.decode()


def test_page_reads_as_much_for_three_as_for_one(claim, alice, link):
    counts = []
    for number in range(3):
        add_evidence(claim=claim, actor=alice, url=f"https://port{number}.example.org/", stance="refutes")
        page = link()
        read(page)
        with CaptureQueriesContext(connection) as run:
            read(page)
        counts.append(len(run))
    assert counts[0] == counts[1] == counts[2]

"""The page of a fact-check: all that was published, nothing else, for anybody and for a CDN."""

import json
import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from annotations.claims.models import Claim
from annotations.evidence.actions import add_evidence
from annotations.publishing.actions import correct, go_live, publish
from annotations.verdicts.actions import decide

NASTY = '</script><script>alert(1)</script><img src=x onerror="alert(1)">&amp;"\''


def text_of(answer):
    return " ".join(html.fromstring(answer.content.decode()).find("body").text_content().split())


def review_of(answer):
    """The one object in the page's data script."""
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL)
    return json.loads(script)


def test_page_has_all_that_was_published_and_needs_no_account(page, carol, claim):
    publish(
        claim=claim,
        actor=carol,
        headline="Not three days",
        summary="Two days, says the log [1].",
        body="The **log** says two [1], and so does the port [2]..",
        authors=["Bob B.", "Alice A."],
        reply="We were wrong.",
    )
    answer = page(claim)
    shown = text_of(answer)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    for words in (
        "Not three days",
        "The harbour was closed for three days.",
        "Mostly false",
        "Holds a grain of truth",
        "Two days, says the log 1.",
        "The log says two 1, and so does the port 2..",
        "By Bob B., Alice A.",
        "Log 1",
        "Log 2",
        "We were wrong.",
    ):
        assert words in shown
    assert "Log 3" not in shown
    assert ("<iframe src=" in shown, b"<iframe" in answer.content) == (True, False)
    root = html.fromstring(answer.content.decode())
    assert root.xpath("//a[@class='source-ref']/@href") == ["#source-1", "#source-1", "#source-2"]
    assert root.xpath("//li/@id") == ["source-1", "source-2"]


def test_page_and_all_beside_it_touch_no_cookie_and_may_lie_in_a_cdn(page, carol, claim):
    publish(claim=claim, actor=carol)
    signed_in = Client()
    signed_in.force_login(carol)
    for rest in ("", "/claimreview.jsonld", "/card.png", "/embed", "/versions/1"):
        answer = page(claim, rest)
        assert answer.status_code == 200, rest
        assert (dict(answer.cookies), answer.get("Vary")) == ({}, None), rest
        assert answer["Cache-Control"].startswith("public, max-age=60"), rest
        again = page(claim, rest, headers={"If-None-Match": f"W/{answer['ETag']}"})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"]), rest
        same = signed_in.get(f"/public/desk/factchecks/{claim.uid}{rest}", headers={"Accept-Language": "uk"})
        assert same.content == answer.content, rest


def test_page_speaks_the_language_of_the_text_and_mirrors_for_arabic(page, carol, sourced):
    made = sourced("الميناء كان مغلقا")
    publish(claim=made, actor=carol, language="ar", headline="لم يغلق")
    root = html.fromstring(page(made).content.decode())
    assert (root.get("lang"), root.get("dir"), root.find(".//article").get("lang")) == ("ar", "rtl", "ar")
    other = sourced("Гавань була закрита")
    publish(claim=other, actor=carol, language="uk")
    assert "Джерела" in text_of(page(other))


def test_claimreview_is_one_object_in_a_script_of_its_own(page, carol, claim, desk):
    publish(claim=claim, actor=carol, canonical_url="https://news.example.org/check")
    review = review_of(page(claim))
    assert (review["@type"], review["url"]) == ("ClaimReview", "https://news.example.org/check")
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert json.loads(page(claim, "/claimreview.jsonld").content) == review
    assert '<link rel="canonical" href="https://news.example.org/check">' in page(claim).content.decode()


def test_correction_stands_on_top_with_day_and_reason_and_the_earlier_version_stays(page, carol, claim):
    publish(claim=claim, actor=carol, headline="First words")
    decide(claim=claim, actor=carol, rating="false", explanation="Looked again.", method="adjudication")
    correct(claim=claim, actor=carol, kind="correction", reason="The log was misread.", headline="Second words")
    shown = text_of(page(claim))
    assert shown.index("The log was misread.") < shown.index("Second words")
    assert "Correction, " in shown
    old = text_of(page(claim, "/versions/1"))
    assert ("First words" in old, "has been corrected since" in old, "Second words" in old) == (True, True, False)
    assert page(claim, "/versions/3").status_code == 404


def test_first_version_that_waited_for_its_embargo_stays_like_any_other(page, carol, claim, monkeypatch):
    Claim.objects.filter(pk=claim.pk).update(status="approved")
    first = publish(claim=claim, actor=carol, headline="First words", embargo_until=timezone.now() + timedelta(hours=1))
    assert page(claim, "/versions/1").status_code == 404
    later = first.published_at + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    go_live({"publication": first.pk})
    claim.refresh_from_db()
    correct(claim=claim, actor=carol, kind="fix", reason="The log was misread.", headline="Second words")
    assert "First words" in text_of(page(claim, "/versions/1"))


def test_withdrawn_fact_check_is_gone_and_says_why(page, carol, claim):
    publish(claim=claim, actor=carol, headline="Marvellous words", image=None)
    correct(claim=claim, actor=carol, kind="void", reason="We had the wrong harbour.")
    for rest in ("", "/versions/1"):
        answer = page(claim, rest)
        assert (answer.status_code, "We had the wrong harbour." in text_of(answer)) == (410, True)
        assert b"Marvellous" not in answer.content
        assert answer["Cache-Control"].startswith("public")
    assert page(claim, "/claimreview.jsonld").status_code == 410
    assert page(claim, "/card.png").status_code == 410
    assert (page(claim, "/embed").status_code, "was withdrawn" in text_of(page(claim, "/embed"))) == (200, True)


def test_what_is_published_anew_shows_its_history_and_the_notice_in_its_place(page, carol, claim):
    publish(claim=claim, actor=carol, headline="Marvellous words")
    correct(claim=claim, actor=carol, kind="void", reason="We had the wrong harbour.")
    correct(claim=claim, actor=carol, kind="correction", reason="It was the right one.")
    answer = page(claim)
    shown = text_of(answer)
    assert answer.status_code == 200
    for words in ("Marvellous words", "We had the wrong harbour.", "It was the right one."):
        assert words in shown
    answer = page(claim, "/versions/2")
    assert (answer.status_code, b"Marvellous" in answer.content) == (410, False)
    assert "To the current version" in text_of(answer)
    assert page(claim, "/versions/1").status_code == 200


def test_minority_view_is_public_only_when_the_desk_publishes_it(page, carol, claim):
    decide(claim=claim, actor=carol, rating="false", explanation="E.", method="adjudication", dissent="One would not.")
    publish(claim=claim, actor=carol)
    assert b"One would not." not in page(claim).content
    correct(claim=claim, actor=carol, kind="update", reason="Shown.", show_dissent=True)
    assert b"One would not." in page(claim).content


@pytest.mark.parametrize(
    ("headline", "cited"), [("Not three days", "“Not three days”. Desk,"), ("Three days?", "“Three days?” Desk,")]
)
def test_citation_ends_no_sentence_twice(page, carol, claim, headline, cited):
    publish(claim=claim, actor=carol, headline=headline)
    [line] = html.fromstring(page(claim).content.decode()).xpath("//*[@class='copyable']")[:1]
    assert cited.replace("Desk", claim.project.name) in " ".join(line.text_content().split())


def test_stranger_finds_nothing_that_is_not_public(page, stranger, carol, claim, sourced, desk):
    assert page(claim).status_code == 404
    assert stranger.get("/public/desk/factchecks").status_code == 404
    publish(claim=claim, actor=carol)
    for path in (
        "/public/none/factchecks",
        f"/public/none/factchecks/{claim.uid}",
        f"/public/desk/factchecks/{sourced('Another.').uid}",
        "/public/desk/factchecks/x%00y",
        f"/public/desk/factchecks/{claim.uid}/picture",
        f"/public/desk/factchecks/{claim.uid}/versions/2",
    ):
        assert stranger.get(path).status_code == 404, path
    assert stranger.get("/public/desk/factchecks?q=%00").status_code == 404
    assert page(claim, "", headers={}).status_code == 200
    assert stranger.post(f"/public/desk/factchecks/{claim.uid}").status_code in (403, 405)


def test_hostile_html_in_every_field_stays_text(page, stranger, cast, desk, sourced):
    made = sourced(NASTY, original_quote=NASTY, claimant={"name": NASTY, "type": "person"}, location=NASTY)
    add_evidence(
        claim=made,
        actor=cast.bob,
        url="https://x.example/?a=%3Cscript%3E",
        title=NASTY,
        publisher=NASTY,
        quote=NASTY,
        quote_translation=NASTY,
        stance="context",
        visibility="public",
    )
    desk.name = NASTY
    desk.save()
    body = f"# {NASTY}\n\n[x](javascript:alert(1)) ![x](https://evil.example/x.png) <b onclick=x>b</b> {NASTY}"
    publish(
        claim=made,
        actor=cast.carol,
        headline=NASTY,
        summary=NASTY,
        body=body,
        authors=[NASTY],
        reply=NASTY,
        canonical_url="https://x.example/%22%3E",
    )
    correct(claim=made, actor=cast.carol, kind="fix", reason=NASTY, notice=NASTY)
    pages = [page(made), page(made, "/embed"), stranger.get("/public/desk/factchecks"), page(made, "/versions/1")]
    for answer in [*pages, stranger.get("/public/desk/corrections")]:
        assert answer.status_code == 200
        root = html.fromstring(answer.content.decode())
        assert [each for each in root.iter("script") if "alert" in (each.text or "") and not each.get("type")] == []
        assert [e for e in root.iter() if any(str(name).startswith("on") for name in e.attrib)] == []
        assert [e.get("href") for e in root.iter("a") if (e.get("href") or "").startswith("javascript")] == []
        assert [e.get("src") for e in root.iter("img") if not (e.get("src") or "").startswith("/public/")] == []
    assert review_of(pages[0])["claimReviewed"] == NASTY
    for path in ("feed.atom", "feed.json", "sitemap.xml"):
        answer = stranger.get(f"/public/desk/{path}")
        assert answer.status_code == 200
        if not path.endswith("json"):
            html.etree.fromstring(answer.content)


def test_statements_are_few_and_the_same_for_more_evidence_and_corrections(page, cast, sourced, record_property):
    counts = []
    for more in (0, 2):
        made = sourced(f"Claim with {more}.")
        for number in range(more):
            add_evidence(
                claim=made, actor=cast.bob, url=f"https://more{number}.example/", stance="context", visibility="public"
            )
        publish(claim=made, actor=cast.carol)
        for number in range(more + 1):
            correct(claim=made, actor=cast.carol, kind="fix", reason=f"Reason {number}.")
        with CaptureQueriesContext(connection) as queries:
            assert page(made).status_code == 200
        counts.append(len(queries))
    assert (counts[0] == counts[1], counts[0] <= 6) == (True, True), counts
    page(made)
    began = time.process_time()
    for _ in range(10):
        page(made)
    record_property("cpu_ms", round((time.process_time() - began) * 100, 1))


@pytest.mark.parametrize("rest", ["", "/embed"])
def test_only_the_card_may_be_framed(page, carol, claim, rest):
    publish(claim=claim, actor=carol)
    answer = page(claim, rest)
    framed = rest == "/embed"
    assert ("frame-ancestors *" in answer["Content-Security-Policy"], "X-Frame-Options" in answer) == (
        framed,
        not framed,
    )

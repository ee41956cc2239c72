"""The desk's public lists and feeds: pages by key, filters, corrections on top, withdrawn ones with their notice."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from annotations.public import lists
from annotations.publishing.actions import correct, publish

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def at(stranger):
    return lambda path: stranger.get(f"/public/desk/{path}")


def headlines(answer):
    return html.fromstring(answer.content.decode()).xpath("//article//h2/a/text()")


def test_list_pages_by_key_and_finds_by_words_and_rating(at, carol, sourced, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    for number, rating in enumerate(["true", "false", "false"], 1):
        publish(claim=sourced(f"Claim {number}.", rating=rating), actor=carol, headline=f"Headline {number}")
    first = at("factchecks")
    assert headlines(first) == ["Headline 3", "Headline 2"]
    (following,) = html.fromstring(first.content.decode()).xpath("//a[@rel='next']/@href")
    assert headlines(at(following.removeprefix("/public/desk/"))) == ["Headline 1"]
    assert headlines(at("factchecks?rating=true")) == ["Headline 1"]
    assert headlines(at("factchecks?q=headline+2")) == ["Headline 2"]
    assert headlines(at("factchecks?q=nothing")) == []
    assert headlines(at("factchecks?before=unknown&rating=none")) == []


@pytest.mark.parametrize("path", ["factchecks", "corrections", "feed.atom", "feed.json", "sitemap.xml"])
def test_lists_need_the_same_few_statements_for_one_row_and_for_three(at, carol, sourced, path):
    counts = []
    for count in (1, 2):
        for number in range(count):
            made = sourced(f"Claim {count} {number}.")
            publish(claim=made, actor=carol)
            correct(claim=made, actor=carol, kind="fix", reason="A letter.")
        with CaptureQueriesContext(connection) as queries:
            answer = at(path)
        assert (answer.status_code, dict(answer.cookies), answer.get("Vary")) == (200, {}, None)
        counts.append(len(queries))
    assert (counts[0], counts[0] <= 6) == (counts[1], True), counts


def test_feeds_show_corrections_at_the_top_and_leave_a_notice_of_what_was_withdrawn(at, carol, sourced):
    made = [sourced(f"Claim {number}.") for number in (1, 2, 3)]
    for claim in made:
        publish(claim=claim, actor=carol, headline=f"About {claim.text}")
    correct(claim=made[0], actor=carol, kind="fix", reason="A name was wrong.")
    correct(claim=made[1], actor=carol, kind="void", reason="The wrong harbour.")
    atom = etree.fromstring(at("feed.atom").content)
    entries = atom.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Withdrawn",
        "Mostly false: About Claim 1.",
        "Mostly false: About Claim 3.",
    ]
    assert entries[0].findtext(f"{ATOM}summary") == "The wrong harbour."
    assert "A name was wrong." in entries[1].findtext(f"{ATOM}content")
    assert entries[1].findtext(f"{ATOM}updated") >= entries[1].findtext(f"{ATOM}published")
    items = json.loads(at("feed.json").content)["items"]
    assert [each["title"] for each in items] == [each.findtext(f"{ATOM}title") for each in entries]
    assert [each["_factcheck"]["withdrawn"] for each in items] == [True, False, False]
    listed = headlines(at("factchecks"))
    assert listed == ["About Claim 3.", "About Claim 1."]
    sitemap = at("sitemap.xml").content.decode()
    assert [claim.uid in sitemap for claim in made] == [True, False, True]


def test_corrections_page_names_day_and_reason_and_nothing_of_what_was_withdrawn(at, carol, sourced):
    kept, gone = sourced("Kept."), sourced("Taken back.")
    for claim in (kept, gone):
        publish(claim=claim, actor=carol)
    assert "Nothing has been corrected" in at("corrections").content.decode()
    correct(claim=kept, actor=carol, kind="update", reason="New data.", notice="A notice for readers.")
    correct(claim=gone, actor=carol, kind="fix", reason="A letter.")
    correct(claim=gone, actor=carol, kind="void", reason="It was satire.")
    answer = at("corrections")
    assert headlines(answer) == ["A fact-check that was withdrawn"] * 2 + ["Kept."]
    shown = answer.content.decode()
    assert ["A notice for readers." in shown, "New data." in shown, "Taken back" in shown] == [True, True, False]


def test_desks_own_address_stands_for_ours_in_feeds_and_leaves_the_sitemap(at, carol, claim):
    publish(claim=claim, actor=carol, canonical_url="https://news.example.org/check")
    (entry,) = etree.fromstring(at("feed.atom").content).findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "https://news.example.org/check"
    assert json.loads(at("feed.json").content)["items"][0]["url"] == "https://news.example.org/check"
    assert claim.uid not in at("sitemap.xml").content.decode()


def test_robots_may_read_what_is_public_only(stranger):
    assert stranger.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /",
        "Allow: /public/",
        "Allow: /static/",
    ]


def test_oembed_gives_a_frame_for_a_page_of_ours_alone(stranger, carol, claim):
    publish(claim=claim, actor=carol, headline='A "quoted" <headline>')
    page = f"http://127.0.0.1:8000/public/desk/factchecks/{claim.uid}"
    answer = stranger.get("/public/oembed", {"url": page, "maxwidth": "300"})
    found = answer.json()
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert (found["type"], found["version"], found["width"], found["height"]) == ("rich", "1.0", 300, 260)
    assert f'src="{page}/embed"' in found["html"]
    assert 'title="A &quot;quoted&quot; &lt;headline&gt;"' in found["html"]
    refused = ["", "x", "http://[", "https://elsewhere.example/x", page + "x", page.replace("factchecks/", "leads/")]
    assert [stranger.get("/public/oembed", {"url": url}).status_code for url in refused] == [404] * 6
    assert stranger.get("/public/oembed", {"url": page, "format": "xml"}).status_code == 501

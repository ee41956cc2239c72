"""MediaReview: what an editor says of the picture or the recording in a post, frozen, as a document of its own."""

import re

import pytest
from lxml import html

from annotations.dossiers.link_actions import add_post
from annotations.publishing.actions import correct, publish
from annotations.publishing.models import FactCheck, Publication
from tests.cast import problem

SAID = {
    "authenticity": "DecontextualizedContent",
    "medium": "video",
    "context": "The clip is from 2022.",
    "original_url": "https://video.example/2022",
}


@pytest.fixture
def posted(claim, alice):
    """A claim that was seen in a post."""
    add_post(
        claim=claim,
        actor=alice,
        platform="Telegram",
        url="https://t.example/1",
        posted_at="2024-01-24",
        archive_url="https://archive.example/1",
        transcript="It was closed.",
    )
    return claim


def test_editor_says_what_the_video_is_and_strangers_get_it_as_a_document(as_, page, carol, posted):
    sent = {"language": "en", "media_review": SAID}
    made = as_(carol).post(f"claims/{posted.uid}/publication", sent)
    assert (made.status_code, made.json()["media_review"]) == (201, SAID)
    answer = page(posted, "/mediareview.jsonld")
    row = as_(carol).get(f"/api/v1/public/desk/factchecks/{posted.uid}").json()
    address = f"http://127.0.0.1:8000/public/desk/factchecks/{posted.uid}"
    assert answer.json() == {
        "@context": "https://schema.org",
        "@type": "MediaReview",
        "url": address,
        "identifier": posted.uid,
        "inLanguage": "en",
        "datePublished": row["first_published_at"],
        "dateModified": row["updated_at"],
        "author": {"@type": "Organization", "name": "The desk", "url": "http://127.0.0.1:8000"},
        "mediaAuthenticityCategory": {
            "@id": "http://schema.org/DecontextualizedContent",
            "@type": "MediaManipulationRatingEnumeration",
        },
        "originalMediaContextDescription": "The clip is from 2022.",
        "originalMediaLink": "https://video.example/2022",
        "itemReviewed": {
            "@type": "MediaReviewItem",
            "mediaItemAppearance": [
                {
                    "@type": "VideoObject",
                    "name": "Telegram",
                    "description": posted.text,
                    "url": "https://t.example/1",
                    "uploadDate": "2024-01-24",
                    "archivedAt": "https://archive.example/1",
                    "transcript": "It was closed.",
                }
            ],
        },
        "associatedClaimReview": {"@type": "ClaimReview", "url": address, "identifier": posted.uid},
    }
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/ld+json", "*")
    assert answer["Cache-Control"].startswith("public, max-age=60")
    assert page(posted, "/mediareview.jsonld", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    shown = page(posted)
    root = html.fromstring(shown.content.decode())
    [said] = root.xpath("//p[contains(@class, 'media-review')]")
    words = "The video: Taken out of its context. The clip is from 2022. The original"
    assert " ".join(said.text_content().split()) == words
    assert root.xpath("//link[@title='MediaReview']/@href") == [
        f"/public/desk/factchecks/{posted.uid}/mediareview.jsonld"
    ]
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown.content.decode(), re.DOTALL)
    assert "MediaReview" not in script
    assert "media_review" not in row


def test_nothing_is_said_of_media_unless_an_editor_does(page, carol, posted):
    publish(claim=posted, actor=carol)
    assert page(posted, "/mediareview.jsonld").status_code == 404
    assert b"MediaReview" not in page(posted).content


def test_correction_keeps_what_was_said_until_it_is_taken_away(as_, page, carol, posted):
    publish(claim=posted, actor=carol, media_review=SAID)
    caller = as_(carol)
    kept = {"kind": "fix", "reason": "A letter."}
    assert caller.post(f"claims/{posted.uid}/corrections", kept, key="1").json()["media_review"] == SAID
    gone = {"kind": "update", "reason": "It was another video.", "media_review": None}
    assert caller.post(f"claims/{posted.uid}/corrections", gone, key="2").json()["media_review"] is None
    assert page(posted, "/mediareview.jsonld").status_code == 404
    correct(claim=type(posted).objects.get(pk=posted.pk), actor=carol, kind="void", reason="Satire.")
    assert page(posted, "/mediareview.jsonld").status_code == 404


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"authenticity": "Fake", "medium": "video"}, "/media_review/authenticity"),
        ({"authenticity": "StagedContent"}, "/media_review/medium"),
        ({"authenticity": "StagedContent", "medium": "film"}, "/media_review/medium"),
        (SAID | {"original_url": "javascript:alert(1)"}, "/media_review/original_url"),
        (SAID | {"more": 1}, "/media_review/more"),
    ],
)
def test_what_is_wrong_is_named(as_, carol, posted, said, where):
    assert problem(as_(carol).post(f"claims/{posted.uid}/publication", {"media_review": said})) == (400, [where])


def test_claim_that_was_seen_in_no_post_has_no_media(as_, carol, claim):
    refused = as_(carol).post(f"claims/{claim.uid}/publication", {"media_review": SAID})
    assert problem(refused) == (400, ["/media_review"])
    assert not Publication.objects.exists()


def test_fact_check_of_before_says_nothing_of_media(page, carol, posted):
    made = publish(claim=posted, actor=carol)
    before = {name: value for name, value in made.snapshot.items() if name != "media_review"}
    Publication._base_manager.filter(pk=made.pk).update(snapshot=before)
    assert page(posted).status_code == 200
    assert page(posted, "/mediareview.jsonld").status_code == 404
    correct(claim=type(posted).objects.get(pk=posted.pk), actor=carol, kind="fix", reason="A letter.")
    assert FactCheck.objects.get().current.snapshot["media_review"] is None


def test_form_asks_for_media_only_where_there_was_a_post(client, carol, posted, sourced):
    client.force_login(carol)
    address = f"/d/desk/claims/{posted.uid}/publish"
    assert b'name="media_authenticity"' in client.get(address).content
    assert b'name="media_authenticity"' not in client.get(f"/d/desk/claims/{sourced('Other.').uid}/publish").content
    form = {"revision": "0", "headline": "H", "summary": "S", "deed": "check"}
    form |= {f"media_{name}": value for name, value in SAID.items()}
    shown = client.post(address, form).content.decode()
    assert "MediaReview" in shown and "originalMediaLink" in shown
    refused = client.post(address, form | {"media_medium": "", "deed": "publish"})
    assert (refused.status_code, list(refused.context["form"].problems)) == (400, ["media_medium"])
    # What was not chosen is wanted, and not called a wrong choice.
    assert "is not a valid choice" not in refused.content.decode()
    assert client.post(address, form | {"deed": "publish"}).status_code == 302
    assert FactCheck.objects.get().current.snapshot["media_review"] == SAID
    again = client.get(address)
    assert again.context["form"].values["media_context"] == "The clip is from 2022."
    changed = {"kind": "fix", "reason": "The date.", "revision": "1", "media_context": "The clip is from 2021."}
    shown = client.post(address, form | changed).content.decode()
    assert "<del>2022</del>" in shown and "<ins>2021</ins>" in shown

"""The public page of an article: its text as far as the desk shows it, with what was published, and nothing else."""

import io
import re
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from annotations.articles.models import Article, ArticleVersion
from annotations.discussion.actions import comment
from annotations.jobs.worker import run_pending
from annotations.public.passages import Painted, Passage
from annotations.publishing.actions import correct, publish
from annotations.spans.models import Anchor
from annotations.text import blocks
from annotations.verdicts.actions import decide
from tests.cast import problem
from tests.redaction.conftest import ask

__all__ = ["ask"]

FIRST = "The harbour was closed for three days in March because of the storm, said the mayor."
SECOND = "SECRETWORDS stand here, in a paragraph that nobody has checked."
THIRD = "Before it stands this. Nobody was hurt. Behind it stands that. Last of all comes FARAWAY."
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"
BODY = {"title": "Storm over the harbour", "publisher": "The Evening", "byline": "L. B.", "published_on": "2024-03-11"}
BODY |= {"source_url": "https://evening.example/storm", "language": "en"}


@pytest.fixture
def article(as_, alice):
    made = as_(alice).post("articles", BODY | {"text": TEXT}).json()
    return Article.objects.get(uid=made["id"])


@pytest.fixture
def quoting(as_, alice, carol, sourced, article):
    """A function that gives a published claim with these passages of the article (each one quote, or several)."""
    caller, text = as_(alice), TEXT

    def make(claim_text, *quotes, rating="mostly-false", public=True, **words):
        made = sourced(claim_text, rating=rating)
        for quote in quotes:
            fragments, at = [], 0
            for part in [quote] if isinstance(quote, str) else quote:
                start = text.index(part, at)
                at = start + len(part)
                fragments.append({"start": start, "end": at, "exact": part})
            body = {"version": 1, "fragments": fragments, "note": "INTERNALNOTE"}
            span = caller.post(f"articles/{article.uid}/spans", body).json()
            assert caller.put(f"claims/{made.uid}/spans/{span['id']}").status_code in (200, 201)
        if public:
            publish(claim=made, actor=carol, **words)
        return made

    return make


@pytest.fixture
def show(desk):
    """A function that sets how much of articles the desk shows."""

    def set_to(how):
        desk.settings["public_articles"] = how
        desk.save()

    return set_to


@pytest.fixture
def at(stranger, article):
    return lambda rest="", **more: stranger.get(f"/public/desk/articles/{article.uid}{rest}", **more)


def root_of(answer):
    assert answer.status_code == 200, answer.status_code
    return html.fromstring(answer.content.decode())


def article_text(answer):
    """The text of the article on the page, without the references behind highlights."""
    [text] = root_of(answer).xpath("//*[@id='text']")
    for reference in text.xpath(".//a[@class='hl-ref']"):
        reference.drop_tree()
    return text.text_content()


def test_page_shows_the_article_with_its_fact_checks_in_the_order_of_the_text(at, show, quoting, claim):
    quoting("Nobody came to harm.", "Nobody was hurt", rating="true")
    quoting(
        "It was closed for three days.",
        "closed for three days",
        ("storm", "Nobody"),
        summary="Two, says the log [1].",
    )
    show("full")
    answer = at()
    root = root_of(answer)
    assert article_text(answer) == TEXT
    assert root.xpath("//h1/text()") == ["Storm over the harbour"]
    head = " ".join(root.xpath("//header[@class='story-head']")[0].text_content().split())
    for words in ("The Evening", "L. B.", "English", "2 claims checked", "Mostly false 1", "True 1", "version 1 of 1"):
        assert words in head
    assert root.xpath("//header[@class='story-head']//a/@href") == ["https://evening.example/storm"]
    assert root.xpath("//article[@class='fact']/@id") == ["check-1", "check-2"]
    assert [each.text_content() for each in root.xpath("//h3[@class='fact-claim']")] == [
        "It was closed for three days.",
        "Nobody came to harm.",
    ]
    first = root.xpath("//article[@id='check-1']")[0]
    assert first.xpath(".//blockquote/a/@href") == ["#passage-1-1", "#passage-1-2"]
    assert first.xpath(".//a[@class='source-ref']/@href") == ["#check-1-source-1"]
    assert first.xpath(".//li/@id") == ["check-1-source-1", "check-1-source-2"]
    assert [each.text_content() for each in first.xpath(".//a[@class='source-title']")] == ["Log 1", "Log 2"]
    for href in root.xpath("//a[starts-with(@href, '#')]/@href"):
        assert len(root.xpath(f"//*[@id='{href[1:]}']")) == 1, href


def test_highlights_lead_to_their_fact_checks_also_where_they_overlap(at, show, quoting):
    quoting("It was closed.", "was closed for three days in March")
    quoting("It was in March.", "three days in March", rating="true")
    quoting("March it was, in the storm.", "March because of the storm", rating="false")
    show("full")
    text = root_of(at()).xpath("//*[@id='text']")[0]
    pieces = [(each.text_content(), each.get("href"), each.get("class")) for each in text.xpath(".//a[@tabindex]")]
    assert pieces == [
        ("was closed for ", "#check-1", "hl hl-1 r-mostly-false"),
        ("three days in ", "#check-2", "hl hl-2 r-true"),
        ("March", "#check-2", "hl hl-3 r-true"),
        (" because of the storm", "#check-3", "hl hl-1 r-false"),
    ]
    references = [" ".join(each.itertext()) for each in text.xpath(".//a[@class='hl-ref']")]
    assert references == ["2 T True", "1 F− Mostly false", "3 F False"]


def test_setting_decides_how_much_of_the_text_strangers_get(at, show, stranger, article, quoting):
    quoting("Nobody came to harm.", "Nobody was hurt")
    assert at().status_code == 404
    show("quotes")
    answer = at()
    body = answer.content.decode()
    assert root_of(answer).xpath("//blockquote//q/text()") == ["Nobody was hurt"]
    assert root_of(answer).xpath("//*[@id='text']") == []
    words = re.findall(r"\w+", TEXT)
    assert [word for word in ("SECRETWORDS", "FARAWAY", "Behind it", "mayor") if word in body] == []
    show("passages")
    answer = at()
    assert article_text(answer) == "Before it stands this. Nobody was hurt. Behind it stands that. …"
    body = answer.content.decode()
    assert [word for word in ("SECRETWORDS", "FARAWAY", "mayor") if word in body] == []
    show("full")
    assert article_text(at()) == TEXT
    assert [word for word in words if word not in at().content.decode()] == []
    show("off")
    assert at().status_code == 404


def test_structure_of_the_article_stays(as_, at, show, stranger, alice, carol, sourced):
    source = (
        "<h2>What it did</h2><p>One <em>fine day</em> by <a href='https://x.example/'>a link here</a> and "
        "<a href='https://y.example/'>another</a>.</p><ul><li>First thing</li></ul>"
        "<blockquote><p>Said.</p></blockquote>"
        "<table><tr><th>Year</th></tr><tr><td>1987</td></tr></table>"
    )
    caller = as_(alice)
    made = caller.post("articles", {"title": "T", "html": source}).json()
    version = ArticleVersion.objects.get(article__uid=made["id"])
    quote = "fine day by a link"
    start = version.text.index(quote)
    body = {"version": 1, "start": start, "end": start + len(quote), "exact": quote}
    span = caller.post(f"articles/{made['id']}/spans", body).json()
    claim = sourced()
    caller.put(f"claims/{claim.uid}/spans/{span['id']}")
    publish(claim=claim, actor=carol)
    show("full")
    answer = stranger.get(f"/public/desk/articles/{made['id']}")
    text = root_of(answer).xpath("//*[@id='text']")[0]
    assert article_text(answer) == version.text
    for path in ("h3", "p/em/a[@class]", "ul/li", "blockquote/p", "table//th", "table//td"):
        assert len(text.xpath(path)) == 1, path
    # No link within a link: where a highlight lies, the article's own gives way.
    assert text.xpath(".//a/@href[starts-with(., 'https')]") == ["https://y.example/"]
    assert text.xpath(".//a//a") == []


def test_strangers_find_no_page_without_a_fact_check_that_stands(at, show, stranger, quoting, carol, article, desk):
    show("full")
    assert at().status_code == 404
    waiting = quoting("Not published yet.", "Nobody was hurt", public=False)
    assert at().status_code == 404
    publish(claim=waiting, actor=carol)
    assert at().status_code == 200
    for path in ("/public/none/articles/x", f"/public/none/articles/{article.uid}", "/public/desk/articles/x%00y"):
        assert stranger.get(path).status_code == 404, path
    assert stranger.get(f"/public/desk/articles/{article.uid}?x=%00").status_code == 404
    assert stranger.post(f"/public/desk/articles/{article.uid}").status_code in (403, 405)
    correct(claim=waiting, actor=carol, kind="void", reason="The wrong harbour.")
    assert at().status_code == 404


def test_withdrawn_fact_check_leaves_the_page_and_a_correction_is_on_it_at_once(at, show, quoting, carol):
    kept, gone = quoting("It was closed.", "was closed"), quoting("Nobody came to harm.", "Nobody was hurt")
    show("full")
    assert len(root_of(at()).xpath("//article[@class='fact']")) == 2
    correct(claim=gone, actor=carol, kind="void", reason="The wrong harbour.")
    decide(claim=kept, actor=carol, rating="false", explanation="Looked again.", method="adjudication")
    assert "Mostly false" in at().content.decode()
    correct(claim=kept, actor=carol, kind="correction", reason="The log was misread.")
    root = root_of(at())
    [fact] = root.xpath("//article[@class='fact']")
    assert "The log was misread." in fact.text_content()
    assert fact.xpath(".//p[contains(@class, 'fact-rating')]//bdi/text()") == ["False"]
    assert root.xpath("//*[@id='text']//a[@tabindex]/@class") == ["hl hl-1 r-false"]
    assert "harm" not in at().content.decode()


def test_embargoed_and_unpublished_highlights_are_not_on_the_page(at, show, quoting, carol, alice, as_, article, desk):
    """Invariant 6."""
    quoting("It was closed.", "was closed")
    hidden = quoting("HIDDENCLAIM of nobody's business.", "Nobody was hurt", public=False)
    comment(project=desk, actor=alice, claim=hidden, text="INTERNALCOMMENT")
    later = quoting("LATERCLAIM.", "stands this", public=False)
    publish(claim=later, actor=carol, embargo_until=later.created_at.replace(year=2199))
    published = quoting("Another.", "the mayor")
    # What the desk does after publishing shows nowhere.
    decide(claim=published, actor=carol, rating="true", explanation="INTERNALWORDS", method="adjudication")
    article.refresh_from_db()
    as_(alice).patch(f"articles/{article.uid}", {"title": "INTERNALTITLE"}, etag=f'"{article.revision}"')
    for how in ("quotes", "passages", "full"):
        show(how)
        answer = at()
        body = answer.content.decode()
        for marker in ("INTERNAL", "HIDDENCLAIM", "LATERCLAIM", "Log 3", "alice", "Alice", "bob", "carol"):
            assert marker not in body, (how, marker)
        assert root_of(answer).xpath("//article[@class='fact']/@id") == ["check-1", "check-2"]
        if how == "full":
            marked = [each.text_content() for each in root_of(answer).xpath("//*[@id='text']//a[@tabindex]")]
            assert marked == ["was closed", "the mayor"]


def test_deleted_article_has_no_page(at, show, quoting, article):
    quoting("It was closed.", "was closed")
    show("full")
    assert at().status_code == 200
    Article.objects.filter(pk=article.pk).update(deleted_at=article.created_at)
    assert at().status_code == 404


def test_article_in_which_words_were_erased_has_no_page(at, show, stranger, quoting, article, as_, dave, carol, ask):
    far = quoting("This stands first.", "The harbour")
    show("full")
    assert at().status_code == 200
    ask(words=["SECRETWORDS"])
    assert stranger.get(f"/public/desk/factchecks/{far.uid}").status_code == 200
    for how in ("quotes", "passages", "full"):
        show(how)
        assert at().status_code == 404
    assert article.uid not in stranger.get("/public/desk/sitemap.xml").content.decode()
    assert "/articles/" not in stranger.get(f"/public/desk/factchecks/{far.uid}").content.decode()


def test_newer_text_is_shown_when_it_has_as_many_of_the_passages(at, show, quoting, article, as_, alice):
    quoting("It was closed.", "was closed")
    quoting("Nobody came to harm.", "Nobody was hurt", rating="true")
    show("full")
    caller = as_(alice)
    newer = TEXT.replace("The harbour", "Yesterday the harbour")
    assert caller.post(f"articles/{article.uid}/versions", {"text": newer}, key="v2").status_code == 201
    assert article_text(at()) == TEXT
    assert "version 1 of 2" in at().content.decode()
    run_pending()
    assert article_text(at()) == newer
    assert "version 2 of 2" in at().content.decode()
    marked = [each.text_content() for each in root_of(at()).xpath("//*[@id='text']//a[@tabindex]")]
    assert marked == ["was closed", "Nobody was hurt"]
    # A text from which one of them is gone: the older one says more.
    last = newer.replace("Nobody was hurt.", "Two were hurt.")
    assert caller.post(f"articles/{article.uid}/versions", {"text": last}, key="v3").status_code == 201
    run_pending()
    assert article_text(at()) == newer


def test_passage_of_another_text_is_quoted_without_a_place(at, show, quoting, article, as_, alice, carol, sourced):
    quoting("It was closed.", "was closed")
    quoting("It was March.", "in March")
    caller = as_(alice)
    newer = "Quite another text, with one sentence of its own.\n" + SECOND
    caller.post(f"articles/{article.uid}/versions", {"text": newer}, key="v2")
    body = {"version": 2, "start": 0, "end": 18, "exact": "Quite another text"}
    span = caller.post(f"articles/{article.uid}/spans", body).json()
    claim = sourced("It is another text.")
    caller.put(f"claims/{claim.uid}/spans/{span['id']}")
    publish(claim=claim, actor=carol)
    show("full")
    assert article_text(at()) == TEXT
    root = root_of(at())
    last = root.xpath("//article[@id='check-3']")[0]
    assert last.xpath(".//blockquote//q/text()") == ["Quite another text"]
    assert last.xpath(".//blockquote/a") == []
    assert "in version 2 of the text" in last.text_content()
    assert last.xpath(".//a[@class='fact-close']/@href") == ["#text"]


def test_highlight_that_was_unlinked_since_stays_where_it_was_published(at, show, quoting, article):
    claim = quoting("It was closed.", "was closed")
    Anchor.objects.filter(span__appearances__claim=claim).update(state="removed")
    claim.appearances.all().delete()
    show("full")
    assert [each.text_content() for each in root_of(at()).xpath("//*[@id='text']//a[@tabindex]")] == ["was closed"]


def test_page_may_lie_in_a_cdn_and_says_where_it_belongs(at, show, quoting, article, stranger, client, carol):
    claim = quoting("It was closed.", "was closed")
    show("full")
    client.force_login(carol)
    answer = at()
    assert (dict(answer.cookies), answer.get("Vary")) == ({}, None)
    assert answer["Cache-Control"].startswith("public, max-age=60")
    assert at(headers={"If-None-Match": answer["ETag"]}).status_code == 304
    same = client.get(f"/public/desk/articles/{article.uid}", headers={"Accept-Language": "uk"})
    assert same.content == answer.content
    here = f"http://127.0.0.1:8000/public/desk/articles/{article.uid}"
    root = root_of(answer)
    assert root.xpath("//link[@rel='canonical']/@href") == [here]
    assert root.xpath("//meta[@property='og:title']/@content") == ["1 claim checked: Storm over the harbour"]
    assert root.xpath("//script") == [] and root.xpath("//@style") == []
    [picture] = root.xpath("//meta[@property='og:image']/@content")
    card = stranger.get(picture.removeprefix("http://127.0.0.1:8000"))
    assert (card["Content-Type"], card["Cache-Control"].rpartition(", ")[2]) == ("image/png", "immutable")
    assert Image.open(io.BytesIO(card.content)).size == (1200, 630)
    assert f"<loc>{here}</loc><lastmod>" in stranger.get("/public/desk/sitemap.xml").content.decode()
    [back] = root.xpath("//p[contains(@class, 'fact-more')]/a/@href")
    assert back == f"http://127.0.0.1:8000/public/desk/factchecks/{claim.uid}"
    there = root_of(stranger.get(f"/public/desk/factchecks/{claim.uid}"))
    assert there.xpath("//ul[contains(@class, 'seen')]//a/@href")[-1] == f"/public/desk/articles/{article.uid}"
    show("off")
    assert at("/card.png").status_code == 404
    assert "/articles/" not in stranger.get(f"/public/desk/factchecks/{claim.uid}").content.decode()
    assert "/articles/" not in stranger.get("/public/desk/sitemap.xml").content.decode()


def test_arabic_article_is_written_from_the_right(as_, alice, carol, sourced, stranger, show):
    caller = as_(alice)
    source = "<ul><li>لم يُصب أحد في الحادث.</li></ul>"
    made = caller.post("articles", {"title": "العاصفة", "html": source, "language": "ar"}).json()
    body = {"version": 1, "start": 0, "end": 6, "exact": "لم يُص"}
    span = caller.post(f"articles/{made['id']}/spans", body)
    assert span.status_code == 201, span.content
    claim = sourced("لم يُصب أحد.")
    caller.put(f"claims/{claim.uid}/spans/{span.json()['id']}")
    publish(claim=claim, actor=carol, language="ar")
    show("full")
    root = root_of(stranger.get(f"/public/desk/articles/{made['id']}"))
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    text = root.xpath("//*[@id='text']")[0]
    assert (text.get("lang"), text.get("dir"), text.xpath("ul/@dir"), text.xpath("ul/li/@dir")) == (
        "ar",
        "rtl",
        ["rtl"],
        ["rtl"],
    )


def test_hostile_words_stay_text(as_, alice, carol, sourced, stranger, show):
    nasty = "</a><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'"
    caller = as_(alice)
    made = caller.post("articles", {"title": nasty, "text": f"{nasty} end", "publisher": nasty}).json()
    body = {"version": 1, "start": 3, "end": len(nasty), "exact": nasty[3:]}
    span = caller.post(f"articles/{made['id']}/spans", body).json()
    claim = sourced(nasty)
    caller.put(f"claims/{claim.uid}/spans/{span['id']}")
    publish(claim=claim, actor=carol, summary=nasty)
    for how in ("quotes", "passages", "full"):
        show(how)
        root = root_of(stranger.get(f"/public/desk/articles/{made['id']}"))
        assert root.xpath("//script") == [] and root.xpath("//img") == []
        assert [each for each in root.iter() if any(str(name).startswith("on") for name in each.attrib)] == []
    assert root.xpath("//h1")[0].text_content() == nasty


@pytest.mark.parametrize("how", ["quotes", "passages", "full"])
def test_statements_are_few_and_the_same_for_one_fact_check_and_for_three(at, show, quoting, how):
    show(how)
    counts = []
    for quotes in (["was closed"], ["Nobody was hurt", "the mayor"]):
        for quote in quotes:
            quoting(f"About {quote}.", quote)
        with CaptureQueriesContext(connection) as queries:
            assert at().status_code == 200
        counts.append(len(queries))
    assert (counts[0] == counts[1], counts[0] <= 6) == (True, True), counts


passages_in = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40), st.integers(1, 3)), max_size=6)


@given(st.text(alphabet="aб& <é\n", min_size=100, max_size=140), passages_in)
def test_painted_text_is_the_text_whatever_is_highlighted(text, drawn):
    document = blocks.plain(text) if text.strip() else blocks.plain("a" * 100)
    text, numbers = document.text, count(1)
    passages = []
    for start, length, check in drawn:
        end = min(start + length, len(text))
        if start < end and text[start:end].strip():
            fragments = [{"start": start, "end": end, "exact": text[start:end]}]
            passages.append(Passage("c", 1, fragments, fragments, check, next(numbers)))
    ratings = {number: {"colour": "true", "letter": "T", "label": "True"} for number in (1, 2, 3)}
    painted = Painted(text, document.blocks, passages, ratings)
    whole = html.fragment_fromstring(f"<div>{painted.whole()}</div>")
    references = whole.xpath(".//a[@class='hl-ref']")
    assert len(references) == len(passages)
    assert len(whole.xpath(".//span[@class='at']")) == len(passages)
    for reference in references:
        reference.drop_tree()
    assert whole.text_content() == text
    marked = "".join(each.text_content() for each in whole.xpath(".//a"))
    covered = {at for _, start, length, *_ in [(0, *row) for row in drawn] for at in range(start, start + length)}
    in_blocks = {at for block in document.blocks for at in range(block["start"], block["end"])}
    assert len(marked) <= len(covered & in_blocks)


def test_admins_set_how_much_of_articles_is_public(as_, dave, carol, desk):
    caller = as_(dave)
    assert caller.get("").json()["settings"]["public_articles"] == "off"
    for how in ("quotes", "passages", "full", "off"):
        changed = caller.patch("", {"settings": {"public_articles": how}}, etag="*")
        assert (changed.status_code, changed.json()["settings"]["public_articles"]) == (200, how)
    refused = caller.patch("", {"settings": {"public_articles": "some"}}, etag="*")
    assert problem(refused) == (400, ["/settings/public_articles"])
    assert as_(carol).patch("", {"settings": {"public_articles": "full"}}, etag="*").status_code == 403


def test_desk_leads_to_the_public_page_once_there_is_one(show, quoting, article, client, cast):
    quoting("Not published.", "was closed", public=False)
    show("full")
    client.force_login(cast.vera)
    pages = [f"/d/desk/articles/{article.uid}", f"/d/desk/articles/{article.uid}/details"]
    public = f'href="/public/desk/articles/{article.uid}"'
    assert [public in client.get(page).content.decode() for page in pages] == [False, False]
    quoting("It was closed.", "was closed")
    assert [public in client.get(page).content.decode() for page in pages] == [True, True]

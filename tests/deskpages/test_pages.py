"""The desk's pages as readers and as editors see them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.deskpages.actions import add_page
from annotations.deskpages.models import DeskPage
from annotations.ratings.actions import add_scale
from annotations.ratings.default_scale import DEFAULT_SCALE
from annotations.teams.actions import edit_desk

ABOUT = "/public/desk/about/"
TEXT = "# First\n\nWe read **everything**. <script>alert(1)</script> [a](javascript:alert(1)) ![x](https://x.example/y)"


@pytest.fixture
def write(desk, carol):
    """A function that adds the next version of a page."""

    def written(name="method", text="We read.", title="How we work"):
        base = DeskPage.objects.filter(project=desk, name=name).count()
        return add_page(project=desk, actor=carol, name=name, title=title, text=text, base=base)

    return written


def read(path, **headers):
    return Client().get(path, headers=headers)


@pytest.fixture
def editor(carol):
    client = Client()
    client.force_login(carol)
    return client


def test_nobody_learns_of_a_desk_without_pages(desk):
    for path in (ABOUT, f"{ABOUT}method", f"{ABOUT}method/1", "/public/none/about/"):
        assert read(path).status_code == 404


@pytest.mark.parametrize("path", ["factchecks", "corrections", "feed.atom", "feed.json", "sitemap.xml"])
def test_desk_that_has_published_nothing_else_has_empty_lists(write, path):
    assert read(f"/public/desk/{path}").status_code == 404
    write()
    assert read(f"/public/desk/{path}").status_code == 200


def test_everybody_reads_a_page_and_a_cache_may_keep_it(write):
    write(text=TEXT)
    answer = read(f"{ABOUT}method")
    html = answer.content.decode()
    for words in ("<h2>First</h2>", "<strong>everything</strong>", "Version 1", "How we work"):
        assert words in html
    for words in ("<script", 'href="javascript', "<img", "csrf", "/d/desk", "carol", "Carol"):
        assert words not in html
    assert (answer.cookies, answer["Cache-Control"].startswith("public, max-age=60")) == ({}, True)
    again = read(f"{ABOUT}method", **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "How we work" in read(ABOUT).content.decode()


def test_older_version_stays_at_its_address_and_says_that_it_is_one(write):
    write(text="We read.")
    write(text="We read more.")
    old, new = (read(f"{ABOUT}method/{number}").content.decode() for number in (1, 2))
    assert ("We read.</p>" in old, "This is version 1" in old, "noindex" in old) == (True, True, True)
    assert ("We read more." in new, "This is version" in new, "noindex" in new) == (True, False, False)
    assert "We read more." in read(f"{ABOUT}method").content.decode()
    assert read(f"{ABOUT}method/3").status_code == 404


def test_rating_definitions_follow_the_scale_that_was_valid(desk, dave, write):
    write("ratings", title="Ratings")
    add_scale(
        project=desk, actor=dave, ratings=[DEFAULT_SCALE[0] | {"definition": "As new."}, *DEFAULT_SCALE[1:]], base=1
    )
    page = f"{ABOUT}ratings"
    seen = {path: "As new." in read(path).content.decode() for path in (page, f"{page}/1", f"{page}/1?scale=2")}
    assert list(seen.values()) == [True, False, True]
    assert [read(f"{page}/1?scale={wanted}").status_code for wanted in ("3", "x", "²")] == [404, 404, 404]


def test_page_speaks_the_language_of_the_desk(desk, dave, write):
    write()
    edit_desk(project=desk, actor=dave, language="uk")
    html = read(f"{ABOUT}method", **{"Accept-Language": "en"}).content.decode()
    assert '<html lang="uk"' in html


def test_page_is_read_with_few_statements(write):
    counts = []
    for number in range(3):
        write(text=f"Number {number}.")
        with CaptureQueriesContext(connection) as run:
            read(f"{ABOUT}method")
        counts.append(len(run))
    assert (counts[0] == counts[1] == counts[2], counts[0] <= 6) == (True, True)


def test_editor_looks_then_publishes_and_sees_what_changed(editor, desk):
    path = "/d/desk/settings/pages/method"
    looked = editor.post(path, {"title": "How we work", "text": "We **read**.", "revision": "0"})
    assert ("<strong>read</strong>" in looked.content.decode(), DeskPage.objects.count()) == (True, 0)
    for number, text in enumerate(("We read.", "We read more.")):
        sent = {"title": "How we work", "text": text, "revision": str(number), "save": "1"}
        assert editor.post(path, sent).status_code == 302
    assert "<ins>" in editor.get(f"{path}/versions/2").content.decode()
    refused = editor.post(path, {"title": "", "text": "x", "revision": "2", "save": "1"})
    assert (refused.status_code, DeskPage.objects.count()) == (400, 2)
    stale = editor.post(path, {"title": "How we work", "text": "Mine.", "revision": "1", "save": "1"})
    html = stale.content.decode()
    assert (stale.status_code, "Mine." in html, 'id="conflict"' in html) == (409, True, True)
    assert "published a newer version of a page" in editor.get("/d/desk/activity/").content.decode()


def test_others_read_it_and_strangers_do_not(cast, write):
    write()
    found = {}
    for name in ("vera", "eve"):
        client = Client()
        client.force_login(getattr(cast, name))
        pages = ("pages/", "pages/method", "pages/staff", "pages/method/versions/1")
        found[name] = {client.get(f"/d/desk/settings/{path}").status_code for path in pages}
        posted = client.post("/d/desk/settings/pages/method", {"title": "x", "text": "y", "save": "1"})
        found[name].add(posted.status_code)
    assert found == {"vera": {200, 403}, "eve": {404}}


def test_page_that_was_taken_away_is_linked_nowhere_and_its_versions_stay(write, editor, desk):
    write(text="We read everything.")
    write(name="funding", title="Money")
    path = "/d/desk/settings/pages/method"
    assert editor.post(path, {"withdraw": "1", "revision": 5}).status_code == 409
    assert editor.post(path, {"withdraw": "1", "revision": 1}).status_code == 302
    gone = read(f"{ABOUT}method")
    assert (gone.status_code, b"took this page away" in gone.content, b"everything" in gone.content) == (
        410,
        True,
        False,
    )
    assert read(f"{ABOUT}method/2").status_code == 410
    old = read(f"{ABOUT}method/1").content.decode()
    assert ["We read everything." in old, "valid from" in old, "What holds now" in old] == [True, True, False]
    shown = read(ABOUT).content.decode()
    assert ["Money" in shown, "How we work" in shown] == [True, False]
    html = editor.get(path).content.decode()
    # The form begins with the words that were there last.
    assert ["no longer linked or listed" in html, "We read everything." in html] == [True, True]
    assert "taken away" in editor.get("/d/desk/settings/pages/").content.decode()
    editor.post("/d/desk/settings/pages/funding", {"withdraw": "1", "revision": 1})
    assert (read(ABOUT).status_code, read(f"{ABOUT}method/1").status_code) == (200, 200)
    fields = {"title": "How we work", "text": "We read everything.", "revision": 2, "save": "1"}
    assert editor.post(path, fields).status_code == 302
    assert read(f"{ABOUT}method").status_code == 200

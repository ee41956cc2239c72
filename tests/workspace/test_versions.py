"""Newer texts of an article: looked over, saved, and read again when they have become old."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.articles import intake
from annotations.articles.actions import add_version
from annotations.articles.models import ArticleVersion
from annotations.dossiers.span_actions import highlight
from annotations.jobs import worker
from annotations.spans.models import Anchor

OLD = "The council met on Wednesday.\nIt raised the tariff by 34 per cent."
NEW = "The council met on Thursday.\nIt raised the tariff by 34 per cent. Nobody spoke."


@pytest.fixture
def article(make_article):
    return make_article("The tariff", text=OLD)


@pytest.fixture
def marked(article, alice):
    """The article with a highlight that comes along, and one that does not."""
    for quote in ("raised the tariff by 34 per cent", "met on Wednesday"):
        start = OLD.index(quote)
        part = {"start": start, "end": start + len(quote), "exact": quote}
        highlight(article=article, version=article.versions.get(), actor=alice, fragments=[part])
    return article


def newer(article, actor, text=NEW):
    document = intake.read("text", text)
    return add_version(article=article, actor=actor, document=document, source="text")


def look(visitor, article, **fields):
    return visitor.post(f"articles/{article.uid}/versions/new", {"look": "1", **fields})


def save(visitor, article, seen, **fields):
    return visitor.post(f"articles/{article.uid}/versions/new", {"save": seen, **fields})


def test_what_changes_is_shown_before_anything_is_saved(alice, as_page, marked, head):
    before = head()
    response = look(as_page(alice), marked, text=NEW.replace("\n", "\r\n"))
    preview = response.context["preview"]
    assert (preview["changes"].added, preview["changes"].removed) == (3, 1)
    assert (preview["highlights"], preview["placed"], preview["waiting"]) == (2, 1, 1)
    page = response.content.decode()
    assert "<del>Wednesday</del><ins>Thursday</ins>" in page
    assert "Of 2 highlights 1 come along by themselves; 1 will wait for a person." in page
    assert (response.status_code, head(), ArticleVersion.objects.count()) == (200, before, 1)


def test_what_was_looked_at_is_saved_and_the_workspace_opens(alice, as_page, article, log, head):
    visitor, before = as_page(alice), head()
    seen = look(visitor, article, text=NEW).context["preview"]["seen"]
    response = save(visitor, article, seen, text=NEW)
    assert (response.status_code, response["Location"]) == (302, f"/d/desk/articles/{article.uid}")
    version = ArticleVersion.objects.get(number=2)
    assert (version.text, version.source, version.author) == (NEW, "text", alice)
    assert log(before) == [("alice", "add_version", "version", version.uid)]


def test_another_text_than_was_looked_at_is_shown_and_not_saved(alice, as_page, article):
    visitor = as_page(alice)
    seen = look(visitor, article, text=NEW).context["preview"]["seen"]
    response = save(visitor, article, seen, text=NEW + " More.")
    assert (response.status_code, ArticleVersion.objects.count()) == (400, 1)
    assert response.context["preview"]["changes"].added == 4
    assert response.context["form"].values["text"] == NEW + " More."


def test_newer_text_of_a_colleague_is_told_and_nothing_typed_is_lost(alice, bob, as_page, article):
    visitor = as_page(alice)
    seen = look(visitor, article, text=NEW).context["preview"]["seen"]
    newer(article, bob, OLD + " Bob was here.")
    response = save(visitor, article, seen, text=NEW)
    assert (response.status_code, ArticleVersion.objects.count()) == (409, 2)
    assert response.context["form"].values["text"] == NEW
    assert (response.context["preview"]["number"], response.context["preview"]["changes"].removed) == (2, 4)
    assert save(visitor, article, response.context["preview"]["seen"], text=NEW).status_code == 302


def test_text_as_it_stands_is_not_saved_again(alice, as_page, article):
    response = look(as_page(alice), article, text=OLD)
    assert (response.status_code, list(response.context["form"].problems)) == (400, ["text"])
    response = look(as_page(alice), article, text=OLD + "\n")
    assert response.context["preview"]["changes"].none


def test_file_is_put_into_the_field_to_be_looked_over(alice, as_page, article):
    visitor = as_page(alice)
    upload = SimpleUploadedFile("tariff.md", b"# The tariff\n\nIt *rose*.")
    response = look(visitor, article, file=upload)
    values = response.context["form"].values
    assert (values["text"], values["kind"], values["from_file"]) == ("# The tariff\n\nIt *rose*.", "markdown", "1")
    fields = {name: values[name] for name in ("text", "kind", "from_file")}
    assert save(visitor, article, response.context["preview"]["seen"], **fields).status_code == 302
    version = ArticleVersion.objects.get(number=2)
    assert (version.text, version.source) == ("The tariff\nIt rose.", "file")


def test_what_is_wrong_stands_at_its_field(alice, as_page, article):
    visitor = as_page(alice)
    problems = lambda **fields: list(look(visitor, article, **fields).context["form"].problems)  # noqa: E731
    assert problems(text="") == ["text"]
    assert problems(file=SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff")) == ["file"]
    assert problems(file=SimpleUploadedFile("broken.txt", b"\xff\xfe\xfa")) == ["file"]


def test_viewer_reads_the_texts_and_adds_none(vera, eve, as_page, article):
    path = f"articles/{article.uid}/versions/"
    assert [as_page(vera).get(path).status_code, as_page(vera).get(f"{path}new").status_code] == [200, 403]
    assert "New version" not in as_page(vera).get(path).content.decode()
    assert [as_page(eve).get(path).status_code, look(as_page(eve), article, text=NEW).status_code] == [404, 404]


def test_list_names_every_text_and_how_many_highlights_wait(alice, bob, as_page, marked):
    newer(marked, bob)
    worker.run_pending()
    response = as_page(alice).get(f"articles/{marked.uid}/versions/")
    assert [version.number for version in response.context["versions"]] == [2, 1]
    assert response.context["waiting"] == 1
    page = response.content.decode()
    assert (
        re.findall(r'href="(/d/desk/articles/[^"]*/versions/\d+)"', page)
        == [f"/d/desk/articles/{marked.uid}/versions/1"] * 2
    )


def test_home_says_which_articles_have_highlights_to_place(alice, bob, as_page, marked, make_article):
    make_article("Another")
    assert "Needs another look" not in as_page(alice).get("").content.decode()
    newer(marked, bob)
    worker.run_pending()
    response = as_page(alice).get("")
    assert [(article.title, article.waiting) for article in response.context["to_place"]] == [("The tariff", 1)]
    assert f'href="/d/desk/articles/{marked.uid}#carried"' in response.content.decode()
    Anchor.objects.filter(version__number=2, start=None).update(left=True)
    assert as_page(alice).get("").context["to_place"] == []


def test_activity_of_the_desk_leaves_out_what_came_along_and_that_of_the_article_has_it(alice, bob, as_page, marked):
    newer(marked, bob)
    worker.run_pending()
    verbs = lambda query: [change.verb for change in as_page(alice).get(f"activity/{query}").context["changes"]]  # noqa: E731
    assert verbs("")[:4] == ["add_version", "create", "create", "create"]
    assert verbs(f"?article={marked.uid}") == ["reanchor", "reanchor", "add_version", "create", "create", "create"]


def test_older_text_is_read_with_its_highlights_as_they_lay(alice, as_page, marked, queries):
    newest = lambda: as_page(alice).get(f"articles/{marked.uid}")  # noqa: E731
    visitor = as_page(alice)
    statements = queries(newest)
    newer(marked, alice)
    worker.run_pending()
    older = lambda: visitor.get(f"articles/{marked.uid}/versions/1")  # noqa: E731
    assert queries(older) <= statements
    response = older()
    assert (response.context["version"].number, response.context["may_write"]) == (1, False)
    page = response.content.decode()
    assert "An older text, number 1 of 2." in page
    assert page.count('"state":"original"') == 2
    assert 'data-run="undo"' not in page


def test_newest_text_has_one_address_and_unknown_texts_none(alice, eve, as_page, article):
    response = as_page(alice).get(f"articles/{article.uid}/versions/1")
    assert (response.status_code, response["Location"]) == (302, f"/d/desk/articles/{article.uid}")
    assert as_page(alice).get(f"articles/{article.uid}/versions/2").status_code == 404
    assert as_page(eve).get(f"articles/{article.uid}/versions/1").status_code == 404

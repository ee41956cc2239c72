"""Editing, deleting and bringing back an article."""

from annotations.articles.models import Article
from annotations.changes.models import Change


def details(article, **fields):
    values = {"title": article.title, "status": "open", "revision": article.revision}
    return values | fields


def test_details_are_saved_and_recorded(bob, as_page, make_article):
    article = make_article("Bread")
    response = as_page(bob).post(
        f"articles/{article.uid}/details", details(article, publisher="Courier", status="done")
    )
    article.refresh_from_db()
    assert (response.status_code, article.publisher, article.status) == (302, "Courier", "done")
    assert Change.objects.latest("seq").verb == "edit"


def test_details_that_somebody_else_changed_are_not_overwritten(alice, bob, as_page, make_article):
    article = make_article("Bread")
    as_page(bob).post(f"articles/{article.uid}/details", details(article, publisher="Courier"))
    response = as_page(alice).post(f"articles/{article.uid}/details", details(article, byline="Me"))
    article.refresh_from_db()
    assert (response.status_code, article.publisher, article.byline) == (409, "Courier", None)
    assert response.context["form"].values["byline"] == "Me"
    assert response.context["form"].conflict["theirs"]["publisher"] == "Courier"
    assert response.context["form"].conflict["problem"]["changed_by"] == {"username": "bob", "name": "Bob"}


def test_details_with_a_problem_come_back_with_it(alice, as_page, make_article):
    article = make_article("Bread")
    response = as_page(alice).post(
        f"articles/{article.uid}/details", details(article, title="", published_on="2024-13")
    )
    assert (response.status_code, list(response.context["form"].problems)) == (400, ["title", "published_on"])


def test_details_show_to_a_viewer_without_a_form(vera, as_page, make_article):
    article = make_article("Bread")
    response = as_page(vera).get(f"articles/{article.uid}/details")
    assert (response.status_code, '<form class="form"' in response.content.decode()) == (200, False)
    assert as_page(vera).post(f"articles/{article.uid}/details", details(article)).status_code == 403


def test_deleted_article_answers_410_and_comes_back(alice, as_page, make_article):
    article, visitor = make_article("Bread"), as_page(alice)
    response = visitor.post(f"articles/{article.uid}/delete", follow=True)
    assert f"articles/{article.uid}/restore" in response.content.decode()
    assert visitor.get(f"articles/{article.uid}/details").status_code == 410
    visitor.post(f"articles/{article.uid}/restore")
    assert Article.objects.get().deleted_at is None


def test_somebody_elses_article_is_deleted_by_editors_only(bob, carol, as_page, make_article):
    article = make_article("Bread")
    assert as_page(bob).post(f"articles/{article.uid}/delete").status_code == 403
    assert as_page(carol).post(f"articles/{article.uid}/delete").status_code == 302


def test_article_of_another_desk_is_not_there(eve, alice, as_page, make_article):
    article = make_article("Bread")
    for path in ("details", "delete", "restore"):
        assert as_page(eve).post(f"articles/{article.uid}/{path}").status_code == 404
        assert as_page(alice).post(f"articles/unknown/{path}").status_code == 404


def test_editor_gives_the_article_and_takes_it_away(cast, as_page, make_article):
    article = make_article()
    page = as_page(cast.carol)
    response = page.post(f"articles/{article.uid}/work", {"assignee": "", "due_on": "2030-05-04"}, follow=True)
    (work,) = response.context["work"]
    # Whoever captured an article may well work on it: the next one is chosen by name.
    assert (work.assignee.username, work.due_on.isoformat(), work.first_block) == ("alice", "2030-05-04", None)
    assert "Sat 4 May" in response.content.decode()
    again = page.post(f"articles/{article.uid}/work", {"assignee": "alice"}, follow=True)
    assert "They have this work already." in again.content.decode()
    away = page.post(f"articles/{article.uid}/work", {"end": work.uid}, follow=True)
    assert away.context["work"] == []
    (message,) = away.context["messages"]
    back = page.post(message.extra_tags.removeprefix("/d/desk/"), follow=True)
    assert back.context["work"] == [work]


def test_reviewer_takes_the_article_and_says_that_it_is_done(cast, as_page, make_article):
    article = make_article()
    page = as_page(cast.bob)
    (work,) = page.post(f"articles/{article.uid}/work", {"assignee": "alice"}, follow=True).context["work"]
    assert work.assignee.username == "bob"
    page.post(f"articles/{article.uid}/work", {"end": work.uid})
    work.refresh_from_db()
    assert work.status == "done"
    bad = page.post(f"articles/{article.uid}/work", {"due_on": "tomorrow"}, follow=True)
    assert (bad.context["work"], "Write a date as 2024-03-05." in bad.content.decode()) == ([], True)
    assert as_page(cast.vera).post(f"articles/{article.uid}/work", {}).status_code == 403

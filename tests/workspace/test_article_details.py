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

"""The form for a new article, without a script."""

from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.articles.models import Article, ArticleVersion

TEXT = "date 2024-01-25\r\nA crash near Belgorod\r\n\r\nTwo accounts of it."


def send(visitor, **fields):
    return visitor.post("articles/new", fields)


def test_text_becomes_an_article_with_the_suggested_title(alice, as_page):
    response = send(as_page(alice), text="A crash near Belgorod\r\n\r\nTwo accounts of it.")
    article = Article.objects.get()
    assert (response.status_code, article.title) == (302, "A crash near Belgorod")
    assert ArticleVersion.objects.get().text == "A crash near Belgorod\n\nTwo accounts of it."


def test_everything_in_the_form_is_kept(alice, as_page):
    send(
        as_page(alice),
        text=TEXT,
        title="My title",
        source_url="https://example.org/a",
        publisher="Courier",
        byline="A. B.",
        published_on="2024-01",
        language="uk",
        speaker="The Minister",
        date="2024",
        place="Kyiv",
        topics="war, aviation, war",
    )
    article = Article.objects.get()
    names = ("title", "source_url", "publisher", "byline", "published_on", "language", "defaults")
    assert {name: getattr(article, name) for name in names} == {
        "title": "My title",
        "source_url": "https://example.org/a",
        "publisher": "Courier",
        "byline": "A. B.",
        "published_on": "2024-01",
        "language": "uk",
        "defaults": {"speaker": "The Minister", "date": "2024", "place": "Kyiv", "topics": ["war", "aviation"]},
    }


def test_markdown_file_becomes_an_article(alice, as_page):
    upload = SimpleUploadedFile("report.md", b"# A heading\n\nSome *words*.")
    send(as_page(alice), file=upload)
    article = Article.objects.get()
    assert (article.title, article.versions.get().source) == ("A heading", "file")


def test_problem_stands_at_its_field_and_nothing_is_written(alice, as_page, head):
    before = head()
    response = send(as_page(alice), text="", source_url="ftp://x", published_on="soon", speaker="x" * 301, topics="a,b")
    assert response.status_code == 400
    assert set(response.context["form"].problems) == {"text", "source_url", "published_on", "speaker"}
    assert response.context["form"].values["topics"] == "a,b"
    assert (Article.objects.count(), head()) == (0, before)


def test_file_that_is_no_text_is_refused_at_its_field(alice, as_page):
    response = send(as_page(alice), file=SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff"))
    assert list(response.context["form"].problems) == ["file"]
    response = send(as_page(alice), file=SimpleUploadedFile("broken.txt", b"\xff\xfe\xfa"))
    assert list(response.context["form"].problems) == ["file"]


def test_same_text_is_told_before_saving_and_saved_when_asked_again(alice, as_page):
    visitor = as_page(alice)
    send(visitor, text="The same text.", title="First")
    response = send(visitor, text="The same text.", title="Second")
    assert [article.title for article in response.context["same"]] == ["First"]
    assert (list(response.context["form"].problems), Article.objects.count()) == (["again"], 1)
    assert send(visitor, text="The same text.", title="Second", again="1").status_code == 302
    assert Article.objects.count() == 2


def test_suggestions_come_while_typing_and_keep_nothing(alice, as_page, make_article):
    article = make_article("Known", text="Known text.")
    visitor = as_page(alice)
    ask = lambda **data: visitor.post("articles/suggest", data, content_type="application/json").json()  # noqa: E731
    assert ask(text=TEXT)["published_on"] == "2024-01-25"
    assert ask(text="Known text.")["same"] == [{"id": article.uid, "title": "Known"}]
    assert ask(text="# Head\n\nText", kind="markdown")["title"] == "Head"
    assert ask(text="\0") == {"title": None, "published_on": None, "language": None, "same": []}
    assert Article.objects.count() == 1


def test_suggestions_are_refused_to_viewers_and_strangers(vera, eve, as_page):
    ask = lambda user: as_page(user).post("articles/suggest", {}, content_type="application/json")  # noqa: E731
    assert [ask(vera).status_code, ask(eve).status_code] == [403, 404]

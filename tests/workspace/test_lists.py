"""The lists of articles, claims and sources."""

import pytest

from annotations.teams.actions import add_member, create_desk
from annotations.workspace import lists
from tests.workspace.conftest import Visitor


def titles(response):
    return [getattr(row, "title", None) or row.text for row in response.context["rows"]]


def test_articles_come_newest_first_with_their_work(alice, as_page, make_claim, make_article):
    make_article("Old")
    make_claim("Bread costs more.")
    response = as_page(alice).get("articles/")
    assert titles(response) == ["On: Bread costs more.", "Old"]
    newest = response.context["rows"][0]
    assert (newest.highlights, newest.claims, newest.settled) == (1, 1, 0)


def test_articles_are_filtered_by_state_and_words(alice, as_page, make_article):
    make_article("Bread", publisher="Courier", status="done")
    make_article("Ferry")
    ask = as_page(alice).get
    assert titles(ask("articles/?status=done")) == ["Bread"]
    assert titles(ask("articles/?q=courier")) == ["Bread"]
    assert titles(ask("articles/?q=nothing")) == []
    assert titles(ask("articles/?status=unheard-of")) == ["Ferry", "Bread"]


def test_deleted_article_is_in_no_list(alice, as_page, make_article):
    article = make_article("Bread")
    as_page(alice).post(f"articles/{article.uid}/delete")
    assert titles(as_page(alice).get("articles/")) == []


def test_claims_are_filtered_by_each_of_their_filters(alice, as_page, make_claim):
    bread = make_claim("Bread costs more.", topics=["Food"], claimant={"name": "The Minister"})
    make_claim("The ferry is late.")
    ask = as_page(alice).get
    for query in ("q=bread", "topic=food", f"claimant={bread.claimant.uid}"):
        assert titles(ask(f"claims/?{query}")) == ["Bread costs more."], query
    assert titles(ask("claims/?status=new")) == ["The ferry is late.", "Bread costs more."]
    assert titles(ask("claims/?status=declined")) == []
    assert titles(ask("claims/?rating=false")) == []
    assert titles(ask("claims/?claimant=unknown")) == []


def test_claim_in_a_list_counts_its_evidence_and_places(alice, as_page, make_claim, make_evidence):
    claim = make_claim()
    make_evidence(claim, "https://a.example.org/")
    make_evidence(claim, "https://b.example.org/")
    row = as_page(alice).get("claims/").context["rows"][0]
    assert (row.sources, row.supports, row.refutes, row.seen) == (2, 0, 2, 1)


def test_sources_show_how_often_they_are_used(alice, as_page, make_evidence):
    make_evidence()
    make_evidence()
    make_evidence(url="https://other.example.org/")
    rows = as_page(alice).get("sources/").context["rows"]
    assert [(row.url, row.uses) for row in rows] == [
        ("https://other.example.org/", 1),
        ("https://stats.example.org/prices", 2),
    ]
    assert titles(as_page(alice).get("sources/?q=other")) == ["Prices at https://other.example.org/"]


def test_source_page_shows_the_claims_that_use_it(alice, as_page, make_evidence):
    evidence = make_evidence(quote="Prices fell.")
    response = as_page(alice).get(f"sources/{evidence.source.uid}")
    assert [each.claim.text for each in response.context["evidence"]] == [evidence.claim.text]
    assert "Prices fell." in response.content.decode()


def test_source_is_changed_for_all_claims_that_use_it(bob, as_page, make_evidence):
    source = make_evidence().source
    form = {"title": "Prices 2024", "publisher": "Office", "published_on": "2024", "revision": source.revision}
    assert as_page(bob).post(f"sources/{source.uid}", form).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.publisher, source.published_on) == ("Prices 2024", "Office", "2024")
    assert as_page(bob).post(f"sources/{source.uid}", form | {"title": "Mine"}).status_code == 409


def test_source_with_a_problem_comes_back_with_it(bob, vera, as_page, make_evidence):
    source = make_evidence().source
    form = {"published_on": "soon", "archive_url": "x", "revision": source.revision}
    response = as_page(bob).post(f"sources/{source.uid}", form)
    assert (response.status_code, sorted(response.context["form"].problems)) == (400, ["archive_url", "published_on"])
    assert as_page(vera).post(f"sources/{source.uid}", form).status_code == 403


def test_source_page_of_another_desk_is_not_there(alice, as_page, make_evidence):
    assert as_page(alice).get("sources/nowhere").status_code == 404


@pytest.mark.parametrize("path", ["articles/", "claims/", "sources/", "", "activity/"])
def test_page_takes_as_many_statements_for_three_rows_as_for_one(
    path, alice, as_page, make_claim, make_evidence, queries
):
    visitor = as_page(alice)
    visitor.get(path)
    make_evidence(make_claim("First."), "https://one.example.org/")
    one = queries(lambda: visitor.get(path))
    make_evidence(make_claim("Second."), "https://two.example.org/")
    make_evidence(make_claim("Third."), "https://three.example.org/")
    assert queries(lambda: visitor.get(path)) == one


def test_pages_of_a_list_hold_every_row_once_while_others_write(alice, as_page, make_article, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    monkeypatch.setattr(lists.newest_first, "__defaults__", (2,))
    for title in "abcde":
        make_article(title)
    visitor, seen, query = as_page(alice), [], ""
    while query is not None:
        response = visitor.get(f"articles/?{query}")
        seen += titles(response)
        query = response.context["following"]
        make_article("late")
    assert seen == ["e", "d", "c", "b", "a"]


def test_list_with_an_unknown_key_begins_at_the_top(alice, as_page, make_article):
    make_article("a")
    response = as_page(alice).get("articles/?before=nonsense")
    assert (titles(response), response.context["first"]) == (["a"], None)


def test_list_of_one_desk_shows_nothing_of_another(cast, as_page, make_claim, make_evidence):
    other = create_desk(actor=cast.dave, slug="other", name="Other")
    add_member(project=other, actor=cast.dave, user=cast.alice, role="editor")
    make_evidence()
    for path in ("articles/", "claims/", "sources/"):
        assert titles(Visitor(cast.alice, other).get(path)) == []

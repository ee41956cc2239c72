import pytest
from django.conf import settings

from annotations.claims.actions import edit_claim
from tests.cast import problem
from tests.publishing.conftest import claim, sourced

__all__ = ["claim", "sourced"]


@pytest.fixture
def things(as_, alice):
    caller = as_(alice)
    claim = caller.post("claims", {"text": "Літак Іл-76 збито під Бєлгородом."}).json()
    article = caller.post("articles", {"title": "Катастрофа: літак упав", "text": "a", "publisher": "Правда"}).json()
    caller.post(
        f"claims/{claim['id']}/evidence",
        {"url": "https://example.org/litak", "title": "Чий це літак", "stance": "context"},
    )
    return {"claim": claim["id"], "article": article["id"]}


def found(caller, query, more=""):
    answer = caller.get(f"search?q={query}{more}")
    assert answer.status_code == 200, answer.content
    assert answer.json()["next"] is None
    return [(row["type"], row.get("title") or row["text"]) for row in answer.json()["results"]]


def test_search_finds_claims_articles_and_sources(as_, vera, things):
    assert found(as_(vera), "ЛІТАК") == [
        ("claim", "Літак Іл-76 збито під Бєлгородом."),
        ("article", "Катастрофа: літак упав"),
        ("source", "Чий це літак"),
    ]


def test_search_finds_what_was_published_by_the_words_it_was_published_with(as_, vera, carol, claim):
    assert as_(carol).post(f"claims/{claim.uid}/publication", {"headline": "No: the port was open"}).status_code == 201
    claim.refresh_from_db()
    edit_claim(claim=claim, actor=carol, text="The harbour was shut.")
    row = as_(vera).get("search?q=port").json()["results"][0]
    assert [row[name] for name in ("type", "id", "headline", "rating", "state", "version")] == [
        *("factcheck", claim.uid, "No: the port was open", "mostly-false", "live", 1)
    ]
    assert row["url"] == f"{settings.SITE_URL}/public/desk/factchecks/{claim.uid}"
    assert row["chip"]["label"] == "Mostly false"
    assert as_(carol).post(f"claims/{claim.uid}/corrections", {"kind": "void", "reason": "Wrong."}).status_code == 201
    assert as_(vera).get("search?q=port").json()["results"] == []


def test_search_puts_the_words_as_they_stand_first(as_, alice, things):
    as_(alice).post("claims", {"text": "Упав не літак, а ракета."})
    assert found(as_(alice), "літак упав") == [
        ("article", "Катастрофа: літак упав"),
        ("claim", "Упав не літак, а ракета."),
    ]


def test_search_keeps_the_only_article_among_many_claims(as_, alice, things):
    for n in range(9):
        as_(alice).post("claims", {"text": f"Літак номер {n}."})
    kinds = [kind for kind, _ in found(as_(alice), "літак", "&limit=5")]
    assert kinds == ["claim", "claim", "claim", "article", "source"]


def test_rows_are_those_of_the_lists(as_, alice, things):
    caller = as_(alice)
    claim, article, _ = caller.get("search?q=літак").json()["results"]
    assert claim == {"type": "claim", "chip": None} | caller.get("claims").json()["results"][0]
    assert article == {"type": "article"} | caller.get("articles").json()["results"][0]


def test_search_leaves_out_what_is_deleted(as_, carol, things):
    as_(carol).delete(f"claims/{things['claim']}", etag="*")
    as_(carol).delete(f"articles/{things['article']}", etag="*")
    assert found(as_(carol), "літак") == [("source", "Чий це літак")]


@pytest.mark.parametrize(
    ("query", "pointer"), [("", "?q"), ("q=", "?q"), ("q=%20", "?q"), ("q=a%00", "?q"), ("q=a&limit=0", "?limit")]
)
def test_a_query_without_words_answers_400(as_, alice, query, pointer):
    assert problem(as_(alice).get(f"search?{query}")) == (400, [pointer])


def test_a_query_of_signs_alone_finds_nothing(as_, alice, things):
    assert found(as_(alice), '""') == []


def test_search_is_for_members(as_, alice, eve, things):
    assert as_(None).get("search?q=a").status_code == 401
    assert as_(eve).get("search?q=a").status_code == 404
    assert as_(alice, scope="read:published").get("search?q=a").status_code == 403


def test_the_count_of_statements_does_not_grow(as_, alice, things, django_assert_max_num_queries):
    for n in range(3):
        as_(alice).post("claims", {"text": f"Літак номер {n}."})
        as_(alice).post("articles", {"title": f"Літак {n}", "text": "a"})
    with django_assert_max_num_queries(12):
        found(as_(alice), "літак")

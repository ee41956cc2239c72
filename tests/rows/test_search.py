"""`QuerySet.search()` on the database at hand; the suite runs on both."""

import pytest
from django.db import connection

from annotations.articles.models import Article
from annotations.claims.actions import edit_claim
from annotations.claims.models import Claim
from annotations.dossiers.claim_actions import create_claims
from annotations.rows import search
from annotations.rows.search import words_in

SENTENCES = [
    "Іл-76 збито ракетою, каже Україна",
    "Об’єкт не було збито",
    "أَعْلَنَتْ القوات سقوط الطائرة",
    "The UN could not verify 50% of the reports",
    'He said "no comment" twice',
    "ЄС надав допомогу",
    "Under_score and 🔥 fire",
]


@pytest.fixture
def claims(desk, alice):
    return create_claims(project=desk, actor=alice, drafts=[{"text": text} for text in SENTENCES])


def found(query):
    return [SENTENCES.index(text) for text in Claim.objects.search(query).order_by("pk").values_list("text", flat=True)]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("україна", [0]),
        ("УКРАЇНА", [0]),
        ("збито", [0, 1]),
        ("каже збито", [0]),
        ("об'єкт", [1]),
        ("обʼєкт", [1]),
        ("اعلنت", [2]),
        ("الطائره", [2]),
        ("UN", [3, 6]),  # two letters are found anywhere, also in "Under"
        ("ЄС", [5]),
        ("є", [1, 5]),
        ("ракет", [0]),
        ("verify reports", [3]),
        ('"not verify"', [3]),
        ('"verify not"', []),
        ('"no comment" twice', [4]),
        ('"no comment', [4]),
        ("50%", [3]),
        ("%", [3]),
        ("_", [6]),
        ("d_s", []),
        ("🔥", [6]),
        ("* OR NOT", []),
        ("nowhere", []),
        ("", list(range(7))),
        (' "" ', list(range(7))),
    ],
)
def test_search_finds_words_in_any_spelling(claims, query, numbers):
    assert found(query) == numbers


def test_an_edited_row_is_found_by_its_new_words_only(claims, alice):
    edit_claim(claim=claims[0], actor=alice, text="Літак сів у Києві")
    assert found("збито") == [1]
    assert list(Claim.objects.search("києві").values_list("uid", flat=True)) == [claims[0].uid]


@pytest.mark.parametrize("query", ["збито", "the un", "is", '"the reports" 50%', "київ", "🔥 fire", ""])
def test_newest_gives_what_search_gives_newest_first(claims, query):
    every = list(Claim.objects.search(query).order_by("-pk").values_list("pk", flat=True))
    alive = Claim.objects.alive()
    assert alive.newest(query, 100) == every
    assert alive.newest(query, 1) == every[:1]
    assert alive.exclude(pk__in=every[:1]).newest(query, 1) == every[1:2]


@pytest.mark.parametrize("count", [1, 100])
def test_newest_of_each_gives_the_newest_of_every_word(claims, count, django_assert_num_queries):
    words = ["збито", "the", "50%", "% o", "d_s", "der_score", "he said", "* or not", "🔥 fire", "nowhere"]
    alive = Claim.objects.alive()
    with django_assert_num_queries(1):
        of_each = alive.newest_of_each(words, count)
    assert sorted(of_each) == sorted(key for word in words for key in alive.newest(f'"{word}"', count))
    assert alive.newest_of_each([], count) == []


def test_search_looks_in_one_model_only(claims, as_, alice):
    as_(alice).post("articles", {"title": "Зовсім інше", "text": "a"})
    assert found("зовсім") == []
    assert Article.objects.search("ЗОВСІМ").count() == 1


def test_nothing_differs_after_writes(claims, alice):
    edit_claim(claim=claims[0], actor=alice, text="Літак сів у Києві")
    assert search.differences(Claim) == []


def test_differences_names_rows_that_are_out_of_step(claims):
    Claim.objects.filter(pk=claims[0].pk).update(folded="other")
    if connection.vendor != "sqlite":
        assert search.differences(Claim) == []  # PostgreSQL keeps its index itself
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {search.table_of(Claim)} WHERE rowid = %s", [claims[1].pk])
        cursor.execute(f"INSERT INTO {search.table_of(Claim)} (rowid, folded) VALUES (999999, 'ghost')")
    assert search.differences(Claim) == [claims[0].pk, claims[1].pk, 999999]


@pytest.mark.parametrize(
    ("query", "words"), [('a "b c" d', ["a", "b c", "d"]), ("A a", ["a"]), ("«б в» г", ["б в", "г"])]
)
def test_words_in_a_query(query, words):
    assert words_in(query) == words

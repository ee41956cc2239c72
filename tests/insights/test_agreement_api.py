"""`P/agreement`: from rows to figures."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.claims.models import Claimant
from annotations.dossiers.claim_actions import create_claims
from annotations.ratings.actions import add_scale
from annotations.verdicts.models import Verdict
from tests.cast import problem
from tests.insights import published

ROOT = Path(__file__).parents[2]


def value(answer, name):
    return answer["coefficients"][name]["value"]


def figure(answer, name="percent_agreement"):
    return answer["coefficients"][name]


def test_published_studies_reach_their_numbers_through_the_database(ask, study, judges):
    study(published.HAYES_2007, judges(5))
    answer = ask()
    assert value(answer, "alpha_ordinal") == pytest.approx(0.7598, abs=0.00005)
    found = figure(answer, "alpha_ordinal")
    assert (found["units"], found["verdicts"], found["coverage"], found["reason"]) == (40, 159, 1.0, None)
    assert 0.6 < found["interval"]["low"] < found["value"] < found["interval"]["high"] < 0.9


def test_cohen_through_the_database_is_as_published(ask, study, judges):
    study(published.COHEN_1960, judges(2))
    answer = ask()
    assert value(answer, "cohen_kappa") == pytest.approx(0.4915, abs=0.00005)
    assert value(answer, "percent_agreement") == pytest.approx(0.70)
    # What the pair asked for by name says is the same, and so is the part.
    assert ask(reviewers="judge1,JUDGE0")["coefficients"] == answer["coefficients"]
    (part,) = ask(by="pair")["groups"]
    assert [each["username"] for each in part["reviewers"]] == ["judge0", "judge1"]
    assert part["coefficients"]["cohen_kappa"] == figure(answer, "cohen_kappa")


def test_fleiss_through_the_database_is_as_published(ask, study, judges):
    study(published.FLEISS_1971, judges(6))
    assert value(ask(), "fleiss_kappa") == pytest.approx(0.4302, abs=0.00005)


def test_same_verdicts_give_the_same_answer_and_its_etag(as_, vera, study, judges):
    study(published.KRIPPENDORFF_2011, judges(4))
    first, second = (as_(vera).get("agreement?by=pair") for _ in range(2))
    assert (first.content, first["ETag"]) == (second.content, second["ETag"])
    assert as_(vera).get("agreement?by=pair", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_only_blind_verdicts_of_persons_and_guests_in_revealed_rounds_count(ask, make_round, judges, alice, bob, carol):
    make_round({alice: "true", bob: "true"})
    make_round({alice: "true", bob: "false"}, round_fields={"blind": False})
    make_round({alice: "true", bob: "false"}, round_fields={"revealed_at": None})
    make_round({alice: "true", bob: "false"}, deleted_at=timezone.now())
    withdrawn = make_round({alice: "true", bob: "true", carol: "false"})
    Verdict.objects.filter(round=withdrawn, reviewer=carol).update(status="withdrawn")
    trainee = make_round({alice: "true", bob: "true", carol: "false"})
    Verdict.objects.filter(round=trainee, reviewer=carol).update(counts=False)
    draft = make_round({alice: "true", bob: "true", carol: "false"})
    Verdict.objects.filter(round=draft, reviewer=carol).update(status="draft")
    guest, machine, imported = judges(3)
    for user, kind in ((guest, "guest"), (machine, "machine"), (imported, "imported")):
        user.kind = kind
        user.save()
        make_round({alice: "true", user: "true"})
    answer = ask()
    assert (answer["units"], answer["pairable"], answer["verdicts"]) == (7, 5, 12)
    assert [(each["username"], each["kind"], each["verdicts"]) for each in answer["people"]] == [
        ("alice", "person", 7),
        ("bob", "person", 4),
        ("judge0", "guest", 1),
    ]
    assert value(answer, "percent_agreement") == 1
    assert [each["claim"]["text"] for each in ask("/units", agree="false")["results"]] == []


def test_figures_say_how_much_they_rest_on(ask, make_round, alice, bob, carol):
    make_round({alice: "true", bob: "true"})
    make_round({alice: "false", bob: "true", carol: "true"})
    make_round({alice: "false", bob: "misleading"})
    make_round({alice: "false"})
    answer = ask()
    few = "Only 3 reviews: too few to rely on."
    assert figure(answer) | {"interval": None} == {
        # Krippendorff's weights: 2 of 2 alike, of three 2 half alike, 0 of 2.
        "value": pytest.approx(3 / 7, abs=1e-6),
        "interval": None,
        "units": 3,
        "verdicts": 7,
        "coverage": 0.75,
        "reason": None,
        "warnings": [few],
    }
    ordinal = figure(answer, "alpha_ordinal")
    assert (ordinal["units"], ordinal["verdicts"], ordinal["coverage"]) == (2, 5, 0.5)
    fleiss = figure(answer, "fleiss_kappa")
    assert (fleiss["units"], fleiss["coverage"]) == (2, 0.5)
    assert fleiss["warnings"][0] == "Only reviews with 2 verdicts; 1 review has another number."
    cohen = figure(answer, "cohen_kappa")
    assert (cohen["value"], cohen["reason"]) == (None, "Cohen’s kappa compares two people: choose a pair.")
    assert answer["warnings"] == ["1 review has one verdict only and is in no figure."]
    assert answer["matrix"] == [
        {"ratings": ["true", "true"], "pairs": 2},
        {"ratings": ["true", "false"], "pairs": 2},
        {"ratings": ["false", "misleading"], "pairs": 1},
    ]


def test_undefined_is_null_with_the_reason(ask, make_round, alice, bob):
    reasons = {name: each["reason"] for name, each in ask()["coefficients"].items()}
    alone = "No claim has two verdicts that count."
    assert reasons == {
        "percent_agreement": alone,
        "cohen_kappa": alone,
        "fleiss_kappa": alone,
        "alpha_nominal": alone,
        "alpha_ordinal": "No claim has two verdicts that count whose ratings lie in the order of the scale.",
        "alpha_unitizing": "This is being computed. Look again in a moment.",
    }
    for _ in range(3):
        make_round({alice: "misleading", bob: "misleading"})
    answer = ask()
    one = "Everybody chose one and the same rating: what chance would have done cannot be told."
    for name in ("cohen_kappa", "fleiss_kappa", "alpha_nominal"):
        assert (value(answer, name), figure(answer, name)["reason"]) == (None, one)
    assert value(answer, "percent_agreement") == 1
    assert figure(answer)["warnings"][1].startswith("Full agreement")
    assert figure(answer, "alpha_ordinal")["reason"].startswith("No claim has two verdicts that count whose")


def test_parts_by_claimant_time_and_article(ask, desk, make_round, alice, bob, carol):
    mayor, port = (Claimant.objects.create(project=desk, name=name, name_folded=name) for name in ("Mayor", "Port"))
    january, april = (datetime(2024, month, 31 if month == 1 else 1, 23, 59, tzinfo=UTC) for month in (1, 4))
    for _ in range(2):
        make_round({alice: "true", bob: "true"}, claimant=mayor, round_fields={"revealed_at": january})
    make_round({alice: "true", carol: "false"}, claimant=port, round_fields={"revealed_at": april})
    make_round({alice: "true", carol: "true"}, round_fields={"revealed_at": april})

    def parts(by, **query):
        answer = ask(by=by, **query)
        found = [[g.get(by, g.get("period")), g["units"], value(g, "percent_agreement")] for g in answer["groups"]]
        return [[name["name"] if isinstance(name, dict) else name, *rest] for name, *rest in found]

    assert parts("claimant") == [["Mayor", 2, 1], ["Port", 1, 0]]
    assert parts("month") == [["2024-01", 2, 1], ["2024-04", 2, 0.5]]
    assert parts("quarter") == [["2024-Q1", 2, 1], ["2024-Q2", 2, 0.5]]
    assert parts("year") == [["2024", 4, 0.75]]
    assert parts("month", to="2024-01") == [["2024-01", 2, 1]]
    assert parts("month", from_="2024-02", to="2024-04-01") == [["2024-04", 2, 0.5]]
    pairs = ask(by="pair")["groups"]
    assert [([p["username"] for p in g["reviewers"]], g["units"]) for g in pairs] == [
        (["alice", "bob"], 2),
        (["alice", "carol"], 2),
    ]
    assert ask(claimant=mayor.uid)["units"] == 2
    assert value(ask(reviewers="carol,alice"), "percent_agreement") == 0.5
    reason = figure(ask(reviewers="bob,carol"), "cohen_kappa")["reason"]
    assert reason == "These two have not judged the same claim in a review that counts."


def test_claim_in_two_articles_counts_in_each_and_once_on_the_desk(ask, as_, desk, alice, bob, make_round):
    spans = []
    for title in ("One", "Two"):
        article = as_(alice).post("articles", {"text": f"The bridge fell. {title}.", "title": title}).json()
        body = {"version": 1, "start": 0, "end": 16, "exact": "The bridge fell."}
        # Twice in the first: still one claim there.
        for _ in range(2 if title == "One" else 1):
            spans.append((article, as_(alice).post(f"articles/{article['id']}/spans", body).json()))
    (claim,) = create_claims(
        project=desk, actor=alice, drafts=[{"text": "It fell.", "spans": [span["id"] for _, span in spans]}]
    )
    claim.rounds.all().delete()
    make_round({alice: "true", bob: "false"}, claim=claim)
    make_round({alice: "true", bob: "true"})
    answer = ask(by="article")
    assert answer["units"] == 2
    found = [(g["article"]["title"], g["units"], value(g, "percent_agreement")) for g in answer["groups"]]
    assert sorted(found) == [("One", 1, 0), ("Two", 1, 0)]
    assert ask(article=spans[0][0]["id"])["units"] == 1


def test_rounds_under_an_older_order_are_no_part_of_ordinal_alpha(ask, desk, dave, make_round, alice, bob):
    make_round({alice: "true", bob: "false"})
    rows = [
        {"slug": slug, "label": slug, "definition": "", "colour": "true", "letter": "x", "position": n, "value": n + 1}
        for n, slug in enumerate(("true", "false"))
    ]
    scale = add_scale(project=desk, actor=dave, ratings=rows, base=1)
    make_round({alice: "true", bob: "true"}, scale=scale)
    make_round({alice: "false", bob: "false"}, scale=scale)
    answer = ask()
    ordinal = figure(answer, "alpha_ordinal")
    assert (ordinal["value"], ordinal["units"]) == (1, 2)
    assert ordinal["warnings"][0] == "Reviews under an older order of the scale are left out."
    # As words they are the same ratings.
    assert figure(answer, "alpha_nominal")["units"] == 3


def test_later_rounds_are_named_and_can_be_left_out(ask, make_round, alice, bob):
    first = make_round({alice: "true", bob: "false"})
    make_round({alice: "true", bob: "true"}, claim=first.claim)
    answer = ask()
    assert value(answer, "percent_agreement") == 0.5
    assert answer["warnings"] == [
        "2 verdicts are from second or later reviews: their authors may have known earlier ones."
    ]
    answer = ask(round="first")
    assert (value(answer, "percent_agreement"), answer["warnings"]) == (0, [])


def test_units_behind_a_figure(ask, make_round, alice, bob, carol):
    apart = make_round({alice: "true", bob: "half-true"}, text="Apart.")
    same = make_round({alice: "false", bob: "false", carol: "false"}, text="Same.")
    make_round({alice: "misleading", bob: "true"}, text="Outside.")
    make_round({alice: "true"}, text="Alone.")
    results = ask("/units")["results"]
    assert [(each["claim"]["text"], each["agree"], each["steps"]) for each in results] == [
        ("Apart.", False, 2),
        ("Same.", True, 0),
        ("Outside.", False, None),
    ]
    assert results[0]["claim"]["id"] == apart.claim.uid
    assert [(v["reviewer"], v["rating"]) for v in results[1]["verdicts"]] == [
        ("alice", "false"),
        ("bob", "false"),
        ("carol", "false"),
    ]
    texts = lambda **query: [each["claim"]["text"] for each in ask("/units", **query)["results"]]  # noqa: E731
    assert texts(agree="true") == ["Same."]
    assert texts(agree="false") == ["Apart.", "Outside."]
    assert texts(ratings="half-true,true") == ["Apart."]
    assert texts(ratings="false,false") == ["Same."]
    assert texts(ratings="true,true") == []
    assert texts(reviewers="alice,carol") == ["Same."]
    page = ask("/units", limit="2")
    assert [each["claim"]["text"] for each in page["results"]] == ["Apart.", "Same."] and page["next"]
    assert same.claim.uid in str(page)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("article=none", "?article"),
        ("claimant=none", "?claimant"),
        ("from=yesterday", "?from"),
        ("to=2024-13", "?to"),
        ("to=9999", "?to"),
        ("reviewers=alice", "?reviewers"),
        ("reviewers=alice,Alice", "?reviewers"),
        ("reviewers=alice,eve", "?reviewers"),
        ("round=2", "?round"),
        ("by=colour", "?by"),
    ],
)
def test_query_that_cannot_be_meant_is_refused_at_its_name(as_, vera, query, pointer):
    assert problem(as_(vera).get(f"agreement?{query}")) == (400, [pointer])


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("units?agree=maybe", "?agree"),
        ("units?ratings=true", "?ratings"),
        ("units?ratings=true,purple", "?ratings"),
        ("spans", "?article"),
    ],
)
def test_query_of_what_lies_behind_is_refused_at_its_name(as_, vera, path, pointer):
    assert problem(as_(vera).get(f"agreement/{path}")) == (400, [pointer])


@pytest.mark.parametrize("by", ["", "pair", "month", "claimant", "article"])
def test_answer_takes_as_many_statements_for_one_round_as_for_nine(by, as_, vera, make_round, alice, bob, carol):
    caller = as_(vera)
    make_round({alice: "true", bob: "false", carol: "true"})
    caller.get(f"agreement?by={by}")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            caller.get(f"agreement?by={by}")
        counts.append(len(captured))
        for _ in range(8):
            make_round({alice: "true", bob: "false", carol: "true"})
    assert counts[0] == counts[1] <= 14


def imports_of(path):
    """What a module imports when it is loaded, not in its functions."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_numpy_is_loaded_with_no_module_but_those_that_say_so():
    heavy = {"numpy", "krippendorff"}
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in ROOT.glob("annotations/**/*.py")}
    while grown := {name for name, path in modules.items() if set(imports_of(path)) & heavy} - heavy:
        heavy |= grown
    names = ("coefficients", "resampling", "figures", "marking")
    assert heavy == {"numpy", "krippendorff"} | {f"annotations.insights.{name}" for name in names}

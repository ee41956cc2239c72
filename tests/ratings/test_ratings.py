"""`P/ratings`: the default scale, and adding a version."""

import pytest

from annotations.changes.models import Change
from annotations.ratings.models import RatingScale
from annotations.ratings.serializers import ScaleOutput
from tests.cast import problem

ORDER = ["true", "mostly-true", "half-true", "mostly-false", "false", "misleading", "not-enough-evidence"]
TWO = [
    {"slug": "yes", "label": "Yes", "colour": "true", "letter": "Y", "position": 0, "value": 2},
    {"slug": "no", "label": "No", "colour": "false", "letter": "N", "position": 1, "value": 1},
]


def test_default_scale_has_five_in_order_and_two_outside(as_, vera):
    answer = as_(vera).get("ratings")
    assert answer.status_code == 200
    shown = answer.json()
    assert shown["version"] == 1
    assert [r["slug"] for r in shown["ratings"]] == ORDER
    assert [r["letter"] for r in shown["ratings"]] == ["T", "T−", "½", "F−", "F", "M", "?"]
    assert [r["position"] for r in shown["ratings"]] == [0, 1, 2, 3, 4, None, None]
    assert [r["value"] for r in shown["ratings"]] == [5, 4, 3, 2, 1, None, None]
    assert [r["averitec"] for r in shown["ratings"]] == [
        "Supported",
        "Supported",
        "Conflicting Evidence/Cherrypicking",
        "Refuted",
        "Refuted",
        "Conflicting Evidence/Cherrypicking",
        "Not Enough Evidence",
    ]
    assert ScaleOutput(shown).data == shown
    assert answer["Changes-Head"] == "7"


def test_put_adds_a_version_and_keeps_the_old_one(as_, dave, desk, log, head):
    caller, before = as_(dave), head()
    tag = caller.get("ratings")["ETag"]
    answer = caller.put("ratings", {"ratings": TWO}, etag=tag)
    assert answer.status_code == 200
    full = {"definition": "", "claimreview": None, "averitec": None}
    assert answer.json() == {"version": 2, "ratings": [full | r for r in TWO]}
    assert caller.get("ratings").content == answer.content
    assert caller.get("ratings")["ETag"] == answer["ETag"]
    assert RatingScale.objects.get(project=desk, version=1).ratings.count() == 7
    assert log(before) == [("dave", "edit", "ratings", RatingScale.objects.get(project=desk, version=2).uid)]
    assert [r["slug"] for r in Change.objects.get(project=desk, seq=before + 1).data["before"]] == ORDER


def test_put_of_what_was_read_is_taken(as_, dave):
    caller = as_(dave)
    answer = caller.get("ratings")
    again = caller.put("ratings", answer.json(), etag=answer["ETag"])
    assert again.json() == answer.json() | {"version": 2}


def test_put_without_or_with_an_old_etag_changes_nothing(as_, dave, head):
    caller, before = as_(dave), head()
    assert problem(caller.put("ratings", {"ratings": TWO})) == (428, [])
    stale = caller.put("ratings", {"ratings": TWO}, etag='"9"')
    assert problem(stale) == (412, [])
    assert stale.json()["current"] == caller.get("ratings").json()
    assert stale["ETag"] == caller.get("ratings")["ETag"]
    assert head() == before


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"slug": "No Way"}, "/ratings/1/slug"),
        ({"slug": "yes"}, "/ratings/1/slug"),
        ({"slug": 7}, "/ratings/1/slug"),
        ({"label": "Yes"}, "/ratings/1/label"),
        ({"label": "x" * 61}, "/ratings/1/label"),
        ({"letter": "Y"}, "/ratings/1/letter"),
        ({"letter": "Nope"}, "/ratings/1/letter"),
        ({"colour": "#ff0000"}, "/ratings/1/colour"),
        ({"position": 2}, "/ratings/1/position"),
        ({"position": "1"}, "/ratings/1/position"),
        ({"position": None}, "/ratings/1/value"),
        ({"value": 3}, "/ratings/1/value"),
        ({"value": 1.5}, "/ratings/1/value"),
        ({"averitec": "Maybe"}, "/ratings/1/averitec"),
        ({"weight": 1}, "/ratings/1/weight"),
        ({"definition": "a\x00b"}, "/ratings/1/definition"),
    ],
)
def test_bad_rating_is_refused_at_its_place(as_, dave, head, change, pointer):
    before = head()
    answer = as_(dave).put("ratings", {"ratings": [TWO[0], TWO[1] | change]}, etag='"1"')
    assert problem(answer) == (400, [pointer])
    assert head() == before


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/ratings"),
        ({"ratings": []}, "/ratings"),
        ({"ratings": "all"}, "/ratings"),
        ({"ratings": [1, 2]}, "/ratings/0"),
        ({"ratings": TWO, "scale": 1}, "/scale"),
        ([], ""),
    ],
)
def test_bad_scale_is_refused(as_, dave, body, pointer):
    status, pointers = problem(as_(dave).put("ratings", body, etag='"1"'))
    assert (status, pointers[:1]) == (400, [pointer])


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("vera", 403), ("alice", 403), ("carol", 403)])
def test_put_is_for_admins(as_, cast, who, status):
    assert problem(as_(getattr(cast, who)).put("ratings", {"ratings": TWO}, etag='"1"')) == (status, [])


def test_get_takes_constant_queries(as_, vera, django_assert_num_queries):
    caller = as_(vera)
    caller.get("ratings")
    with django_assert_num_queries(4):  # token, member with project, scale, its ratings
        caller.get("ratings")

"""`/me`, `/projects` and `P`."""

import pytest

from annotations.changes.models import Change, Counter
from annotations.projects.models import DEFAULT_SETTINGS, Membership, Project
from annotations.teams.serializers import DeskOutput, ListedDeskOutput, MeOutput
from tests.cast import problem


def test_me_names_my_desks_and_my_role_in_each(as_, carol):
    answer = as_(carol, scope="read:published").get("/api/v1/me")
    assert answer.status_code == 200
    shown = answer.json()
    assert shown == {
        "username": "carol",
        "name": "Carol",
        "projects": [{"slug": "desk", "name": "The desk", "role": "editor"}],
    }
    assert MeOutput(shown).data == shown


def test_me_without_credentials_is_401(as_):
    answer = as_(None).get("/api/v1/me")
    assert problem(answer) == (401, [])
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_wrong_tokens_are_throttled_by_address(as_):
    answers = {as_(None).get("/api/v1/me", headers={"Authorization": "Bearer no"}).status_code for _ in range(31)}
    assert answers == {401, 429}


def test_anybody_makes_a_desk_and_becomes_its_admin(as_, eve):
    body = {"slug": "eves", "name": "Eve's desk", "language": "uk"}
    answer = as_(eve).post("/api/v1/projects", body)
    assert answer.status_code == 201
    assert answer["Location"] == "http://127.0.0.1:8000/api/v1/projects/eves"
    shown = answer.json()
    assert {name: shown[name] for name in ("slug", "name", "description", "language", "role", "settings")} == {
        "slug": "eves",
        "name": "Eve's desk",
        "description": "",
        "language": "uk",
        "role": "admin",
        "settings": DEFAULT_SETTINGS,
    }
    assert DeskOutput(shown).data == shown
    again = as_(eve).get(answer["Location"])
    assert (again.json(), again["ETag"]) == (shown, answer["ETag"])
    project = Project.objects.get(slug="eves")
    made = Change.objects.filter(project=project).order_by("seq").values_list("seq", "actor", "verb", "kind")
    assert list(made) == [(1, "eve", "create", "project"), (2, "eve", "add", "member"), (3, "eve", "create", "ratings")]
    assert Counter.objects.get(project=project).seq == 3


def test_desk_with_a_taken_slug_is_refused(as_, eve):
    assert problem(as_(eve).post("/api/v1/projects", {"slug": "desk", "name": "Mine"})) == (409, [])
    assert Project.objects.count() == 1


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"slug": "Desk!"}, "/slug"),
        ({"slug": "-a"}, "/slug"),
        ({"slug": None}, "/slug"),
        ({"name": " "}, "/name"),
        ({"name": "x" * 201}, "/name"),
        ({"name": "a\nb"}, "/name"),
        ({"language": "no language"}, "/language"),
        ({"settings": {"required": 0}}, "/settings/required"),
        ({"owner": "eve"}, "/owner"),
    ],
)
def test_bad_desk_is_refused_at_its_field(as_, eve, change, pointer):
    body = {"slug": "eves", "name": "Eve's"} | change
    assert problem(as_(eve).post("/api/v1/projects", body)) == (400, [pointer])
    assert Project.objects.count() == 1


def test_list_of_desks_holds_mine_and_pages(as_, dave, eve):
    for slug in ("one", "two"):
        assert as_(dave).post("/api/v1/projects", {"slug": slug, "name": slug}).status_code == 201
    first = as_(dave).get("/api/v1/projects?limit=2").json()
    assert [p["slug"] for p in first["results"]] == ["desk", "one"]
    assert ListedDeskOutput(first["results"][0]).data == first["results"][0]
    second = as_(dave).get(first["next"]).json()
    assert ([p["slug"] for p in second["results"]], second["next"]) == (["two"], None)
    assert as_(eve).get("/api/v1/projects").json()["results"] == []


def test_token_of_one_desk_knows_of_no_other(as_, dave, desk):
    as_(dave).post("/api/v1/projects", {"slug": "other", "name": "Other"})
    limited = as_(dave, limited_to=desk)
    assert [p["slug"] for p in limited.get("/api/v1/projects").json()["results"]] == ["desk"]
    assert [p["slug"] for p in limited.get("/api/v1/me").json()["projects"]] == ["desk"]
    assert problem(limited.get("/api/v1/projects/other")) == (404, [])
    assert problem(limited.post("/api/v1/projects", {"slug": "third", "name": "Third"})) == (403, [])


def test_settings_are_merged_by_name(as_, dave, desk, log, head):
    caller, before = as_(dave), head()
    tag = caller.get("")["ETag"]
    answer = caller.patch("", {"settings": {"required": 3, "gates": {"sources": 1}}}, etag=tag)
    assert answer.status_code == 200
    settings = DEFAULT_SETTINGS | {"required": 3, "gates": DEFAULT_SETTINGS["gates"] | {"sources": 1}}
    assert answer.json()["settings"] == settings
    assert answer.json()["revision"] == 2
    second = caller.patch("", {"settings": {"blind": False}}, etag=answer["ETag"])
    assert second.json()["settings"] == settings | {"blind": False}
    assert log(before) == [("dave", "edit", "project", "desk")] * 2


def test_patch_that_changes_nothing_is_not_recorded(as_, dave, head):
    before = head()
    answer = as_(dave).patch("", {"name": "The desk", "settings": {"required": 2}}, etag='"1"')
    assert (answer.status_code, answer.json()["revision"], head()) == (200, 1, before)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("settings", "pointer"),
    [
        ({"required": "2"}, "/settings/required"),
        ({"required": 21}, "/settings/required"),
        ({"blind": 1}, "/settings/blind"),
        ({"tolerance": -1}, "/settings/tolerance"),
        ({"gates": {"sources": None}}, "/settings/gates/sources"),
        ({"gates": {"luck": 1}}, "/settings/gates/luck"),
        ({"require_two_factor": 1}, "/settings/require_two_factor"),
        ({"colour": "red"}, "/settings/colour"),
        ("none", "/settings"),
    ],
)
def test_bad_setting_is_refused_at_its_name(as_, dave, head, settings, pointer):
    before = head()
    status, pointers = problem(as_(dave).patch("", {"settings": settings}, etag='"1"'))
    assert (status, pointers) == (400, [pointer])
    assert head() == before


def test_patch_wants_if_match(as_, dave):
    assert problem(as_(dave).patch("", {"name": "New"})) == (428, [])
    stale = as_(dave).patch("", {"name": "New"}, etag='"7"')
    assert problem(stale) == (412, [])
    assert stale.json()["current"] == as_(dave).get("").json()


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("vera", 403), ("alice", 403), ("carol", 403)])
def test_desk_is_set_up_by_admins(as_, cast, who, status):
    assert problem(as_(getattr(cast, who)).patch("", {"name": "New"}, etag='"1"')) == (status, [])


def test_settings_are_hidden_from_who_reads_published_things_only(as_, dave):
    assert as_(dave, scope="read:published").get("").json()["settings"] is None


def test_head_answers_without_a_body(as_, vera):
    answer = as_(vera).call("HEAD", "")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == as_(vera).get("")["ETag"]


def test_lists_and_desk_take_constant_queries(as_, dave, django_assert_num_queries):
    caller = as_(dave)
    with django_assert_num_queries(2):
        caller.get("")
    for count in (1, 3):
        for number in range(count):
            caller.post("/api/v1/projects", {"slug": f"d{count}{number}", "name": "D"})
        with django_assert_num_queries(2):
            caller.get("/api/v1/projects")
    assert Membership.objects.filter(user=dave).count() == 5

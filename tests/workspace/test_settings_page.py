"""The settings of a desk in the browser."""

import pytest

from annotations.projects.models import Project
from annotations.ratings.models import RatingScale

DESK = {
    "name": "New name",
    "description": "About",
    "language": "uk",
    "blind": "1",
    "required": "3",
    "tolerance": "1",
    "return_after": "5",
    "lead_form": "1",
    "public_articles": "passages",
}


def scale_form(*rows, revision=1, base=None):
    """What the form sends: of each rating `(key, label, letter, colour, definition, ordered)`."""
    fields = {"revision": revision} | ({} if base is None else {"base": base})
    for key, label, letter, colour, definition, ordered in rows:
        fields |= {f"label:{key}": label, f"letter:{key}": letter, f"colour:{key}": colour}
        fields |= {f"definition:{key}": definition} | ({f"ordered:{key}": "1"} if ordered else {})
    return fields


RIGHT = ("right", "Right", "R", "true", "It is.", True)
WRONG = ("wrong", "Wrong", "W", "false", "It is not.", True)
UNCLEAR = ("new-1", "Unclear", "U", "not-enough", "", False)
SPARE = ("new-2", "", "", "true", "", False)
THREE = scale_form(RIGHT, WRONG, UNCLEAR, SPARE)


def test_desk_is_saved_by_its_admin(dave, desk, as_page):
    response = as_page(dave).post("settings/desk", DESK | {"revision": desk.revision})
    saved = Project.objects.get()
    assert response.status_code == 302
    assert (saved.name, saved.language, saved.setting("required"), saved.setting("tolerance")) == (
        "New name",
        "uk",
        3,
        1,
    )
    assert (saved.setting("return_after"), saved.setting("lead_form")) == (5, True)
    assert saved.setting("public_articles") == "passages"


def test_desk_with_problems_comes_back_as_typed(dave, desk, as_page):
    response = as_page(dave).post("settings/desk", DESK | {"revision": desk.revision, "name": "", "required": "many"})
    form = response.context["desk"]
    assert (response.status_code, sorted(form.problems), form.values["required"]) == (400, ["name", "required"], "many")
    assert Project.objects.get().name == "The desk"


def test_desk_that_somebody_else_changed_shows_both_versions(dave, desk, as_page):
    visitor = as_page(dave)
    base = visitor.get("settings/").context["desk"].values["base"]
    visitor.post("settings/desk", DESK | {"revision": desk.revision})
    mine = DESK | {"revision": desk.revision, "base": base, "name": "Mine"}
    mine.pop("blind")
    response = visitor.post("settings/desk", mine)
    form = response.context["desk"]
    assert (response.status_code, Project.objects.get().name) == (409, "New name")
    assert (form.values["name"], form.conflict["theirs"]["name"], form.base["name"]) == ("Mine", "New name", "The desk")
    assert (form.conflict["theirs"]["blind"], form.conflict["theirs"]["require_two_factor"]) == ("1", "")
    assert form.conflict["problem"]["changed_by"] == {"username": "dave", "name": "Dave"}
    again = visitor.post("settings/desk", mine | {"revision": response.context["project"].revision})
    assert (again.status_code, Project.objects.get().name) == (302, "Mine")


@pytest.mark.parametrize("path", ["settings/desk", "settings/ratings"])
def test_settings_are_changed_by_admins_only(path, cast, as_page):
    statuses = [as_page(getattr(cast, name)).post(path).status_code for name in ("vera", "alice", "carol", "eve")]
    assert statuses == [403, 403, 403, 404]


def test_settings_are_shown_to_others_without_forms(alice, as_page):
    html = as_page(alice).get("settings/").content.decode()
    assert "<form" not in html.split('<main id="main"')[1]
    assert "Mostly false" in html


def test_scale_is_saved_as_its_next_version(dave, desk, as_page):
    response = as_page(dave).post("settings/ratings", THREE)
    assert response.status_code == 302
    scale = RatingScale.objects.current(desk)
    found = [(r.slug, r.letter, r.colour, r.position, r.value) for r in scale.ratings.all()]
    assert (scale.version, found) == (
        2,
        [
            ("right", "R", "true", 0, 2),
            ("wrong", "W", "false", 1, 1),
            ("unclear", "U", "not-enough", None, None),
        ],
    )


def test_scale_with_problems_comes_back_as_typed(dave, desk, as_page):
    response = as_page(dave).post("settings/ratings", THREE | {"letter:wrong": ""})
    assert (response.status_code, response.context["rows"][0]["label"]) == (400, "Right")
    assert list(response.context["scale_form"].problems) == ["letter:wrong"]
    assert RatingScale.objects.current(desk).version == 1


def test_scale_that_changed_meanwhile_shows_both_versions_rating_by_rating(dave, as_page):
    """One takes a rating away, words another anew and adds one; the other had worked on all of them."""
    visitor = as_page(dave)
    visitor.post("settings/ratings", THREE)
    base = visitor.get("settings/").context["scale_form"].values["base"]
    kept = ("unclear", "Unclear", "U", "not-enough", "", False)
    theirs = [(*RIGHT[:4], "It is so.", True), ("new-1", "Old", "O", "misleading", "", False), kept]
    visitor.post("settings/ratings", scale_form(*theirs, revision=2))
    mine = [(*RIGHT[:4], "Yes.", True), (*WRONG[:4], "No.", True), kept, ("new-1", "Mine", "M", "true", "", False)]
    sent = scale_form(*mine, revision=2, base=base)
    response = visitor.post("settings/ratings", sent)
    form, texts = response.context["scale_form"], response.context["scale_form"].conflict["theirs"]
    rows = [(row["key"], row["label"], row["legend"]) for row in response.context["rows"]]
    assert response.status_code == 409
    assert rows == [
        ("right", "Right", "Right"),
        ("old", "Old", "Old"),
        ("unclear", "Unclear", "Unclear"),
        ("wrong", "Wrong", "Wrong"),
        ("new-1", "Mine", "Mine"),
    ]
    assert (texts["definition:right"], texts["label:old"], texts["label:wrong"], texts["label:new-1"]) == (
        "It is so.",
        "Old",
        "",
        "",
    )
    # What was worked on is not taken away unasked; what was left alone goes.
    assert (form.base["label:wrong"], form.base["label:right"]) == ("", "Right")
    again = visitor.post("settings/ratings", sent | {"revision": response.context["scale"]["version"]})
    assert again.status_code == 302

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
}


def scale_form(**fields):
    """A scale of two ordered ratings and one outside the order."""
    form = {
        "version": "1",
        "label": ["Right", "Wrong", "Unclear", ""],
        "letter": ["R", "W", "U", ""],
        "colour": ["true", "false", "not-enough", "true"],
        "definition": ["It is.", "It is not.", "", ""],
        "slug": ["", "", "", ""],
        "claimreview": ["", "", "", ""],
        "averitec": ["Supported", "Refuted", "", ""],
        "ordered": ["0", "1"],
    }
    return form | fields


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


def test_desk_with_problems_comes_back_as_typed(dave, desk, as_page):
    response = as_page(dave).post("settings/desk", DESK | {"revision": desk.revision, "name": "", "required": "many"})
    form = response.context["desk"]
    assert (response.status_code, sorted(form.problems), form.values["required"]) == (400, ["name", "required"], "many")
    assert Project.objects.get().name == "The desk"


def test_desk_that_somebody_else_changed_is_not_overwritten(dave, desk, as_page):
    visitor = as_page(dave)
    visitor.post("settings/desk", DESK | {"revision": desk.revision})
    response = visitor.post("settings/desk", DESK | {"revision": desk.revision, "name": "Mine"})
    assert (response.status_code, Project.objects.get().name) == (400, "New name")
    assert response.context["desk"].refusal != ""


@pytest.mark.parametrize("path", ["settings/desk", "settings/ratings"])
def test_settings_are_changed_by_admins_only(path, cast, as_page):
    statuses = [as_page(getattr(cast, name)).post(path).status_code for name in ("vera", "alice", "carol", "eve")]
    assert statuses == [403, 403, 403, 404]


def test_settings_are_shown_to_others_without_forms(alice, as_page):
    html = as_page(alice).get("settings/").content.decode()
    assert "<form" not in html.split('<main id="main"')[1]
    assert "Mostly false" in html


def test_scale_is_saved_as_its_next_version(dave, desk, as_page):
    response = as_page(dave).post("settings/ratings", scale_form())
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
    response = as_page(dave).post("settings/ratings", scale_form(letter=["R", "", "U", ""]))
    assert (response.status_code, response.context["rows"][0]["label"]) == (400, "Right")
    assert response.context["scale_form"].failed
    assert RatingScale.objects.current(desk).version == 1


def test_scale_that_changed_meanwhile_is_not_overwritten(dave, desk, as_page):
    as_page(dave).post("settings/ratings", scale_form())
    response = as_page(dave).post("settings/ratings", scale_form())
    assert (response.status_code, RatingScale.objects.current(desk).version) == (400, 2)

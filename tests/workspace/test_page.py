"""What holds for every page of a desk."""

import re

import pytest
from django.urls import get_resolver

from annotations.projects.permissions import TABLE
from annotations.workspace.page import MemberPage

PAGES = ["", "articles/", "claims/", "sources/", "reports/", "reports/agreement", "activity/", "settings/"]
FORMS = ["articles/new", "claims/new"]


def desk_views():
    """Every view below /d/{slug}/ with its address."""
    found = []
    for pattern in get_resolver("annotations.urls").url_patterns:
        if str(pattern.pattern) == "d/<slug:slug>/":
            found += [(str(p.pattern), p.callback.view_class) for p in pattern.url_patterns]
    return found


@pytest.mark.parametrize("path", PAGES)
def test_page_shows_to_every_member(path, cast, as_page):
    statuses = [as_page(getattr(cast, name)).get(path).status_code for name in ("vera", "alice", "carol", "dave")]
    assert statuses == [200] * 4


@pytest.mark.parametrize("path", ["claims/?q=%00", "complaints/?before=%00", "inbox/?assignee=a%00b"])
def test_page_is_not_there_for_what_no_database_can_hold(path, vera, as_page):
    assert as_page(vera).get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES + FORMS)
def test_page_is_not_there_for_a_stranger(path, eve, as_page):
    response = as_page(eve).get(path)
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()


@pytest.mark.parametrize("path", PAGES + FORMS)
def test_page_asks_nobody_to_sign_in_first(path, desk, as_page):
    response = as_page(None).get(path)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next=/d/desk/{path}")


@pytest.mark.parametrize("path", FORMS)
def test_form_is_refused_to_a_viewer(path, vera, as_page):
    assert [as_page(vera).get(path).status_code, as_page(vera).post(path).status_code] == [403, 403]


def test_page_of_an_unknown_desk_is_not_there(alice, as_page):
    assert as_page(alice).get("/d/nowhere/").status_code == 404


def test_page_carries_the_head_of_the_log_and_is_not_kept(alice, as_page, head):
    response = as_page(alice).get("articles/")
    assert response["Changes-Head"] == str(head())
    assert response["Cache-Control"] == "private, no-store"


def test_every_page_of_a_desk_declares_a_permission_for_each_of_its_methods():
    views = desk_views()
    assert [view for _, view in views if not issubclass(view, MemberPage)] == []
    undeclared = [
        (address, name.upper())
        for address, view in views
        for name in ("get", "post", "put", "patch", "delete")
        if name in vars(view) and name.upper() not in view.permissions
    ]
    unknown = [(address, view.permissions) for address, view in views if set(view.permissions.values()) - set(TABLE)]
    assert (undeclared, unknown) == ([], [])


def test_page_has_no_script_or_style_of_its_own(alice, as_page, make_claim):
    make_claim()
    for path in PAGES + FORMS:
        html = as_page(alice).get(path).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=", html) == [], path


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("uk", "ltr"), ("ar", "rtl")])
def test_page_says_its_language_and_direction(code, direction, alice, as_page):
    visitor = as_page(alice)
    visitor.client.cookies["django_language"] = code
    assert f'<html lang="{code}" dir="{direction}">' in visitor.get("").content.decode()


def test_method_that_a_page_does_not_know_is_405(alice, as_page):
    assert as_page(alice).post("articles/").status_code == 405

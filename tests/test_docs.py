"""The documentation names every address, setting, export format, command and key."""

import re
from pathlib import Path

import pytest

from annotations.dossiers.drawing import redraw
from tests.rest.test_openapi import api_views

ROOT = Path(__file__).parent.parent


def test_table_of_states_is_the_one_in_the_code():
    # `manage.py draw_states` draws it anew.
    assert redraw(read("workflow.md")) == read("workflow.md")


def read(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def shown(address):
    """An address of the URL configuration as docs/api.md writes it."""
    address = re.sub(r"<\w+:(\w+)>", r"{\1}", "/" + address)
    return re.sub(r"^/api/v1/projects/\{slug\}", "P", address)


@pytest.mark.parametrize("address", sorted({shown(address) for address, _ in api_views()}))
def test_each_address_stands_in_the_guide(address):
    assert f"`{address}`" in read("api.md")


@pytest.mark.parametrize(
    "name", sorted(p.stem for p in (ROOT / "annotations/management/commands").glob("*.py") if p.stem != "__init__")
)
def test_each_command_stands_in_operations(name):
    assert re.search(rf"`(manage\.py )?{name}\b", read("operations.md"))


def settings_names():
    source = (ROOT / "factcheck/settings.py").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"env\w*\(\s*\"([A-Z_]+)\"", source)))


@pytest.mark.parametrize("name", settings_names())
def test_each_setting_stands_in_operations(name):
    assert f"`{name}`" in read("operations.md")


@pytest.mark.parametrize(
    "link", re.findall(r"\]\(((?!http)[^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
)
def test_each_link_of_the_readme_leads_somewhere(link):
    assert (ROOT / link).exists()

"""The rules of layering that import-linter cannot see (docs/architecture.md)."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "annotations"


def layers():
    """{package: height}, the lowest 0, read from the contract itself."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(c for c in contracts if c["type"] == "layers")["layers"]
    return {name: height for height, line in enumerate(reversed(lines)) for name in re.findall(r"\w+", line)}


def imports(path):
    """The dotted names that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def python_files():
    return [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]


def test_foreign_key_always_points_down_or_across():
    height = layers()

    def concept(model):
        return model.__module__.split(".")[1]

    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in apps.get_app_config("annotations").get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model._meta.app_label == "annotations"
        and concept(model) != concept(field.related_model)
        and height[concept(model)] <= height[concept(field.related_model)]
    ]
    assert upward == []


def test_nothing_in_the_change_log_is_a_foreign_key_to_an_object():
    change = apps.get_model("annotations", "Change")
    related = {f.related_model.__name__ for f in change._meta.get_fields() if isinstance(f, models.ForeignKey)}
    assert related <= {"Project", "User"}


@pytest.mark.parametrize("forbidden", ["django.http", "django.shortcuts", "django.views", "django.urls"])
def test_rows_and_rules_import_no_http(forbidden):
    found = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.stem in ("models", "actions") or path.parent.name in ("models", "actions")
        if any(name == forbidden or name.startswith(f"{forbidden}.") for name in imports(path))
    ]
    assert found == []


def test_index_of_models_is_imported_by_nobody():
    found = [str(p.relative_to(ROOT)) for p in python_files() if "annotations.models" in list(imports(p))]
    assert found == []


def test_only_settings_reads_the_environment():
    readers = [
        str(path.relative_to(ROOT))
        for path in [*python_files(), *(ROOT / "factcheck").glob("*.py")]
        if re.search(r"\b(environ|getenv)\b", path.read_text())
    ]
    allowed = {
        "factcheck/settings.py",
        "factcheck/wsgi.py",
        "factcheck/asgi.py",
        "factcheck/exchange.py",
        "factcheck/run.py",
    }
    assert set(readers) <= allowed


def test_files_with_empty_names_do_not_exist():
    empty = {"utils", "helpers", "common", "services", "mixins", "signals"}
    assert [str(p) for p in python_files() if p.stem in empty or p.parent.name in empty] == []

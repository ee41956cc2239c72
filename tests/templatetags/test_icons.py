"""Icons in templates."""

import pytest
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from annotations.templatetags.icons import FOR_SCRIPTS, icon, icon_templates


@pytest.mark.parametrize("name", ["check", *FOR_SCRIPTS.split()[:5]])
def test_icon_is_what_the_package_draws(name):
    drawn = lucide(name, size=16, aria_hidden="true", focusable="false", **{"class": "icon icon-flip"})
    assert icon(name, "icon-flip") == drawn


def test_unknown_icon_is_an_error():
    with pytest.raises(IconDoesNotExist, match="no-such-icon"):
        icon("no-such-icon")


def test_scripts_get_a_template_of_each():
    drawn = icon_templates()
    assert [f'<template id="icon-{name}"' in drawn for name in FOR_SCRIPTS.split()] == [True] * len(FOR_SCRIPTS.split())

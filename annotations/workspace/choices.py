"""Choices that forms offer."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

# Languages that desks write and read most; a row in another language keeps its own code.
LANGUAGES = "en uk ar ru pl de fr es pt it ro bg be sr hr cs sk hu tr el ka hy az kk fa he ur hi zh-hans ja ko sv fi nl"


def language_choices(current=None):
    """`[(code, name)]` for a form, nothing chosen first; `current` is offered even when it is rare."""
    rows = []
    for code in LANGUAGES.split():
        info = get_language_info(code)
        local, translated = info["name_local"], str(info["name_translated"])
        rows.append((code, translated if local.casefold() == translated.casefold() else f"{local} · {translated}"))
    if current and current not in LANGUAGES.split():
        rows.append((current, current))
    return [("", _("not said")), *rows]

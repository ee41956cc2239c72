"""What forms offer to choose from."""

from django.utils import translation

from annotations.workspace.choices import language_choices


def test_language_has_its_own_name_and_ours_once_where_they_are_the_same():
    names = dict(language_choices("tlh"))
    assert (names["en"], names["uk"], names["tlh"]) == ("English", "Українська · Ukrainian", "tlh")
    with translation.override("uk"):
        names = dict(language_choices())
    assert (names["en"], names["uk"]) == ("English · Англійська", "Українська")

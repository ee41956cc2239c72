"""Filters for times and for people's words."""

from annotations.templatetags.moments import with_sources


def test_source_numbers_become_links_as_far_as_there_are_sources():
    assert with_sources("Because of [1] & [3].", ["a", "b"]) == (
        'Because of <a class="source-ref" href="#source-1">[1]</a> &amp; [3].'
    )


def test_markup_in_peoples_words_stays_text():
    assert with_sources("<b>[1]</b>", []) == "&lt;b&gt;[1]&lt;/b&gt;"

from datetime import date

import pytest

from annotations.text import csvsafe, dates, languages, web


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("2023", date(2023, 1, 1), "year"),
        ("2023-03", date(2023, 3, 1), "month"),
        ("2023-03-05", date(2023, 3, 5), "day"),
    ],
)
def test_dates_go_there_and_back(value, day, precision):
    assert dates.parse(value) == (day, precision)
    assert dates.show(day, precision) == value


@pytest.mark.parametrize(
    "value", ["", "23", "2023-3", "2023-13", "2023-02-30", "0000", "2023-03-05T00:00", "٢٠٢٣", "2023 "]
)
def test_dates_refuse_what_is_no_date(value):
    with pytest.raises(ValueError):
        dates.parse(value)


def test_show_of_no_date_is_none():
    assert dates.show(None, "day") is None


@pytest.mark.parametrize("tag", ["uk", "ar-EG", "zh-Hant-TW", "sr-Latn", "de-1996", "en-x-desk", "es-419"])
def test_is_tag_takes_well_formed_tags(tag):
    assert languages.is_tag(tag)


@pytest.mark.parametrize("tag", ["", "u", "english language", "uk_UA", "uk-", "1a", "a" * 40, "uk-UA-UA-UA"])
def test_is_tag_refuses_others(tag):
    assert not languages.is_tag(tag)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Україна наполягає на міжнародному розслідуванні катастрофи літака.", "uk"),
        ("Украина настаивает на международном расследовании; это было бы объяснимо, сказал он.", "ru"),
        ("أعلنت السلطات أن الطائرة سقطت قرب المدينة يوم الأربعاء", "ar"),
        ("הרשויות הודיעו כי המטוס התרסק ליד העיר ביום רביעי", "he"),
        ("The aircraft fell near the city, and it was not known who was on board.", "en"),
        ("Das Flugzeug stürzte in der Nähe der Stadt ab, sagten die Behörden.", None),
        ("12 345", None),
    ],
)
def test_guess_names_the_language_only_when_sure(text, language):
    assert languages.guess(text) == language


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a?b=c#d", "http://localhost:8000/", "https://приклад.укр/сторінка", "https://[::1]/x"],
)
def test_check_url_takes_web_addresses(url):
    assert web.check_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "https:///path",
        "https://user:secret@example.org",
        "https://example.org:port/",
        "https://example.org/a b",
        "https://[::1/",
        "https://example.org\\@evil.example",
        "https://example.org/" + "a" * 2_000,
    ],
)
def test_check_url_refuses_others(url):
    assert not web.is_url(url)


@pytest.mark.parametrize(("value", "safe"), [("=1+1", "'=1+1"), ("-5", "'-5"), ("a=1", "a=1"), ("", "")])
def test_cell_disarms_formulas(value, safe):
    assert csvsafe.cell(value) == safe


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        ("2024-02-01", "2024-01-31", True),
        ("2024-01-31", "2024-01-31", False),
        ("2024-02", "2024-01-31", True),
        ("2025", "2024-12-31", True),
        # However they are completed: these may be the same day, or the other way round.
        ("2024-01", "2024-01-31", False),
        ("2024", "2024-03-05", False),
        ("2024-05-06", "2024", False),
        ("2024-05-06", "2024-05", False),
        ("2024-06", "2024-05", True),
        (None, "2024", False),
        ("2024", None, False),
        ("soon", "2024", False),
    ],
)
def test_date_is_after_another_when_it_surely_is(one, other, after):
    assert dates.surely_after(one, other) is after

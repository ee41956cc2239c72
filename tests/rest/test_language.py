"""Errors speak the language of whoever asks; the title stays HTTP's phrase."""

import ast
from pathlib import Path

import pytest

from annotations.rest.told import SENTENCES

TEXT = Path(__file__).parents[2] / "annotations" / "text"

UKRAINIAN = {"Accept-Language": "uk"}


def said(answer):
    body = answer.json()
    return body["status"], body["title"], body["detail"], [error["detail"] for error in body.get("errors", [])]


def test_a_conflict_comes_in_the_language_asked_for(as_, dave, desk):
    last = "This is the desk's last admin. Make somebody else an admin first."
    path, body = "members/dave", {"role": "viewer"}
    assert said(as_(dave).patch(path, body, etag="*")) == (409, "Conflict", last, [])
    answer = as_(dave).patch(path, body, etag="*", headers=UKRAINIAN)
    last = "Це останній адміністратор редакції. Спершу зробіть адміністратором когось іншого."
    assert said(answer) == (409, "Conflict", last, [])


@pytest.mark.parametrize(
    ("body", "english", "ukrainian"),
    [
        # Our own, one of annotations/text with a number in it, one of annotations/text without, two of DRF.
        ({"text": "x", "colour": "red"}, "There is no such field.", "Такого поля немає."),
        (
            {"text": "x", "source_url": "http://x.test/" + "a" * 2000},
            "An address has at most 2,000 characters.",
            "Знаків в адресі має бути щонайбільше 2,000.",
        ),
        ({"text": ""}, "This field may not be blank.", "Це поле не може бути порожнім."),
        ({"text": 7}, "Not a valid string.", "Тут має бути рядок."),
    ],
)
def test_an_input_error_comes_in_the_language_asked_for(as_, alice, body, english, ukrainian):
    assert said(as_(alice).post("articles", body))[3] == [english]
    assert said(as_(alice).post("articles", body, headers=UKRAINIAN))[3] == [ukrainian]


def test_a_missing_field_comes_in_the_language_asked_for(as_, alice):
    assert said(as_(alice).post("claims", {}))[3] == ["This field is required."]
    assert said(as_(alice).post("claims", {}, headers=UKRAINIAN))[3] == ["Це поле обов’язкове."]


def test_other_text_at_a_highlight_is_told_in_the_language_asked_for(as_, alice):
    article = as_(alice).post("articles", {"text": "Grain prices rose."}).json()["id"]
    span = {"version": 1, "start": 0, "end": 5, "exact": "Wheat"}
    answer = as_(alice).post(f"articles/{article}/spans", span, headers=UKRAINIAN)
    told = "Там стоїть інший текст: «Grain». Зміщення рахують кодові точки Unicode."
    assert said(answer) == (409, "Conflict", f"/fragments/0/exact: {told}", [told])


def sentences_of(path):
    """The constants in a module that are sentences for people; docstrings are not."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    said = [node.value for node in strings if id(node) not in described]
    return {text for text in said if " " in text and text[0].isupper() and text.endswith(".")}


def test_every_sentence_of_the_text_rules_is_known_where_it_is_translated():
    found = set().union(*(sentences_of(path) for path in TEXT.glob("*.py")))
    assert found == set(SENTENCES)

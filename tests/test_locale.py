"""The program's words: every one gathered, Ukrainian complete, what is compiled is what is written."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "annotations" / "locale"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "gettext_noop"}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")


def entries(path):
    """`[(id, plural or None, [translations], flags)]` of a .po file, the header left out."""
    found = []
    for chunk in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in chunk.splitlines() if not line.startswith("#~")]
        flags = "".join(line for line in lines if line.startswith("#,"))
        parts, at = {}, None
        for line in lines:
            match = re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line)
            if match:
                at = match[1]
                parts[at] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                parts[at] += ast.literal_eval(line)
        if parts.get("msgid"):
            translations = [text for name, text in parts.items() if name.startswith("msgstr")]
            found.append((parts["msgid"], parts.get("msgid_plural"), translations, flags))
    return found


def words_of_python(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", None)) in CALLS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def words_of_template(path):
    text = templatize(path.read_text(encoding="utf-8"))
    for match in re.finditer(r"\b(?:n?p?gettext|_)\((u?(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))", text):
        # A percent sign is doubled for xgettext, as Django does.
        yield ast.literal_eval(match[1])


def words_of_script(path):
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"\bn?gettext\(\s*(\"(?:[^\"\\]|\\.)*\")", text):
        yield ast.literal_eval(match[1])


def gathered(domain):
    return {entry[0] for entry in entries(LOCALE / "uk" / "LC_MESSAGES" / f"{domain}.po")}


def test_every_word_of_templates_and_python_is_gathered():
    used = set()
    for path in (ROOT / "annotations").rglob("*.py"):
        used |= set(words_of_python(path))
    for suffix in ("html", "txt"):
        for path in (ROOT / "annotations" / "templates").rglob(f"*.{suffix}"):
            used |= set(words_of_template(path))
    assert len(used) > 600
    assert used - gathered("django") == set(), "run `make messages`, translate, and run it again"


def test_every_word_of_the_scripts_is_gathered():
    used = {word for path in (ROOT / "static" / "js").rglob("*.js") for word in words_of_script(path)}
    assert len(used) > 300
    assert used - gathered("djangojs") == set(), "run `make messages`, translate, and run it again"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_ukrainian_is_complete_and_sure(domain):
    found = entries(LOCALE / "uk" / "LC_MESSAGES" / f"{domain}.po")
    missing = [word for word, _, translations, _ in found if not all(translations)]
    unsure = [word for word, _, _, flags in found if "fuzzy" in flags]
    assert (missing, unsure) == ([], [])


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_ukrainian_fills_in_the_same_places(domain):
    wrong = [
        (word, text)
        for word, plural, translations, _ in entries(LOCALE / "uk" / "LC_MESSAGES" / f"{domain}.po")
        for text in translations
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(plural or word))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["uk", "ar"])
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_is_compiled_is_what_is_written(language, domain):
    folder = LOCALE / language / "LC_MESSAGES"
    with (folder / f"{domain}.mo").open("rb") as compiled:
        catalog = gettext.GNUTranslations(compiled)._catalog
    written = {}
    for word, plural, translations, _ in entries(folder / f"{domain}.po"):
        if plural is None:
            written |= {word: translations[0]} if translations[0] else {}
        elif all(translations):
            written |= {(word, form): text for form, text in enumerate(translations)}
    assert {key: text for key, text in catalog.items() if key} == written


def test_ukrainian_is_what_the_pages_show(client, db):
    client.cookies["django_language"] = "uk"
    html = client.get("/accounts/login/").content.decode()
    assert "Ім’я для входу або пошта" in html
    script = client.get("/jsi18n/").content.decode()
    assert "Знайти або виконати команду" in script or "\\u0417\\u043d\\u0430\\u0439\\u0442\\u0438" in script

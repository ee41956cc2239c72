"""Language tags, and a guess at the language of a text."""

import re

# RFC 5646, section 2.1, without the grandfathered tags.
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
MAX_TAG = 35  # RFC 5646, section 4.4.1

_SAMPLE = 20_000
_LETTERS = {
    "he": re.compile("[\u05d0-\u05ea]"),
    "ar": re.compile("[\u0621-\u064a]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
_OTHER_CYRILLIC = re.compile("[ўЎјљњћђџЈЉЊЋЂЏѓќѕ]")
_OTHER_ARABIC = re.compile("[پچژگیکٹڈڑےہھں]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "it",
        "be",
        "are",
        "this",
        "said",
        "not",
        "have",
        "has",
    ]
)


def is_tag(value: str) -> bool:
    """True for a well-formed BCP 47 tag such as `uk`, `ar-EG` or `zh-Hant-TW`; registration is not looked up."""
    return len(value) <= MAX_TAG and bool(_TAG.fullmatch(value))


def guess(text: str) -> str | None:
    """`uk`, `ru`, `ar`, `he` or `en` where letters and common words leave little doubt, else None."""
    sample = text[:_SAMPLE]
    counts = {script: len(letters.findall(sample)) for script, letters in _LETTERS.items()}
    script, most = max(counts.items(), key=lambda pair: pair[1])
    if most < 20 or most < 0.6 * sum(counts.values()):
        return None
    if script == "he":
        return "he"
    if script == "ar":
        return None if len(_OTHER_ARABIC.findall(sample)) > 0.02 * most else "ar"
    if script == "cyrillic":
        return _cyrillic(sample)
    found = [word.lower() for word in _WORD.findall(sample)]
    return "en" if sum(word in _ENGLISH for word in found) >= 0.15 * len(found) else None


def _cyrillic(sample: str) -> str | None:
    ukrainian, russian = len(_UKRAINIAN.findall(sample)), len(_RUSSIAN.findall(sample))
    if len(_OTHER_CYRILLIC.findall(sample)) > 2:
        return None
    if ukrainian > 4 * russian:
        return "uk"
    if russian > 4 * ukrainian:
        return "ru"
    return None

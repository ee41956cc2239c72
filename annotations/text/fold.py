"""Text as search compares it: one spelling for what people write in several ways. What is stored is never folded."""

import re
import unicodedata

_QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02bb\u02b9\u2032\u2035`\u00b4\u055a\u05f3\ua78c", "'"),
    **dict.fromkeys("«»\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f\u05f4", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be", "-"),
}
_ARABIC = {
    **dict.fromkeys("أإآٱ", "ا"),  # alef with hamza, madda, wasla
    **dict.fromkeys("ىی", "ي"),  # alef maksura, Farsi yeh
    "ة": "ه",  # ta marbuta
    "ک": "ك",
}
_ALIKE = str.maketrans({**_QUOTES, **_ARABIC})

# Tatweel; Arabic vowel marks, Koranic signs and combining hamza; Hebrew points and accents; and what nobody sees:
# soft hyphen, zero-width and direction marks, variation selectors.
_DROPPED = re.compile(
    "[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
_SPACE = re.compile(r"\s+")
_ROUNDS = 4  # a second round catches what the first composed; more were never seen


def fold(text: str) -> str:
    """The text for comparison: NFKC, casefolded, quotes, apostrophes and dashes unified, Arabic and Hebrew marks gone.

    Alef, ya and ta-marbuta variants become one letter each, white space one space. `fold(fold(x)) == fold(x)`.
    """
    for _ in range(_ROUNDS):
        folded = _fold_once(text)
        if folded == text:
            break
        text = folded
    return text


def _fold_once(text: str) -> str:
    if text.isascii():
        return _SPACE.sub(" ", text.lower().replace("`", "'")).strip()
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = _DROPPED.sub("", text.translate(_ALIKE))
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()

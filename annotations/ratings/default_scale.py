"""The scale that every new desk starts with (WORKFLOW: a rating outside the order has no number).

`claimreview` is what a ClaimReview calls the rating (`alternateName`); `averitec` is the nearest of AVeriTeC's four
labels (FORMATS, 3a). "Half true" and "Misleading" are its "Conflicting Evidence/Cherrypicking".
"""

SUPPORTED, REFUTED = "Supported", "Refuted"
CONFLICTING, NOT_ENOUGH = "Conflicting Evidence/Cherrypicking", "Not Enough Evidence"
AVERITEC_LABELS = (SUPPORTED, REFUTED, NOT_ENOUGH, CONFLICTING)


def _rating(slug, label, letter, value, averitec, definition, *, colour=None, position=None):
    return {
        "slug": slug,
        "label": label,
        "definition": definition,
        "colour": colour or slug,
        "letter": letter,
        "position": position,
        "value": value,
        "claimreview": label,
        "averitec": averitec,
    }


DEFAULT_SCALE = [
    _rating("true", "True", "T", 5, SUPPORTED, "Accurate; nothing that matters is missing.", position=0),
    _rating(
        "mostly-true",
        "Mostly true",
        "T−",
        4,
        SUPPORTED,
        "Accurate, but a detail is off or needs an explanation.",
        position=1,
    ),
    _rating(
        "half-true",
        "Half true",
        "½",
        3,
        CONFLICTING,
        "Partly accurate; leaves out what matters, or mixes right and wrong.",
        position=2,
    ),
    _rating(
        "mostly-false",
        "Mostly false",
        "F−",
        2,
        REFUTED,
        "Holds a grain of truth, but what matters is wrong.",
        position=3,
    ),
    _rating("false", "False", "F", 1, REFUTED, "Not accurate.", position=4),
    _rating(
        "misleading",
        "Misleading",
        "M",
        None,
        CONFLICTING,
        "Right in its words, wrong in what readers will take from it.",
    ),
    _rating(
        "not-enough-evidence",
        "Not enough evidence",
        "?",
        None,
        NOT_ENOUGH,
        "What is known does not bear a rating, neither way.",
        colour="not-enough",
    ),
]

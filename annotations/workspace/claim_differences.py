"""How revealed verdicts differ, in sentences: who stands where, what each rests on, what a round came to.

No database, no HTTP: rows and names in, sentences out, names as HTML (see `claim_words`).
"""

import re
from itertools import combinations

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.templatetags.people import person
from annotations.verdicts import outcome
from annotations.workspace.claim_words import people_in_words

CITED = re.compile(r"\[([0-9]{1,3})\]")


def cited(text):
    """The numbers of the sources that a text names in brackets, in order, each once."""
    return sorted({int(number) for number in CITED.findall(text or "")})


def name_of(verdict):
    return format_html("<bdi>{}</bdi>", person(verdict.reviewer))


def differences(verdicts, evidence):
    """What an editor who compares revealed verdicts has to know, as sentences in HTML. Trainees' stay out of it."""
    verdicts = [each for each in verdicts if each.counts]
    if len(verdicts) < 2:
        return []
    return [*_stand(verdicts), *_furthest(verdicts), *_rest_on(verdicts, evidence), *_later(evidence)]


def _later(evidence):
    """Which sources nobody could know when the claim was made."""
    numbers = [number for number, row in enumerate(evidence, 1) if row.after_claim]
    return [format_html(_("Dated after the claim: {}."), _sources(numbers))] if numbers else []


def _stand(verdicts):
    """`Half true: Alice and Bob.` for each rating that somebody gave, in the order of the scale."""
    given = {}
    for each in sorted(verdicts, key=lambda each: each.rating.place):
        given.setdefault(each.rating.slug, []).append(each)
    return [
        format_html("{}: {}.", rows[0].rating.label, people_in_words([each.reviewer for each in rows]))
        for rows in given.values()
    ]


def _furthest(verdicts):
    """The pair that is furthest apart, where there are more than two to look at."""
    ordered = [each for each in verdicts if each.rating.position is not None]
    if len(verdicts) < 3 or len(ordered) < 2:
        return []
    one, two = max(combinations(ordered, 2), key=lambda pair: abs(pair[0].rating.position - pair[1].rating.position))
    steps = abs(one.rating.position - two.rating.position)
    if steps < 2:
        return []
    words = ngettext("Furthest apart: {} and {}, %d step.", "Furthest apart: {} and {}, %d steps.", steps) % steps
    return [format_html(words, name_of(one), name_of(two))]


def _rest_on(verdicts, evidence):
    """Which sources all name, which only one does, which nobody does."""
    names = {number: [each for each in verdicts if number in cited(each.explanation)] for number in _numbers(evidence)}
    everybody = [number for number, by in names.items() if len(by) == len(verdicts)]
    nobody = [number for number, by in names.items() if not by]
    found = []
    if everybody:
        found.append(format_html(_("All rest on {}."), _sources(everybody)))
    for each in verdicts:
        alone = [number for number, by in names.items() if by == [each]]
        if alone:
            found.append(format_html(_("Only {} names {}."), name_of(each), _sources(alone)))
    if nobody:
        found.append(format_html(_("Nobody names {}."), _sources(nobody)))
    return found


def _numbers(evidence):
    return range(1, len(evidence) + 1)


def _sources(numbers):
    links = mark_safe(" ".join(f'<a class="source-ref" href="#source-{number}">[{number}]</a>' for number in numbers))
    return format_html(ngettext("source {}", "sources {}", len(numbers)), links)


def outcome_in_words(round_):
    """What a revealed round came to, in a sentence; empty for one from before this was kept."""
    labels = {rating.slug: rating.label for rating in round_.ratings}
    named = [labels.get(slug, slug) for slug in round_.candidates]
    if round_.outcome == outcome.AGREEMENT:
        return _("It settled by itself: %(rating)s.") % {"rating": named[0]}
    if round_.outcome == outcome.MAJORITY:
        return _("More than half voted for it: %(rating)s.") % {"rating": named[0]}
    if round_.outcome == outcome.PICK:
        one, two = named
        return _("Within the tolerance, with two in the middle, of which an editor picks one: %(one)s or %(two)s.") % {
            "one": one,
            "two": two,
        }
    if round_.outcome == outcome.INCOMPLETE:
        return _("It was opened before all verdicts were in, so an editor decides.")
    if round_.outcome == outcome.APART:
        vote = round_.form == round_.Kind.VOTE
        return (
            _("No rating has more than half of the votes.")
            if vote
            else _("That is further apart than agrees by itself.")
        )
    return ""


def distance(one, two):
    """How far the desk's rating lies from what somebody said: `one`, `two` are ratings."""
    if one.slug == two.slug:
        return _("As you said.")
    if one.position is None or two.position is None:
        return _("Otherwise than you said.")
    steps = abs(one.position - two.position)
    return ngettext("%d step from what you said.", "%d steps from what you said.", steps) % steps

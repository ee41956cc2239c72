"""What a publication freezes: the claim's row of `verdicts.*`, and the words around it."""

import re

from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.deskpages.versions import versions_now
from annotations.errors import Conflict, Invalid
from annotations.evidence.models import Evidence
from annotations.publishing.rows import DECISION_FIELDS, appearances_of, as_row, evidence_of
from annotations.ratings.models import Rating
from annotations.rows.times import timestamp
from annotations.verdicts.models import Decision

# What an editor writes around the row, with what stands for what is left out of the first publication.
WORDS = ("headline", "summary", "body", "authors", "image", "language", "canonical_url", "reply", "show_dissent")
WORDS += ("media_review",)

# `[3]` in the body is the third source, but not where it is the text of a link.
SOURCE = re.compile(r"\[([0-9]{1,3})\](?!\()")


def default_words(claim, decision):
    """The words of a first publication in which the editor writes nothing."""
    return {
        "headline": claim.text[:300],
        "summary": in_public_numbers(claim, decision.explanation),
        "body": "",
        "authors": [],
        "image": None,
        "language": claim.language or claim.project.language or None,
        "canonical_url": None,
        "reply": None,
        "show_dissent": False,
        "media_review": None,
    }


def words_of(snapshot):
    """The words of a published snapshot, for the next one. An early one says nothing of media."""
    return {name: snapshot.get(name) for name in WORDS}


def freeze(*, claim, words, state, number, moment, first, corrections):
    """The snapshot of the claim as it stands: JSON without floats. `corrections` are those before and with this one.

    The address of our own page is not in it: it belongs to the server, not to what was said. Raises `Invalid` at
    `/body` where a source is named that there is not, at `/media_review` where the claim was seen in no post.
    """
    row = Decision.objects.filter(claim=claim, superseded_at__isnull=True).values(*DECISION_FIELDS).get()
    among = Q(claim=claim)
    evidence = evidence_of(among, internal=False).get(claim.pk, [])
    appearances = appearances_of(among, Q(span__appearances__claim=claim)).get(claim.pk, [])
    published = {
        "published_at": timestamp(moment),
        "first_published_at": timestamp(first or moment),
        "version": number,
        "canonical_url": words["canonical_url"],
        "corrections": corrections,
    }
    snapshot = as_row(row, evidence, appearances, published, seq=None)
    del snapshot["seq"]
    _refuse_unknown_sources(words["body"], len(evidence))
    if words["media_review"] and all(seen["article"] for seen in appearances):
        raise Invalid(("/media_review", _("This claim was seen in no post, so there is no picture or recording.")))
    return snapshot | {
        "publication_state": str(state),
        "updated_at": timestamp(moment),
        "explanation": in_public_numbers(claim, snapshot["explanation"]),
        "dissent": in_public_numbers(claim, snapshot["dissent"]) if words["show_dissent"] else None,
        **words,
        "sources": list(public_sources(claim)),
        "scale": _scale(row),
        "desk_pages": versions_now(claim.project),
    }


def public_sources(claim):
    """Ids of the evidence that strangers see, in the order of their numbers."""
    rows = Evidence.objects.alive().filter(claim=claim, visibility=Evidence.Visibility.PUBLIC)
    return rows.order_by("position", "pk").values_list("uid", flat=True)


def in_public_numbers(claim, text):
    """What was written inside the desk, where sources are numbered among all evidence, in the numbers that strangers
    see; a source that they do not see is not named."""
    if not text or not SOURCE.search(text):
        return text
    rows = Evidence.objects.alive().filter(claim=claim).order_by("position", "pk")
    numbers, public = {}, 0
    for number, visibility in enumerate(rows.values_list("visibility", flat=True), 1):
        if visibility == Evidence.Visibility.PUBLIC:
            public += 1
            numbers[number] = public
    return in_other_numbers(text, numbers)


def in_other_numbers(text, numbers):
    """The text with its numbered sources by `{number: other number}`; one that has no other is not named."""
    shown = SOURCE.sub(lambda match: f"[{numbers[int(match[1])]}]" if int(match[1]) in numbers else "", text)
    # From the first space of a run alone: else each of them is tried as the first.
    return re.sub(r"(?<! ) +(?=[.,;:!?]|$)", "", shown, flags=re.M)


def _scale(row):
    """The ratings of the scale that was used, so that the page can show the place of one among them."""
    ratings = Rating.objects.filter(
        scale__version=row["rating__scale__version"], scale__project__claims=row["claim_id"]
    )
    return [
        {
            "slug": rating.slug,
            "label": rating.label,
            "definition": rating.definition,
            "colour": rating.colour,
            "letter": rating.letter,
            "position": rating.position,
            "value": rating.value,
            "claimreview": rating.claimreview,
        }
        for rating in ratings
    ]


def _refuse_unknown_sources(body, count):
    for number in SOURCE.findall(body):
        if not 1 <= int(number) <= count:
            there = _("There are %(count)s public pieces of evidence.") % {"count": count}
            raise Invalid(("/body", _("There is no source [%(number)s].") % {"number": number} + " " + there))


def renumber(body, before, now):
    """The body with its numbered sources as they stand now, for lists of ids `before` and `now`.

    Raises `Conflict` when one that it names is gone.
    """
    if before == now:
        return body
    places = {uid: number for number, uid in enumerate(now, 1)}

    def moved(match):
        number = int(match[1])
        uid = before[number - 1] if 1 <= number <= len(before) else None
        if uid not in places:
            raise Conflict(
                _("Source [%(number)s], which the text names, is no longer among the evidence. Write the text anew.")
                % {"number": number}
            )
        return f"[{places[uid]}]"

    return SOURCE.sub(moved, body)


def refuse_other_sources(claim, sources):
    """Raises `Conflict` when the public evidence is not, in this order, what the numbers in a text were meant for."""
    if sources is not None and list(sources) != list(public_sources(claim)):
        raise Conflict(
            _("The evidence has changed since you wrote the text. Look at the numbers of the sources again.")
        )

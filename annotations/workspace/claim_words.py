"""How the program says where a claim stands: who has submitted, how far apart verdicts lie, what is missing.

No database, no HTTP: rows and names in, sentences out. Names come as HTML, each isolated in a <bdi>, because a name in
Arabic inside an English sentence would turn the sentence around.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.templatetags.people import person
from annotations.templatetags.words import week_day


def people_in_words(people, due=None):
    """`Olena`, `Olena and Bob`, `Olena, Bob and Ines`, as HTML; `due`, `{key: date}`, says by when."""
    names = [format_html("<bdi>{}</bdi>", person(each)) for each in people]
    for number, each in enumerate(people):
        if due and due.get(each.pk):
            by = _("due %(day)s") % {"day": week_day(due[each.pk])}
            names[number] = format_html("{}, {}", names[number], by)
    if len(names) < 2:
        return names[0] if names else mark_safe("")
    return format_html(_("{} and {}"), mark_safe(", ".join(names[:-1])), names[-1])


@dataclass
class Seal:
    """One row with an envelope: `icon`, a bold `head` and the `text` after it, both HTML."""

    icon: str
    head: str
    text: str


def sealed(round_, submitted, *, me, awaited, work=()):
    """What the envelope row of an unrevealed round says to `me`. `submitted` and `round_.asked_people` are people,
    `work` the open assignments of the claim.

    Never a hint at what was submitted: only who, and how many are wanted.
    """
    missing = max(round_.required - round_.counted, 0)
    if me in submitted:
        due = {each.assignee.pk: each.due_on for each in work}
        given = [each.assignee for each in work if each.assignee not in round_.asked_people]
        waiting = [each for each in [*round_.asked_people, *given] if each not in submitted]
        if waiting:
            text = format_html(_("Waiting for {} ({})."), missing, people_in_words(waiting, due))
        else:
            text = format_html(_("Waiting for {}."), missing)
        return Seal("mail-check", _("Yours is in."), text)
    opens = ngettext("Verdicts open when %d is in.", "Verdicts open when %d are in.", round_.required) % round_.required
    if not submitted:
        who = _("Nobody has submitted yet.")
    elif awaited:
        who = format_html(
            ngettext("{} has submitted; yours is next.", "{} have submitted; yours is next.", len(submitted)),
            people_in_words(submitted),
        )
    else:
        who = format_html(
            ngettext("{} has submitted.", "{} have submitted.", len(submitted)), people_in_words(submitted)
        )
    if not round_.blind:
        return Seal("mail-open", _("Not blind."), format_html(_("{} Verdicts can be read as they come in."), who))
    return Seal("mail", _("Sealed."), format_html("{} {}", who, opens))


def opened(verdicts):
    """What the envelope row of a revealed round says."""
    count = ngettext("%d verdict", "%d verdicts", len(verdicts)) % len(verdicts)
    return Seal("mail-open", _("Open."), f"{count}. {apart(verdicts)}" if verdicts else count)


def apart(verdicts):
    """How far the ratings of revealed verdicts lie apart, in one sentence: `Two steps apart.` Trainees' do not count.

    Ratings outside the order have no distance: with them it only says who stands where.
    """
    verdicts = [each for each in verdicts if each.counts]
    ratings = {each.rating.slug: each.rating for each in verdicts}
    if len(verdicts) < 2:
        return _("One verdict, nothing to compare it with.") if verdicts else ""
    if len(ratings) == 1:
        return _("All agree.")
    outside = [rating for rating in ratings.values() if rating.position is None]
    if outside:
        if len(outside) == len(ratings):
            return _("Different ratings outside the scale.")
        return _("Not on one scale: %(ratings)s.") % {
            "ratings": ", ".join(rating.label for rating in sorted(ratings.values(), key=lambda each: each.place))
        }
    positions = [rating.position for rating in ratings.values()]
    steps = max(positions) - min(positions)
    words = {1: _("One step apart."), 2: _("Two steps apart."), 3: _("Three steps apart."), 4: _("Four steps apart.")}
    return words.get(steps) or ngettext("%d step apart.", "%d steps apart.", steps) % steps


def sources(evidence):
    """`Sources 3 (2 for, 1 against)`; nothing without evidence."""
    counts = {stance: sum(row.stance == stance for row in evidence) for stance in ("supports", "refutes", "context")}
    words = {"supports": _("%d for"), "refutes": _("%d against"), "context": _("%d background")}
    parts = [words[stance] % count for stance, count in counts.items() if count]
    return _("Sources %d") % len(evidence) + (f" ({', '.join(parts)})" if parts else "") if evidence else ""


@dataclass
class Item:
    """A line of the checklist."""

    key: str
    text: str
    done: bool
    missing: str


def checklist(claim, *, evidence, seen, hosts, wanted, round_, gates=None, replies=(), decision=None):
    """What a claim needs before it can be signed off, in the order of work.

    `seen` counts passages and posts, `hosts` the independent public sources, of which the desk wants `wanted`;
    `gates` are the desk's settings of what is wanted before signing off.
    """
    gates = gates or {}
    signed = claim.status == "approved"
    waived = claim.waived if signed else {}
    links = [each for each in evidence if each.source.url]
    items = [
        Item("claimant", _("Who said it"), claim.claimant_id is not None, _("Missing: who said it")),
        Item("claimed_on", _("When"), claim.claimed_on is not None, _("Missing: when it was said")),
        Item("seen", _("Passage or post"), seen > 0, _("Missing: where it was said")),
    ]
    if wanted:
        lack = max(wanted - hosts, 0)
        if lack == 1 and wanted == 2:
            missing = _("Missing: second independent source")
        else:
            missing = (
                ngettext("Missing: %d more independent source", "Missing: %d more independent sources", lack) % lack
            )
        text = ngettext("%d independent source", "%d independent sources", wanted) % wanted
        items.append(Item("sources", text, lack == 0 or "sources" in waived, missing))
    if links:
        archived = all(each.archive_url or each.source.archive_url for each in links)
        items.append(Item("copies", _("Copies archived"), archived, _("Missing: archived copies")))
    if gates.get("right_of_reply"):
        asked = bool(replies) or "right_of_reply" in waived
        items.append(
            Item("reply", _("Asked for an answer"), asked, _("Missing: the person or organization was not asked"))
        )
    if round_ is not None:
        wanted = round_.required if round_.revealed_at is None else round_.counted
        text = _("Verdicts %(there)d of %(wanted)d") % {"there": round_.counted, "wanted": wanted}
        items.append(Item("verdicts", text, round_.revealed_at is not None, _("Missing: verdicts")))
    items.append(Item("rating", _("Desk rating"), claim.rating is not None, _("Missing: desk rating")))
    if decision is not None:
        items.append(Item("words", _("Reasons"), decision.explanation is not None, _("Nobody has written why yet.")))
        text = _("Second signature") if gates.get("second_signature") else _("Signed off")
        items.append(Item("signed", text, signed, _("Missing: sign-off")))
    return items


@dataclass
class Step:
    """The next action: `act` is what the script does, `href` where it leads without one."""

    act: str
    href: str
    label: str
    icon: str
    why: str


def next_step(
    claim,
    items,
    *,
    may_contribute,
    may_decide,
    awaited,
    evidence,
    settle,
    round_,
    decision=None,
    sign_off=None,
    publish=None,
):
    """The one thing that this reader can do next, or None.

    `items` is the checklist; `awaited`: their verdict is waited for; `may_decide`: the verdicts are open, and they may
    settle the rating, on the page `settle`; `sign_off` is what is missing before they may sign off, None when that is
    not theirs to do; `publish` is the page on which they publish what is signed off.
    """
    if not may_contribute or claim.status in ("declined", "duplicate"):
        return None
    missing = {item.key: item.missing for item in items if not item.done}
    if not evidence:
        return Step("evidence-add", "#evidence", _("Add a source"), "plus", _("No evidence yet"))
    if awaited and round_.form == "vote":
        return Step("verdict-focus", "#verdict", _("Vote"), "mail", _("Yours is next"))
    if awaited:
        return Step("verdict-focus", "#verdict", _("Give your verdict"), "mail", _("Yours is next"))
    # A rating from before the newest review does not settle that.
    if may_decide and ("rating" in missing or claim.status == "disputed"):
        return Step("", settle, _("Compare and settle"), "list-checks", _("The verdicts are open"))
    if may_decide and decision is not None and "words" in missing:
        return Step("decision-open", "#decision", _("Write why"), "pencil", missing["words"])
    if "sources" in missing:
        return Step("evidence-add", "#evidence", _("Add a source"), "plus", missing["sources"])
    if "reply" in missing:
        return Step("reply-add", "#replies", _("Ask for an answer"), "message-square", missing["reply"])
    for key in ("claimant", "claimed_on"):
        if key in missing:
            return Step("claim-edit", "#claim", _("Complete the claim"), "pencil", missing[key])
    if sign_off == []:
        return Step("claim-approve", "#decision", _("Sign off"), "check", _("What the desk wants is there"))
    if publish and claim.status == "approved" and claim.publication_state == "none":
        return Step("", publish, _("Publish"), "send", _("It is signed off"))
    return None

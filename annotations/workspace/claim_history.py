"""The history of a claim in sentences, newest first; made from the change log, so that it holds what the log holds."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotations.dossiers.history import changes_of
from annotations.templatetags.words import STANCE, STATUS
from annotations.workspace.sentences import names_in, sentence, why_by_itself

MOST = 200

# (verb, kind): what stands behind the person's name on the page of the claim itself.
SENTENCES = {
    ("create", "claim"): gettext_lazy("wrote the claim"),
    ("delete", "claim"): gettext_lazy("deleted the claim"),
    ("restore", "claim"): gettext_lazy("brought the claim back"),
    ("link", "span"): gettext_lazy("linked a passage"),
    ("link", "claim"): gettext_lazy("linked a passage"),
    ("unlink", "span"): gettext_lazy("unlinked a passage"),
    ("unlink", "claim"): gettext_lazy("unlinked a passage"),
    ("delete", "span"): gettext_lazy("deleted a passage"),
    ("restore", "span"): gettext_lazy("brought a passage back"),
    ("edit", "span"): gettext_lazy("changed a passage"),
    ("create", "appearance"): gettext_lazy("noted a post where it was seen"),
    ("delete", "appearance"): gettext_lazy("took a post off"),
    ("edit", "evidence"): gettext_lazy("changed a source’s entry"),
    ("delete", "evidence"): gettext_lazy("deleted a source"),
    ("restore", "evidence"): gettext_lazy("brought a source back"),
    ("order_evidence", "claim"): gettext_lazy("put the sources in another order"),
    ("edit", "source"): gettext_lazy("changed what is known of a source"),
    ("merge", "claim"): gettext_lazy("merged a claim into this one, or this one into another"),
    ("unmerge", "claim"): gettext_lazy("took a merge back"),
    ("split", "claim"): gettext_lazy("split a claim off"),
    ("unsplit", "claim"): gettext_lazy("took a split back"),
    ("submit", "round"): gettext_lazy("submitted a verdict"),
    ("withdraw", "round"): gettext_lazy("took a verdict back"),
    ("open", "round"): gettext_lazy("asked for another review"),
    ("edit", "round"): gettext_lazy("changed who is asked"),
}

FIELDS = {
    "text": gettext_lazy("the sentence"),
    "claimant": gettext_lazy("who said it"),
    "claimed_on": gettext_lazy("the date"),
    "location": gettext_lazy("the place"),
    "topics": gettext_lazy("the topics"),
    "types": gettext_lazy("the kinds"),
    "priority": gettext_lazy("the priority"),
    "language": gettext_lazy("the language"),
    "original_quote": gettext_lazy("the original words"),
    "source_url": gettext_lazy("the link"),
}


def history_of(claim, labels):
    """The newest 200 changes that name the claim, each with `at` and `text` (HTML). `labels`: ratings by slug.

    Two queries. Of a sealed round the log says who has submitted, and so does this.
    """
    rows = changes_of(claim, limit=MOST)
    names = names_in(rows)
    for row in rows:
        row.text = format_html("<bdi>{}</bdi> {}", names.get(row.actor, row.actor), said(row, labels, names))
        row.was = sentence_before(row)
    return rows


def sentence_before(change):
    """The sentence that an edit of the claim replaced; None for every other change."""
    data = change.data or {}
    before = data.get("before") if (change.verb, change.kind) == ("edit", "claim") else None
    return before.get("text") if isinstance(before, dict) else None


def said(change, labels, names):
    """What somebody did to the claim, without their name."""
    data = change.data or {}
    after = data.get("after") if isinstance(data.get("after"), dict) else {}
    step = (change.verb, change.kind)
    if step == ("create", "evidence"):
        stance = STANCE.get(data.get("stance"))
        return _("added a source: %s") % str(stance).lower() if stance else _("added a source")
    if change.kind == "decision":
        rating = labels.get(after.get("rating"))
        set_to = _("set the desk rating to %s") % rating if rating else _("set the desk rating")
        return f"{set_to}: {why_by_itself(data)}" if data.get("by_itself") else set_to
    if step == ("reveal", "round"):
        count = len(data.get("submitted") or [])
        opened = ngettext(
            "opened review %(number)s: %(count)d verdict", "opened review %(number)s: %(count)d verdicts", count
        )
        return opened % {"number": data.get("number"), "count": count}
    if change.kind == "claim" and "status" in after and change.verb not in ("merge", "unmerge", "delete", "restore"):
        return _("moved it to “%s”") % STATUS.get(after["status"], after["status"])
    if step == ("edit", "claim"):
        fields = [str(FIELDS[name]) for name in after if name in FIELDS]
        return _("changed %s") % ", ".join(fields) if fields else _("changed the claim")
    if step == ("open", "round") and data.get("kind") == "vote":
        return _("called a vote")
    if step == ("edit", "round") and (data.get("before") or {}).get("asked") == after.get("asked"):
        return sentence(change, names)
    known = SENTENCES.get(step)
    return str(known) if known else sentence(change, names)

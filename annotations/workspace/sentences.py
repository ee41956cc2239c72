"""What a change of the log says to people. A verb that has no sentence yet still reads: who, verb, kind."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.accounts.models import User
from annotations.templatetags.words import ROLE, STATUS

# (verb, kind): what stands behind the person's name.
SENTENCES = {
    ("create", "project"): gettext_lazy("made the desk"),
    ("edit", "project"): gettext_lazy("changed the desk’s settings"),
    ("create", "article"): gettext_lazy("added an article"),
    ("edit", "article"): gettext_lazy("changed the details of an article"),
    ("delete", "article"): gettext_lazy("deleted an article"),
    ("restore", "article"): gettext_lazy("brought an article back"),
    ("add_version", "version"): gettext_lazy("added a newer text of an article"),
    ("create", "span"): gettext_lazy("highlighted a passage"),
    ("edit", "span"): gettext_lazy("changed a highlight"),
    ("reanchor", "span"): gettext_lazy("had a highlight carried over to a newer text"),
    ("leave_behind", "span"): gettext_lazy("left a highlight behind in an older text"),
    ("ask_again", "span"): gettext_lazy("asked anew where a highlight stands in a newer text"),
    ("delete", "span"): gettext_lazy("deleted a highlight"),
    ("restore", "span"): gettext_lazy("brought a highlight back"),
    ("create", "claim"): gettext_lazy("made a claim"),
    ("edit", "claim"): gettext_lazy("changed a claim"),
    ("delete", "claim"): gettext_lazy("deleted a claim"),
    ("restore", "claim"): gettext_lazy("brought a claim back"),
    ("link", "claim"): gettext_lazy("linked a passage to a claim"),
    ("unlink", "claim"): gettext_lazy("unlinked a passage from a claim"),
    ("link", "span"): gettext_lazy("linked a passage to a claim"),
    ("unlink", "span"): gettext_lazy("unlinked a passage from a claim"),
    ("merge", "claim"): gettext_lazy("merged a claim into another"),
    ("split", "claim"): gettext_lazy("split a claim"),
    ("unmerge", "claim"): gettext_lazy("took the merging of a claim back"),
    ("unsplit", "claim"): gettext_lazy("took the splitting of a claim back"),
    ("transition", "claim"): gettext_lazy("moved a claim on"),
    ("edit", "appearance"): gettext_lazy("changed where a claim was seen"),
    ("delete", "appearance"): gettext_lazy("removed a place where a claim was seen"),
    ("create", "appearance"): gettext_lazy("noted where a claim was seen"),
    ("create", "claimant"): gettext_lazy("noted a new speaker"),
    ("edit", "claimant"): gettext_lazy("changed what is known about a speaker"),
    ("merge", "claimant"): gettext_lazy("merged two speakers"),
    ("unmerge", "claimant"): gettext_lazy("took the merging of two speakers back"),
    ("create", "source"): gettext_lazy("added a source"),
    ("edit", "source"): gettext_lazy("changed a source"),
    ("create", "evidence"): gettext_lazy("added evidence"),
    ("edit", "evidence"): gettext_lazy("changed evidence"),
    ("delete", "evidence"): gettext_lazy("deleted evidence"),
    ("restore", "evidence"): gettext_lazy("brought evidence back"),
    ("order_evidence", "claim"): gettext_lazy("put the evidence in another order"),
    ("open", "round"): gettext_lazy("opened a round of verdicts"),
    ("create", "round"): gettext_lazy("opened a round of verdicts"),
    ("edit", "round"): gettext_lazy("changed a round of verdicts"),
    ("ask", "round"): gettext_lazy("asked for verdicts"),
    ("reveal", "round"): gettext_lazy("opened the verdicts"),
    ("submit", "round"): gettext_lazy("submitted a verdict"),
    ("withdraw", "round"): gettext_lazy("took a verdict back"),
    ("submit", "verdict"): gettext_lazy("submitted a verdict"),
    ("reveal", "verdict"): gettext_lazy("opened a verdict"),
    ("withdraw", "verdict"): gettext_lazy("took a verdict back"),
    ("decide", "decision"): gettext_lazy("decided the desk rating"),
    ("create", "decision"): gettext_lazy("decided the desk rating"),
    ("publish", "publication"): gettext_lazy("published a fact-check"),
    ("schedule", "publication"): gettext_lazy("set the time at which a fact-check is published"),
    ("unschedule", "publication"): gettext_lazy("took back a fact-check before it was published"),
    ("correct", "publication"): gettext_lazy("corrected a published fact-check"),
    ("assign", "assignment"): gettext_lazy("gave work to somebody"),
    ("edit", "assignment"): gettext_lazy("changed who works on what until when"),
    ("finish", "assignment"): gettext_lazy("finished their work"),
    ("return", "assignment"): gettext_lazy("gave work back"),
    ("reopen", "assignment"): gettext_lazy("opened work again"),
    ("expire", "assignment"): gettext_lazy("ended an “I’m on it” after two hours without work"),
    ("carry", "assignment"): gettext_lazy("carried work on paragraphs over to the newer text"),
    ("extend", "assignment"): gettext_lazy("let an “I’m on it” go on"),
    ("delete", "assignment"): gettext_lazy("took work away"),
    ("restore", "assignment"): gettext_lazy("gave work again that was taken away"),
    ("create", "lead"): gettext_lazy("sent something into the inbox"),
    ("see", "lead"): gettext_lazy("sent in again what is in the inbox"),
    ("edit", "lead"): gettext_lazy("changed a lead in the inbox"),
    ("assign", "lead"): gettext_lazy("gave a lead to somebody"),
    ("accept", "lead"): gettext_lazy("accepted a lead as a claim"),
    ("decline", "lead"): gettext_lazy("declined a lead"),
    ("merge", "lead"): gettext_lazy("merged two leads"),
    ("reopen", "lead"): gettext_lazy("put a lead back into the inbox"),
    ("create", "complaint"): gettext_lazy("complained about a published fact-check"),
    ("answer", "complaint"): gettext_lazy("answered a complaint"),
    ("close", "complaint"): gettext_lazy("confirmed the answer to a complaint"),
    ("reopen", "complaint"): gettext_lazy("opened a complaint again"),
    ("erase_sender", "complaint"): gettext_lazy("erased who sent a complaint"),
    ("create", "desk_page"): gettext_lazy("published a page about the desk"),
    ("withdraw", "desk_page"): gettext_lazy("took a page about the desk away"),
    ("edit", "desk_page"): gettext_lazy("published a newer version of a page about the desk"),
    ("invite", "guest"): gettext_lazy("asked somebody from outside about a claim"),
    ("edit", "guest"): gettext_lazy("changed what a guest is asked for"),
    ("renew", "guest"): gettext_lazy("gave a guest a new link"),
    ("revoke", "guest"): gettext_lazy("ended the link of a guest"),
    ("declare", "guest"): gettext_lazy("declared their interests, as a guest"),
    ("create", "recusal"): gettext_lazy("declared a conflict of interest"),
    ("delete", "recusal"): gettext_lazy("took a conflict of interest back"),
    ("ask", "reply"): gettext_lazy("asked the person or organization for a reply"),
    ("answer", "reply"): gettext_lazy("noted the reply of the person or organization"),
    ("edit", "reply"): gettext_lazy("changed what is known of an answer"),
    ("create", "comment"): gettext_lazy("commented"),
    ("edit", "comment"): gettext_lazy("changed a comment"),
    ("resolve", "comment"): gettext_lazy("resolved a thread"),
    ("reopen", "comment"): gettext_lazy("opened a thread again"),
    ("delete", "comment"): gettext_lazy("deleted a comment"),
    ("restore", "comment"): gettext_lazy("brought a comment back"),
    ("reveal", "comment"): gettext_lazy("opened a comment that was held back"),
    ("add", "member"): gettext_lazy("added a member"),
    ("edit", "member"): gettext_lazy("changed a member’s role"),
    ("remove", "member"): gettext_lazy("removed a member"),
    ("join", "member"): gettext_lazy("joined the desk"),
    ("leave", "member"): gettext_lazy("left the desk"),
    ("invite", "invitation"): gettext_lazy("invited somebody"),
    ("withdraw", "invitation"): gettext_lazy("withdrew an invitation"),
    ("ask", "redaction"): gettext_lazy("asked for a redaction"),
    ("redact", "redaction"): gettext_lazy("confirmed a redaction"),
    ("withdraw", "redaction"): gettext_lazy("took the request for a redaction back"),
    ("create", "ratings"): gettext_lazy("set the rating scale"),
    ("edit", "ratings"): gettext_lazy("changed the rating scale"),
}


def names_in(changes):
    """`{username: name}` of those who did these changes and those whom they are about, in one query."""
    usernames = {change.actor for change in changes}
    for change in changes:
        if change.kind == "member":
            usernames.add(change.object)
        for part in (change.data or {}, *_sides(change)):
            if isinstance(name := part.get("assignee"), str):
                usernames.add(name)
    found = User.objects.filter(username__in=usernames).values_list("username", "name")
    return {username: name or username for username, name in found}


def _sides(change):
    """What stood before and after, where the change says so as dicts."""
    sides = ((change.data or {}).get(name) for name in ("before", "after"))
    return [side for side in sides if isinstance(side, dict)]


def sentence(change, names):
    """What happened, without the name of who did it; details that are known are named. `names` as of `names_in`."""
    data = change.data or {}
    after = data.get("after") if isinstance(data.get("after"), dict) else {}
    if change.kind == "member":
        return _about_member(change, data, after, names.get(change.object, change.object))
    if (change.verb, change.kind) == ("assign", "assignment"):
        return _about_work(change, data, names)
    if (change.verb, change.kind) == ("open", "round") and data.get("kind") == "vote":
        return _("called a vote")
    if change.kind == "decision" and data.get("by_itself"):
        return f"{SENTENCES[change.verb, change.kind]}: {why_by_itself(data)}"
    if change.kind == "publication":
        return _about_publication(change, data)
    if change.kind == "claim" and change.verb in ("edit", "transition") and "status" in after:
        return _("moved a claim to “%s”") % STATUS.get(after["status"], after["status"])
    if change.verb == "redact" and change.kind != "redaction":
        return _("erased words under a redaction")
    known = SENTENCES.get((change.verb, change.kind))
    if known is None:
        return _("%(verb)s: %(kind)s") % {"verb": change.verb.replace("_", " "), "kind": change.kind}
    return str(known)


def _about_publication(change, data):
    kinds = {
        "correction": _("corrected the rating of a published fact-check: %s"),
        "fix": _("fixed a mistake in a published fact-check: %s"),
        "update": _("updated a published fact-check: %s"),
        "void": _("withdrew a published fact-check: %s"),
    }
    words = kinds.get(data.get("kind"))
    if change.verb == "correct" and words and data.get("reason"):
        return words % data["reason"]
    if change.verb == "unschedule" and data.get("because"):
        return _("did not publish a fact-check when its time came, because the claim is in review again")
    return str(SENTENCES.get((change.verb, change.kind), change.verb))


def why_by_itself(data):
    """Why a round has settled without an editor."""
    return _("more than half voted for it") if data.get("method") == "vote" else _("the verdicts agree")


def _about_work(change, data, names):
    assignee = data.get("assignee")
    if assignee == change.actor:
        return _("is on it") if data.get("on_it") else _("took this as their work")
    return _("gave this to %s") % names.get(assignee, assignee)


def _about_member(change, data, after, name):
    role = after.get("role") or data.get("role")
    if change.verb == "add" and role:
        return _("added %(name)s as %(role)s") % {"name": name, "role": str(ROLE.get(role, role)).lower()}
    if change.verb == "join" and role:
        return _("joined the desk as %s") % str(ROLE.get(role, role)).lower()
    if change.verb == "edit" and role:
        return _("made %(name)s %(role)s") % {"name": name, "role": str(ROLE.get(role, role)).lower()}
    if change.verb == "remove":
        return _("took %s off the desk") % name
    return str(SENTENCES.get((change.verb, change.kind), change.verb))

"""A notification in words, in the language that is active: on the page, in the API, in a mail."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.accounts.models import User
from annotations.notifications.models import Event
from annotations.rows.times import timestamp
from annotations.verdicts.outcome import AGREEMENT, MAJORITY

LONGEST = 280

# The last word of the key says what became of the fact-check.
PUBLISHED = {
    "publish": gettext_lazy("%(who)s published the fact-check of a claim you worked on"),
    "correct": gettext_lazy("%(who)s corrected the fact-check of a claim you worked on"),
    "void": gettext_lazy("%(who)s withdrew the fact-check of a claim you worked on"),
    "unschedule": gettext_lazy("A fact-check was not published when its time came: the claim is in review again"),
}

COMPLAINT = gettext_lazy("Somebody holds something in a published fact-check to be wrong")


def sentence(row):
    """What happened, in one sentence."""
    who = row.actor.shown_name if row.actor else _("Factcheck")
    due = row.assignment.due_on if row.assignment else None
    day = date_format(due, "DATE_FORMAT") if due else None
    if row.event == Event.ASSIGNED and row.round_id and row.round.form == row.round.Kind.VOTE:
        return _("%(who)s asks for your vote") % {"who": who}
    if row.event == Event.ASSIGNED and row.round_id:
        return _("%(who)s asks for your verdict") % {"who": who}
    if row.event == Event.ASSIGNED and row.lead_id:
        return _("%(who)s gave you a lead to look at") % {"who": who}
    if row.event == Event.ASSIGNED and day:
        return _("%(who)s gave you work, due %(day)s") % {"who": who, "day": day}
    if row.event == Event.ASSIGNED:
        return _("%(who)s gave you work") % {"who": who}
    if row.event == Event.MENTIONED:
        return _("%(who)s mentioned you") % {"who": who}
    if row.event == Event.REPLIED:
        return _("%(who)s answered in a thread of yours") % {"who": who}
    if row.event == Event.REVEALED and row.round.outcome in (AGREEMENT, MAJORITY):
        return _("The verdicts of review %(number)s are open, and have settled the desk rating") % {
            "number": row.round.number
        }
    if row.event == Event.REVEALED:
        return _("The verdicts of review %(number)s are open") % {"number": row.round.number}
    if row.event == Event.DECIDED and row.actor and row.actor.kind == User.Kind.MACHINE:
        return _("The verdicts have settled the desk rating")
    if row.event == Event.DECIDED:
        return _("%(who)s set the desk rating") % {"who": who}
    if row.event == Event.COMPLAINT:
        answered = row.key.rpartition(" ")[2] == "answer"
        words = _("%(who)s answered a complaint: a second person confirms it") if answered else COMPLAINT
        return str(words) % {"who": who}
    if row.event == Event.PUBLISHED:
        return str(PUBLISHED[row.key.rpartition(" ")[2]]) % {"who": who}
    if row.assignment is None and row.claim_id:
        return _("No reply in time: the person or organization was asked")
    return _("Your work is due %(day)s") % {"day": day} if day else _("Your work is due soon")


def address(row):
    """Where it leads to, a path."""
    slug = row.project.slug
    if row.comment_id:
        return reverse("comment", args=[slug, row.comment.uid])
    if row.event == Event.COMPLAINT:
        return reverse("complaint", args=[slug, row.key.partition(" ")[0]])
    if row.claim_id:
        asked = row.event == Event.ASSIGNED and row.round_id
        return reverse("claim", args=[slug, row.claim.uid]) + ("#verdict" if asked else "")
    if row.lead_id:
        return reverse("inbox", args=[slug])
    return reverse("article", args=[slug, row.article.uid])


def present(row):
    """One notification; it comes from `Notification.objects….whole()`."""
    on = row.claim or row.article or (row.comment.span.article if row.comment else row.lead)
    return {
        "id": row.uid,
        "kind": row.event,
        "at": timestamp(row.created_at),
        "read": row.read_at is not None,
        "actor": row.actor.username if row.actor else None,
        "claim": row.claim.uid if row.claim else None,
        "article": row.article.uid if row.article else None,
        "comment": row.comment.uid if row.comment else None,
        "round": row.round.number if row.round else None,
        "lead": row.lead.uid if row.lead else None,
        "assignment": row.assignment.uid if row.assignment else None,
        "text": sentence(row),
        "title": getattr(on, "title", None) or on.text or on.url,
        "excerpt": Truncator(row.comment.text).chars(LONGEST) if row.comment else None,
        "url": f"{settings.SITE_URL}{reverse('notification', args=[row.project.slug, row.uid])}",
    }

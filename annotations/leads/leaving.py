"""Leads of somebody who leaves the desk."""

from annotations.changes.record import Entry
from annotations.leads.models import Lead


def open_leads(member):
    """The untriaged leads that a member is to look at."""
    return Lead.objects.filter(project=member.project, assignee=member.user, status=Lead.Status.NEW)


def hand_over_leads(member, heir=None):
    """Gives them to `heir`, else to nobody in particular. Entries for the log; for `dossiers.leaving`."""
    entries = []
    for lead in open_leads(member).order_by("pk"):
        lead.save_revision(assignee=heir)
        after = heir.username if heir else None
        data = {"text": lead.text, "url": lead.url}
        data |= {"before": {"assignee": member.user.username}, "after": {"assignee": after}}
        if heir is not None:
            data["assignee"] = after
        entries.append(Entry("assign" if heir else "edit", lead, data=data))
    return entries

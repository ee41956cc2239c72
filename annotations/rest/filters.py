"""Filters of list pages. A value that cannot be meant is 400 at its name; an absent one filters nothing."""

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from annotations.errors import Invalid
from annotations.rest.told import told
from annotations.text import dates


def with_nul(query):
    """The first name of a request's query with a NUL among its values, or None: PostgreSQL cannot even compare with
    one."""
    return next((name for name, values in query.lists() if any("\0" in value for value in values)), None)


def refuse_nul(query):
    """Raises `Invalid` at the name of a value with a NUL."""
    if (name := with_nul(query)) is not None:
        raise Invalid((f"?{name}", _("NUL characters are not taken.")))


def choice_filter(queryset, request, name, values, field=None):
    """Rows whose `field` is one of the comma-separated `?name=` values."""
    given = request.GET.get(name)
    if given is None:
        return queryset
    wanted = given.split(",")
    for value in wanted:
        if value not in values:
            raise Invalid(
                (f"?{name}", _("%(name)s must be one of %(values)s.") % {"name": name, "values": ", ".join(values)})
            )
    return queryset.filter(**{f"{field or name}__in": wanted})


def date_filter(queryset, request, name, lookup):
    """Rows compared by `lookup` with a partial date, which sorts as text."""
    given = request.GET.get(name)
    if given is None:
        return queryset
    try:
        dates.parse(given)
    except ValueError as error:
        raise Invalid((f"?{name}", told(error.args[0]))) from None
    return queryset.filter(**{lookup: given})


def time_filter(queryset, request, name, lookup):
    """Rows compared by `lookup` with a time in RFC 3339."""
    given = request.GET.get(name)
    if given is None:
        return queryset
    try:
        # "+" of a time zone arrives as a space from clients that do not escape it.
        moment = parse_datetime(given.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or is_naive(moment):
        raise Invalid((f"?{name}", _("%(name)s must be a time like 2024-01-26T10:05:00Z.") % {"name": name}))
    return queryset.filter(**{lookup: moment})

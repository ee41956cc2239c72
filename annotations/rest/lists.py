"""List pages by cursor: creation order, never by a column that changes, never by offset.

The cursor names the last row by its opaque id, signed, so that no database key leaves the server and a made-up
cursor is refused.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from annotations.errors import Invalid

DEFAULT_LIMIT, MAX_LIMIT = 50, 500
_signer = signing.Signer(salt="list cursor")


def read_limit(query, default=DEFAULT_LIMIT, most=MAX_LIMIT):
    """The `limit` of a request's query. Raises `Invalid` outside 1 to `most`."""
    value = query.get("limit")
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:6]) <= most or len(value) > 6:
        raise Invalid(("?limit", _("limit must be a whole number from 1 to %(most)s.") % {"most": most}))
    return int(value)


def read_order(query):
    """Whether the newest come first (`?order=-created`). Raises `Invalid` for another order."""
    order = query.get("order", "created")
    if order not in ("created", "-created"):
        raise Invalid(("?order", _("order must be created or -created.")))
    return order == "-created"


def page(queryset, request):
    """One page of `queryset` (rows, also as `.values()`): `(rows, next)`, `next` an absolute URL or None.

    A model whose `uid` is no column says in `uid_field` what it is looked up by.
    """
    limit, newest_first = read_limit(request.GET), read_order(request.GET)
    cursor = request.GET.get("cursor")
    direction = "-" if newest_first else ""
    if cursor is not None:
        try:
            uid, order = _signer.unsign_object(cursor)
        except (signing.BadSignature, ValueError, TypeError):
            raise Invalid(("?cursor", _("This cursor is not one that we gave."))) from None
        if order != direction:
            raise Invalid(("?cursor", _("This cursor belongs to the other order.")))
        model = queryset.model
        last = model._base_manager.filter(**{getattr(model, "uid_field", "uid"): uid})
        if hasattr(model, "project_id") and request.project is not None:
            last = last.filter(project=request.project)
        key = last.values("pk")[:1]
        queryset = queryset.filter(pk__lt=key) if newest_first else queryset.filter(pk__gt=key)
    rows = list(queryset.order_by(f"{direction}pk")[: limit + 1])
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    uid = rows[-1]["uid"] if isinstance(rows[-1], dict) else rows[-1].uid
    query = request.GET.dict() | {"cursor": _signer.sign_object([uid, direction])}
    return rows, f"{settings.SITE_URL}{request.path}?{urlencode(query)}"

"""Pages of lists by key: newest first, nothing twice and nothing missed while others write."""

from urllib.parse import urlencode

PAGE = 50


def newest_first(queryset, request, project, size=PAGE):
    """`{"rows", "following", "first"}`: rows of one page, the query of the next page, that of the first one.

    `following` is None on the last page; `first` is None on the first page itself. The key in the address is the id of
    the last row seen (`?before=`); one that is unknown starts at the top.
    """
    before = request.GET.get("before")
    query = {name: value for name, value in request.GET.items() if value and name != "before"}
    at = None
    if before:
        at = queryset.model._base_manager.filter(project=project, uid=before).values_list("pk", flat=True).first()
        if at is not None:
            queryset = queryset.filter(pk__lt=at)
    rows = list(queryset.order_by("-pk")[: size + 1])
    following = urlencode(query | {"before": rows[size - 1].uid}) if len(rows) > size else None
    return {"rows": rows[:size], "following": following, "first": urlencode(query) if at is not None else None}

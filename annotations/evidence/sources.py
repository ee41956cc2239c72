"""Sources, which a desk shares: found by what they are, made when they are new."""

from urllib.parse import urlsplit, urlunsplit

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.changes.record import Entry, record_all
from annotations.claims.models import Claim
from annotations.errors import Invalid
from annotations.evidence.models import Source
from annotations.text.fold import fold


def url_key(url):
    """What makes two links the same source: scheme, letter case of the host, default port, fragment and a final
    slash do not count; everything else does."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return "url " + urlunsplit(("", host + port, parts.path.rstrip("/"), parts.query, ""))


def citation_key(citation):
    """What makes two citations the same: their words, however they are spaced or capitalised."""
    return "citation " + " ".join(fold(citation).split())[:2000]


def words_of(source):
    """What the search of sources looks in, folded."""
    return fold("\n".join(filter(None, (source.title, source.publisher, source.url, source.citation))))


def find_or_make_source(*, project, actor, url=None, citation=None, file=None, archive_url=None, **fields):
    """`(source, made)`: the desk's source for this link, citation or file, with what was not known of it filled in.

    What the source says already stays: others rely on it. To change it, edit the source.
    """
    if url is not None:
        key = url_key(url)
    elif file is not None:
        key = f"file {file.sha256}"
    else:
        key = citation_key(citation)
    source = Source.objects.filter(project=project, key=key).select_related("file").first()
    if source is None:
        source = Source(project=project, author=actor, key=key, url=url, citation=citation, file=file, **fields)
        source.archive_url = archive_url
        source.folded = words_of(source)
        source.save(force_insert=True)
        return source, True
    new = {name: value for name, value in fields.items() if value and not getattr(source, name)}
    if new:
        for name, value in new.items():
            setattr(source, name, value)
        source.save_revision(**new, folded=words_of(source))
    return source, False


def change_source(source, **values):
    """Writes the changed fields of a source, and gives the entries for the log: one, or none if nothing changed."""
    before = {name: getattr(source, name) for name, value in values.items() if getattr(source, name) != value}
    if not before:
        return []
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(source, name, value)
    source.save_revision(**after, folded=words_of(source))
    before, after = _plain(before), _plain(after)
    claims = Claim.objects.alive().filter(evidence__source=source, evidence__deleted_at__isnull=True)
    shown_by = list(claims.order_by("pk").distinct().values_list("uid", flat=True))
    return [Entry("edit", source, None, shown_by, {"before": before, "after": after})]


def _plain(values):
    """Columns as the log keeps them."""
    return {name: value.uid if isinstance(value, Source) else value for name, value in values.items()}


@transaction.atomic(savepoint=False)
def edit_source(*, source, actor, **values):
    """Writes the changed fields of a source; `same_origin_as` is an id. Raises `Stale` when somebody changed it since
    it was read, `Invalid` for an origin that is not on this desk, or that is the source itself."""
    copies = []
    if values.get("same_origin_as") is not None:
        origin = find_origin(source, values["same_origin_as"])
        values["same_origin_as"] = origin
        # What had this one for its origin has the further one now.
        copies = list(Source.objects.filter(same_origin_as=source).select_related("same_origin_as"))
    entries = change_source(source, **values)
    for copy in copies:
        copy.project = source.project
        entries += change_source(copy, same_origin_as=origin)
    record_all(entries, project=source.project, actor=actor)


def find_origin(source, uid):
    """The source that stands at the beginning of the one with this id. Raises `Invalid` at `/same_origin_as`."""
    found = Source.objects.filter(project=source.project_id, uid=uid).select_related("same_origin_as").first()
    origin = found and (found.same_origin_as or found)
    if found is None:
        raise Invalid(("/same_origin_as", _("There is no such source on this desk.")))
    if source.pk in (found.pk, origin.pk):
        raise Invalid(("/same_origin_as", _("That one has its origin here already. Choose another source.")))
    return origin

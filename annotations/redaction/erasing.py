"""Erasing: every column of every row of a desk, the log's payloads, snapshots, files, search, kept answers.

Numbers, digests and offsets stay, so that `manage.py verify` holds: words in rows become blocks of the same length, the
payload and salt of a change and of a snapshot go together, a text keeps the hash it was captured with beside the one
that it has now.
"""

from contextlib import suppress

from django.core.files.storage import default_storage
from django.db import OperationalError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from annotations.articles.models import ArticleVersion
from annotations.changes.models import Change
from annotations.claims.models import Appearance
from annotations.files.actions import path_of
from annotations.files.models import StoredFile
from annotations.publishing.models import FactCheck, Publication
from annotations.redaction.columns import KEYS, columns, desk_models, rows_of
from annotations.redaction.masking import Mask, blacken
from annotations.rest.models import KeptAnswer
from annotations.rows import search
from annotations.rows.models import Revised, Searchable
from annotations.spans.models import Anchor
from annotations.text.intake import sha256

# Rows read at a time. All of a desk are: no database folds as we do, nor finds words across a line break.
BATCH = 500
# Rows that are not blacked out like others: each is erased below in its own way.
APART = (Change, ArticleVersion, Anchor)


class Erased:
    """What was touched: `{model: keys}`, and how much of what can be counted without telling what is sealed."""

    def __init__(self):
        self.rows = {}
        self.versions = self.publications = self.files = 0

    def add(self, model, key):
        self.rows.setdefault(model, set()).add(key)

    def of(self, model):
        return self.rows.get(model, set())


def erase(project, found):
    """Erases what `targets.find_target` found; gives what was touched. Runs in the caller's transaction."""
    _clean_pages()
    erased = Erased()
    mask = Mask(found.words)
    for model, key in found.rows:
        if model is not ArticleVersion:
            _blacken_row(model, key, erased)
    texts = _erase_texts(project, mask, {key for model, key in found.rows if model is ArticleVersion}, erased)
    spans = _renew_anchors(texts, erased)
    for model in desk_models():
        if model not in APART:
            _mask_rows(model, project, mask, erased)
    whole = {key for model, key in found.rows if model is Publication}
    _erase_snapshots(project, mask, texts, spans, whole, erased)
    _erase_log(project, mask, found, spans)
    for file in found.files:
        _erase_file(file, erased)
    own = Q()
    for desks in ("projects", "public"):
        own |= Q(path__startswith=f"/api/v1/{desks}/{project.slug}/")
    KeptAnswer.objects.filter(own, status__isnull=False).delete()
    for model, keys in erased.rows.items():
        if issubclass(model, Searchable):
            search.index_rows(model, list(model._base_manager.filter(pk__in=keys)))
            _clean_index(model)
    return erased


def _mask_rows(model, project, mask, erased):
    fields = [field for field in columns(model) if not (model is Publication and field.name == "snapshot")]
    touched = []
    for key, *values in _each(mask, rows_of(model, project), *(field.name for field in fields)):
        masked = [mask.json(value) for value in values]
        if masked != values:
            pairs = zip(fields, values, masked, strict=True)
            touched.append((key, {field.name: now for field, was, now in pairs if now != was}))
    for key, changed in touched:
        _write(model, key, changed, erased)


def _each(mask, rows, *names):
    """`(key, value, …)` of all rows in which words may stand, in flat memory."""
    rows = rows if mask.words else rows.none()
    return rows.order_by("pk").values_list("pk", *names).iterator(BATCH)


def _blacken_row(model, key, erased):
    row = model._base_manager.get(pk=key)
    values = {field.name: getattr(row, field.name) for field in columns(model)}
    _write(model, key, {name: blacken(value) for name, value in values.items() if value}, erased)


def _write(model, key, values, erased):
    """Writes what is left of a row's words; what was unique by its words is unique by its id."""
    rows = model._base_manager.filter(pk=key)
    for name in KEYS.get(model.__name__, ()):
        uid = rows.values_list("uid", flat=True).get()
        rows.filter(**{f"{name}__isnull": False}).update(**{name: f"redacted:{uid}"})
    if issubclass(model, Revised):
        values = values | {"revision": models.F("revision") + 1}
    if any(field.name == "updated_at" for field in model._meta.concrete_fields) and model is not FactCheck:
        values = values | {"updated_at": timezone.now()}
    rows.update(**values)
    erased.add(model, key)


def _erase_texts(project, mask, whole, erased):
    """`{key of a version: its text now}` of the texts of articles in which something was erased."""
    texts = {}
    rows = ArticleVersion._base_manager.filter(project=project)
    # One text at a time: each may be a book.
    for key in list(rows.values_list("pk", flat=True)) if mask.words else whole:
        version = rows.get(pk=key)
        text = blacken(version.text) if version.pk in whole else mask.text(version.text)
        blocks = blacken(version.blocks) if version.pk in whole else mask.json(version.blocks)
        if (text, blocks) == (version.text, version.blocks):
            continue
        texts[version.pk] = text
        values = {"text": text, "blocks": blocks, "redacted_sha256": sha256(text)}
        rows.filter(pk=version.pk).update(**values)
        erased.add(ArticleVersion, version.pk)
        erased.versions += 1
    return texts


def _renew_anchors(texts, erased):
    """Ids of the highlights whose quotes, or the words around them, were taken from an erased place."""
    spans = set()
    for anchor in list(Anchor.objects.filter(version__in=texts).select_related("span")):
        text = texts[anchor.version_id]
        fragments = [_quoted(fragment, text) for fragment in anchor.fragments]
        candidates = [
            each | {"fragments": [_quoted(fragment, text) for fragment in each["fragments"]]}
            for each in anchor.candidates
        ]
        if (fragments, candidates) != (anchor.fragments, anchor.candidates):
            Anchor.objects.filter(pk=anchor.pk).update(fragments=fragments, candidates=candidates)
            spans.add(anchor.span.uid)
            erased.add(type(anchor.span), anchor.span_id)
    return spans


def _quoted(fragment, text):
    """A fragment with the words that stand at its place now."""
    start, end = fragment["start"], fragment["end"]
    found = {
        "exact": text[start:end],
        "prefix": text[max(0, start - len(fragment.get("prefix", ""))) : start],
        "suffix": text[end : end + len(fragment.get("suffix", ""))],
    }
    return fragment | {name: words for name, words in found.items() if name in fragment}


def _erase_snapshots(project, mask, texts, spans, whole, erased):
    """Snapshots that hold the words, or quote, if only in part, an erased place of an article."""
    rows = Publication._base_manager.filter(project=project, snapshot__isnull=False)
    keys = {key for key, snapshot in _each(mask, rows, "snapshot") if mask.json(snapshot) != snapshot}
    places = {}
    for version in ArticleVersion.objects.filter(pk__in=texts).select_related("article"):
        places[version.article.uid, version.number] = texts[version.pk]
    seen = Appearance.objects.filter(project=project, span__uid__in=spans)
    for row in rows.filter(claim__in=seen.values("claim")):
        for each in row.snapshot.get("appearances", ()):
            text = places.get(((each.get("article") or {}).get("id"), each.get("version")))
            if text is not None and any(_quoted(one, text) != one for one in each["fragments"]):
                keys.add(row.pk)
    keys |= whole
    Publication.objects.filter(pk__in=keys).erase()
    for key in keys:
        erased.add(Publication, key)
    erased.publications = len(keys)
    for factcheck in FactCheck.objects.filter(current__in=keys):
        # Strangers find by these words what they can no longer read.
        FactCheck._base_manager.filter(pk=factcheck.pk).update(folded="")
        erased.add(FactCheck, factcheck.pk)


def _erase_log(project, mask, found, spans):
    """Payload and salt of the changes that hold the words, or are about what was erased whole."""
    rows = Change.objects.filter(project=project, data__isnull=False)
    keys = [key for key, data in _each(mask, rows, "data") if mask.json(data) != data]
    about = Q(pk__in=[*keys, *found.changes]) | Q(object__in=found.objects) | Q(kind="span", object__in=spans)
    rows.filter(about).update(data=None, salt=None)


def _erase_file(file, erased):
    """The content of a file; its row says that it was there."""
    StoredFile.objects.filter(pk=file.pk).update(redacted_at=timezone.now(), name="redacted")
    path = path_of(file.project, file.sha256)
    transaction.on_commit(lambda: default_storage.delete(path))
    erased.add(StoredFile, file.pk)
    erased.files += 1


def _clean_pages():
    """SQLite leaves what is deleted in the free pages of its file, unless it is told to overwrite it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
        transaction.on_commit(_empty_journal)


def _empty_journal():
    """Takes over what the journal beside SQLite's file still holds; while somebody reads in it, the next one does."""
    with suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _clean_index(model):
    """SQLite's index keeps the trigrams of deleted words until its parts are merged."""
    if connection.vendor == "sqlite":
        table = search.table_of(model)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")

"""What a redaction erases: rows and their words, for each way of naming it."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _

from annotations.articles.models import Article, ArticleVersion
from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claim, Claimant
from annotations.discussion.models import Comment
from annotations.errors import Invalid
from annotations.evidence.models import Evidence, Source
from annotations.files.models import StoredFile
from annotations.leads.models import Lead
from annotations.publishing.models import Publication
from annotations.redaction.columns import columns, is_folded, rows_of
from annotations.replies.models import Reply
from annotations.spans.models import Anchor, Span
from annotations.verdicts.models import Decision, Verdict

# What can be named by its id, with all its words.
OBJECTS = {
    model.kind: model
    for model in (
        Article,
        ArticleVersion,
        Span,
        Claim,
        Claimant,
        Appearance,
        Source,
        Evidence,
        Comment,
        Verdict,
        Decision,
        Reply,
        Lead,
        Publication,
    )
}
# Shorter words of an object stand elsewhere by chance: these are erased in its own row alone.
LEAST = 12


@dataclass
class Found:
    """`words` are erased wherever they stand; `rows`, `[(model, key)]`, lose all their words; of `changes`, keys of the
    log, and of `objects`, ids in it, the payload goes; `files` lose their content."""

    words: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    objects: list = field(default_factory=list)
    files: list = field(default_factory=list)


def find_target(project, target):
    """What a redaction's `target` stands for now. Raises `Invalid` for what is not on the desk."""
    if "words" in target:
        return Found(words=list(target["words"]))
    if "change" in target:
        change = Change.objects.filter(project=project, seq=target["change"]).first()
        if change is None:
            raise Invalid(("/change", _("The log has no such number.")))
        return Found(changes=[change.pk])
    model = OBJECTS[target["object"]["type"]]
    row = rows_of(model, project).filter(uid=target["object"]["id"]).first()
    if row is None:
        raise Invalid(("/object/id", _("There is no such object on this desk.")))
    return _of_object(row)


def _of_object(row):
    found = Found()
    _add(found, row)
    if isinstance(row, Article):
        for version in row.versions.all():
            _add(found, version)
    return found


def _add(found, row):
    """A row with its words, its entries in the log and its file."""
    model = type(row)
    found.rows.append((model, row.pk))
    found.objects.append(row.uid)
    for column in columns(model):
        value = getattr(row, column.name)
        if isinstance(column, models.JSONField) or is_folded(column) or column.name.endswith("url"):
            continue
        _add_words(found, value)
    if isinstance(row, ArticleVersion):
        for fragments in Anchor.objects.filter(version=row).values_list("fragments", flat=True):
            for fragment in fragments:
                _add_words(found, fragment["exact"])
    for name in ("file_id", "image_id"):
        if file := StoredFile.objects.filter(pk=getattr(row, name, None)).first():
            found.files.append(file)


def _add_words(found, text):
    if text and len(text.strip()) >= LEAST:
        found.words.append(text)
        if text.strip() != text:
            found.words.append(text.strip())

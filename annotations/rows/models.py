"""Abstract models. A concrete row takes those it needs, and adds `kind` and `path` for the change log."""

import uuid

from django.db import models
from django.utils import timezone

from annotations.errors import Stale
from annotations.rows import search
from annotations.rows.querysets import RowQuerySet


def new_uid():
    """A new opaque id: 36 characters, a random UUID."""
    return str(uuid.uuid4())


class Row(models.Model):
    """A row with an opaque `uid`, which is `id` in the API. The bigint key never leaves the server.

    Subclasses say `kind` (the name of their type in the log and the API) and `path` (their address below `P/`).
    """

    kind = None

    uid = models.CharField(max_length=36, default=new_uid, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = RowQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.kind} {self.uid}"


class Revised(models.Model):
    """A row that people edit: each edit adds one to `revision`, and an edit of an old revision is refused."""

    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def save_revision(self, **values):
        """Writes `values` and the next revision, if the row is still as it was read.

        Raises `Stale` when somebody else was faster. Names the fields it writes, and touches no other.
        """
        now = timezone.now()
        changed = (
            type(self)
            ._base_manager.filter(pk=self.pk, revision=self.revision)
            .update(revision=self.revision + 1, updated_at=now, **values)
        )
        if not changed:
            raise Stale()
        for name, value in values.items():
            setattr(self, name, value)
        self.revision += 1
        self.updated_at = now
        if "folded" in values:
            search.index_rows(type(self), [self])


class Deletable(models.Model):
    """A row that is marked when deleted, and can be restored."""

    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey("annotations.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Searchable(models.Model):
    """A row found by `search()`: `folded` holds its words as `text.fold()` gives them."""

    folded = models.TextField(default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """As Django's; the row can be found at once."""
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or "folded" in update_fields:
            search.index_rows(type(self), [self])

"""Stored files."""

from django.db import models

from annotations.accounts.models import User
from annotations.projects.models import Project
from annotations.rows.models import Row


class StoredFile(Row):
    """A file of a desk, outside the web root, named by its SHA-256. `size` in bytes. After `redacted_at` its
    content is gone."""

    kind = "file"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="files")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="file_uid_once"),
            models.UniqueConstraint(fields=["project", "sha256"], name="file_content_once"),
        ]

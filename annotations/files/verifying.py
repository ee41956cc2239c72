"""What must hold for a project's stored files: each is there, with the content it came with."""

import hashlib

from django.core.files.storage import default_storage

from annotations.files.actions import open_file, path_of
from annotations.files.models import StoredFile


def check_files(project):
    """Gives a text for each file that is missing or has another content."""
    for stored in StoredFile.objects.filter(project=project).order_by("pk").iterator(2000):
        stored.project = project
        if stored.redacted_at:
            if default_storage.exists(path_of(project, stored.sha256)):
                yield f"file {stored.uid}: it was redacted, and its content is still there"
            continue
        try:
            with open_file(stored) as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            yield f"file {stored.uid} cannot be read: {error.strerror or error}"
            continue
        if found != stored.sha256:
            yield f"file {stored.uid}: its content is not what was stored"

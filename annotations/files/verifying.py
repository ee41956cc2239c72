"""What must hold for a project's stored files: each is there, with the content it came with."""

import hashlib

from annotations.files.actions import open_file
from annotations.files.models import StoredFile


def check_files(project):
    """Gives a text for each file that is missing or has another content."""
    for stored in StoredFile.objects.filter(project=project).order_by("pk").iterator(2000):
        stored.project = project
        try:
            with open_file(stored) as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            yield f"file {stored.uid} cannot be read: {error.strerror or error}"
            continue
        if found != stored.sha256:
            yield f"file {stored.uid}: its content is not what was stored"

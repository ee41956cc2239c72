"""Taking a file in: its type by its content, its place outside the web root, by its SHA-256."""

import hashlib
import io
import re
import zipfile

import filetype
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from annotations.errors import Gone, Invalid, TooLarge
from annotations.files.models import StoredFile

MAX_BYTES = 20 * 1024 * 1024

# What evidence and posts may be: media type to the ending it is given out with.
TYPES = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}


def media_type(data):
    """The media type that the bytes themselves show, or None for one that is not taken.

    A file that is two things at once (a PDF that is also an archive, an image with a page of HTML before it) is none.
    """
    kind = filetype.guess(data)
    if kind is None or kind.mime not in TYPES:
        return None
    if zipfile.is_zipfile(io.BytesIO(data)):
        return None
    return kind.mime


def store_file(*, project, actor, upload, pointer="/file"):
    """The stored file of an upload; the same content is stored once a project. Not recorded: what uses it is.

    Raises `TooLarge` over 20 MB, `Invalid` at `pointer` for an empty file or one that is neither PDF nor image.
    """
    if upload.size > MAX_BYTES:
        raise TooLarge(_("A file has at most %(size)s MB.") % {"size": MAX_BYTES // 1024 // 1024})
    data = upload.read()
    if not data:
        raise Invalid((pointer, _("The file is empty.")))
    found = media_type(data)
    if found is None:
        raise Invalid((pointer, _("Send a PDF or a picture (PNG, JPEG, GIF, WebP). This file's content is neither.")))
    digest = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(project=project, sha256=digest).first()
    if known and known.redacted_at:
        raise Invalid((pointer, _("This file was taken away by a redaction.")))
    if known:
        return known
    path = path_of(project, digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data))
    return StoredFile.objects.create(
        project=project,
        author=actor,
        name=safe_name(upload.name, TYPES[found]),
        media_type=found,
        size=len(data),
        sha256=digest,
    )


def path_of(project, digest):
    """Where a file lies below the storage: never named by what somebody typed."""
    return f"{project.pk}/{digest[:2]}/{digest}"


def open_file(stored):
    """The file, open for reading bytes. Raises `Gone` when its content was redacted."""
    if stored.redacted_at:
        raise Gone(_("This file was taken away by a redaction."))
    return default_storage.open(path_of(stored.project, stored.sha256))


def safe_name(name, ending):
    """A harmless file name with the ending of its real type, at most 120 characters."""
    stem = re.sub(r"[^\w .()-]+", "_", name.rpartition(".")[0] or name).strip(" .")[:110]
    return f"{stem or 'file'}.{ending}"

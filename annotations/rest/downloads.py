"""Stored files as answers (ARCHITECTURE, section 11): always a download, never a page of ours."""

from urllib.parse import quote

from django.http import FileResponse


def download(stored, stream):
    """The file as an attachment that no browser runs or sniffs."""
    response = FileResponse(stream, content_type=stored.media_type)
    response["Content-Length"] = str(stored.size)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    # Set before the middleware looks, so that it leaves it as it is.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{stored.sha256}"'
    return response

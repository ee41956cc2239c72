"""Where hashed static files come from."""

import re

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile

# Redoc asks for its maker's logo on its maker's own server; here nothing is fetched from outside.
OUTSIDE_LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
REDOC = re.compile(r"redoc\.standalone(\.\w+)?\.js$")
NO_PICTURE = b"data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


class ModuleStaticFilesStorage(ManifestStaticFilesStorage):
    """Hashed names, also inside the `import` lines of native ES modules."""

    support_js_module_import_aggregation = True
    # A pass settles the names of the files that import nothing unsettled: as many as the longest chain of imports.
    max_post_process_passes = 20
    manifest_strict = not settings.DEBUG

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Names are looked for in our own `js/` and `css/`. Bundles of other packages are megabytes that name no file
        # we would serve by its hash, and each pass would search them again: *measured*, 1.9 of 2.4 s.
        self._patterns = {f"{kind.removeprefix('*.')}/{kind}": found for kind, found in self._patterns.items()}

    def _save(self, name, content):
        return super()._save(name, without_logo(name, content))

    def file_hash(self, name, content=None):
        # The hash of what is served, so that a browser which has the file from before asks for this one.
        return super().file_hash(name, content and without_logo(name, content))


def without_logo(name, content):
    """The content of a static file, Redoc's bundle (under its own or its hashed name) without the outside address."""
    if not REDOC.search(name or ""):
        return content
    content.seek(0)
    return ContentFile(content.read().replace(OUTSIDE_LOGO, NO_PICTURE), name)

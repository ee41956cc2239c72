"""Where hashed static files come from."""

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile

# Redoc asks for its maker's logo on its maker's own server; here nothing is fetched from outside.
OUTSIDE_LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
NO_PICTURE = b"data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


class ModuleStaticFilesStorage(ManifestStaticFilesStorage):
    """Hashed names, also inside the `import` lines of native ES modules."""

    support_js_module_import_aggregation = True
    # A pass settles the names of the files that import nothing unsettled: as many as the longest chain of imports.
    max_post_process_passes = 20
    manifest_strict = not settings.DEBUG

    def _save(self, name, content):
        if name.endswith("redoc.standalone.js"):
            content = ContentFile(content.read().replace(OUTSIDE_LOGO, NO_PICTURE))
        return super()._save(name, content)

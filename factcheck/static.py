"""Where hashed static files come from."""

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class ModuleStaticFilesStorage(ManifestStaticFilesStorage):
    """Hashed names, also inside the `import` lines of native ES modules."""

    support_js_module_import_aggregation = True
    manifest_strict = not settings.DEBUG

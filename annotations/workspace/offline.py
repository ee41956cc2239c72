"""What is read without a connection: the service worker, and the page that stands in for one that was not kept.

The worker itself is static/js/service-worker.js; served here, because its place is the scope of what it may keep.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

import orjson
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

OFFLINE = "/offline/"
# Our own files; those of other packages belong to pages that nobody reads on a train.
KEPT = ("css/", "js/", "img/")
NOT_KEPT = ("js/service-worker.js", "js/redoc-start.js")


@lru_cache(maxsize=1)
def worker():
    """The script: the names of the files that it keeps, then what it does. Made once a process."""
    names = getattr(staticfiles_storage, "hashed_files", {})
    files = sorted(staticfiles_storage.url(name) for name in names if name.startswith(KEPT) and name not in NOT_KEPT)
    code = (Path(settings.BASE_DIR) / "static" / "js" / "service-worker.js").read_bytes()
    version = hashlib.sha256(orjson.dumps(files) + code).hexdigest()[:16]
    shell = {"version": version, "files": [OFFLINE, *files], "offline": OFFLINE}
    return b"self.SHELL = " + orjson.dumps(shell) + b";\n" + code


class ServiceWorker(View):
    def get(self, request):
        # Browsers ask for it again at every visit: a new version of the program brings a new one.
        return HttpResponse(worker(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


class Offline(View):
    """The page instead of one that was not kept. It is the same for everybody, and kept for everybody."""

    def get(self, request):
        request.user = AnonymousUser()
        return render(request, "offline.html")

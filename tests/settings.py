"""The program's own settings, with everything that a test run writes in a folder of its own.

SQLite as files (WAL, threads and `data_version` behave differently in memory), unless DATABASE_URL
names a PostgreSQL: `python -m tests.postgres pytest …` starts one. pytest-xdist's workers inherit
the environment, so that all of them share the folder; each has its own database in it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "FACTCHECK_TEST_DIR" not in os.environ:
    os.environ["FACTCHECK_TEST_DIR"] = tempfile.mkdtemp(prefix="factcheck-test-")
    atexit.register(shutil.rmtree, os.environ["FACTCHECK_TEST_DIR"], ignore_errors=True)
FOLDER = os.environ["FACTCHECK_TEST_DIR"]

if not os.environ.get("DATABASE_URL", "").startswith(("postgres:", "postgresql:")):
    os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER}/factcheck.sqlite3"
os.environ["DATA_DIR"] = FOLDER
os.environ["SECRET_KEY"] = "only-for-tests"
for name in (
    "DEBUG",
    "DEMO",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SITE_URL",
    "EMAIL_URL",
    "HOST",
    "PORT",
    "OIDC_ISSUER",
):
    os.environ.pop(name, None)

from factcheck.settings import *  # noqa: E402, F403
from factcheck.settings import ALLOWED_HOSTS, DATABASES  # noqa: E402

ALLOWED_HOSTS += ["testserver"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/test.sqlite3"}
    # A power cut in the middle of a test run loses nothing that anybody wants.
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

# Filled by tests/conftest.py with the files as they are now.
STATIC_ROOT = Path(FOLDER) / "static"
STATIC_ROOT.mkdir(exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

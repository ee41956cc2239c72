"""`make run`: from an installed program to a running desk (`python -m factcheck.run`).

Makes and keeps a secret key, prepares the database, loads the sample desk on the first start, and
becomes `manage.py serve`. In production these are steps of their own: docs/operations.md.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from factcheck.loopback import is_loopback

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def kept_secret(folder):
    """The secret key of this data folder; made on the first start, readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "secret_key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


def environment(given):
    """The environment of the program: what was given, and what `make run` adds to it."""
    env = dict(given)
    host = env.get("HOST") or "127.0.0.1"
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    if not env.get("SITE_URL"):
        env["SITE_URL"] = f"http://{shown}:{env.get('PORT') or 8000}"
    if not env.get("SECRET_KEY"):
        env["SECRET_KEY"] = kept_secret(Path(env.get("DATA_DIR") or ROOT / "data"))
    # Where others can reach it, nobody shall sign in with one click.
    if not env.get("DEMO") and is_loopback(host) and is_loopback(urlsplit(env["SITE_URL"]).hostname or ""):
        env["DEMO"] = "1"
    return env


def main():
    os.chdir(ROOT)
    env = environment(os.environ)
    try:
        prepared = subprocess.run([*MANAGE, "prepare"], env=env).returncode
    except KeyboardInterrupt:
        prepared = 130
    if prepared:
        sys.exit(prepared)
    # A process of its own: what the steps above have loaded is not carried along.
    os.execve(sys.executable, [*MANAGE, "serve"], env)


if __name__ == "__main__":
    main()

"""`make bench`: measures on SQLite and on PostgreSQL and in Chromium, prints a table, keeps JSON.

python -m tests.benchmarks [--claims 100000] [--database sqlite] [--only lists] [--only drawing]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests import postgres
from tests.benchmarks.table import lines

RESULTS = Path(__file__).parents[2] / "bench-results"
DATABASES = ("sqlite", "postgres")
# Agreement has a desk of its own: half as large, and it changes who has judged.
DESKS = (("start", "creates", "stream", "workspace", "lists", "export", "public"), ("agreement",))
PARTS = (*DESKS[0], *DESKS[1], "drawing")


def on_database(name, options):
    """The measurements of one database."""
    found = {}
    for parts in DESKS:
        if wanted := [part for part in parts if not options.only or part in options.only]:
            found |= on_desk(name, wanted, options)
    return found


def on_desk(name, parts, options):
    """These measurements, in a process and a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as folder:
        out = Path(folder) / "out.json"
        command = [sys.executable, "-m", "tests.benchmarks.one_database", str(out), "--claims", str(options.claims)]
        for part in parts:
            command += ["--only", part]
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "SECRET_KEY": "only-for-benchmarks",
            "DATA_DIR": folder,
            "SITE_URL": "http://127.0.0.1:8000",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
        }
        if name == "sqlite":
            subprocess.run(command, env={**env, "DATABASE_URL": ""}, check=True)
        else:
            # As production would have it: a write is on the disk before it is answered.
            with postgres.server(fsync="on", synchronous_commit="on", full_page_writes="on") as url:
                subprocess.run(command, env={**env, "DATABASE_URL": url}, check=True)
        return json.loads(out.read_text())


def in_chromium():
    run = subprocess.run([sys.executable, "-m", "tests.benchmarks.reading"], check=True, stdout=subprocess.PIPE)
    return json.loads(run.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--only", choices=PARTS, action="append")
    options = parser.parse_args()
    found = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "cores": os.cpu_count(), "claims": options.claims}
    found["load_before"] = os.getloadavg()[0]
    if not options.only or set(options.only) - {"drawing"}:
        for name in options.database or DATABASES:
            found[name] = on_database(name, options)
    if not options.only or "drawing" in options.only:
        found["drawing"] = in_chromium()
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{found['at'].replace(':', '')}.json"
    path.write_text(json.dumps(found, indent=2))
    print("\n".join(lines(found)))
    print(f"\n{path.relative_to(RESULTS.parent)}")


if __name__ == "__main__":
    main()

"""Two hundred open pages beside fifty writes a second: how soon each page has each change, and what that costs.

Readers and writers are processes of their own, so that they take no time of the server's one Python. What is measured
is from the moment a change is recorded (its `at`) until its frame is read from a socket, on the clock of this machine.
"""

import http.client
import json
import statistics
import subprocess
import sys
import threading
import time

from django.db import connection
from django.test import Client
from django.utils import timezone

from annotations.accounts.models import User
from annotations.projects.models import Membership, Token
from tests.benchmarks.running import ROOT, memory, server, used

READERS, WRITES, SECONDS = 200, 50, 30
# Nothing that is started here may outlive this.
LIMIT = 240


def measure(desk, *, readers=READERS, writes=WRITES, seconds=SECONDS):
    """One run: `{p50_ms, p95_ms, p99_ms, missing, twice, cpu, memory_mb, connections, page: {idle, beside}}`."""
    secrets = _members(desk.project, readers)
    _, version, _ = desk.article(words=3_000)
    cookie = _session(desk.people.carol)
    with server() as (port, process):
        page = Page(port, "/d/desk/articles/", cookie)
        idle = page.times(5)
        reading = _start("stream_readers", {"port": port, "secrets": secrets, "seconds": seconds + 25})
        assert reading.stdout.readline() == "ready\n"
        time.sleep(2)
        writing = _start(
            "stream_writers",
            {"port": port, "secret": secrets[0], "rate": writes, "seconds": seconds, **_places(version)},
        )
        watched = Watched(process)
        beside = page.times(seconds, until=writing)
        written = json.loads(writing.communicate(timeout=LIMIT)[0])
        taken = watched.stop()
        reading.stdin.write(f"{written['last']}\n")
        reading.stdin.flush()
        heard = json.loads(reading.communicate(timeout=LIMIT)[0])
    return {
        "readers": readers,
        "writes_a_second": round(written["done"] / written["seconds"], 1),
        "failed": written["failed"],
        "write_p95_ms": written["p95_ms"],
        **heard,
        **taken,
        "page": {"idle_ms": idle, "beside_ms": beside, "ratio": round(beside["p50"] / idle["p50"], 2)},
    }


def _members(project, count):
    """The secrets of so many new members' tokens; the first one writes."""
    users = User.objects.bulk_create([User(username=f"reader{n}", password="!") for n in range(count)])
    Membership.objects.bulk_create([Membership(project=project, user=user, role="reviewer") for user in users])
    secrets = [Token.new_secret() for _ in users]
    Token.objects.bulk_create(
        [
            # Used just now, so that no stream begins with a write.
            Token(user=user, scope="write", digest=Token.digest_of(secret), last_used_at=timezone.now())
            for user, secret in zip(users, secrets, strict=True)
        ]
    )
    return secrets


def _session(user):
    client = Client()
    client.force_login(user)
    return f"sessionid={client.cookies['sessionid'].value}"


def _places(version):
    return {"article": version.article.uid, "text": version.text}


def _start(module, options):
    """A process of `tests.benchmarks`, which gets its options as its first line."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.{module}"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    process.stdin.write(json.dumps(options) + "\n")
    process.stdin.flush()
    return process


class Page:
    """An ordinary page, fetched again and again by one person."""

    def __init__(self, port, path, cookie):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._path, self._headers = path, {"Cookie": cookie}
        for _ in range(5):
            self._once()

    def _once(self):
        started = time.perf_counter()
        self._connection.request("GET", self._path, headers=self._headers)
        response = self._connection.getresponse()
        response.read()
        assert response.status == 200, response.status
        return (time.perf_counter() - started) * 1000

    def times(self, seconds, until=None):
        """{p50, p95} milliseconds; a fetch every 100 ms."""
        found, end = [], time.monotonic() + seconds
        while time.monotonic() < end and (until is None or until.poll() is None):
            found.append(self._once())
            time.sleep(0.1)
        return {"p50": round(statistics.median(found), 1), "p95": round(sorted(found)[int(len(found) * 0.95)], 1)}


class Watched:
    """What the server takes from now on: CPU, memory, connections to the database."""

    def __init__(self, process):
        self._process = process
        self._before, self._clock = used(process), time.monotonic()
        self._memory, self._connections = [], []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self):
        while not self._stopping.wait(1):
            self._memory.append(memory(self._process))
            self._connections.append(_connections())
        connection.close()

    def stop(self):
        spent = (used(self._process) - self._before) / (time.monotonic() - self._clock)
        self._stopping.set()
        self._thread.join()
        third = max(1, len(self._memory) // 3)
        return {
            "cpu_cores": round(spent, 2),
            "memory_mb": {
                "first_third": round(statistics.mean(self._memory[:third]), 1),
                "last_third": round(statistics.mean(self._memory[-third:]), 1),
                "most": max(self._memory),
            },
            "connections": max(self._connections),
        }


def _connections():
    """Connections to the database but our own; 0 on SQLite, which has none to count."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        # The other one of ours: the main thread's, which made the desk.
        return cursor.fetchone()[0] - 1

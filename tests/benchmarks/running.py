"""Our own server as a process of its own, and clients that hammer it."""

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def server():
    """(port, psutil.Process) of `manage.py serve` on the database of this environment."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline()
        found = psutil.Process(process.pid)
        found.start_seconds = round(time.perf_counter() - started, 2)
        yield int(re.search(r":(\d+)/", line)[1]), found
    finally:
        process.terminate()
        process.communicate()


def memory(process):
    """Resident megabytes."""
    return round(process.memory_info().rss / 1e6, 1)


def used(process):
    """Seconds of CPU so far, user and system."""
    times = process.cpu_times()
    return times.user + times.system


def span_creates(caller, article, version, *, clients, each=150):
    """Creates spans with a token and an Idempotency-Key: a second, and CPU of the server for one."""
    texts = [(start, start + 24) for start in range(0, version.length - 30, 7)]
    path = f"/api/v1/projects/desk/articles/{article.uid}/spans"
    statuses = []

    def work(port, number, count):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for turn in range(count):
            start, end = texts[(number * 977 + turn) % len(texts)]
            body = {"version": 1, "fragments": [{"start": start, "end": end, "exact": version.text[start:end]}]}
            headers = {**caller.headers, "Content-Type": "application/json", "Idempotency-Key": f'"{uuid.uuid4()}"'}
            connection.request("POST", path, json.dumps(body), headers)
            response = connection.getresponse()
            response.read()
            statuses.append(response.status)
        connection.close()

    def together(port, count):
        threads = [threading.Thread(target=work, args=(port, number, count)) for number in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with server() as (port, process):
        together(port, 10)
        statuses.clear()
        before, clock = used(process), time.perf_counter()
        together(port, each)
        seconds, spent = time.perf_counter() - clock, used(process) - before
    done = len(statuses)
    return {
        "clients": clients,
        "a_second": round(done / seconds, 1),
        "cpu_ms": round(spent / done * 1000, 2),
        "failed": sum(status != 201 for status in statuses),
    }


def start():
    """{seconds until it listens, megabytes after its first page and ten seconds}."""
    with server() as (port, process):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/accounts/login/")
        connection.getresponse().read()
        connection.close()
        time.sleep(10)
        return {"start_seconds": process.start_seconds, "idle_mb": memory(process)}

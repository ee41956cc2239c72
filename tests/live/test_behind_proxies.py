"""The sample files of docs/examples at a real proxy, where one is on this machine: events leave as they come."""

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from annotations.dossiers.claim_actions import create_claims
from tests.cast import Caller
from tests.live.streams import Listening

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_for(port, process):
    for _ in range(100):
        assert process.poll() is None, process.stderr.read()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the proxy does not listen")


def nginx(folder, port, ours):
    """The sample file at another port, without TLS."""
    text = (EXAMPLES / "nginx.conf").read_text()
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace("127.0.0.1:8000", f"127.0.0.1:{ours}")
    text = re.sub(r"\n *ssl_certificate[^;]*;", "", text)
    folders = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    # What a distribution's own nginx.conf usually has around it: compression is on there.
    path.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; gzip on; gzip_types *; {folders}\n{text}\n}}\n"
    )
    program = os.environ.get("NGINX") or shutil.which("nginx")
    return program and [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(path)]


def caddy(folder, port, ours):
    text = (EXAMPLES / "Caddyfile").read_text()
    text = text.replace("desk.example.org {", f"http://127.0.0.1:{port} {{").replace(
        "127.0.0.1:8000", f"127.0.0.1:{ours}"
    )
    path = folder / "Caddyfile"
    path.write_text(f"{{\n\tadmin off\n\tgrace_period 1s\n}}\n{text}")
    program = os.environ.get("CADDY") or shutil.which("caddy")
    return program and [program, "run", "--config", str(path), "--adapter", "caddyfile"]


@pytest.mark.parametrize("proxy", [nginx, caddy])
def test_events_pass_the_proxy_as_they_come(proxy, cast, port, head, tmp_path):
    at = free_port()
    command = proxy(tmp_path, at, port)
    if command is None:
        pytest.skip(f"There is no {proxy.__name__} here.")
    environment = os.environ | {"HOME": str(tmp_path)}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        wait_for(at, process)
        headers = Caller(cast.vera, cast.desk, "read").headers | {"Accept-Encoding": "gzip"}
        with Listening(at, headers=headers) as stream:
            assert "Content-Encoding" not in stream.response.headers
            assert stream.take("hello", seconds=2).data == {"head": head()}
            for n in range(3):
                create_claims(project=cast.desk, actor=cast.alice, drafts=[{"text": f"It fell {n}."}])
                assert stream.take(seconds=2).id == head()
    finally:
        # Asked, not killed: nginx's workers would go on without their master.
        process.terminate()
        process.communicate(timeout=10)

"""The server alone, around small WSGI applications: what no client may do to the others."""

import contextlib
import http.client
import json
import re
import socket
import threading
import time
import urllib.error
import urllib.request

import pytest

from factcheck.asgi import Application
from factcheck.server import CannotListen, Server, listen

LIMITS = {"request_bytes": 1_000_000, "request_seconds": 20, "client_seconds": 15, "waiting": 50}
BIG = 16 * 1024 * 1024


@contextlib.contextmanager
def serving(wsgi, *, threads=2, proxies=(), routes=(), **limits):
    """A running server's port."""
    application = Application(wsgi=wsgi, threads=threads, proxies=proxies, routes=routes, limits={**LIMITS, **limits})
    server = Server(sock=listen("127.0.0.1", 0), application=application)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.port
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()


def ask(port, path="/", method="GET", body=None, headers=()):
    """(status, headers, body) of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def half_request(port, head, sent=b""):
    """An open socket that has sent this much and reads nothing."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall(head.replace(b"\n", b"\r\n") + sent)
    return client


class Whole(list):
    """A body that is whole, as Django's HttpResponse is."""

    streaming = False


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return Whole([b"hello"])


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return Whole([environ["CONTENT_LENGTH"].encode(), b":", environ["wsgi.input"].read()])


def hello_or_big(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/octet-stream")])
    if environ["PATH_INFO"] == "/whole":
        return Whole([b"x" * BIG])
    if environ["PATH_INFO"] == "/stream":
        return (b"x" * 100_000 for _ in range(BIG // 100_000))
    return Whole([b"hello"])


def test_stalled_clients_beside_an_ordinary_request_do_not_delay_it():
    with serving(hello_or_big, threads=2) as port, contextlib.ExitStack() as stack:
        for number in range(20):
            path = b"/whole" if number % 4 == 0 else b"/stream"
            stack.enter_context(half_request(port, b"GET " + path + b" HTTP/1.1\nHost: x\n\n"))
            stack.enter_context(half_request(port, b"POST / HTTP/1.1\nHost: x\nContent-Length: 1000\n\n", b"1"))
        time.sleep(0.5)
        started = time.monotonic()
        assert [ask(port)[::2] for _ in range(5)] == [(200, b"hello")] * 5
        assert time.monotonic() - started < 5


@pytest.mark.parametrize("path", [b"/whole", b"/stream"])
def test_client_that_takes_nothing_is_cut(path):
    with (
        serving(hello_or_big, client_seconds=0.5) as port,
        half_request(port, b"GET " + path + b" HTTP/1.1\nHost: x\n\n") as client,
    ):
        time.sleep(2)
        with contextlib.suppress(ConnectionResetError):
            taken = 0
            while data := client.recv(1 << 20):
                taken += len(data)
            assert taken < BIG


@pytest.mark.parametrize("path", ["/whole", "/stream"])
def test_big_answer_arrives_whole(path):
    with serving(hello_or_big) as port:
        assert len(ask(port, path)[2]) == BIG // 100_000 * 100_000 if path == "/stream" else BIG


def test_slow_client_that_keeps_taking_is_not_cut():
    def big(environ, start_response):
        start_response("200 OK", [])
        return Whole([b"x" * 8_000_000])

    with serving(big, client_seconds=1) as port, half_request(port, b"GET / HTTP/1.1\nHost: x\n\n") as client:
        taken = 0
        for _ in range(40):
            taken += len(client.recv(4096))
            time.sleep(0.1)
        assert taken > 40_000
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        while data := client.recv(1 << 20):
            taken += len(data)
            if taken >= 8_000_000:
                break
        assert taken >= 8_000_000


def test_first_bytes_of_a_stream_come_before_the_rest_is_made():
    go_on = threading.Event()

    def stream(environ, start_response):
        start_response("200 OK", [])
        yield b"first\n"
        go_on.wait(10)
        yield b"last\n"

    with serving(stream) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        response = connection.getresponse()
        assert response.readline() == b"first\n"
        go_on.set()
        assert response.read() == b"last\n"
        connection.close()


def test_stream_stops_being_made_when_the_client_goes():
    ended = threading.Event()

    def stream(environ, start_response):
        start_response("200 OK", [])
        try:
            while True:
                yield b"x"
                time.sleep(0.01)
        finally:
            ended.set()

    with serving(stream) as port:
        client = half_request(port, b"GET / HTTP/1.1\nHost: x\n\n")
        assert client.recv(1)
        client.close()
        assert ended.wait(5)


def test_stream_that_breaks_closes_the_connection_so_that_nobody_takes_it_for_whole(caplog):
    def stream(environ, start_response):
        start_response("200 OK", [])
        yield b"first\n"
        raise ValueError("broken")

    with serving(stream) as port, pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        ask(port)
    assert "An answer broke off" in caplog.text


def test_failure_of_the_application_is_a_problem_and_no_traceback(caplog):
    def broken(environ, start_response):
        raise ValueError("broken")

    with serving(broken) as port:
        status, headers, answer = ask(port, "/api/v1/x")
        assert (status, headers["Content-Type"]) == (500, "application/problem+json")
        assert b"broken" not in answer


def test_body_is_whole_before_a_thread_takes_the_request():
    with serving(echo) as port:
        assert ask(port, method="POST", body=b"a" * 900_000)[2] == b"900000:" + b"a" * 900_000
        chunked = ask(port, method="POST", body=iter([b"ab", b"cd"]))
        assert chunked[2] == b"4:abcd"


@pytest.mark.parametrize("announced", [True, False])
def test_body_over_the_limit_is_refused_as_a_problem(announced):
    body = b"a" * 1_000_001
    with serving(echo) as port:
        status, headers, answer = ask(port, "/api/v1/x", "POST", body if announced else iter([body]))
        assert (status, headers["Content-Type"]) == (413, "application/problem+json")
        assert json.loads(answer) == {
            "type": "about:blank",
            "title": "Content Too Large",
            "status": 413,
            "detail": "The request is larger than 1000000 bytes.",
        }
        status, headers, answer = ask(port, "/page", "POST", body)
        assert (status, headers["Content-Type"]) == (413, "text/plain; charset=utf-8")


def test_body_over_the_limit_is_answered_even_when_the_client_wants_the_connection_closed():
    with serving(echo) as port:
        request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/x", data=b"a" * 3_000_000)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)  # says "Connection: close"
        with refused.value as answer:
            assert answer.status == 413


def test_body_that_does_not_come_is_refused_and_the_connection_closed():
    with (
        serving(echo, client_seconds=0.5) as port,
        half_request(port, b"POST /api/ HTTP/1.1\nHost: x\nContent-Length: 10\n\n", b"1") as client,
    ):
        client.settimeout(5)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while data := client.recv(65536):
                answer += data
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_too_many_waiting_requests_are_told_to_come_back():
    go_on = threading.Event()

    def slow(environ, start_response):
        go_on.wait(10)
        return hello(environ, start_response)

    with serving(slow, threads=1, waiting=2) as port:
        head = b"GET / HTTP/1.1\nHost: x\n\n"
        clients = []
        for _ in range(3):
            clients.append(half_request(port, head))
            time.sleep(0.2)
        status, headers, _ = ask(port)
        assert (status, headers["Retry-After"]) == (503, "2")
        go_on.set()
        for client in clients:
            assert client.recv(100).startswith(b"HTTP/1.1 200")
            client.close()


def test_route_answers_beside_django():
    async def route(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path_params"]["name"].encode()})

    with serving(hello, routes=[(re.compile("/route/(?P<name>[a-z]+)"), route)]) as port:
        assert ask(port, "/route/abc")[2] == b"abc"
        assert ask(port, "/route/ABC")[2] == b"hello"


def test_header_with_an_underscore_does_not_pass_for_another():
    def show(environ, start_response):
        start_response("200 OK", [])
        return Whole([repr(sorted(name for name in environ if "FORWARDED" in name)).encode()])

    with serving(show) as port:
        assert ask(port, headers={"X_Forwarded_For": "1.2.3.4", "X-Forwarded-For": "1.2.3.4"})[2] == b"[]"


def test_connections_send_small_packets_at_once():
    # asyncio turns Nagle's algorithm off only on sockets that say they are TCP; with it each answer took 44 ms.
    with contextlib.closing(listen("127.0.0.1", 0)) as sock:
        assert sock.proto == socket.IPPROTO_TCP


def test_taken_port_is_told_in_one_sentence():
    with contextlib.closing(listen("127.0.0.1", 0)) as sock:
        port = sock.getsockname()[1]
        with pytest.raises(CannotListen, match=f"Cannot listen on 127.0.0.1 port {port}: Address already in use."):
            listen("127.0.0.1", port)

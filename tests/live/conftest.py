"""A server on loopback, and open streams of it."""

import pytest

from tests.cast import Caller
from tests.live.streams import Listening, running


@pytest.fixture
def port(cast):
    with running() as port:
        yield port


@pytest.fixture
def listens(cast, port):
    """`listens(user, query="?after=3")`: an open stream, past its greeting."""
    opened = []

    def open_stream(user, *, scope="read", headers=None, **more):
        credentials = Caller(user, cast.desk, scope).headers if user else {}
        opened.append(Listening(port, headers=credentials | (headers or {}), **more))
        return opened[-1]

    yield open_stream
    for stream in opened:
        stream.close()

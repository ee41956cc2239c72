"""Who may listen to the stream, and when a stream ends: on a real server, past all of Django's middleware."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from annotations.projects.models import Token
from annotations.teams.actions import create_desk, edit_member, remove_member
from annotations.teams.tokens import revoke_token
from tests.cast import Caller
from tests.live.streams import Listening, running

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port(cast, monkeypatch):
    with running() as port:
        yield port


@pytest.fixture
def ask(port):
    """An opened stream, or a refusal, with these headers."""
    opened = []

    def listen(headers=None, **more):
        opened.append(Listening(port, headers=headers or {}, **more))
        return opened[-1]

    yield listen
    for stream in opened:
        stream.close()


def session_of(user):
    """`(client, headers)` of somebody who signed in with a browser."""
    client = Client()
    client.force_login(user)
    return client, {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


def bearer(cast, user, scope="read", **more):
    caller = Caller(user, cast.desk, scope, **more)
    return caller.token, caller.headers


def test_nobody_is_401(ask):
    stream = ask()
    assert stream.problem()[0] == 401
    assert stream.response.headers["WWW-Authenticate"] == 'Bearer realm="factcheck"'
    assert ask({"Authorization": "Bearer fc_unknown"}).problem()[0] == 401
    assert ask({"Cookie": "sessionid=unknown"}).problem()[0] == 401


def test_a_stranger_and_an_unknown_desk_are_404(ask, cast):
    assert ask(bearer(cast, cast.eve)[1]).problem()[0] == 404
    assert ask(bearer(cast, cast.vera)[1], slug="nothing").problem()[0] == 404
    assert ask(session_of(cast.eve)[1]).problem()[0] == 404


def test_a_token_of_another_desk_is_404(ask, cast):
    other = create_desk(actor=cast.vera, slug="other", name="Other")
    assert ask(bearer(cast, cast.vera, limited_to=other)[1]).problem()[0] == 404
    assert ask(bearer(cast, cast.vera, limited_to=cast.desk)[1]).status == 200


def test_too_small_a_scope_is_403(ask, cast):
    assert ask(bearer(cast, cast.vera, "read:published")[1]).problem()[0] == 403


def test_a_number_that_is_none_is_400_and_says_where(ask, cast):
    status, document = ask(bearer(cast, cast.vera)[1], query="?after=x").problem()
    assert (status, document["errors"][0]["pointer"]) == (400, "?after")


def test_another_method_is_405(ask, cast):
    stream = ask(bearer(cast, cast.vera)[1], method="POST")
    assert (stream.problem()[0], stream.response.headers["Allow"]) == (405, "GET, HEAD")


def test_head_gives_the_headers_alone(ask, cast):
    stream = ask(bearer(cast, cast.vera)[1], method="HEAD")
    assert (stream.status, stream.response.read()) == (200, b"")


def test_another_host_is_400(ask, cast):
    assert ask(bearer(cast, cast.vera)[1] | {"Host": "evil.example.org"}).problem()[0] == 400


def test_a_session_listens_from_our_own_pages_only(ask, cast, port):
    _, headers = session_of(cast.vera)
    own = f"http://127.0.0.1:{port}"
    assert ask(headers).status == 200
    assert ask(headers | {"Sec-Fetch-Site": "same-origin"}).status == 200
    assert ask(headers | {"Origin": own}).status == 200
    assert ask(headers | {"Origin": settings.SITE_URL}).status == 200
    for forged in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
    ):
        assert ask(headers | forged).problem()[0] == 403
    # A token is no cookie: it is sent by whoever has it, from wherever they are.
    assert ask(bearer(cast, cast.vera)[1] | {"Origin": "https://tool.example.org"}).status == 200


def test_the_session_is_read_and_never_written(ask, cast):
    _client, headers = session_of(cast.vera)
    before = Session.objects.values().get()
    assert ask(headers).take("hello")
    assert Session.objects.values().get() == before
    cast.vera.set_password("another one altogether")
    cast.vera.save()
    assert ask(headers).problem()[0] == 401
    assert Session.objects.values().get() == before


def test_a_refusal_is_told_in_the_language_of_whoever_asks(ask, cast):
    told = {
        language: ask(bearer(cast, cast.eve)[1] | {"Accept-Language": language}).problem()[1]["detail"]
        for language in ("en", "uk")
    }
    with override("uk"):
        assert told == {"en": "There is no such project.", "uk": gettext("There is no such project.")}
    assert told["uk"] != told["en"]


def test_more_than_20_streams_of_one_person_are_429(ask, cast):
    headers = bearer(cast, cast.vera)[1]
    streams = [ask(headers) for _ in range(20)]
    for stream in streams:
        stream.take("hello")
    refused = ask(headers)
    assert refused.problem()[0] == 429
    assert refused.response.headers["Retry-After"] == "30"
    assert ask(bearer(cast, cast.bob)[1]).status == 200
    streams[0].close()
    for _ in range(50):
        last = ask(headers)
        if last.status == 200:
            break
        last.close()
    assert last.status == 200


def end_session(cast, client, token):
    client.post("/accounts/logout/")


def lose_role(cast, client, token):
    remove_member(member=cast.desk.memberships.get(user=cast.vera), actor=cast.dave)


def revoke(cast, client, token):
    revoke_token(user=cast.vera, uid=token.uid)


@pytest.mark.parametrize("how", [end_session, lose_role])
def test_a_stream_of_a_session_ends_at_once(ask, cast, how):
    client, headers = session_of(cast.vera)
    stream, other = ask(headers), ask(bearer(cast, cast.bob)[1])
    stream.take("hello")
    other.take("hello")
    how(cast, client, None)
    assert stream.ends()
    edit_member(member=cast.desk.memberships.get(user=cast.bob), actor=cast.dave, role="viewer")
    assert other.take().data["object"]["type"] == "member"


@pytest.mark.parametrize("how", [revoke, lose_role])
def test_a_stream_of_a_token_ends_at_once(ask, cast, how):
    token, headers = bearer(cast, cast.vera)
    stream = ask(headers)
    stream.take("hello")
    how(cast, None, token)
    assert stream.ends()


def test_a_stream_ends_by_itself_when_nobody_rings(ask, cast, monkeypatch):
    monkeypatch.setattr("annotations.live.hub.CHECK_AGAIN", 0.2)
    monkeypatch.setattr("annotations.live.hub.TICK", 0.1)
    token, headers = bearer(cast, cast.vera)
    expiring, lasting = ask(headers), ask(bearer(cast, cast.bob)[1])
    expiring.take("hello")
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert expiring.ends()
    lasting.take("hello")
    assert not lasting.ends(seconds=1)


def test_the_address_is_a_404_where_django_answers_itself(as_, vera):
    answer = as_(vera).get("stream")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")

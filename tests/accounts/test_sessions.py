"""Where a person is signed in."""

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from annotations.accounts.devices import device
from annotations.accounts.sessions import end_session, sessions_of
from annotations.changes import bell

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0 Safari/537.36"
EDGE = CHROME + " Edg/145.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        (CHROME, "Chrome, Windows"),
        (EDGE, "Edge, Windows"),
        (IPHONE, "Safari, iOS"),
        ("curl/8", "Another program"),
        ("", "Another program"),
    ],
)
def test_device_is_said_in_words(user_agent, words):
    assert device(user_agent) == words


def test_use_is_noted_every_five_minutes_and_no_oftener(cast, django_assert_num_queries):
    with time_machine.travel("2024-01-26T10:00:00Z", tick=False) as clock:
        client = Client(headers={"User-Agent": FIREFOX}, REMOTE_ADDR="192.0.2.7")
        client.force_login(cast.alice)
        clock.shift(299)
        client.get("/desks/")
        first = UserSession.objects.get(user=cast.alice)
        assert first.last_seen_at == first.created_at
        clock.shift(2)
        client.get("/desks/")
        seen = UserSession.objects.get(user=cast.alice)
        assert (seen.last_seen_at - first.created_at).seconds == 301
        assert (seen.ip, seen.user_agent, seen.data) == ("192.0.2.7", FIREFOX, first.data)
        with django_assert_num_queries(0):
            Client().get("/api/v1/openapi.json")


def test_signing_out_forgets_the_session(cast):
    client = Client()
    client.force_login(cast.alice)
    client.post("/accounts/logout/")
    assert not UserSession.objects.exists()


def test_end_of_a_session_rings(cast, django_capture_on_commit_callbacks):
    client = Client()
    client.force_login(cast.alice)
    (row,) = sessions_of(cast.alice, None)
    rings = []
    bell.on_ring(rings.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            end_session(cast.alice, row.name)
    finally:
        bell.off_ring(rings.append)
    assert rings == [bell.Ring(None, "alice")]
    assert client.get("/desks/").status_code == 302

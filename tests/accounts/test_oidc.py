"""Signing in with an OpenID Connect provider: a real one, on this machine."""

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from annotations.accounts.models import User
from annotations.accounts.oidc import free_username
from annotations.projects.models import Membership
from annotations.teams.invitations import invite, link_of


def through(client, process="login", after=""):
    """The answer to coming back from the provider, after its person said yes."""
    there = client.post(f"/accounts/oidc/sso/login/?process={process}{after}")["Location"]
    back = requests.get(there, timeout=5).headers["X-There"]
    return client.get(back.removeprefix("http://testserver"))


def is_signed_in(client):
    return client.get("/desks/").status_code == 200


def test_invited_person_gets_an_account_and_joins(provider, dave, desk):
    made, secret = invite(project=desk, actor=dave, role="reviewer")
    link = link_of(made, secret).removeprefix("http://127.0.0.1:8000")
    client = Client()
    assert "Sign in with Example" in client.get(link).content.decode()
    assert through(client, after=f"&next={link}")["Location"] == link
    assert client.post(link)["Location"] == "/d/desk/"
    frank = User.objects.get(username="frank")
    assert (frank.name, frank.email, frank.has_usable_password()) == ("Frank F.", "frank@example.org", False)
    assert Membership.objects.get(user=frank).role == "reviewer"
    again = Client()
    assert through(again)["Location"] == "/"
    assert is_signed_in(again)
    assert User.objects.filter(username__startswith="frank").count() == 1


def test_person_whom_nobody_invited_gets_no_account(provider, db):
    client = Client()
    answer = through(client)
    assert "No sign-up here" in answer.content.decode()
    assert (is_signed_in(client), User.objects.count()) == (False, 0)


def test_account_is_connected_by_its_owner(provider, alice):
    client = Client()
    client.force_login(alice)
    assert "Also sign in with Example" in client.get("/account/").content.decode()
    assert through(client, "connect", "&next=/account/")["Location"] == "/account/"
    assert SocialAccount.objects.get().user == alice
    other = Client()
    through(other)
    assert other.get("/account/").context["request"].user == alice


def test_same_address_alone_opens_no_account(provider, alice):
    alice.email = "Frank@example.org"
    alice.save()
    client = Client()
    assert through(client)["Location"] == "/accounts/login/"
    assert (is_signed_in(client), SocialAccount.objects.count()) == (False, 0)
    assert "There is an account with this address" in client.get("/accounts/login/").content.decode()


def test_id_token_that_somebody_else_signed_is_refused(provider, alice):
    SocialAccount.objects.create(user=alice, provider="sso", uid="1")
    provider.forge = True
    client = Client()
    assert "Sign-in did not work" in through(client).content.decode()
    assert not is_signed_in(client)


def test_provider_that_cannot_be_reached_is_told(provider, db):
    provider.close()
    answer = Client().post("/accounts/oidc/sso/login/")
    assert "Sign-in did not work" in answer.content.decode()


def test_answer_to_somebody_else_is_refused(provider, alice):
    SocialAccount.objects.create(user=alice, provider="sso", uid="1")
    there = Client().post("/accounts/oidc/sso/login/")["Location"]
    back = requests.get(there, timeout=5).headers["X-There"].removeprefix("http://testserver")
    client = Client()
    assert "Sign-in did not work" in client.get(back).content.decode()
    assert not is_signed_in(client)


def test_without_a_provider_there_is_none(client, db):
    assert client.post("/accounts/oidc/sso/login/").status_code == 404
    assert "Sign in with" not in client.get("/accounts/login/").content.decode().replace("Sign in with a passkey", "")


@pytest.mark.parametrize(
    ("wish", "name"), [("frank", "frank"), ("ALICE", "ALICE2"), ("Ф. К.", "person"), ("a b+c", "a-b-c")]
)
def test_username_is_free_and_well_formed(cast, wish, name):
    assert free_username(wish) == name

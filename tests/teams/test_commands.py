"""`manage.py create_user`, `create_desk`, `add_member`, `create_token`."""

import io

import pytest
from django.core.management import CommandError, call_command

from annotations.accounts.models import User
from annotations.projects.models import Membership, Project, Token


def run(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_create_user_prints_a_link_and_nothing_else(db):
    printed = run("create_user", "frank", "--email", "frank@example.org")
    assert printed.startswith("http://127.0.0.1:8000/accounts/welcome/frank/")
    assert len(printed.split()) == 1
    user = User.objects.get(username="frank")
    assert (user.email, user.has_usable_password()) == ("frank@example.org", False)


@pytest.mark.parametrize("name", ["alice", "ALICE", "a b", "", "x" * 65])
def test_create_user_refuses_a_taken_or_impossible_name(cast, name):
    with pytest.raises(CommandError):
        run("create_user", name)
    assert User.objects.count() == 6


def test_create_user_gives_a_new_link_when_asked(alice):
    assert "/accounts/welcome/alice/" in run("create_user", "alice", "--new-link")
    with pytest.raises(CommandError):
        run("create_user", "frank", "--new-link")


def test_create_desk_makes_its_admin_when_missing(db):
    assert "/accounts/welcome/frank/" in run("create_desk", "news", "--name", "News", "--admin", "frank")
    member = Membership.objects.get(project__slug="news")
    assert (member.user.username, member.role) == ("frank", "admin")
    assert run("create_desk", "more", "--name", "More", "--admin", "frank") == ""


@pytest.mark.parametrize("slug", ["desk", "No Slug"])
def test_create_desk_that_fails_leaves_nothing(cast, slug):
    with pytest.raises(CommandError):
        run("create_desk", slug, "--name", "News", "--admin", "frank")
    assert (Project.objects.count(), User.objects.filter(username="frank").exists()) == (1, False)


def test_add_member_adds(eve, desk):
    run("add_member", "desk", "eve", "editor")
    assert Membership.objects.get(project=desk, user=eve).role == "editor"


@pytest.mark.parametrize(
    "arguments", [("none", "eve", "editor"), ("desk", "frank", "editor"), ("desk", "bob", "editor")]
)
def test_add_member_refuses(cast, arguments):
    with pytest.raises(CommandError):
        run("add_member", *arguments)


def test_create_token_prints_the_token_and_nothing_else(as_, carol, desk):
    secret = run("create_token", "carol", "--project", "desk", "--scope", "write", "--scope", "read", "--days", "3")
    assert secret == secret.strip() + "\n"
    token = Token.objects.get(digest=Token.digest_of(secret.strip()))
    assert (token.user, token.project, token.scope) == (carol, desk, "write")
    assert token.expires_at is not None


def test_create_token_without_scope_reads(carol):
    secret = run("create_token", "carol")
    assert Token.objects.get(digest=Token.digest_of(secret.strip())).scope == "read"


@pytest.mark.parametrize("arguments", [("nobody",), ("eve", "--project", "desk"), ("bob", "--project", "none")])
def test_create_token_refuses_with_exit_1(cast, arguments):
    with pytest.raises(CommandError) as error:
        run("create_token", *arguments)
    assert error.value.returncode == 1
    assert not Token.objects.exists()

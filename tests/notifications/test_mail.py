"""Mails: at once, once a day or never; each event once; ended by one link."""

import re

import pytest
import time_machine
from django.test import Client

from annotations.jobs.models import Job
from annotations.notifications import mail
from annotations.notifications.actions import choose_mail
from annotations.notifications.models import Event, Notification
from annotations.teams.actions import remove_member
from tests.making import submit


@pytest.fixture
def at_ten():
    """The clock of a morning, for everything that waits for the next one."""
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        yield clock


def test_mail_goes_out_at_once_in_the_readers_language(alice, bob, claim, say, told, mailoutbox, settings):
    bob.language = "uk"
    bob.save()
    say(alice, "Look,\n@bob.")
    told()
    assert [(each.to, each.subject) for each in mailoutbox] == [
        (["bob@example.org"], f"Alice згадує вас: {claim.text}")
    ]
    row = Notification.objects.get()
    body = mailoutbox[0].body
    assert (claim.text in body, "Look,\n@bob." in body) == (True, True)
    assert f"{settings.SITE_URL}/d/desk/notifications/{row.uid}" in body
    told()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("language", ["uk", "uk-UA"])
def test_mail_speaks_the_language_of_the_desk_where_nobody_chose_one(desk, alice, bob, say, told, mailoutbox, language):
    desk.language = language
    desk.save()
    say(alice, "@bob")
    told()
    assert mailoutbox[0].subject.startswith("Alice згадує вас")


def test_digest_gathers_a_day_and_leaves_out_what_was_read(as_, at_ten, desk, alice, bob, say, told, mailoutbox):
    choose_mail(user=bob, mentioned="daily")
    for n in range(3):
        say(alice, f"Number {n}, @bob.")
    told()
    assert (mailoutbox, Job.objects.filter(name="mail digest").count()) == ([], 1)
    first = as_(bob).get("notifications").json()["results"][0]["id"]
    as_(bob).patch("notifications", {"read": True, "ids": [first]})
    at_ten.move_to("2026-03-03T07:00:30Z")
    told()
    assert [each.subject for each in mailoutbox] == [f"{desk.name}: 2 new notifications"]
    found = [f"Number {n}" in mailoutbox[0].body for n in range(3)]
    assert found == [False, True, True]


def test_what_was_read_where_it_stands_is_not_mailed(as_, alice, bob, say, told, mailoutbox):
    made = say(alice, "@bob")
    as_(bob).post("comments/unread", {"comments": [made["id"]]})
    assert told() == [("bob", "mentioned")]
    assert (mailoutbox, as_(bob).get("notifications").json()["unread"]) == ([], 0)


def test_never_means_no_mail(alice, bob, say, told, mailoutbox):
    choose_mail(user=bob, mentioned="never")
    say(alice, "@bob")
    assert told() == [("bob", "mentioned")]
    assert (mailoutbox, Job.objects.filter(name__startswith="mail").count()) == ([], 0)


def test_whoever_has_left_or_has_no_address_gets_none(at_ten, desk, alice, bob, carol, dave, say, told, mailoutbox):
    carol.email = ""
    carol.save()
    choose_mail(user=bob, mentioned="daily")
    say(alice, "@bob @carol")
    told()
    remove_member(member=desk.memberships.get(user=bob), actor=dave)
    at_ten.move_to("2026-03-03T07:00:30Z")
    told()
    assert mailoutbox == []


def test_what_was_deleted_before_the_mail_is_not_in_it(as_, at_ten, alice, bob, say, told, mailoutbox):
    choose_mail(user=bob, mentioned="daily")
    made = say(alice, "@bob GONE")
    say(alice, "@bob stays")
    told()
    as_(alice).delete(f"comments/{made['id']}", etag="*")
    at_ten.move_to("2026-03-03T07:00:30Z")
    told()
    assert [("GONE" in each.body, "stays" in each.body) for each in mailoutbox] == [(False, True)]


def test_nothing_sealed_is_mailed(at_ten, alice, bob, carol, claim, say, told, mailoutbox):
    for event in Event.values:
        for user in (alice, bob, carol):
            choose_mail(user=user, **{event: "at_once"})
    submit(claim, alice, "misleading", "SEALED")
    say(alice, "SEALED @bob @carol")
    told()
    assert mailoutbox == []
    submit(claim, bob)
    told()
    assert sorted((each.to[0], "SEALED @bob" in each.body) for each in mailoutbox) == [
        ("alice@example.org", False),
        ("bob@example.org", True),
        ("carol@example.org", True),
    ]


def test_failed_sending_is_tried_again_and_told_once(alice, bob, say, told, mailoutbox, monkeypatch):
    sent = mail.EmailMessage.send

    def fails(self, *args):
        raise OSError("no server")

    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as clock:
        monkeypatch.setattr(mail.EmailMessage, "send", fails)
        say(alice, "@bob")
        told()
        monkeypatch.setattr(mail.EmailMessage, "send", sent)
        clock.shift(3600)
        told()
        told()
    assert len(mailoutbox) == 1


def test_what_another_worker_is_sending_is_left_to_it(alice, bob, say, told, mailoutbox):
    choose_mail(user=bob, mentioned="daily")
    say(alice, "@bob")
    told()
    mail._take(bob, [Event.MENTIONED])
    mail.send_digest({"user": bob.pk})
    assert mailoutbox == []


def test_one_link_stops_them_without_a_sign_in(alice, bob, say, told, mailoutbox):
    say(alice, "@bob")
    told()
    sent = mailoutbox[0]
    link = re.fullmatch(r"<(http\S+)>", sent.extra_headers["List-Unsubscribe"])[1]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in sent.body
    path = "/" + link.split("/", 3)[3]
    anybody = Client(enforce_csrf_checks=True)
    shown = anybody.get(path)
    assert (shown.status_code, "b…@example.org" in shown.content.decode()) == (200, True)
    say(alice, "again @bob")
    told()
    assert len(mailoutbox) == 2
    assert anybody.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "Nothing more goes to <bdi>b…@example.org</bdi>." in anybody.get(path).content.decode()
    say(alice, "and again @bob")
    assert told() == [("bob", "mentioned")]
    assert len(mailoutbox) == 2
    assert anybody.post(path[:-2] + "xx").status_code == 404


def test_account_page_keeps_the_choices(client, bob):
    client.force_login(bob)
    form = dict.fromkeys(Event.values, "never") | {"mentioned": "at_once"}
    # To the top, where “Saved.” stands.
    assert client.post("/account/mail", form)["Location"] == "/account/"
    page = client.get("/account/").content.decode()
    assert page.count('<option value="never" selected>') == len(Event) - 1
    assert client.post("/account/mail", form | {"mentioned": "hourly"}).status_code == 400

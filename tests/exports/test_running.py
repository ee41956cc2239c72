"""Exports beside each other and beside writers."""

import contextlib
import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection

from annotations.changes.reading import reading
from annotations.claims.models import Claim
from annotations.exports.formats import FORMATS
from annotations.exports.running import Busy, RunningExport
from annotations.exports.selection import Selection
from tests.cast import Caller, make_cast, problem
from tests.making import make_claim, settle

NDJSON = FORMATS["verdicts.ndjson"]


def start(project):
    return RunningExport(project=project, format=NDJSON, selection=Selection(), site="https://desk.example.org")


def test_third_export_is_told_to_wait(as_, vera, desk):
    with start(desk), start(desk):
        with pytest.raises(Busy):
            start(desk)
        answer = as_(vera).get("exports/verdicts.json")
        assert problem(answer) == (503, [])
        assert answer["Retry-After"] == "5"
    assert as_(vera).get("exports/verdicts.json").status_code == 200


def test_place_is_free_again_whatever_happens(as_, vera, desk):
    for _ in range(3):
        assert as_(vera).call("HEAD", "exports/verdicts.json").status_code == 200
        assert as_(vera).get("exports/verdicts.json").status_code == 200
        assert problem(as_(vera).get("exports/verdicts.json?status=x")) == (400, ["?status"])
    with start(desk) as one:
        one.close()
        one.close()
        with start(desk), start(desk), pytest.raises(Busy):
            start(desk)


def test_head_has_the_headers_and_no_body(as_, vera, head):
    answer = as_(vera).call("HEAD", "exports/verdicts.csv")
    assert (answer.status_code, answer.content, answer["Changes-Head"]) == (200, b"", str(head()))


@pytest.mark.django_db(transaction=True)
def test_export_shows_one_state_and_keeps_no_writer_waiting():
    project, people = make_cast()
    for number in range(3):
        settle(make_claim(project, people.alice, f"Sentence {number}."), people.alice, people.bob, people.carol)
    caller, statuses = Caller(people.alice, project), []
    uid = Claim.objects.order_by("pk").last().uid

    def write():
        try:
            statuses.append(caller.patch(f"claims/{uid}", {"text": "Changed meanwhile."}, etag="*").status_code)
        finally:
            connection.close()

    with start(project) as export:
        pieces = iter(export)
        first = next(pieces)
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(10)
        assert (statuses, writer.is_alive()) == ([200], False)
        rest = b"".join(pieces)
    assert b"Changed meanwhile." not in first + rest
    assert (first + rest).count(b"\n") == 3
    with start(project) as export:
        assert b"Changed meanwhile." in b"".join(export)
        assert export.head > 0


@pytest.mark.django_db(transaction=True)
def test_reading_leaves_the_connection_as_it_was():
    project, people = make_cast()
    with reading(project) as head:
        assert head == 7
    make_claim(project, people.alice)
    with pytest.raises(ZeroDivisionError), reading(project):
        raise ZeroDivisionError
    make_claim(project, people.alice)
    assert connection.get_autocommit()
    with reading(project) as head:
        assert (head, Claim.objects.count()) == (9, 2)


@pytest.mark.django_db(transaction=True)
def test_reading_writes_nothing():
    project, people = make_cast()
    claim = make_claim(project, people.alice, "As it was.")
    # PostgreSQL refuses; SQLite, which has no read-only transactions, takes it back in the end.
    with contextlib.suppress(InternalError), reading(project):
        Claim.objects.update(text="x")
    claim.refresh_from_db()
    assert claim.text == "As it was."


def test_command_writes_the_bytes_of_the_api(as_, vera, desk, cast, tmp_path):
    settle(make_claim(desk, cast.alice), cast.alice, cast.bob, cast.carol)
    for name in FORMATS:
        target = tmp_path / name
        call_command("export", "desk", name, "-o", str(target))
        assert target.read_bytes() == as_(vera).get(f"exports/{name}").content


def test_command_writes_to_the_standard_output(desk, cast):
    settle(make_claim(desk, cast.alice), cast.alice, cast.bob, cast.carol)
    out = io.TextIOWrapper(io.BytesIO())
    call_command("export", "desk", "verdicts.ndjson", "--after", "0", stdout=out)
    assert out.buffer.getvalue().count(b"\n") == 1


def test_command_tells_of_an_unknown_desk_and_a_bad_file(desk, tmp_path):
    with pytest.raises(CommandError, match="no desk"):
        call_command("export", "none", "verdicts.json")
    with pytest.raises(CommandError, match="No such file"):
        call_command("export", "desk", "verdicts.json", "-o", str(tmp_path / "no" / "file"))

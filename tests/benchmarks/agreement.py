"""Agreement and reports over a large desk: server time, statements, and memory that must not grow with the desk."""

import threading
import time
import urllib.request

from django.db import connection
from django.db.models import F

from annotations.accounts.models import User
from annotations.verdicts.models import Round, Verdict
from tests.benchmarks.measuring import cpu, statements
from tests.benchmarks.pages import measured, signed_in
from tests.benchmarks.running import memory, server
from tests.cast import Caller

QUESTIONS = ("", "?by=pair", "?by=quarter", "?by=claimant", "?by=article")
MONTHS = 24


def differ(desk):
    """Has ten people judge instead of two, apart in three verdicts of ten, over two years: as they come from `Desk`,
    two agree on everything at one moment."""
    people = [User.objects.create_user(f"judge{n}", name=f"Judge {n}").pk for n in range(10)]
    ratings = [rating.pk for rating in desk.ratings]
    verdicts = Verdict.objects.filter(project=desk.project)
    for half, author in enumerate(desk.reviewers):
        for n in range(5):
            own = verdicts.filter(reviewer=author).annotate(turn=F("round_id") % (5 - n)).filter(turn=0)
            own.update(reviewer=people[5 * half + n])
    for n, rating in enumerate(ratings):
        verdicts.annotate(turn=F("id") * 7919 % 70).filter(turn__in=(3 * n, 3 * n + 1, 3 * n + 2)).update(rating=rating)
    rounds = Round.objects.filter(project=desk.project)
    for month in range(MONTHS):
        at = f"20{24 + month // 12}-{month % 12 + 1:02}-15T10:00Z"
        rounds.annotate(turn=F("id") % MONTHS).filter(turn=month).update(revealed_at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(desk):
    """{verdicts, questions: {query: {statements, cpu_ms, wall_ms, bytes}}, reports: the same, memory_mb: {idle, first,
    later}}.

    Memory is that of a server: when idle, after the first answer (numpy is loaded with it), and the most of what it
    takes while it answers all questions again and again.
    """
    differ(desk)
    caller = Caller(desk.people.alice, desk.project)
    found = {"verdicts": Verdict.objects.filter(project=desk.project).count(), "questions": {}}
    for query in QUESTIONS:
        response = caller.get(f"agreement{query}")
        assert response.status_code == 200, response.content[:500]
        assert response.json()["coefficients"]["alpha_ordinal"]["value"] is not None
        get = lambda query=query: caller.get(f"agreement{query}")  # noqa: E731
        found["questions"][query or "whole"] = {
            "statements": statements(get),
            **cpu(get, times=7, warm=1),
            "bytes": len(response.content),
        }
    client = signed_in(desk.people.alice)
    found["reports"] = measured(lambda: client.get(f"/d/{desk.project.slug}/reports/"), 5)
    return found | {"memory_mb": _memory(caller)}


def _memory(caller):
    with server() as (port, process):
        root = f"http://127.0.0.1:{port}/api/v1/projects/{caller.project.slug}/agreement"
        time.sleep(2)
        found = {"idle": memory(process)}
        _get(root, caller)
        found["first"] = memory(process)
        seen, stopping = [], threading.Event()

        def look():
            while not stopping.wait(0.05):
                seen.append(memory(process))

        thread = threading.Thread(target=look)
        thread.start()
        for _ in range(2):
            for query in QUESTIONS:
                _get(root + query, caller)
        stopping.set()
        thread.join()
        return found | {"later": max(seen)}


def _get(url, caller):
    request = urllib.request.Request(url, headers=caller.headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        assert response.status == 200
        response.read()

"""A desk with the words that are to go in every place where words can stand."""

import contextlib
import itertools
import json
from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from annotations.articles.models import ArticleVersion
from annotations.assignments.recusals import recuse
from annotations.changes.models import Change
from annotations.changes.record import record
from annotations.claims.models import Appearance, Claimant
from annotations.files.models import StoredFile
from annotations.jobs.queue import enqueue
from annotations.leads.taking import take_in
from annotations.projects.models import Token
from annotations.publishing.actions import publish
from annotations.publishing.models import Publication
from annotations.redaction.columns import columns, desk_models, is_folded, rows_of
from annotations.replies.actions import ask as ask_for_answer
from annotations.rows import search
from annotations.rows.models import Searchable
from annotations.spans.models import Anchor
from annotations.teams.invitations import invite
from annotations.text.fold import fold
from tests.publishing.conftest import claim, sourced

__all__ = ["claim", "sourced"]

NOW = timezone.now()
WORDS = "Ms Ärva Київська"
# The same as others write it: in capitals, decomposed, over two lines.
OTHERWISE = "MS A\u0308RVA \n  КИЇВСЬКА"
BEFORE = "Before it stands this, at some length and harmless. "
TEXT = f"{BEFORE}The bill names {WORDS} of Kyiv as its author. Nobody asked her.\nThe end.\n"


def dumped():
    """Every row of every table as text; JSON as what it says, however the database writes it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield table, " ".join(as_text(value) for value in row)


def as_text(value):
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", "replace")
    if isinstance(value, str) and value[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, dict | list):
        # A line break in it stays one.
        return json.dumps(value, ensure_ascii=False).replace("\\n", "\n")
    return str(value)


def places_of(words=WORDS):
    """The tables in which these words still stand, in any spelling."""
    return sorted({table for table, text in dumped() if fold(words) in fold(text)})


@pytest.fixture
def work(as_, alice, carol, desk, sourced):
    """An article with highlights on, beside and far from the words, a published claim, and talk about it."""
    caller, text = as_(alice), TEXT
    body = {"title": "The bill", "text": text, "publisher": "The Paper"}
    article = caller.post("articles", body, key="intake").json()
    spans = []
    for quote in (f"names {WORDS} of", "of Kyiv as its author", "Before it", "Київська of Kyiv"):
        start = text.index(quote)
        body = {"version": 1, "start": start, "end": start + len(quote), "exact": quote}
        spans.append(caller.post(f"articles/{article['id']}/spans", body).json()["id"])
    named = sourced(f"{WORDS} wrote the bill.")
    beside = sourced("The author lives in Kyiv.")
    far = sourced("This stands before it.")
    for made, span in ((named, spans[0]), (beside, spans[1]), (far, spans[2])):
        assert caller.put(f"claims/{made.uid}/spans/{span}").status_code in (200, 201)
        publish(claim=made, actor=carol)
    comment = caller.post(
        f"claims/{far.uid}/comments", {"about": {"type": "claim", "id": far.uid}, "text": f"Is {WORDS} meant?"}, key="c"
    ).json()
    return {"article": article["id"], "spans": spans, "claims": [named, beside, far], "comment": comment["id"]}


def plant(project, words=WORDS):
    """Writes the words into every column of words of one row of every model, as no action would, and into the log.

    Left out is what has its own digest: texts, anchors, snapshots have the words from `work` already.
    """
    planted = set()
    for model in desk_models():
        if model in (ArticleVersion, Anchor, Change):
            continue
        row = rows_of(model, project).order_by("-pk").first()
        if row is None:
            continue
        values = {}
        for field in columns(model):
            if (model is Publication and field.name == "snapshot") or (field.max_length or 100) < len(words) + 4:
                continue
            said = fold(f"so {words}!") if is_folded(field) else f"so {words}!"
            values[field.name] = {"a": [said, {"b": said}]} if isinstance(field, models.JSONField) else said
        model._base_manager.filter(pk=row.pk).update(**values)
        if issubclass(model, Searchable):
            search.index_rows(model, [model._base_manager.get(pk=row.pk)])
        planted.add(model.__name__)
    return planted


@pytest.fixture
def ask(as_, dave, carol, desk):
    """`ask(words=[…])`: asked for by dave, confirmed by carol; gives the confirmed redaction."""

    numbers = itertools.count()

    def redact(**target):
        body = {"reason": "A court's order of 26 January.", **target}
        made = as_(dave).post("redactions", body, key=f"ask {next(numbers)}")
        assert made.status_code == 201, made.content
        done = as_(carol).patch(f"redactions/{made.json()['id']}", {"confirmed": True}, key=f"confirm {next(numbers)}")
        assert done.status_code == 200, done.content
        return done.json()

    return redact


@pytest.fixture
def more(desk, cast, work):
    """A row of every model that `work` leaves empty; the log has the words in an edit."""
    claim = work["claims"][0]
    enqueue("none", {"words": "none"}, project=desk, after=timedelta(days=9))
    take_in(project=desk, text="Look at this.", name="A stranger")
    Claimant.objects.create(project=desk, name="Mayor", name_folded="mayor", folded="mayor")
    invite(project=desk, actor=cast.dave, role="viewer", email="somebody@example.org")
    recuse(project=desk, actor=cast.alice, claim=claim, reason="My aunt.")
    ask_for_answer(claim=claim, actor=cast.alice, channel="mail", answer="No.")
    Token.objects.create(project=desk, user=cast.alice, digest="d" * 64, name="none")
    StoredFile.objects.create(
        project=desk, author=cast.alice, name="a.png", media_type="image/png", size=1, sha256="e" * 64, redacted_at=NOW
    )
    Appearance.objects.create(project=desk, claim=claim, author=cast.alice, platform="A wall", url="https://w.example")
    with transaction.atomic():
        record("edit", claim, project=desk, actor=cast.alice, data={"after": {"text": f"{WORDS}!"}})

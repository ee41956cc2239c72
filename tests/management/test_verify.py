"""`manage.py verify` finds whatever was changed behind the program's back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from annotations.articles.models import Article, ArticleVersion
from annotations.changes.models import Change, ChangedClaim, Counter
from annotations.claims.models import Claim
from annotations.files.actions import path_of
from annotations.files.models import StoredFile
from annotations.management.commands.verify import problems
from annotations.rows.search import table_of
from annotations.spans.models import Anchor

TEXT = "The plane fell near Belgorod. Літак упав 🔥 вчора.\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


@pytest.fixture
def work(as_, alice, desk):
    """An article with two versions, a span, a claim and a file as evidence."""
    caller = as_(alice)
    article = caller.post("articles", {"title": "The crash", "text": TEXT}).json()
    body = {"version": 1, "start": 30, "end": 42, "exact": TEXT[30:42]}
    span = caller.post(f"articles/{article['id']}/spans", body).json()
    claim = caller.post("claims", {"text": "Літак упав.", "spans": [span["id"]]}).json()
    file = SimpleUploadedFile("a.png", PNG, "image/png")
    answer = caller.upload(f"claims/{claim['id']}/evidence", stance="context", file=file)
    assert answer.status_code == 201, answer.content
    caller.post(f"articles/{article['id']}/versions", {"text": "More.\n" + TEXT})
    return {"article": article["id"], "span": span["id"], "claim": claim["id"]}


def found():
    return [text.partition(": ")[2] for text in problems()]


def test_verify_is_content_with_what_the_program_wrote(work):
    out = StringIO()
    call_command("verify", stdout=out)
    assert out.getvalue() == "Everything holds.\n"


def test_verify_lists_what_is_wrong_and_ends_with_an_exit_code(work, desk):
    Change.objects.filter(project=desk, seq=3).update(actor="mallory")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", stdout=out, stderr=err)
    assert ended.value.code == 1
    assert out.getvalue() == "desk: change 3: it is not what was recorded (the hash chain breaks)\n"
    assert err.getvalue() == f"The first break: {out.getvalue()}1 thing is not as they must be.\n"


OTHER = {
    "project": None,
    "seq": None,
    "at": F("at") + timedelta(microseconds=1),
    "actor": "mallory",
    "verb": "delete",
    "kind": "source",
    "object": "00000000-0000-4000-8000-000000000000",
    "path": "elsewhere",
    "article": "elsewhere",
    "data": {"title": "Another"},
    "salt": "0" * 32,
    "data_digest": "0" * 64,
    "hash": "0" * 64,
}


def test_tampering_with_any_column_of_any_change_is_found(work, desk, head):
    assert found() == []
    columns = [name for name, value in OTHER.items() if value is not None]
    missed = []
    for seq in (1, head() // 2, head()):
        true = Change.objects.filter(project=desk, seq=seq).values(*columns).get()
        for column in columns:
            Change.objects.filter(project=desk, seq=seq).update(**{column: OTHER[column]})
            if not any(f"change {seq}" in text for text in found()):
                missed.append((seq, column))
            Change.objects.filter(project=desk, seq=seq).update(**{column: true[column]})
    assert missed == []
    assert found() == []


def test_every_column_of_a_change_is_tried():
    assert {field.name for field in Change._meta.concrete_fields} == {"id", *OTHER}


@pytest.mark.parametrize("which", ["first", "middle", "last"])
def test_a_change_that_was_taken_out_is_found(work, desk, head, which):
    seq = {"first": 1, "middle": head() // 2, "last": head()}[which]
    Change.objects.filter(project=desk, seq=seq).delete()
    # A log may begin later; that its first numbers are gone is then told by the claims and by nothing else.
    assert found() != [] or which == "first"


def test_changes_in_another_order_are_found(work, desk, head):
    Change.objects.filter(project=desk, seq=head()).update(seq=head() + 1)
    Change.objects.filter(project=desk, seq=head() - 1).update(seq=head())
    Change.objects.filter(project=desk, seq=head() + 1).update(seq=head() - 1)
    assert found() != []


def test_redacted_data_still_verifies(work, desk, as_, dave, carol):
    path = as_(dave).post("redactions", {"reason": "An order.", "change": 3}).headers["Location"]
    assert as_(carol).patch(path, {"confirmed": True}).status_code == 200
    assert Change.objects.get(project=desk, seq=3).data is None
    assert found() == []
    Change.objects.filter(project=desk, seq=4).update(data=None)
    assert found() == ["change 4: its data or its salt is missing"]


@pytest.mark.parametrize("values", [{"seq": F("seq") + 1}, {"seq": F("seq") - 1}, {"hash": "0" * 64}])
def test_a_counter_that_was_turned_is_found(work, desk, values):
    Counter.objects.filter(project=desk).update(**values)
    assert len(found()) == 1


def test_a_claim_named_for_no_change_is_found(work, desk, head):
    ChangedClaim.objects.create(project=desk, seq=head() + 5, claim=work["claim"])
    assert found() == [f"claims are named for change {head() + 5}, which is not there"]


def test_a_version_whose_text_was_changed_is_found_with_its_anchors(work):
    ArticleVersion.objects.filter(number=1).update(text=TEXT.replace("Літак", "Ракет"))
    assert [text.split(": ")[-1] for text in found()] == [
        "its text is not what its hash says",
        "its quote does not stand at 30 to 42",
    ]


@pytest.mark.parametrize("values", [{"version": 1}, {"sha256": "0" * 64}, {"length": 1}])
def test_an_article_that_names_another_version_is_found(work, values):
    Article.objects.update(**values)
    assert found() == [f"article {work['article']}: number, hash or length is not that of its newest version"]


@pytest.mark.parametrize(
    "change",
    [
        {"start": 29},
        {"end": 43},
        {"exact": "x"},
        {"prefix": "x"},
        {"suffix": "x"},
        {"start": 31, "exact": TEXT[31:42], "bounds": True},
    ],
)
def test_an_anchor_that_does_not_fit_is_found(work, change):
    anchor = Anchor.objects.get()
    bounds = change.pop("bounds", False)
    anchor.fragments[0] |= change
    if not bounds:
        anchor.start, anchor.end = anchor.fragments[0]["start"], anchor.fragments[0]["end"]
    anchor.save()
    assert len(found()) == 1 and work["span"] in found()[0]


def test_a_file_that_is_gone_or_another_is_found(work, desk):
    stored = StoredFile.objects.get()
    with default_storage.open(path_of(desk, stored.sha256), "wb") as file:
        file.write(b"other")
    assert found() == [f"file {stored.uid}: its content is not what was stored"]
    default_storage.delete(path_of(desk, stored.sha256))
    assert found() == [f"file {stored.uid} cannot be read: No such file or directory"]


def test_search_that_is_out_of_step_is_found(work):
    Claim.objects.update(folded="other")
    if connection.vendor == "sqlite":
        assert len(found()) == 1
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table_of(Claim)}")
        assert len(found()) == 1
    else:
        assert found() == []  # PostgreSQL keeps its index itself

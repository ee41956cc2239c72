"""What the program says about where a claim stands."""

from types import SimpleNamespace

import pytest

from annotations.accounts.models import User
from annotations.workspace import claim_words

SLUGS = ["true", "mostly-true", "half-true", "mostly-false", "false", "misleading", "not-enough-evidence"]
RATINGS = {
    slug: SimpleNamespace(
        slug=slug, label=slug.replace("-", " ").capitalize(), position=at if at < 5 else None, place=at
    )
    for at, slug in enumerate(SLUGS)
}
ALICE, BOB, CAROL = (User(pk=at, username=name.lower(), name=name) for at, name in enumerate(["Alice", "Bob", "Carol"]))


def given(*slugs):
    return [SimpleNamespace(rating=RATINGS[slug], counts=True) for slug in slugs]


@pytest.mark.parametrize(
    ("slugs", "words"),
    [
        ([], ""),
        (["true"], "One verdict, nothing to compare it with."),
        (["true", "true", "true"], "All agree."),
        (["misleading", "misleading"], "All agree."),
        (["true", "mostly-true"], "One step apart."),
        (["mostly-true", "half-true", "mostly-false"], "Two steps apart."),
        (["false", "true"], "Four steps apart."),
        (["not-enough-evidence", "misleading"], "Different ratings outside the scale."),
        (["misleading", "half-true"], "Not on one scale: Half true, Misleading."),
    ],
)
def test_distance_is_said_in_words(slugs, words):
    assert claim_words.apart(given(*slugs)) == words


def seal(submitted, *, me=CAROL, asked=(), required=2, blind=True, awaited=True):
    round_ = SimpleNamespace(asked_people=list(asked), required=required, blind=blind, counted=len(submitted))
    shown = claim_words.sealed(round_, submitted, me=me, awaited=awaited)
    return shown.icon, f"{shown.head} {shown.text}".replace("<bdi>", "").replace("</bdi>", "")


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({"submitted": []}, "Sealed. Nobody has submitted yet. Verdicts open when 2 are in."),
        ({"submitted": [], "required": 1}, "Sealed. Nobody has submitted yet. Verdicts open when 1 is in."),
        ({"submitted": [ALICE]}, "Sealed. Alice has submitted; yours is next. Verdicts open when 2 are in."),
        (
            {"submitted": [ALICE, BOB], "required": 3},
            "Sealed. Alice and Bob have submitted; yours is next. Verdicts open when 3 are in.",
        ),
        ({"submitted": [ALICE], "awaited": False}, "Sealed. Alice has submitted. Verdicts open when 2 are in."),
        ({"submitted": [ALICE], "me": ALICE}, "Yours is in. Waiting for 1."),
        ({"submitted": [ALICE], "me": ALICE, "asked": [ALICE, BOB]}, "Yours is in. Waiting for 1 (Bob)."),
        (
            {"submitted": [ALICE], "me": ALICE, "asked": [ALICE, BOB, CAROL], "required": 3},
            "Yours is in. Waiting for 2 (Bob and Carol).",
        ),
        (
            {"submitted": [ALICE], "blind": False},
            "Not blind. Alice has submitted; yours is next. Verdicts can be read as they come in.",
        ),
    ],
)
def test_the_envelope_says_who_and_how_many_and_nothing_else(case, said):
    assert seal(**case)[1] == said


def test_the_envelope_is_closed_ticked_or_open():
    assert [seal([])[0], seal([ALICE], me=ALICE)[0], seal([], blind=False)[0]] == ["mail", "mail-check", "mail-open"]


def test_a_name_is_text_and_isolated():
    round_ = SimpleNamespace(asked_people=[], required=2, blind=True, counted=1)
    mallory = User(name="<b>ملك</b>", username="m")
    shown = claim_words.sealed(round_, [mallory], me=CAROL, awaited=False)
    assert shown.text == "<bdi>&lt;b&gt;ملك&lt;/b&gt;</bdi> has submitted. Verdicts open when 2 are in."


def evidence(stance="supports", url="https://a.example/", archive=None):
    source = SimpleNamespace(url=url, archive_url=None)
    return SimpleNamespace(stance=stance, source=source, archive_url=archive)


def test_sources_are_counted_by_what_they_do():
    assert claim_words.sources([]) == ""
    assert claim_words.sources([evidence()]) == "Sources 1 (1 for)"
    rows = [evidence(), evidence("refutes"), evidence("context"), evidence("context")]
    assert claim_words.sources(rows) == "Sources 4 (1 for, 1 against, 2 background)"


CLAIM = SimpleNamespace(claimant_id=1, claimed_on="2024", rating=None, status="in_review")
OPEN = SimpleNamespace(required=2, revealed_at=None, counted=0, form="review")


def missing(**changed):
    given = {"evidence": [evidence(archive="x")], "seen": 1, "hosts": 2, "wanted": 2, "round_": OPEN}
    return [item.key for item in claim_words.checklist(CLAIM, **given | changed) if not item.done]


def test_the_checklist_names_what_is_missing():
    assert missing() == ["verdicts", "rating"]
    assert missing(hosts=1, seen=0) == ["seen", "sources", "verdicts", "rating"]
    assert missing(evidence=[evidence()]) == ["copies", "verdicts", "rating"]


def step(**changed):
    given = {"may_contribute": True, "may_decide": False, "awaited": False, "evidence": [evidence()]}
    given |= {"settle": "/settle", "round_": OPEN}
    items = claim_words.checklist(CLAIM, evidence=[], seen=1, hosts=changed.pop("hosts", 2), wanted=2, round_=OPEN)
    found = claim_words.next_step(changed.pop("claim", CLAIM), items, **given | changed)
    return found and (found.act, found.why)


def test_the_next_step_is_one_for_each_reader():
    assert step(evidence=[]) == ("evidence-add", "No evidence yet")
    assert step(awaited=True) == ("verdict-focus", "Yours is next")
    assert step(may_decide=True) == ("", "The verdicts are open")
    assert step(hosts=1) == ("evidence-add", "Missing: second independent source")
    assert step() is None
    assert step(may_contribute=False, awaited=True) is None
    assert step(claim=SimpleNamespace(status="declined"), awaited=True) is None

"""`P/desk-pages`: what the desk says of itself, each version for good."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.deskpages.actions import add_page
from annotations.deskpages.models import DeskPage
from annotations.deskpages.serializers import DeskPageOutput
from annotations.deskpages.versions import links, links_now, versions_now
from annotations.ratings.actions import add_scale
from annotations.ratings.default_scale import DEFAULT_SCALE
from tests.cast import problem

METHOD = {"title": "How we work", "text": "# First\n\nWe read **everything**."}


@pytest.fixture
def write(desk, carol):
    """A function that adds the next version of a page."""

    def written(name="method", text="We read.", title="How we work"):
        base = DeskPage.objects.filter(project=desk, name=name).count()
        return add_page(project=desk, actor=carol, name=name, title=title, text=text, base=base)

    return written


def test_page_is_made_and_grows_by_versions(as_, carol, vera, log, head):
    before = head()
    assert problem(as_(vera).get("desk-pages/method"))[0] == 404
    made = as_(carol).put("desk-pages/method", METHOD)
    shown = made.json()
    assert (made.status_code, made["Location"].endswith("desk-pages/method")) == (201, True)
    assert shown == {
        "id": shown["id"],
        "name": "method",
        "number": 1,
        "title": "How we work",
        "text": METHOD["text"],
        "withdrawn": False,
        "scale": None,
        "author": "carol",
        "published_at": shown["published_at"],
        "url": "http://127.0.0.1:8000/public/desk/about/method/1",
    }
    assert set(DeskPageOutput(shown).data) == set(shown)
    assert problem(as_(carol).put("desk-pages/method", METHOD | {"text": "More."}))[0] == 428
    second = as_(carol).put("desk-pages/method", METHOD | {"text": "More."}, etag=made["ETag"])
    assert (second.status_code, second.json()["number"]) == (200, 2)
    stale = as_(carol).put("desk-pages/method", METHOD | {"text": "Else."}, etag=made["ETag"])
    assert (problem(stale)[0], stale.json()["current"]["number"]) == (412, 2)
    assert as_(vera).get("desk-pages/method").json() == second.json()
    assert as_(vera).get("desk-pages").json()["results"] == [second.json()]
    assert as_(vera).get("desk-pages/method/versions").json()["results"] == [shown, second.json()]
    assert as_(vera).get("desk-pages/method/versions/1").json() == shown
    assert [line[:3] for line in log(before)] == [("carol", "create", "desk_page"), ("carol", "edit", "desk_page")]
    change = as_(vera).get(f"changes?after={head() - 1}").json()["changes"][0]
    assert (change["state"], change["object"]["url"].endswith("desk-pages/method/versions/2")) == (second.json(), True)


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"title": " "}, "/title"),
        ({"text": "\n"}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": "a" * 100_001}, "/text"),
        ({"number": 2}, "/number"),
    ],
)
def test_bad_page_is_refused_at_its_field(as_, carol, body, pointer):
    assert problem(as_(carol).put("desk-pages/method", METHOD | body)) == (400, [pointer])
    assert DeskPage.objects.count() == 0


def test_same_again_is_no_version_and_other_names_are_no_pages(as_, carol, write):
    write(text=METHOD["text"])
    assert problem(as_(carol).put("desk-pages/method", METHOD, etag="*")) == (409, [])
    for path in ("desk-pages/imprint", "desk-pages/imprint/versions", "desk-pages/method/versions/2"):
        assert problem(as_(carol).get(path))[0] == 404
    assert problem(as_(carol).put("desk-pages/imprint", METHOD))[0] == 404


@pytest.mark.parametrize(("who", "read", "put"), [("eve", 404, 404), ("vera", 200, 403), ("alice", 200, 403)])
def test_members_read_and_editors_write(as_, cast, write, who, read, put):
    write()
    caller = as_(getattr(cast, who))
    for path in ("desk-pages", "desk-pages/method", "desk-pages/method/versions", "desk-pages/method/versions/1"):
        assert caller.get(path).status_code == read
    assert caller.put("desk-pages/method", METHOD, etag="*").status_code == put


def test_versions_now_say_what_holds(desk, dave, write):
    assert versions_now(desk) == {}
    write("contact", title="Contact")
    write("method")
    write("method", "We read more.")
    write("ratings", title="Ratings")
    add_scale(project=desk, actor=dave, ratings=DEFAULT_SCALE[:5], base=1)
    frozen = versions_now(desk)
    assert frozen == {
        "method": {"number": 2, "title": "How we work", "scale": None},
        "ratings": {"number": 1, "title": "Ratings", "scale": 2},
        "contact": {"number": 1, "title": "Contact", "scale": None},
    }
    about = "http://127.0.0.1:8000/public/desk/about"
    assert [link["url"] for link in links(desk, frozen)] == [
        f"{about}/method/2",
        f"{about}/ratings/1?scale=2",
        f"{about}/contact/1",
    ]
    assert links(desk, None) == []


def test_number_of_statements_stays(as_, vera, write):
    caller, counts = as_(vera), []
    for name in ("method", "funding", "staff"):
        write(name)
        with CaptureQueriesContext(connection) as run:
            caller.get("desk-pages")
        counts.append(len(run))
    assert counts[0] == counts[1] == counts[2]


def test_page_is_withdrawn_and_written_anew(as_, desk, carol, alice, vera, write, log, head):
    first = write()
    frozen = versions_now(desk)
    before = head()
    assert problem(as_(alice).delete("desk-pages/method", etag='"1"'))[0] == 403
    assert problem(as_(carol).delete("desk-pages/method"))[0] == 428
    assert problem(as_(carol).delete("desk-pages/funding", etag="*"))[0] == 404
    assert as_(carol).delete("desk-pages/method", etag='"1"').status_code == 204
    assert problem(as_(vera).get("desk-pages/method"))[0] == 410
    assert problem(as_(carol).delete("desk-pages/method", etag="*"))[0] == 410
    assert (as_(vera).get("desk-pages").json()["results"], versions_now(desk), links_now(desk)) == ([], {}, [])
    # What was frozen leads where it led.
    assert links(desk, frozen)[0]["url"] == as_(vera).get("desk-pages/method/versions/1").json()["url"]
    rows = as_(vera).get("desk-pages/method/versions").json()["results"]
    assert [(row["number"], row["text"], row["withdrawn"]) for row in rows] == [
        (1, first.text, False),
        (2, "", True),
    ]
    again = as_(carol).put("desk-pages/method", {"title": first.title, "text": first.text})
    assert (again.status_code, again.json()["number"], again.json()["withdrawn"]) == (201, 3, False)
    assert list(versions_now(desk)) == ["method"]
    assert [line[1] for line in log(before)] == ["withdraw", "create"]

"""Each fact-check links the desk's pages in the versions that were valid when it was published."""

import pytest

from annotations.deskpages.actions import add_page
from annotations.publishing.actions import correct, publish
from annotations.publishing.models import Publication
from annotations.publishing.public import page_of, row

URL = "http://127.0.0.1:8000/public/desk/about/method"


@pytest.fixture
def write(desk, carol):
    return lambda base: add_page(
        project=desk, actor=carol, name="method", title="How we work", text=f"Text {base + 1}.", base=base
    )


def test_each_version_of_a_fact_check_links_what_held_then(desk, carol, claim, write):
    write(0)
    publish(claim=claim, actor=carol)
    write(1)
    correct(claim=claim, actor=carol, kind="fix", reason="A typing error.", headline="Other")
    write(2)
    first, second = Publication.objects.order_by("number")
    assert [page_of(desk, each)["desk_pages"] for each in (first, second)] == [
        [{"name": "method", "title": "How we work", "url": f"{URL}/{number}"}] for number in (1, 2)
    ]
    assert "desk_pages" not in row(desk, first.snapshot)


def test_desk_without_pages_links_none(desk, carol, claim):
    assert page_of(desk, publish(claim=claim, actor=carol))["desk_pages"] == []

"""Comments on a highlight, with and without a claim."""

import pytest
from django.test import Client

from annotations.articles.models import ArticleVersion
from annotations.dossiers.span_actions import highlight
from tests.cast import problem
from tests.making import make_claim, submit

TEXT = "The bridge was closed for three days. Nobody crossed it."


@pytest.fixture
def span(as_, alice, desk):
    uid = as_(alice).post("articles", {"text": TEXT}).json()["id"]
    version = ArticleVersion.objects.select_related("article").get(article__uid=uid)
    version.article.project = desk
    fragments = [{"start": 0, "end": 37, "exact": TEXT[:37]}]
    return highlight(article=version.article, version=version, actor=alice, fragments=fragments)[0]


def texts(answer):
    return [row["text"] for row in answer.json()["results"]]


def test_comment_on_a_highlight_is_there_before_a_claim_and_on_each_claim(as_, alice, bob, vera, span):
    made = as_(alice).post(f"spans/{span.uid}/comments", {"text": "Is this checkable?"})
    assert (made.status_code, made.json()["claim"], made.json()["about"]["type"]) == (201, None, "span")
    assert as_(bob).get("comments/unread").json() == {"claims": {}, "spans": {span.uid: 1}}
    claim = as_(bob).post("claims", {"text": "It was closed.", "spans": [span.uid]}).json()["id"]
    as_(bob).post(f"claims/{claim}/comments", {"about": {"type": "span", "id": span.uid}, "text": "On this claim."})
    as_(bob).post(f"spans/{span.uid}/comments", {"text": "Yes.", "parent": made.json()["id"]})
    assert texts(as_(vera).get(f"claims/{claim}/comments")) == ["Is this checkable?", "On this claim.", "Yes."]
    assert texts(as_(vera).get(f"spans/{span.uid}/comments")) == ["Is this checkable?", "On this claim.", "Yes."]
    assert as_(vera).get("claims").json()["results"][0]["counts"]["comments"] == 3
    # Under the claim, too, an answer to what was said before it stays with the passage.
    answer = as_(alice).post(f"claims/{claim}/comments", {"text": "Good.", "parent": made.json()["id"]})
    assert (answer.status_code, answer.json()["claim"]) == (201, None)


def test_comment_on_a_highlight_that_is_not_linked_is_refused(as_, alice, desk, span):
    claim = make_claim(desk, alice)
    body = {"about": {"type": "span", "id": span.uid}, "text": "x"}
    assert problem(as_(alice).post(f"claims/{claim.uid}/comments", body)) == (400, ["/about/id"])


def test_comment_on_a_deleted_highlight_is_gone_with_it(as_, alice, carol, span):
    made = as_(alice).post(f"spans/{span.uid}/comments", {"text": "x"}).json()
    as_(carol).delete(f"spans/{span.uid}", etag="*")
    assert as_(alice).get(f"comments/{made['id']}").status_code == 410
    assert as_(alice).get(f"spans/{span.uid}/comments").status_code == 410


def test_comment_on_a_highlight_is_held_back_for_the_claim_that_is_sealed(as_, alice, bob, desk, span):
    claims = [make_claim(desk, bob, f"Claim {n}.", spans=[span.uid]) for n in (1, 2)]
    submit(claims[0], alice)
    made = as_(alice).post(f"spans/{span.uid}/comments", {"text": "It proves it."}).json()
    assert made["held"] is True
    assert texts(as_(bob).get(f"spans/{span.uid}/comments")) == []
    submit(claims[0], bob)
    assert texts(as_(bob).get(f"spans/{span.uid}/comments")) == ["It proves it."]
    # Under the seals of two claims it waits for both (test_held.py).
    for claim in (claims[1], make_claim(desk, bob, "Claim 3.", spans=[span.uid])):
        submit(claim, alice)
    assert as_(alice).post(f"spans/{span.uid}/comments", {"text": "x"}).json()["held"] is True


def test_card_of_a_highlight_shows_what_was_said(client, as_, alice, bob, span):
    made = as_(alice).post(f"spans/{span.uid}/comments", {"text": "Ask @bob: <b>"}).json()
    as_(bob).post(f"spans/{span.uid}/comments", {"text": "Yes.", "parent": made["id"]})
    client.force_login(bob)
    answer = client.get(f"/d/desk/spans/{span.uid}/discussion")
    assert answer.status_code == 200
    assert 'Ask <b class="mention">@bob</b>: &lt;b&gt;' in answer.content.decode()
    link = client.get(f"/d/desk/comments/{made['id']}")
    assert link["Location"] == f"/d/desk/articles/{span.article.uid}#span={span.uid}&comment={made['id']}"


def test_form_says_beforehand_that_a_passage_is_sealed_by_another_claim(alice, bob, desk, span):
    one, other = (make_claim(desk, bob, f"Claim {n}.", spans=[span.uid]) for n in (1, 2))

    def held(user, path):
        client = Client()
        client.force_login(user)
        answer = client.get(f"/d/desk/{path}")
        assert b"data-held-passage" in answer.content
        return answer.context["data"]["held_passages"]

    paths = [f"spans/{span.uid}/discussion", f"claims/{one.uid}", f"claims/{other.uid}/card"]
    assert [held(alice, path) for path in paths] == [[], [], []]
    submit(one, alice)
    assert [held(alice, path) for path in paths] == [[span.uid]] * 3
    # Nobody learns it of somebody else.
    assert [held(bob, path) for path in paths] == [[], [], []]
    submit(one, bob)
    assert [held(alice, path) for path in paths] == [[], [], []]

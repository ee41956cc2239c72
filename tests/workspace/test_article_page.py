"""The workspace and the filling pass as pages: what they embed, to whom, at which price."""

import json
import re

import pytest

from annotations.articles import intake
from annotations.articles.actions import add_version, create_article
from annotations.dossiers.article_actions import delete_article
from annotations.dossiers.claim_actions import create_claims
from annotations.dossiers.span_actions import delete_span, highlight
from annotations.workspace.article_page import script_json

TEXT = "\n".join(f"Sentence {n} of the report." for n in range(60))


@pytest.fixture
def article(cast):
    return create_article(
        project=cast.desk, actor=cast.carol, document=intake.read("text", TEXT), source="text", title="Report <b>"
    )


def mark(article, n, by):
    version = article.versions.get(number=1)
    start = TEXT.index(f"Sentence {n} of")
    fragments = [{"start": start, "end": start + 8, "exact": "Sentence"}]
    return highlight(article=article, version=version, actor=by, fragments=fragments)[0]


def claim_on(article, n, by, **more):
    span = mark(article, n, by)
    draft = {"text": f"Claim {n}.", "spans": [span.uid], **more}
    return span, create_claims(project=article.project, actor=by, drafts=[draft])[0]


def state_of(response):
    found = re.search(rb'<script type="application/json" id="state">(.*?)</script>', response.content, re.S)
    return json.loads(found.group(1))


@pytest.mark.parametrize("page", ["", "/table"])
def test_page_embeds_the_state_of_the_article(client, cast, article, page):
    span, claim = claim_on(article, 3, cast.alice, claimant={"name": "Dahl"})
    mark(article, 1, cast.bob)
    client.force_login(cast.alice)
    response = client.get(f"/d/desk/articles/{article.uid}{page}")
    assert response.status_code == 200
    state = state_of(response)
    assert set(state) == {
        "project", "me", "article", "older", "version", "ratings", "people", "spans", "claims", "assignments", "head",
    }  # fmt: skip
    assert [state["project"]["slug"], state["project"]["role"]] == ["desk", "reviewer"]
    assert state["me"] == {"username": "alice", "name": "Alice", "trainee": False}
    assert state["article"]["title"] == "Report <b>"
    assert [one["author"] for one in state["spans"]] == ["alice", "bob"]
    assert state["spans"][0]["claims"] == [claim.uid]
    assert [state["spans"][0]["id"], state["spans"][0]["version"]] == [span.uid, 1]
    [row] = state["claims"]
    assert [row["id"], row["text"], row["claimant"]["name"], row["counts"], row["round"]] == [
        claim.uid,
        "Claim 3.",
        "Dahl",
        {"spans": 1, "evidence": 0, "comments": 0},
        None,
    ]
    assert str(state["head"]) == response["Changes-Head"]
    assert [rating["slug"] for rating in state["ratings"]["ratings"]][:2] == ["true", "mostly-true"]
    assert state["people"]["bob"] == "Bob"


def test_state_is_the_same_as_the_api_gives(client, cast, article, as_):
    span, _ = claim_on(article, 3, cast.alice)
    client.force_login(cast.alice)
    state = state_of(client.get(f"/d/desk/articles/{article.uid}"))
    caller = as_(cast.alice)
    assert state["spans"] == [caller.get(f"spans/{span.uid}").json()]
    assert state["claims"] == caller.get("claims").json()["results"]


def test_text_on_the_page_is_the_stored_text(client, cast, article):
    client.force_login(cast.vera)
    body = client.get(f"/d/desk/articles/{article.uid}").content.decode()
    assert f'data-sha256="{article.sha256}"' in body
    shown = re.search(r'<article class="article-text[^>]*>(.*?)</article>', body, re.S).group(1)
    assert re.sub(r"<[^>]+>", "", shown) == TEXT


def test_words_of_people_cannot_close_the_script(client, cast, article):
    claim_on(article, 3, cast.alice, location="</script><script>alert(1)</script>")
    client.force_login(cast.alice)
    response = client.get(f"/d/desk/articles/{article.uid}")
    assert b"<script>alert(1)" not in response.content
    assert state_of(response)["claims"][0]["location"] == "</script><script>alert(1)</script>"


def test_script_json_has_no_sign_that_ends_a_script():
    assert script_json({"a": "<!--</script>\u2028"}) == '{"a":"\\u003c!--\\u003c/script>\\u2028"}'


@pytest.mark.parametrize("page", ["", "/table", "/rows"])
def test_statements_do_not_grow_with_the_article(client, cast, article, django_assert_max_num_queries, page):
    client.force_login(cast.alice)
    address = f"/d/desk/articles/{article.uid}{page}"
    client.get(address)
    claim_on(article, 0, cast.alice)
    with django_assert_max_num_queries(12) as one:
        assert client.get(address).status_code == 200
    for n in range(1, 31):
        claim_on(article, n, cast.alice, claimant={"name": f"Person {n}"})
    with django_assert_max_num_queries(12) as many:
        assert client.get(address).status_code == 200
    assert len(many) == len(one)


def test_deleted_highlights_and_claims_of_other_articles_are_left_out(client, cast, article):
    span, _ = claim_on(article, 3, cast.alice)
    delete_span(span=span, article=article, actor=cast.alice, others=False)
    create_claims(project=cast.desk, actor=cast.alice, drafts=[{"text": "Elsewhere."}])
    client.force_login(cast.alice)
    state = state_of(client.get(f"/d/desk/articles/{article.uid}"))
    assert [state["spans"], state["claims"]] == [[], []]


def test_rows_are_what_was_asked_for_and_its_highlights(client, cast, article):
    span, claim = claim_on(article, 3, cast.alice)
    other = mark(article, 5, cast.alice)
    mark(article, 7, cast.alice)
    client.force_login(cast.vera)
    rows = client.get(f"/d/desk/articles/{article.uid}/rows?claims={claim.uid},none&spans={other.uid}").json()
    assert [row["id"] for row in rows["claims"]] == [claim.uid]
    assert [row["id"] for row in rows["spans"]] == [span.uid, other.uid]


def test_open_work_on_the_article_and_its_claims_is_embedded(client, cast, article, as_):
    _, claim = claim_on(article, 3, cast.alice)
    (other,) = create_claims(project=cast.desk, actor=cast.alice, drafts=[{"text": "Elsewhere."}])
    carol = as_(cast.carol)
    made = [
        carol.post("assignments", body | {"assignee": "bob"}).json()
        for body in ({"claim": claim.uid}, {"article": article.uid, "blocks": [0, 1]}, {"claim": other.uid})
    ]
    ended = carol.post("assignments", {"claim": claim.uid, "assignee": "alice"}).json()
    carol.patch(f"assignments/{ended['id']}", {"status": "done"}, etag="*")
    client.force_login(cast.vera)
    assert state_of(client.get(f"/d/desk/articles/{article.uid}"))["assignments"] == made[:2]
    rows = client.get(f"/d/desk/articles/{article.uid}/rows?claims={claim.uid}").json()
    assert rows["assignments"] == made[:1]


def test_rows_without_a_session_say_so_as_json(client, cast, article):
    response = client.get(f"/d/desk/articles/{article.uid}/rows?claims=a")
    assert [response.status_code, response["Content-Type"]] == [401, "application/problem+json"]


def test_newest_version_is_shown(client, cast, article):
    add_version(article=article, actor=cast.carol, document=intake.read("text", "Another text."), source="text")
    client.force_login(cast.alice)
    state = state_of(client.get(f"/d/desk/articles/{article.uid}"))
    assert [state["version"]["number"], state["version"]["length"]] == [2, 13]


@pytest.mark.parametrize("page", ["", "/table", "/rows"])
@pytest.mark.parametrize("name", ["alice", "bob", "carol", "dave", "vera"])
def test_every_member_may_read(client, cast, article, name, page):
    client.force_login(getattr(cast, name))
    assert client.get(f"/d/desk/articles/{article.uid}{page}").status_code == 200


@pytest.mark.parametrize("page", ["", "/table", "/rows"])
def test_strangers_find_nothing(client, cast, article, page):
    client.force_login(cast.eve)
    assert client.get(f"/d/desk/articles/{article.uid}{page}").status_code == 404


def test_nobody_is_asked_to_sign_in(client, cast, article):
    response = client.get(f"/d/desk/articles/{article.uid}")
    assert response["Location"] == f"/accounts/login/?next=/d/desk/articles/{article.uid}"


def test_deleted_article_is_gone(client, cast, article):
    delete_article(article=article, actor=cast.carol, others=True)
    client.force_login(cast.alice)
    assert client.get(f"/d/desk/articles/{article.uid}").status_code == 410


def test_viewer_is_offered_nothing_to_write(client, cast, article):
    client.force_login(cast.vera)
    body = client.get(f"/d/desk/articles/{article.uid}/table").content
    assert b'id="add-row"' not in body
    assert b'data-run="undo"' not in body

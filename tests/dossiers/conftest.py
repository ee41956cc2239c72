"""An article with highlights, and claims on it."""

import pytest

TEXT = "\n".join(f"Sentence number {n} says something that can be checked." for n in range(10))


@pytest.fixture
def article(as_, alice):
    """The id of an article of ten sentences."""
    return as_(alice).post("articles", {"text": TEXT, "title": "Ten sentences"}).json()["id"]


@pytest.fixture
def mark(as_, alice, article):
    """A function that highlights sentence `n` and gives the id of the highlight."""

    def highlight(n, caller=None, **more):
        line = TEXT.split("\n")[n]
        start = TEXT.index(line)
        body = {"version": 1, "start": start, "end": start + len(line), "exact": line} | more
        answer = (caller or as_(alice)).post(f"articles/{article}/spans", body)
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    return highlight


@pytest.fixture
def make_claim(as_, alice):
    """A function that makes a claim and gives it as the API does."""

    def make(text="The crash was on 24 January 2024.", caller=None, **more):
        answer = (caller or as_(alice)).post("claims", {"text": text} | more)
        assert answer.status_code == 201, answer.content
        return answer.json()

    return make


@pytest.fixture
def add_evidence(as_, alice):
    """A function that adds evidence to a claim and gives its id."""

    def add(claim, n=1, caller=None, **more):
        body = {"url": f"https://source{n}.example/", "stance": "supports"} | more
        answer = (caller or as_(alice)).post(f"claims/{claim['id']}/evidence", body)
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    return add

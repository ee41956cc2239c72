"""Articles for the tests of the workspace, and the few moves that all of them make."""

from playwright.sync_api import expect

from annotations.articles import intake
from annotations.articles.actions import create_article
from annotations.dossiers.claim_actions import create_claims
from annotations.dossiers.span_actions import highlight
from annotations.verdicts.actions import put_verdict

REPORT = """The council met on Wednesday. It raised the tariff by 34 per cent.
Nobody had asked the households. The works department counted 1,140 of them behind with their bills.
The owner paid out 61 million in dividends. Half of that went back to the town.
A year before, the council had promised the opposite. The promise is in the minutes of 12 May.
"""


def make_article(cast, text=REPORT, *, title="The heating tariff", **more):
    """An article of the desk, captured by carol."""
    more.setdefault("language", "en")
    return create_article(
        project=cast.desk, actor=cast.carol, document=intake.read("text", text), source="text", title=title, **more
    )


def mark(article, quote, by, **more):
    """A highlight on the first place of `quote` in the newest version."""
    version = article.versions.order_by("-number").first()
    start = version.text.index(quote)
    fragments = [{"start": start, "end": start + len(quote), "exact": quote}]
    return highlight(article=article, version=version, actor=by, fragments=fragments, **more)[0]


def claim_on(article, quote, by, text=None, **more):
    """A claim on the first place of `quote`; its sentence is `text`, or the quote."""
    span = mark(article, quote, by)
    draft = {"text": text or quote, "spans": [span.uid], **more}
    return create_claims(project=article.project, actor=by, drafts=[draft])[0]


def submit_verdict(claim, reviewer, rating, explanation):
    """The submitted verdict of a reviewer, sealed while the round is."""
    return put_verdict(claim=claim, actor=reviewer, rating=rating, explanation=explanation, status="submitted")[0]


def open_article(page, article, more=""):
    """Opens the workspace and waits until it is alive."""
    page.goto(f"/d/{article.project.slug}/articles/{article.uid}{more}")
    page.wait_for_selector("#saved > span")
    return page


def saved(page):
    """Waits until everything that was done is with the server."""
    page.wait_for_timeout(100)
    expect(page.locator("#saved")).to_have_attribute("data-status", "saved", timeout=20_000)


def comes_to(page, read, expected, seconds=10):
    """Waits until `read()`, mostly what the database holds, gives what is expected."""
    for _ in range(seconds * 20):
        if read() == expected:
            return
        page.wait_for_timeout(50)
    assert read() == expected


class Keys:
    """A keyboard that counts: `press` counts each combination, `type` is text and counts nothing."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *combinations):
        for combination in combinations:
            self.page.keyboard.press(combination)
            self.count += 1

    def type(self, text):
        self.page.keyboard.type(text)

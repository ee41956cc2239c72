"""Reading, selecting and marking on the real workspace: what reaches the database, and what the keyboard can do."""

import re

import pytest
from playwright.sync_api import expect

from annotations.claims.models import Claim
from annotations.spans.models import Span
from tests.browser.reader_harness import place_of

MIXED = """# Budget 🇺🇦

The minister said: [the budget rose](https://example.org/b) by 34 per cent. Dr. Smith disagreed 👩🏾‍⚕️ at once.

- First item: unemployment fell to 3.2 per cent.
- Second item: cafe\u0301 prices **doubled** in May.

| Year | Growth |
|------|--------|
| 2022 | 1.4    |

Україна відповіла: «Ні». The end of it.
"""

ARABIC = (
    "سقطت طائرة نقل عسكرية روسية قرب قرية يابلونوفو في منطقة بيلغورود. ويُظهر مقطع مصوَّر الطائرة وهي تفقد ارتفاعها.\n\n"
    "فقد قالت وزارة الدفاع الروسية إن الطائرة كانت تقل 65 أسير حرب أوكرانيًا."
)


@pytest.fixture
def article(cast, as_):
    """`article(markdown=…)`: a new article of the desk, as the API gives it."""

    def make(**more):
        answer = as_(cast.alice).post("articles", {"title": "An article", "language": "en", **more})
        assert answer.status_code == 201
        return answer.json()

    return make


@pytest.fixture
def workspace(at_screen):
    """`workspace(user, article, …)`: the page of the article, with `reader` and `store` within reach of scripts."""

    def open_page(user, article, **more):
        page = at_screen(user, **more)
        page.goto(f"/d/desk/articles/{article['id']}")
        page.evaluate(
            """async () => {
              const { src } = document.querySelector('script[type="module"][src*="workspace"]');
              Object.assign(window, await import(src));
              await reader.ready;
            }"""
        )
        return page

    return open_page


def until(page, expression):
    """Waits for a JavaScript expression to be true; Playwright's own way needs `eval`, which our policy forbids."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


def saved(page):
    until(page, "document.getElementById('saved').innerText.includes('Saved')")


def words_in(nodes, node):
    """What a screen reader reads inside a node of the accessibility tree."""
    if node.get("role", {}).get("value") == "StaticText":
        return node["name"]["value"]
    parts = [words_in(nodes, nodes[child]) for child in node.get("childIds", []) if child in nodes]
    return " ".join(" ".join(parts).split())


def drag(page, start, end):
    page.mouse.move(*place_of(page, start, "start"))
    page.mouse.down()
    x, y = place_of(page, end, "end")
    page.mouse.move(x, y - 1, steps=5)
    page.mouse.move(x, y)
    page.mouse.up()


def quotes(article):
    """The passages of the article's highlights in the order they were made."""
    spans = Span.objects.filter(article__uid=article["id"], deleted_at=None).order_by("pk")
    return [[place["exact"] for place in span.anchors.get().fragments] for span in spans]


def test_the_page_shows_the_stored_text_of_lists_tables_links_and_signs(workspace, article, cast, as_):
    mixed = article(markdown=MIXED)
    stored = as_(cast.alice).get(f"articles/{mixed['id']}/versions/1").json()["text"]
    page = workspace(cast.alice, mixed)
    assert page.evaluate("reader.root.textContent") == stored
    assert page.evaluate("reader.refused ?? null") is None
    assert page.evaluate("reader.index.length") == len(stored)


def test_a_dragged_passage_becomes_a_highlight_at_its_code_points(workspace, article, cast):
    mixed = article(markdown=MIXED)
    page = workspace(cast.alice, mixed)
    drag(page, "Dr. Smith", "at once.")
    page.get_by_role("button", name=re.compile("^Highlight")).click()
    expect(page.locator("#cards .card")).to_have_count(1)
    page.keyboard.press("Escape")
    drag(page, "cafe\u0301" if "cafe\u0301" in page.evaluate("reader.index.text") else "café", "Growth")
    page.keyboard.press("h")
    expect(page.locator("#cards .card")).to_have_count(2)
    saved(page)
    first, second = quotes(mixed)
    assert first == ["Dr. Smith disagreed 👩🏾‍⚕️ at once."]
    assert second[0].startswith("café prices doubled in May.")
    assert second[0].endswith("Growth")
    expect(page.locator(".gutter")).to_have_count(2)


def test_two_passages_make_one_highlight(workspace, article, cast):
    one = article(text="One two three four five. Six seven eight nine ten.")
    page = workspace(cast.alice, one)
    drag(page, "Six seven", "eight")
    page.locator(".pick").get_by_role("button", name=re.compile("^Add passage")).click()
    drag(page, "two three", "four")
    page.keyboard.press("h")
    expect(page.locator(".gutter")).to_have_count(1)
    until(page, "[...store.state.spans.values()].some((span) => span.revision)")
    assert quotes(one) == [["two three four", "Six seven eight"]]


def test_a_claim_is_made_from_a_passage_that_stays_painted(workspace, article, cast):
    one = article(text="The tariff rose by 34 per cent. Nobody said why.")
    page = workspace(cast.alice, one)
    drag(page, "The tariff", "per cent.")
    page.keyboard.press("c")
    field = page.locator(".panel textarea").first
    expect(field).to_be_focused()
    expect(field).to_have_value("The tariff rose by 34 per cent.")
    assert page.evaluate("[...CSS.highlights.get('fc-mine')].map(String)") == ["The tariff rose by 34 per cent."]
    page.keyboard.press("Enter")
    expect(page.locator("#cards .card")).to_have_count(1)
    until(page, "CSS.highlights.get('fc-mine').size === 0")
    saved(page)
    claim = Claim.objects.get()
    assert claim.text == "The tariff rose by 34 per cent."
    assert quotes(one) == [["The tariff rose by 34 per cent."]]


def test_overlapping_highlights_are_listed_and_the_chosen_one_opens(workspace, article, cast, as_):
    one = article(text="The aircraft carried 65 prisoners of war and six crew.")
    for quote in ("The aircraft carried 65 prisoners of war and six crew", "65 prisoners of war"):
        start = one_start = "The aircraft carried 65 prisoners of war and six crew.".index(quote)
        body = {"version": 1, "fragments": [{"start": start, "end": one_start + len(quote), "exact": quote}]}
        assert as_(cast.bob).post(f"articles/{one['id']}/spans", body).status_code == 201
    page = workspace(cast.alice, one)
    x, y = place_of(page, "prisoners", "start")
    page.mouse.click(x + 12, y)
    expect(page.get_by_role("menuitem")).to_have_count(2)
    expect(page.get_by_role("menuitem").first).to_contain_text("“65 prisoners of war”")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#cards .card-open")).to_contain_text("The aircraft carried")
    page.keyboard.press("Escape")
    expect(page.locator("#cards .card-open")).to_have_count(0)


def test_keys_claim_and_mark_sentence_after_sentence_of_a_transcript(workspace, article, cast):
    speeches = [f"Speaker{n}: Item {n} rose by {n} per cent. It fell again in year {2000 + n}." for n in range(1, 4)]
    transcript = article(text="\n\n".join(speeches))
    page = workspace(cast.alice, transcript)
    page.locator(".reader-scroll").focus()
    for key in "jc" * 4 + "jx" + "jh":
        page.keyboard.press(key)
    saved(page)
    expect(page.locator("#cards .card")).to_have_count(6)
    claims = list(Claim.objects.order_by("pk"))
    assert [(claim.text, claim.claimant.name) for claim in claims] == [
        ("Item 1 rose by 1 per cent.", "Speaker1"),
        ("It fell again in year 2001.", "Speaker1"),
        ("Item 2 rose by 2 per cent.", "Speaker2"),
        ("It fell again in year 2002.", "Speaker2"),
    ]
    assert len(quotes(transcript)) == 6
    assert Span.objects.filter(checkable=False).count() == 1
    # Nothing opened, the cursor is where it was.
    expect(page.locator("#cards .card-open")).to_have_count(0)
    assert page.evaluate("reader.marking.current().exact") == "It fell again in year 2003."


def test_a_passage_is_selected_by_keyboard_alone(workspace, article, cast):
    one = article(text="Alpha beta gamma delta. Epsilon zeta.")
    page = workspace(cast.alice, one)
    page.locator(".reader-scroll").focus()
    page.keyboard.press("s")
    page.keyboard.press("Control+ArrowRight")
    for _ in range(2):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.wait_for_selector(".pick")
    page.keyboard.press("h")
    expect(page.locator(".gutter")).to_have_count(1)
    saved(page)
    assert quotes(one) == [["beta gamma"]]


def test_a_passage_is_chosen_from_lists_by_a_screen_reader(workspace, article, cast):
    one = article(text="Alpha beta gamma delta. Epsilon zeta eta.\n\nSecond paragraph here.")
    page = workspace(cast.alice, one)
    button = page.get_by_role("button", name="Choose passage in paragraph 1")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Choose passage in paragraph 1")
    page.get_by_label("From sentence").select_option(label="2. Epsilon zeta eta.")
    page.get_by_label("From word").select_option(label="2. zeta")
    expect(dialog.locator("output")).to_have_text("2 words, “zeta eta.”, no highlight overlaps")
    dialog.get_by_role("button", name="Highlight").press("Enter")
    expect(page.locator("#cards .card")).to_have_count(1)
    expect(button).to_be_focused()
    saved(page)
    assert quotes(one) == [["zeta eta."]]


def test_marks_and_their_notes_are_in_the_accessibility_tree(workspace, article, cast, as_, check_accessibility):
    one = article(text="Alpha beta gamma delta. Epsilon zeta eta.")
    body = {"version": 1, "fragments": [{"start": 6, "end": 16, "exact": "beta gamma"}]}
    span = as_(cast.bob).post(f"articles/{one['id']}/spans", body).json()
    as_(cast.bob).post("claims", {"text": "Beta comes before gamma.", "spans": [span["id"]]})
    page = workspace(cast.alice, one)
    page.evaluate("reader.showMarks('text')")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    (mark,) = [node for node in nodes if node.get("role", {}).get("value") == "mark"]
    assert words_in(by_id, mark) == "beta gamma [1 · No rating yet]"
    note = page.locator(f"#note-{span['id']}")
    assert note.inner_text() == "1. No rating yet. “beta gamma”. Beta comes before gamma."
    check_accessibility(page, ".reader")


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_the_article_with_highlights_is_accessible(
    workspace, article, cast, as_, check_accessibility, width, colour_scheme
):
    one = article(text="Alpha beta gamma delta. Epsilon zeta eta.\n\nSecond paragraph here.")
    for start, end, exact in ((0, 10, "Alpha beta"), (6, 16, "beta gamma")):
        as_(cast.bob).post(
            f"articles/{one['id']}/spans",
            {"version": 1, "fragments": [{"start": start, "end": end, "exact": exact}]},
        )
    page = workspace(cast.alice, one, width=width, colour_scheme=colour_scheme)
    expect(page.locator(".gutter")).to_have_count(1)
    page.keyboard.press("j")
    check_accessibility(page, ".reader")


def test_a_colleagues_highlight_arrives_without_moving_anything(workspace, article, cast, as_):
    one = article(text="\n\n".join(f"Paragraph {n} says something about the year {1900 + n}." for n in range(60)))
    page = workspace(cast.alice, one)
    page.evaluate("reader.scroller.scrollTo({top: 900, behavior: 'instant'})")
    page.wait_for_timeout(200)
    before = page.evaluate("reader.scroller.scrollTop")
    body = {"version": 1, "fragments": [{"start": 0, "end": 11, "exact": "Paragraph 0"}]}
    assert as_(cast.bob).post(f"articles/{one['id']}/spans", body).status_code == 201
    until(page, "reader.shelf.items.size === 1")
    assert page.evaluate("reader.scroller.scrollTop") == before
    assert page.evaluate("document.activeElement === document.body") is True
    until(page, "reader.announcer.polite.textContent === '1 new from colleagues'")


def test_touch_docks_the_actions_over_the_sheet(workspace, article, cast):
    one = article(text="Alpha beta gamma delta. Epsilon zeta eta.")
    page = workspace(cast.alice, one, width=390, is_mobile=True)
    page.evaluate(
        """() => {
          const range = reader.index.toRange(6, 16);
          getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
        }"""
    )
    dock = page.get_by_role("toolbar", name="Selected passage")
    expect(dock).to_be_visible()
    place = dock.bounding_box()
    assert place["y"] + place["height"] == 844
    top = page.evaluate("document.elementFromPoint(195, 830).closest('[role=toolbar]') !== null")
    assert top is True
    dock.get_by_role("button", name=re.compile("Highlight")).tap()
    until(page, "document.getElementById('saved').innerText.includes('Saved') && reader.shelf.items.size === 1")
    assert quotes(one) == [["beta gamma"]]


def test_an_arabic_article_is_read_selected_and_marked_from_the_right(workspace, article, cast):
    arabic = article(text=ARABIC, language="ar")
    page = workspace(cast.alice, arabic)
    drag(page, "ويُظهر مقطع", "ارتفاعها.")
    text = page.locator(".article-text").bounding_box()
    bar = page.locator(".pick").bounding_box()
    assert abs(bar["x"] + bar["width"] - text["x"] - text["width"]) < 4
    page.keyboard.press("h")
    expect(page.locator(".gutter")).to_have_count(1)
    mark = page.locator(".gutter").bounding_box()
    assert mark["x"] + mark["width"] <= text["x"]
    saved(page)
    assert quotes(arabic) == [["ويُظهر مقطع مصوَّر الطائرة وهي تفقد ارتفاعها."]]


def test_a_viewer_reads_and_copies_but_marks_nothing(workspace, article, cast):
    one = article(text="Alpha beta gamma delta.")
    page = workspace(cast.vera, one)
    drag(page, "beta", "gamma")
    page.wait_for_selector(".pick")
    assert page.locator(".pick button").evaluate_all("(all) => all.map((one) => one.dataset.action)") == ["copy"]
    for key in ("h", "c", "l", "p", "x"):
        page.keyboard.press(key)
    assert page.evaluate("store.state.spans.size") == 0
    assert Span.objects.count() == 0

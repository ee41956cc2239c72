"""The article side of the workspace in a real browser, on its own page: selecting, overlaps, the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader_harness import place_of, serve
from tests.browser.workspace import comes_to


@pytest.fixture(scope="module")
def site():
    server, address = serve()
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader(site, chromium):
    """A function that opens the reader: `reader("article=rtl", width=390)` gives the page."""
    contexts, problems = [], []

    def open_page(query="", width=1440, height=900, **more):
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{site}/harness/reader.html?{query}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def settled(page):
    """Waits until what is selected has been read."""
    page.wait_for_function("!reader.selecting.pick.timer")


def drag(page, start, end):
    """Drags the mouse from the first character of a quote to the last of another."""
    page.mouse.move(*place_of(page, start, "start"))
    page.mouse.down()
    x, y = place_of(page, end, "end")
    page.mouse.move(x, y - 1, steps=5)
    page.mouse.move(x, y)
    page.mouse.up()
    settled(page)


def picked(page):
    return [place["exact"] for place in page.evaluate("reader.selection()") or []]


def events(page, name):
    return page.evaluate("(name) => seen.filter(([one]) => one === name).map(([, value]) => value)", name)


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def selection_boxes(page):
    return page.evaluate(
        """() => reader.selecting.pick.painted().flatMap(({start, end}) =>
          [...reader.index.toRange(start, end).getClientRects()].map((box) => box.toJSON()))"""
    )


def crosses(a, b):
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"] - 1
        and b["y"] < a["y"] + a["height"] - 1
    )


# Selecting -----------------------------------------------------------------------


def test_a_passage_dragged_with_the_mouse_shows_the_bar_below_it(reader):
    page = reader()
    drag(page, "Video filmed", "row of houses.")
    assert picked(page) == [
        "Video filmed from a nearby street shows the aircraft losing height steeply"
        " before smoke rises behind a row of houses."
    ]
    bar = box(page, ".pick")
    lines = selection_boxes(page)
    assert [crosses(bar, line) for line in lines] == [False] * len(lines)
    assert 0 < bar["y"] - max(line["y"] + line["height"] for line in lines) < 16
    names = [button.get_attribute("data-action") for button in page.locator(".pick button").all()]
    assert names == ["highlight", "claim", "link", "add", "copy"]


def test_a_drag_across_blocks_is_one_fragment_with_the_separator(reader):
    page = reader()
    drag(page, "a row of houses.", "By the afternoon")
    assert picked(page) == ["a row of houses.\nBy the afternoon"]


def test_a_drag_upwards_gives_the_same_as_one_downwards(reader):
    page = reader()
    page.mouse.move(*place_of(page, "row of houses.", "end"))
    page.mouse.down()
    page.mouse.move(*place_of(page, "Video filmed", "start"), steps=6)
    page.mouse.up()
    settled(page)
    assert picked(page)[0].startswith("Video filmed")
    assert picked(page)[0].endswith("row of houses.")


def test_a_drag_that_begins_or_ends_outside_the_article_is_clipped(reader):
    page = reader()
    heading = box(page, "h1")
    page.mouse.move(heading["x"] + 30, heading["y"] + 10)
    page.mouse.down()
    page.mouse.move(*place_of(page, "A Russian Il-76", "end"), steps=6)
    page.mouse.up()
    settled(page)
    assert picked(page) == ["A Russian Il-76"]
    page.mouse.move(*place_of(page, "row of houses.", "start"))
    page.mouse.down()
    page.mouse.move(*place_of(page, "65 Ukrainian", "end"), steps=6)
    panel = box(page, ".panel")
    page.mouse.move(panel["x"] + 60, panel["y"] + 300, steps=6)
    page.mouse.up()
    settled(page)
    start = page.evaluate("reader.index.text.indexOf('row of houses.')")
    (fragment,) = page.evaluate("reader.selection()")
    assert fragment["start"] == start
    assert fragment["end"] <= page.evaluate("reader.index.length")


def test_links_lists_tables_and_signs_are_quoted_as_stored(reader):
    page = reader("article=mixed")
    drag(page, "The minister", "34 per cent.")
    assert picked(page) == ["The minister said: the budget rose by 34 per cent."]
    drag(page, "First item", "in May.")
    assert picked(page) == [
        "First item: unemployment fell to 3.2 per cent.\nSecond item: cafe\u0301 prices doubled 🇺🇦🇵🇱 in May."
    ]
    page.keyboard.press("Escape")  # the bar lies over the table
    drag(page, "2022", "1.4")
    assert picked(page) == ["2022\nGrowth\n1.4"]


@pytest.mark.parametrize(
    ("quote", "cut", "whole"),
    [("👩🏾‍⚕️", 2, "👩🏾‍⚕️"), ("e\u0301 prices", 1, "e\u0301"), ("🇺🇦", 2, "🇺🇦")],
    ids=["ZWJ sequence", "combining mark", "flag"],
)
def test_a_selection_never_cuts_a_grapheme(reader, quote, cut, whole):
    page = reader("article=mixed")
    page.evaluate(
        """([quote, cut]) => {
          const at = reader.index.text.indexOf(quote);
          const [from, to] = [reader.index.locate(at, false), reader.index.locate(at + cut, true)];
          getSelection().setBaseAndExtent(...from, ...to);
        }""",
        [quote, cut],
    )
    page.wait_for_function("reader.selection()")
    assert picked(page) == [whole]


def test_offsets_are_code_points(reader):
    page = reader("article=mixed")
    drag(page, "Нічого не", "не сталося.")
    (fragment,) = page.evaluate("reader.selection()")
    text = page.evaluate("reader.index.text")
    assert text[fragment["start"] : fragment["end"]] == fragment["exact"] == "Нічого не сталося."


@pytest.mark.parametrize("article", ["mixed", "rtl", "mock"])
def test_random_passages_come_back_from_the_page_as_they_went_in(reader, article):
    page = reader(f"article={article}")
    text = page.evaluate("reader.root.textContent")
    wrong = page.evaluate(
        """() => {
          const { index } = reader;
          const wrong = [];
          let seed = 5;
          const below = (n) => (seed = (seed * 48271) % 2147483647) % n;
          for (let round = 0; round < 300; round += 1) {
            const start = below(index.length);
            const end = start + 1 + below(Math.min(200, index.length - start));
            const range = index.toRange(start, end);
            if (String(range) !== index.quote(start, end)) wrong.push(["to", start, end]);
            const [found] = index.fromRange(range);
            if (!found) continue;
            if (found.exact !== index.quote(found.start, found.end)) wrong.push(["exact", start, end]);
            const [again] = index.fromRange(index.toRange(found.start, found.end));
            if (JSON.stringify(again) !== JSON.stringify(found)) wrong.push(["again", start, end]);
            if (found.start > start && index.quote(start, found.start).trim()) wrong.push(["start", start, end]);
            if (found.end < end && index.quote(found.end, end).trim()) wrong.push(["end", start, end]);
          }
          const whole = document.createRange();
          whole.selectNodeContents(index.root);
          return [wrong, index.fromRange(whole)[0]];
        }"""
    )
    assert wrong[0] == []
    assert wrong[1] == {"start": 0, "end": len(text), "exact": text}


def test_whole_words_are_taken_when_asked_and_that_is_remembered(reader):
    page = reader()
    page.evaluate("reader.selecting.setSnap('words')")
    drag(page, "ideo filmed fr", "ideo filmed fr")
    assert picked(page) == ["Video filmed from"]
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("reader.selecting.snap()") == "words"


def test_a_selection_by_keyboard_counts_when_it_rests(reader):
    page = reader()
    page.locator(".reader-scroll").focus()
    page.keyboard.press("s")
    for _ in range(3):
        page.keyboard.press("Shift+Control+ArrowRight")
    comes_to(page, lambda: picked(page)[-1:], ["A Russian Il"])
    assert page.locator(".reader-caret").is_visible()
    assert page.locator(".pick").is_visible()
    page.keyboard.press("h")
    assert [event["fragments"][0]["exact"] for event in events(page, "action")] == ["A Russian Il"]


def test_the_caret_stays_in_the_article(reader):
    page = reader()
    page.locator(".reader-scroll").focus()
    page.keyboard.press("s")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(400)
    assert page.evaluate("reader.root.contains(getSelection().focusNode)") is True


def test_touch_puts_the_actions_into_a_dock_at_the_bottom(reader):
    page = reader(width=390, height=844, has_touch=True, is_mobile=True)
    page.evaluate(
        """() => {
          const at = reader.index.text.indexOf("Video filmed");
          const range = reader.index.toRange(at, at + 30);
          getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
        }"""
    )
    page.wait_for_selector(".dock")
    dock = box(page, ".dock")
    assert dock["x"] == 0
    assert dock["width"] == 390
    assert dock["y"] + dock["height"] == 844
    sizes = [button.bounding_box() for button in page.locator(".dock button").all()]
    assert len(sizes) == 5
    assert [size["height"] >= 44 and size["width"] >= 44 for size in sizes] == [True] * 5
    page.locator(".dock button").first.tap()
    assert [event["action"] for event in events(page, "action")] == ["highlight"]
    assert page.locator(".dock").count() == 0


def test_added_passages_make_one_highlight_in_order_of_the_text(reader):
    page = reader()
    drag(page, "six crew", "three escorts")
    page.keyboard.press("p")
    drag(page, "65 Ukrainian", "prisoners of war")
    assert page.locator(".pick-count").inner_text() == "2 passages"
    page.keyboard.press("h")
    (event,) = events(page, "action")
    assert [place["exact"] for place in event["fragments"]] == [
        "65 Ukrainian prisoners of war",
        "six crew members and three escorts",
    ]
    assert [place["start"] < place["end"] for place in event["fragments"]] == [True, True]
    assert picked(page) == []


def test_overlapping_passages_are_joined(reader):
    page = reader()
    drag(page, "65 Ukrainian", "prisoners of war")
    page.keyboard.press("p")
    drag(page, "of war, six", "six crew")
    assert picked(page) == ["65 Ukrainian prisoners of war, six crew"]


def test_the_passage_stays_painted_while_its_form_is_open(reader):
    page = reader()
    drag(page, "Video filmed", "row of houses.")
    page.keyboard.press("c")
    assert page.locator(".pick").count() == 0
    page.locator("#sentence").click()
    page.keyboard.type("The aircraft lost height before it crashed. hclp")
    page.wait_for_timeout(400)
    assert len(events(page, "action")) == 1
    painted = page.evaluate("[...CSS.highlights.get('fc-mine')].map(String)")
    assert painted[0].startswith("Video filmed")
    page.evaluate("reader.clearSelection()")
    assert page.evaluate("CSS.highlights.get('fc-mine').size") == 0


def test_escape_goes_back_exactly_one_level(reader):
    page = reader()
    page.keyboard.press("j")
    drag(page, "65 Ukrainian", "prisoners of war")
    page.keyboard.press("p")
    drag(page, "six crew", "three escorts")
    levels = []
    for _ in range(5):
        levels.append((len(picked(page)), page.evaluate("Boolean(reader.marking.current())")))
        page.keyboard.press("Escape")
        page.wait_for_timeout(40)
    assert levels == [(2, True), (1, True), (0, True), (0, False), (0, False)]


def test_the_bar_goes_above_when_there_is_no_room_below_and_never_over(reader):
    page = reader(height=520)
    page.evaluate(
        """() => { const at = reader.index.text.indexOf("next one was due");
          const box = reader.index.toRange(at, at + 5).getBoundingClientRect();
          reader.scroller.scrollTo({top: box.bottom - reader.scroller.getBoundingClientRect().bottom + 12,
            behavior: "instant"}); }"""
    )
    drag(page, "The next one", "was due on")
    bar = box(page, ".pick")
    lines = selection_boxes(page)
    assert bar["y"] + bar["height"] <= min(line["y"] for line in lines)
    assert [crosses(bar, line) for line in lines] == [False] * len(lines)


def test_a_passage_that_fills_the_screen_gets_the_bar_in_a_row_of_its_own(reader):
    page = reader(height=420)
    page.evaluate(
        """() => { const range = reader.index.toRange(0, reader.index.length);
          reader.scroller.scrollTo({top: 500, behavior: "instant"});
          getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer,
            range.endOffset); }"""
    )
    page.wait_for_selector(".pick-row")
    bar = box(page, ".pick-row")
    scroller = box(page, ".reader-scroll")
    assert bar["y"] >= scroller["y"] + scroller["height"]
    assert bar["y"] + bar["height"] <= 420


def test_a_viewer_may_only_copy(reader):
    page = reader("viewer=1")
    drag(page, "Video filmed", "row of houses.")
    assert [button.get_attribute("aria-label") for button in page.locator(".pick button").all()] == ["Copy with source"]
    page.keyboard.press("h")
    assert events(page, "action") == []


def test_the_bar_of_the_last_selection_goes_when_the_next_begins(reader):
    page = reader()
    drag(page, "Video filmed", "row of houses.")
    page.mouse.move(*place_of(page, "It said that", "start"))
    page.mouse.down()
    page.mouse.move(*place_of(page, "Lyptsi", "end"), steps=4)
    assert page.locator(".pick").count() == 0
    page.mouse.up()
    page.wait_for_selector(".pick")
    assert picked(page)[0].startswith("It said that its radar")


def test_copy_gives_quote_title_publisher_and_address(reader):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    drag(page, "Video filmed", "Video filmed")
    page.get_by_role("button", name="Copy with source").click()
    page.wait_for_function("async () => await navigator.clipboard.readText()")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“Video filmed”\nTwo accounts of one crash, The Northern Courier, https://courier.example/il-76"
    )


# Painting and overlaps ---------------------------------------------------------------


def test_each_piece_is_painted_once_by_the_shortest_rated_highlight(reader):
    page = reader()
    painted = page.evaluate(
        """() => Object.fromEntries([...CSS.highlights].filter(([, ranges]) => ranges.size)
          .map(([name, ranges]) => [name, [...ranges].map((range) => String(range).slice(0, 24))]))"""
    )
    assert painted["fc-line-misleading"] == ["the United Nations decli"]
    assert painted["fc-line-true"] == ["A Russian Il-76 military", "Rosemary DiCarlo, the Un"]
    assert painted["fc-tint-2"] == ["Rosemary DiCarlo, the Un"]
    assert painted["fc-tint-open-2"] == ["65 Ukrainian prisoners o", "six crew members and thr"]
    assert painted["fc-line-struck"] == ["Officials in Kyiv said t"]


def test_only_what_is_near_the_screen_is_registered(reader):
    page = reader("article=long&words=20000&spans=600")
    count = "[...CSS.highlights.values()].reduce((sum, ranges) => sum + ranges.size, 0)"
    top = page.evaluate(count)
    assert 0 < top < 400
    page.evaluate("reader.scroller.scrollTo({top: reader.scroller.scrollHeight / 2, behavior: 'instant'})")
    page.wait_for_timeout(150)
    assert 0 < page.evaluate(count) < 500
    near = page.evaluate(
        """() => [...CSS.highlights.get("fc-tint-1")].every((range) => {
          const box = range.getBoundingClientRect();
          return box.bottom > -6 * innerHeight && box.top < 7 * innerHeight; })"""
    )
    assert near is True


def test_a_click_on_one_highlight_opens_it(reader):
    page = reader()
    x, y = place_of(page, "The field where", "start")
    page.mouse.click(x + 20, y)
    assert events(page, "open") == [["s2"]]


def test_a_click_on_overlapping_highlights_lists_them_shortest_first(reader):
    page = reader()
    x, y = place_of(page, "Ukrainian prisoners", "start")
    page.mouse.click(x + 20, y)
    rows = page.get_by_role("menuitem")
    assert [row.get_attribute("data-span") for row in rows.all()] == ["s4", "s3"]
    assert "The claim of s4." in rows.first.inner_text()
    assert "65 Ukrainian prisoners of war" in rows.first.inner_text()
    focused = "document.activeElement.dataset.span"
    steps = [page.evaluate(focused)]
    for key in ("Tab", "Tab", "Shift+Tab"):
        page.keyboard.press(key)
        steps.append(page.evaluate(focused))
    assert steps == ["s4", "s3", "s4", "s3"]
    page.keyboard.press("Enter")
    assert events(page, "open") == [["s3"]]
    assert page.get_by_role("menu").count() == 0


def test_escape_closes_the_list_and_opens_nothing(reader):
    page = reader()
    x, y = place_of(page, "Ukrainian prisoners", "start")
    page.mouse.click(x + 20, y)
    page.keyboard.press("Escape")
    assert page.get_by_role("menu").count() == 0
    assert events(page, "open") == []


def test_the_gutter_counts_what_begins_on_one_line(reader):
    page = reader()
    line = page.evaluate("reader.index.text.indexOf('Video filmed')")
    for length, look in ((20, "false"), (40, "unrated"), (60, "sealed")):
        page.evaluate("([at, end, look]) => addSpan(at, end, look)", [line, line + length, look])
    mark = page.locator('.gutter[data-spans*="new1"][data-spans*="new3"]')
    expect(mark).to_be_visible()
    y = place_of(page, "Video filmed", "start")[1]
    assert abs(mark.bounding_box()["y"] + mark.bounding_box()["height"] / 2 - y) < 6
    assert mark.get_attribute("aria-label").endswith("highlights")
    mark.click()
    assert page.get_by_role("menuitem").count() == len(mark.get_attribute("data-spans").split())


def test_a_filter_hides_highlights_everywhere(reader):
    page = reader()
    page.evaluate("reader.setFilter((span) => span.id === 's2')")
    expect(page.locator(".gutter")).to_have_count(1)
    expect(page.locator(".strip-tick")).to_have_count(1)
    assert page.evaluate("CSS.highlights.get('fc-line-true').size") == 0
    x, y = place_of(page, "A Russian", "start")
    page.mouse.click(x + 20, y)
    assert events(page, "open") == []


def test_a_text_that_is_not_the_stored_one_is_not_drawn_on(reader):
    for wrong in ("length", "sha256"):
        page = reader(f"wrong={wrong}")
        assert events(page, "refused") == [wrong]
        assert "does not show the stored text" in page.locator(".reader-refused").inner_text()
        assert page.locator(".gutter").count() == 0
        assert page.evaluate("[...CSS.highlights.keys()]") == []


def test_a_colleagues_new_highlight_pulses_once_unless_motion_is_reduced(reader):
    fresh = "CSS.highlights.get('fc-fresh').size"
    page = reader()
    page.evaluate("addSpan(5, 20, 'unrated', {fresh: true})")
    assert page.evaluate(fresh) == 1
    page.wait_for_function(f"{fresh} === 0")
    page = reader(reduced_motion="reduce")
    page.evaluate("addSpan(5, 20, 'unrated', {fresh: true})")
    assert page.evaluate(fresh) == 0


def test_the_strip_shows_ticks_sum_and_goes_where_it_is_pressed(reader):
    page = reader("article=long&words=6000&spans=90")
    settled, of = re.match(r"(\d+)/(\d+)", page.locator(".strip-sum").inner_text()).groups()
    assert (settled, of) == ("63", "90")
    assert 40 < page.locator(".strip-tick").count() <= 90
    strip = box(page, ".strip-map")
    page.mouse.click(strip["x"] + 10, strip["y"] + strip["height"] * 0.75)
    page.wait_for_timeout(100)
    middle = page.evaluate(
        "(reader.scroller.scrollTop + reader.scroller.clientHeight / 2 - reader.display.viewport.top)"
        " / reader.display.viewport.size"
    )
    assert abs(middle - 0.75) < 0.01
    view = box(page, ".strip-view")
    assert abs(view["y"] + view["height"] / 2 - strip["y"] - strip["height"] * 0.75) < 8


def test_scrolling_names_the_nearest_highlight(reader):
    page = reader(height=500)
    page.evaluate("seen.length = 0; reader.scrollTo('s12')")
    page.wait_for_function("reader.visibleSpan() === 's12'")
    page.wait_for_function("seen.findLast(([name]) => name === 'near')?.[1] === 's12'")


def test_without_the_highlight_api_marks_are_drawn(reader):
    page = reader("fallback=1")
    assert page.locator("mark.hl").count() == 18
    assert page.locator("mark.line-false").inner_text().startswith("The Security Council")
    assert page.evaluate("reader.index.text === reader.root.textContent") is True
    drag(page, "Video filmed", "row of houses.")
    assert len(picked(page)) == 1
    x, y = place_of(page, "The field where", "start")
    page.mouse.click(x + 20, y)
    page.mouse.click(x + 20, y)
    assert ["s2"] in events(page, "open")


# The keyboard -----------------------------------------------------------------------


def test_the_marking_pass_goes_by_sentence_and_nothing_opens(reader):
    page = reader()
    for key in ("j", "j", "j", "h", "j", "c", "Shift+J", "x", "k", "l"):
        page.keyboard.press(key)
    done = [(event["action"], event["via"], event["fragments"][0]["exact"][:20]) for event in events(page, "action")]
    assert done == [
        ("highlight", "marking", "Video filmed from a "),
        ("claim", "marking", "By the afternoon the"),
        ("uncheckable", "marking", "By the afternoon the"),
        ("link", "marking", "Video filmed from a "),
    ]
    assert events(page, "open") == []
    cursor = page.evaluate("reader.marking.current().exact")
    assert cursor.startswith("Video filmed")
    assert page.locator(".frame-cursor").count() == 3


def test_in_a_transcript_the_cursor_leaves_out_the_name(reader):
    page = reader("article=transcript")
    sentences = []
    for _ in range(4):
        page.keyboard.press("j")
        sentences.append(page.evaluate("reader.marking.current().exact"))
    assert sentences == [
        "Item four, the heating tariff.",
        "Councillor Dahl has the floor.",
        "Thank you.",
        "The tariff rose by 34 per cent between January 2022 and January 2024.",
    ]


@pytest.mark.parametrize(("key", "code"), [("о", "KeyJ"), ("ت", "KeyJ")], ids=["Ukrainian layout", "Arabic layout"])
def test_shortcuts_work_on_other_layouts(reader, key, code):
    page = reader()
    page.evaluate(
        "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))",
        [key, code],
    )
    assert page.evaluate("reader.marking.current().exact").startswith("A Russian")


def test_shortcuts_do_nothing_while_typing_or_composing(reader):
    page = reader()
    page.locator("#sentence").click()
    page.keyboard.type("jjjh")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', isComposing: true, bubbles: true}))"
    )
    assert page.evaluate("reader.marking.current()") is None
    assert page.locator("#sentence").input_value() == "jjjh"


def test_the_cursor_is_kept_in_view(reader):
    page = reader("article=long&words=3000&spans=20", reduced_motion="reduce")
    for _ in range(40):
        page.keyboard.press("j")
    page.wait_for_timeout(100)
    cursor = box(page, ".frame-cursor")
    assert 0 < cursor["y"] < 900 * 0.8


def test_n_goes_to_the_next_highlight_and_enter_opens_it(reader):
    page = reader()
    page.evaluate("reader.open(null); reader.currentId = null; seen.length = 0; reader.focus()")
    page.keyboard.press("n")
    first = events(page, "near")[-1]
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("Shift+N")
    second = events(page, "near")[-1]
    order = page.evaluate("reader.shelf.inOrder().map((item) => item.id)")
    assert order.index(second) == order.index(first) + 1
    assert events(page, "open") == []
    page.keyboard.press("Enter")
    assert events(page, "open") == [[second]]


def test_forty_claims_take_less_than_two_hundred_keystrokes(reader):
    page = reader("article=long&words=3000&spans=0", reduced_motion="reduce")
    presses = 0
    for _ in range(40):
        for key in ("j", "c"):
            page.keyboard.press(key)
            presses += 1
    made = events(page, "action")
    assert len({event["fragments"][0]["start"] for event in made}) == 40
    assert presses == 80


# Right to left, phone, states ----------------------------------------------------------


def test_an_arabic_article_mirrors_everything(reader):
    page = reader("article=rtl&ui=ar")
    text = box(page, ".article-text")
    marks = [mark.bounding_box() for mark in page.locator(".gutter").all()]
    assert [mark["x"] + mark["width"] <= text["x"] for mark in marks] == [True] * len(marks)
    assert box(page, ".strip")["x"] > text["x"] + text["width"]
    drag(page, "ويُظهر مقطع", "البيوت.")
    assert picked(page)[0].startswith("ويُظهر مقطع")
    bar = box(page, ".pick")
    assert abs(bar["x"] + bar["width"] - (text["x"] + text["width"])) < 3


def test_an_arabic_article_on_an_english_page_keeps_its_own_direction(reader):
    page = reader("article=rtl")
    text = box(page, ".article-text")
    mark = box(page, ".gutter")
    assert mark["x"] + mark["width"] <= text["x"]
    assert page.locator(".article").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("width", [390, 1024])
def test_the_gutter_is_on_the_screen_at_every_width(reader, width):
    page = reader(width=width)
    marks = [mark.bounding_box() for mark in page.locator(".gutter").all()[:4]]
    assert [mark["x"] >= 0 and mark["x"] + mark["width"] <= width for mark in marks] == [True] * 4
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_three_hundred_highlights_one_word_and_ten_blocks(reader):
    page = reader("article=long&words=4000&spans=300")
    assert page.evaluate("reader.shelf.items.size") == 300
    page.evaluate("addSpan(0, 4, 'true')")
    page.evaluate("addSpan(0, reader.index.blocks[9].end, 'false')")
    page.wait_for_timeout(100)
    page.keyboard.press("Control+Home")
    found = page.evaluate("reader.shelf.at(1).map((item) => item.id)")
    assert found[0] == "new1"
    assert found[-1] == "new2"


# Screen readers --------------------------------------------------------------------------


def test_marks_are_in_the_accessibility_tree_with_their_notes(reader):
    page = reader()
    page.evaluate("reader.showMarks('text')")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    marks = [node for node in nodes if node.get("role", {}).get("value") == "mark"]
    assert len(marks) == 18
    details = [
        prop["value"].get("relatedNodes", [])
        for mark in marks
        for prop in mark.get("properties", [])
        if prop["name"] == "details"
    ]
    assert len(details) == 18
    names = [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "StaticText"]
    assert any("[1 · True]" in name for name in names)
    notes = page.locator("ol[aria-label='Notes to the highlights'] li")
    assert notes.first.inner_text().startswith("1. True. “A Russian Il-76")
    assert page.evaluate("reader.index.text === reader.root.textContent") is True
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.locator("mark").count() == 18
    page.evaluate("reader.showMarks(false)")
    assert page.locator("mark").count() == 0
    assert page.evaluate("CSS.highlights.get('fc-line-true').size") == 2


def test_a_passage_is_chosen_from_lists_without_a_mouse(reader):
    page = reader()
    button = page.get_by_role("button", name="Choose passage in paragraph 2")
    button.wait_for()
    assert page.evaluate("reader.index.text === reader.root.textContent") is True
    assert page.locator(".choose").count() == 9
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Choose passage in paragraph 2")
    assert dialog.is_visible()
    page.get_by_label("From sentence").select_option("1")
    page.get_by_label("From word").select_option(label="9. carrying")
    page.get_by_label("To word").select_option(label="14. war")
    assert dialog.locator("output").inner_text() == (
        "6 words, “carrying 65 Ukrainian prisoners of war”, 2 highlights overlap"
    )
    page.get_by_role("button", name="Highlight", exact=True).press("Enter")
    (event,) = events(page, "action")
    assert event["via"] == "chooser"
    assert event["fragments"][0]["exact"] == "carrying 65 Ukrainian prisoners of war"
    assert dialog.count() == 0
    assert page.evaluate("document.activeElement.className") == "choose"


def test_a_choice_that_ends_before_it_begins_is_said_and_not_offered(reader):
    page = reader()
    page.evaluate("reader.selecting.choose(1)")
    page.get_by_label("From word").select_option("5")
    page.get_by_label("To word").select_option("2")
    assert "before the first" in page.locator("output").inner_text()
    assert page.get_by_role("button", name="Highlight", exact=True).is_disabled()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0


def test_summaries_are_said_at_most_every_twenty_seconds_and_errors_at_once(reader):
    page = reader()
    said = page.evaluate(
        """async () => {
          const { Announcer } = await import("/static/js/highlights/announcer.js");
          let time = 0; const waits = [];
          const one = new Announcer(document.body, { now: () => time, wait: (fn, ms) => waits.push([fn, ms]) });
          const out = [];
          const made = (count) => `${count} new`;
          one.summary("new", 1, made); out.push(waits.at(-1)[1]); waits.at(-1)[0]();
          out.push(one.polite.textContent);
          time = 5000;
          one.summary("gone", 1, (count) => `${count} deleted`); one.summary("new", 1, made);
          one.summary("new", 2, made);
          one.summary("other", 0, () => "nothing");
          out.push(waits.at(-1)[1], waits.length);
          one.error("Not saved"); out.push(one.urgent.textContent, one.polite.textContent);
          time = 20000; waits.at(-1)[0](); out.push(one.polite.textContent);
          one.setSummaries(false); one.summary("new", 1, made); out.push(waits.length);
          out.push(new Announcer().summaries);
          return out;
        }"""
    )
    assert said == [0, "1 new", 15000, 2, "Not saved", "1 new", "1 deleted, 3 new", 2, False]


def test_the_cursor_and_the_selection_are_said(reader):
    page = reader()
    page.keyboard.press("j")
    assert page.evaluate("reader.announcer.polite.textContent").startswith("A Russian Il-76 military transport")
    drag(page, "Video filmed", "row of houses.")
    assert page.evaluate("reader.announcer.polite.textContent") == "20 words selected"

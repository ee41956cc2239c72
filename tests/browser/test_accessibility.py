"""WCAG 2.2 AA on every page: axe finds nothing, nothing is cut off on a phone, the keyboard reaches everything."""

from tests.browser.sample import OUTSIDE, sample

__all__ = ["sample"]

# What no page may need: scrolling sideways, at 390 px and at 200 % of 1440 (WCAG 1.4.10).
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, summary, textarea')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.visually-hidden, .skip, [inert]'))
    .map(e => [e.getBoundingClientRect(), e])
    .filter(([box, e]) => box.width && (box.width < 24 || box.height < 24))
    // Links within a sentence, and boxes whose label is the target, are exempt (WCAG 2.5.8).
    .filter(([box, e]) => getComputedStyle(e).display != 'inline' && !e.closest('label, p, dd, .article'))
    .map(([box, e]) => `${e.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`)"""

# What is pressed, or is too pale for white paper.
NOT_FOR_PAPER = """() => [...document.querySelectorAll('button, .button, h1, h2, p, li, td, th, dd, label, a[href]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.visually-hidden, .letter, .person'))
    .filter(e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()) && e.getBoundingClientRect().width)
    .filter(e => e.matches('button, .button') ||
                 getComputedStyle(e).color.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) > 450)
    .map(e => `${e.outerHTML.slice(0, 120)} ${getComputedStyle(e).color}`)"""


def everything(page, paths, problems, *checks):
    """What the `checks` (functions of the page that assert) say of each page, by address."""
    found = {}
    for path in paths:
        page.goto(path)
        for check in checks:
            try:
                check(page)
            except AssertionError as error:
                found[path] = f"{found.get(path, '')}{error}"[:3000]
                print(path, error)
    if "/d/nowhere/" in paths:
        problems.expect("404")
    return found


def nothing_overflows(page):
    assert page.evaluate(OVERFLOW) <= 0


def targets_fit_a_finger(page):
    assert page.evaluate(SMALL_TARGETS) == []


def test_every_page_is_legible_by_day_on_a_phone_at_night_and_on_paper(
    at_screen, sample, problems, check_accessibility
):
    page = at_screen(sample.dave)

    def at_twice_the_size(page):
        page.set_viewport_size({"width": 720, "height": 450})
        nothing_overflows(page)

    def on_a_phone_at_night(page):
        page.set_viewport_size({"width": 390, "height": 844})
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        check_accessibility(page)
        nothing_overflows(page)
        targets_fit_a_finger(page)

    def by_day(page):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        check_accessibility(page)

    def on_paper(page):
        page.emulate_media(media="print", color_scheme="dark")
        found = page.evaluate(NOT_FOR_PAPER)
        page.emulate_media(media="screen")
        assert found == []

    checks = (by_day, at_twice_the_size, on_a_phone_at_night, on_paper)
    assert everything(page, sample.pages(), problems, *checks) == {}


def test_axe_finds_nothing_as_a_viewer_sees_it(at_screen, sample, problems, check_accessibility):
    page = at_screen(sample.vera)
    assert everything(page, [*sample.main_pages(), "/d/sample/settings/"], problems, check_accessibility) == {}


def test_axe_finds_nothing_in_arabic(at_screen, sample, site, problems, check_accessibility):
    page = at_screen(sample.alice, width=1024)
    page.context.add_cookies([{"name": "django_language", "value": "ar", "url": site}])
    assert everything(page, sample.main_pages(), problems, check_accessibility, nothing_overflows) == {}


def test_axe_finds_nothing_before_signing_in(at_screen, site, problems, check_accessibility):
    assert everything(at_screen(), OUTSIDE, problems, check_accessibility) == {}


def test_axe_finds_nothing_where_something_is_wrong_or_open(at_screen, sample, problems, check_accessibility):
    page = at_screen(sample.dave)
    page.goto("/d/sample/articles/new")
    page.get_by_role("button", name="Save and begin").click()
    page.get_by_role("alert").filter(has_text="mend").wait_for()
    problems.expect("400")
    check_accessibility(page)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find or run a command").fill("new")
    check_accessibility(page)
    page.keyboard.press("Escape")
    page.locator("summary").first.click()
    check_accessibility(page)


def test_focus_is_always_visible_and_never_trapped(at_screen, sample):
    page = at_screen(sample.dave)
    for path in ("/d/sample/", "/d/sample/claims/", "/d/sample/articles/new", "/account/"):
        page.goto(path)
        count = page.evaluate("document.querySelectorAll('a[href], button, input, select, textarea, summary').length")
        seen = []
        for _ in range(count + 5):
            page.keyboard.press("Tab")
            found = page.evaluate(
                """() => {
                    const e = document.activeElement, s = getComputedStyle(e);
                    if (e === document.body) return null;
                    return [e.outerHTML.slice(0, 90), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2];
                }"""
            )
            if found is None:
                break
            seen.append(found)
        assert [html for html, visible in seen if not visible] == [], path
        assert len(seen) > 5, path
        assert found is None, f"focus stays in {path}"


def test_nothing_moves_when_less_motion_is_wanted(at_screen, sample):
    page = at_screen(sample.dave, reduced_motion="reduce")
    page.goto("/d/sample/claims/")
    page.keyboard.press("Control+k")
    durations = (
        "[...document.querySelectorAll('*')].map(e => getComputedStyle(e).animationName).filter(n => n != 'none')"
    )
    assert page.evaluate(durations) == []

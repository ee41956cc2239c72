"""The ordinary pages in a real browser: what a person does there, with a script and without."""

import re

import pytest
from playwright.sync_api import expect

from annotations.articles import intake
from annotations.articles.actions import create_article
from annotations.articles.models import Article
from annotations.claims.models import Appearance, Claim
from tests.browser.sample import sample

__all__ = ["sample"]

IL_76 = "2024-01-25 A crash near Belgorod\n\nTwo accounts of it are told. Neither has been shown to be true."


def test_one_click_signs_in_on_ones_own_machine(at_screen, sample, settings):
    settings.DEMO = True
    page = at_screen()
    page.goto("/")
    page.get_by_role("button", name="Carol Lindqvist").click()
    expect(page).to_have_url(re.compile("/d/sample/$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_palette_finds_claims_and_runs_commands_by_keyboard(at_screen, sample):
    page = at_screen(sample.alice)
    page.goto("/d/sample/activity/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Find or run a command")
    field.fill("leap")
    option = page.get_by_role("option", name=re.compile("leap year in the Gregorian"))
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-activedescendant", "palette-0")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/d/sample/(claims|articles|sources)/"))
    page.goto("/d/sample/activity/")
    page.keyboard.press("Control+k")
    field.fill("new article")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/articles/new$"))


def test_palette_closes_with_escape_and_gives_the_focus_back(at_screen, sample):
    page = at_screen(sample.alice)
    page.goto("/d/sample/")
    button = page.get_by_role("button", name="Find or run a command")
    button.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_palette_finds_a_command_in_ukrainian(at_screen, sample, site):
    page = at_screen(sample.alice)
    page.context.add_cookies([{"name": "django_language", "value": "uk", "url": site}])
    page.goto("/d/sample/")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("статей")
    page.get_by_role("option", name="До статей").click()
    expect(page).to_have_url(re.compile("/articles/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Статті")


def test_new_article_suggests_while_pasting_and_keeps_what_one_wrote(at_screen, sample):
    page = at_screen(sample.alice)
    page.goto("/d/sample/articles/new")
    page.get_by_label("Publisher").fill("The Courier")
    page.get_by_label("Paste the text here").fill(IL_76)
    title = page.get_by_label("Title")
    expect(title).to_have_value("A crash near Belgorod")
    expect(page.get_by_label("Published on")).to_have_value("2024-01-25")
    expect(page.get_by_label("Language")).to_have_value("en")
    title.fill("My own title")
    page.get_by_label("Paste the text here").fill(IL_76.replace("A crash", "The crash"))
    expect(page.get_by_label("Published on")).to_have_value("2024-01-25")
    page.get_by_role("button", name="Save and begin").click()
    expect(page).to_have_url(re.compile("/articles/[0-9a-f-]{36}$"))
    article = Article.objects.latest("pk")
    assert (article.title, article.publisher, article.published_on) == ("My own title", "The Courier", "2024-01-25")


def test_new_article_survives_a_reload_and_is_sent_once(at_screen, sample):
    page = at_screen(sample.alice)
    page.goto("/d/sample/articles/new")
    page.get_by_label("Paste the text here").fill(IL_76)
    expect(page.get_by_label("Title")).to_have_value("A crash near Belgorod")
    page.reload()
    expect(page.get_by_label("Paste the text here")).to_have_value(IL_76)
    expect(page.get_by_text("is back.")).to_be_visible()
    before = Article.objects.count()
    page.get_by_role("button", name="Save and begin").click()
    expect(page).to_have_url(re.compile("/articles/[0-9a-f-]{36}$"))
    page.goto("/d/sample/articles/new")
    expect(page.get_by_label("Paste the text here")).to_have_value("")
    assert Article.objects.count() == before + 1


def test_new_article_tells_of_the_same_text_before_saving(at_screen, sample):
    page = at_screen(sample.alice)
    known = Article.objects.order_by("pk").last()
    page.goto("/d/sample/articles/new")
    page.get_by_label("Paste the text here").fill(known.versions.get().text)
    expect(page.get_by_role("link", name=known.title)).to_be_visible()
    before = Article.objects.count()
    page.get_by_role("button", name="Save and begin").click()
    expect(page.get_by_role("alert").filter(has_text="here already")).to_be_visible()
    assert Article.objects.count() == before
    page.get_by_label("Save it once more").check()
    page.get_by_role("button", name="Save and begin").click()
    expect(page).to_have_url(re.compile("/articles/[0-9a-f-]{36}$"))
    assert Article.objects.count() == before + 1


def test_new_article_from_a_file(at_screen, sample):
    page = at_screen(sample.alice)
    page.goto("/d/sample/articles/new")
    upload = {"name": "report.md", "mimeType": "text/markdown", "buffer": b"# A heading\n\nSome *words*."}
    page.get_by_label("or choose a file").set_input_files(upload)
    expect(page.get_by_label("Title")).to_have_value("A heading")
    page.get_by_role("button", name="Save and begin").click()
    expect(page).to_have_url(re.compile("/articles/[0-9a-f-]{36}$"))
    assert Article.objects.latest("pk").versions.get().source == "file"


def test_new_article_with_a_problem_shows_it_at_the_field(at_screen, sample, problems):
    page = at_screen(sample.alice)
    page.goto("/d/sample/articles/new")
    page.get_by_label("Paste the text here").fill("Some text.")
    page.get_by_label("Published on").fill("soon")
    page.get_by_role("button", name="Save and begin").click()
    page.get_by_role("alert").filter(has_text="mend").wait_for()
    problems.expect("400")
    expect(page.get_by_label("Published on")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert").filter(has_text="mend")).to_be_focused()


def test_new_article_without_a_connection_keeps_everything(at_screen, sample, problems):
    page = at_screen(sample.alice)
    page.goto("/d/sample/articles/new")
    page.get_by_label("Paste the text here").fill("Some text.")
    expect(page.get_by_label("Title")).to_have_value("Some text.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save and begin").click()
    expect(page.get_by_role("alert").filter(has_text="cannot be reached")).to_be_visible()
    problems.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save and begin").click()
    expect(page).to_have_url(re.compile("/articles/[0-9a-f-]{36}$"))
    assert Article.objects.filter(title="Some text.").count() == 1


def test_forms_work_without_a_script(at_screen, sample):
    page = at_screen(sample.alice, java_script_enabled=False)
    page.goto("/d/sample/articles/new")
    page.get_by_label("Paste the text here").fill("Plain words.\n\nMore of them.")
    page.get_by_role("button", name="Save and begin").click()
    assert Article.objects.latest("pk").versions.get().text == "Plain words.\n\nMore of them."
    page.goto("/d/sample/claims/new")
    page.get_by_label("The claim in one sentence").fill("Bread costs more.")
    page.get_by_role("button", name="Save the claim").click()
    assert Claim.objects.latest("pk").text == "Bread costs more."


def test_new_claim_offers_similar_ones_and_keeps_a_draft(at_screen, sample):
    page = at_screen(sample.bob)
    page.goto("/d/sample/claims/new")
    page.get_by_label("The claim in one sentence").fill("The year 1900 was not a leap year in the calendar.")
    known = "The year 1900 was not a leap year in the Gregorian calendar."
    expect(page.get_by_role("link", name=known)).to_be_visible()
    page.reload()
    page.get_by_label("Network, station or place").fill("Telegram")
    page.get_by_label("Who said it").fill("Somebody new")
    page.get_by_role("button", name="Save the claim").click()
    expect(page).to_have_url(re.compile("/claims/[0-9a-f-]{36}$"))
    claim = Claim.objects.latest("pk")
    assert (claim.claimant.name, Appearance.objects.get(claim=claim).platform) == ("Somebody new", "Telegram")
    page.goto("/d/sample/claims/new")
    expect(page.get_by_label("The claim in one sentence")).to_have_value("")


def test_appearance_and_language_are_chosen_in_the_account(at_screen, sample):
    page = at_screen(sample.alice)
    page.goto("/account/")
    page.get_by_label("Appearance").select_option("dark")
    page.get_by_label("Language of the program").select_option("ar")
    page.locator("form", has=page.get_by_label("Appearance")).get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 28)"


def test_sign_out_asks_about_what_was_not_sent_and_deletes_it(at_screen, sample):
    page = at_screen(sample.alice)
    page.goto("/d/sample/claims/new")
    page.get_by_label("In their own words").fill("Half a sentence")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("summary").filter(has_text="You and your desks").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert len(asked) == 1
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('fc:alice:sample'))") == []


def test_deleted_article_comes_back_with_one_click(at_screen, sample, make_arabic):
    page, article = at_screen(sample.dave), make_arabic
    page.goto(f"/d/sample/articles/{article.uid}/details")
    page.get_by_role("button", name="Delete the article").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=article.title, exact=True)).to_be_visible()
    article.refresh_from_db()
    assert article.deleted_at is None


@pytest.mark.parametrize("width", [1440, 390])
def test_arabic_line_in_a_list_starts_where_the_others_start(at_screen, sample, make_arabic, width):
    page = at_screen(sample.alice, width=width)
    page.goto("/d/sample/articles/")
    lefts = page.eval_on_selector_all(".line-main > .said", "all => all.map(e => e.getBoundingClientRect().left)")
    assert len(lefts) == 4
    assert max(lefts) - min(lefts) < 1


@pytest.fixture
def make_arabic(sample):
    """An article with an Arabic title on the sample desk."""
    document = intake.read("text", "قال الوزير إن الأسعار ارتفعت.")
    return create_article(
        project=sample.desk, actor=sample.alice, document=document, source="text", title="أسعار المياه", language="ar"
    )

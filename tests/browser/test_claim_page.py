"""A claim at the screen: evidence, the blind flow of two people and an editor, drafts that outlive everything."""

import re

import pytest
from playwright.sync_api import expect

from annotations.claims.models import Claim
from annotations.evidence.actions import add_evidence, edit_evidence
from annotations.evidence.models import Evidence
from annotations.verdicts.actions import put_verdict
from annotations.verdicts.models import Decision, Verdict
from annotations.verdicts.rounds import edit_round
from tests.browser.workspace import claim_on, make_article, open_article

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


@pytest.fixture
def article(cast, site):
    return make_article(cast)


@pytest.fixture
def claim(cast, article):
    return claim_on(article, "It raised the tariff by 34 per cent", cast.alice, text="The tariff rose by 34 per cent.")


@pytest.fixture
def sources(cast, claim):
    """Three pieces of evidence by bob, in order."""
    return [source(cast, claim, number) for number in (1, 2, 3)]


def source(cast, claim, number, **more):
    return add_evidence(
        claim=claim,
        actor=cast.bob,
        url=f"https://site{number}.example/report",
        title=f"Report {number}",
        stance="supports",
        quote=f"Quote {number}",
        **more,
    )


def open_claim(page, claim):
    page.goto(f"/d/desk/claims/{claim.uid}")
    # The script has come when it has shown a button.
    expect(page.locator("[data-act]:visible").first).to_be_visible()
    return page


def titles(page):
    return page.locator(".evidence-list .evidence-title")


def choose(form, stance):
    form.locator(f"input[name=stance][value={stance}]").check(force=True)


# Evidence -------------------------------------------------------------------------------------------------------------


def test_evidence_by_link_is_added_by_keyboard_and_told(at_screen, cast, claim):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("e")
    expect(page.locator("input[name=url]")).to_be_focused()
    page.keyboard.type("council.example/minutes/12")
    form = page.locator(".evidence-form")
    form.locator("input[name=title]").fill("Minutes")
    form.locator("input[name=published_on]").fill("12 May 2023")
    form.locator("textarea[name=quote]").fill("  підвищити на 34 %  ")
    form.locator("input[name=quote_language]").fill("uk")
    form.locator("textarea[name=quote_translation]").fill("to raise it by 34 %")
    choose(form, "supports")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence-list .evidence")).to_have_count(1)
    expect(page.locator("#live")).to_have_text("Source 1 added.")
    row = Evidence.objects.select_related("source").get()
    assert (row.source.url, row.source.title, row.source.published_on, row.stance, row.visibility) == (
        "https://council.example/minutes/12",
        "Minutes",
        "2023-05-12",
        "supports",
        "public",
    )
    # The quote is kept as it was typed; on screen it has its own language.
    assert (row.quote, row.quote_language, row.quote_translation) == (
        "  підвищити на 34 %  ",
        "uk",
        "to raise it by 34 %",
    )
    assert page.locator(".evidence-quote").first.get_attribute("lang") == "uk"
    assert form.count() == 0
    expect(page.locator("[data-act=evidence-add]").first).to_be_focused()


def test_what_is_missing_stands_beside_the_field_and_goes_when_mended(at_screen, cast, claim):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("e")
    page.locator("input[name=published_on]").fill("last year")
    page.keyboard.press("Control+Enter")
    problems = page.locator(".evidence-form .problem li")
    expect(problems).to_have_count(3)
    expect(page.locator("input[name=url]")).to_be_focused()
    page.locator("input[name=published_on]").fill("2023")
    expect(problems).to_have_count(2)
    assert Evidence.objects.count() == 0


def test_a_bad_link_is_refused_by_the_server_at_its_field(at_screen, cast, claim, problems):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("e")
    page.keyboard.type("ftp://council.example/x")
    choose(page.locator(".evidence-form"), "context")
    page.keyboard.press("Control+Enter")
    expect(page.locator("input[name=url]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("input[name=url]")).to_have_value("ftp://council.example/x")
    problems.expect("400")


def test_a_source_of_the_desk_is_offered_while_typing_and_used_again(at_screen, cast, article, claim, sources):
    other = claim_on(article, "paid out 61 million", cast.bob, text="The owner paid out 61 million.")
    page = open_claim(at_screen(cast.alice), other)
    page.keyboard.press("e")
    options = page.locator(".finder-list [role=option]:visible")
    expect(options).to_have_count(3)
    assert options.first.text_content().startswith("Report 3")
    page.keyboard.type("report 2")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen-title]")).to_have_text("Report 2")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence-list .evidence")).to_have_count(1)
    assert Evidence.objects.get(claim=other).source_id == sources[1].source_id


def test_evidence_by_citation_with_question_and_visibility(at_screen, cast, claim):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("e")
    form = page.locator(".evidence-form")
    form.locator(".choice", has_text="Citation").click()
    form.locator("textarea[name=citation]").fill("Town archive, box 12")
    choose(form, "refutes")
    form.locator("select[name=visibility]").select_option("confidential")
    expect(form.locator("[data-visibility=confidential]")).to_be_visible()
    form.locator("summary").click()
    form.locator("textarea[name=question]").fill("By how much did it rise?")
    form.locator("select[name=answer_type]").select_option("extractive")
    form.locator("select[name=medium]").select_option("other")
    form.get_by_role("button", name="Add").click()
    expect(page.locator(".evidence-list .evidence")).to_have_count(1)
    row = Evidence.objects.select_related("source").get()
    assert (row.source.citation, row.stance, row.visibility, row.question, row.answer_type, row.medium) == (
        "Town archive, box 12",
        "refutes",
        "confidential",
        "By how much did it rise?",
        "extractive",
        "other",
    )


@pytest.mark.journey
def test_evidence_by_file_chosen_or_dropped(at_screen, cast, claim):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("e")
    form = page.locator(".evidence-form")
    form.locator(".choice", has_text="File").click()
    form.locator("input[type=file]").set_input_files({"name": "plan.png", "mimeType": "image/png", "buffer": PNG})
    choose(form, "context")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence-list .evidence")).to_have_count(1)
    page.keyboard.press("e")
    data = page.evaluate_handle(
        """bytes => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "map.png", { type: "image/png" }));
            return data;
        }""",
        list(PNG + b"\\0"),
    )
    form.dispatch_event("drop", {"dataTransfer": data})
    expect(form.locator("[data-file-told]")).to_contain_text("map.png")
    choose(form, "context")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence-list .evidence")).to_have_count(2)
    expect(titles(page)).to_have_text(["plan.png", "map.png"])
    with page.expect_download() as download:
        page.locator(".evidence-title").first.click()
    assert download.value.suggested_filename == "plan.png"


def test_order_by_buttons_keeps_the_focus_and_by_dragging(at_screen, cast, claim, sources):
    page = open_claim(at_screen(cast.alice), claim)
    down = page.locator("[data-act=evidence-down]").first
    down.focus()
    with page.expect_response("**/order"):
        page.keyboard.press("Enter")
    expect(page.locator(".evidence-title").first).to_have_text("Report 2")
    expect(page.locator("#live")).to_have_text("Moved to place 2 of 3.")
    expect(page.get_by_role("button", name="Move source 2 down")).to_be_focused()
    with page.expect_response("**/order"):
        page.keyboard.press("Enter")
    expect(page.locator(".evidence-title").nth(2)).to_have_text("Report 1")
    assert list(Evidence.objects.order_by("position").values_list("source__title", flat=True)) == [
        "Report 2",
        "Report 3",
        "Report 1",
    ]
    grip, first = page.locator("[data-grip]").nth(2), page.locator(".evidence").first
    grip.hover()
    page.mouse.down()
    box = first.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 30, steps=4)
    page.mouse.move(box["x"] + 20, box["y"] + 2, steps=4)
    with page.expect_response("**/order"):
        page.mouse.up()
    expect(page.locator(".evidence-title").first).to_have_text("Report 1")
    expect(titles(page)).to_have_text(["Report 1", "Report 2", "Report 3"])
    page.wait_for_load_state("networkidle")  # the list is drawn anew after the answer
    page.keyboard.press("Control+z")
    expect(page.locator(".evidence-title").first).to_have_text("Report 2")


def test_delete_is_taken_back_from_its_notice(at_screen, cast, claim, sources):
    page = open_claim(at_screen(cast.bob), claim)
    page.get_by_role("button", name="Delete source 2").click()
    expect(page.locator(".evidence")).to_have_count(2)
    assert Evidence.objects.alive().count() == 2
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".evidence")).to_have_count(3)
    expect(titles(page)).to_have_text(["Report 1", "Report 2", "Report 3"])


@pytest.mark.journey
def test_two_people_change_one_source_and_choose_field_by_field(at_screen, cast, claim, sources, problems):
    page = open_claim(at_screen(cast.bob), claim)
    page.get_by_role("button", name="Edit source 1").click()
    form = page.locator(".evidence-form")
    form.locator("textarea[name=quote]").fill("Bob’s words")
    edit_evidence(
        evidence=Evidence.objects.select_related("claim", "source").get(pk=sources[0].pk),
        actor=cast.alice,
        quote="Alice’s words",
        stance="refutes",
    )
    page.keyboard.press("Control+Enter")
    compare = form.locator(".conflict")
    expect(compare).to_be_visible()
    problems.expect("412")
    assert [text.strip() for text in compare.locator(".compare-name").all_text_contents() if text.strip()] == [
        "What it does",
        "Quote",
    ]
    # What only alice changed is hers unless one says otherwise; what both changed is one's own.
    compare.get_by_role("button", name="Keep as chosen").click()
    expect(form).to_have_count(0)
    row = Evidence.objects.get(pk=sources[0].pk)
    assert (row.quote, row.stance) == ("Bob’s words", "refutes")


# Drafts ---------------------------------------------------------------------------------------------------------------


def test_drafts_survive_a_reload_and_are_another_persons_on_no_account(at_screen, cast, claim, sources):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("e")
    page.keyboard.type("https://council.example/1")
    page.locator(".evidence-form textarea[name=quote]").fill("half a quote")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit source 2").click()
    page.locator(".evidence .evidence-form textarea[name=quote]").fill("another wording")
    page.reload()
    expect(page.locator(".evidence-form")).to_have_count(2)
    expect(page.locator("[data-slot=evidence] textarea[name=quote]")).to_have_value("half a quote")
    expect(page.locator("[data-slot=evidence] input[name=url]")).to_have_value("https://council.example/1")
    expect(page.locator(".evidence .evidence-form textarea[name=quote]")).to_have_value("another wording")
    page.locator("[data-slot=evidence]").get_by_role("button", name="Throw the draft away").click()
    page.reload()
    expect(page.locator(".evidence-form")).to_have_count(1)


def test_evidence_written_offline_is_sent_once_when_the_connection_is_back(at_screen, cast, claim, problems):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("e")
    page.keyboard.type("https://council.example/1")
    choose(page.locator(".evidence-form"), "supports")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence-form .problem")).to_contain_text("No connection.")
    page.context.set_offline(False)
    expect(page.locator(".evidence")).to_have_count(1)
    problems.expect("INTERNET_DISCONNECTED|Failed to load")
    assert Evidence.objects.count() == 1


@pytest.mark.journey
def test_an_answer_lost_on_the_way_makes_no_second_row(at_screen, cast, claim, problems):
    page = open_claim(at_screen(cast.alice), claim)
    lost = []

    def lose(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort("connectionreset")

    page.route("**/evidence", lose)
    page.keyboard.press("e")
    page.keyboard.type("https://council.example/1")
    choose(page.locator(".evidence-form"), "supports")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence")).to_have_count(1)
    assert lost[0].status == 201
    assert Evidence.objects.count() == 1
    problems.expect("CONNECTION_RESET")


def test_a_verdict_written_after_the_session_ended_is_sent_after_signing_in(at_screen, cast, claim, site, problems):
    page = open_claim(at_screen(cast.alice), claim)
    session = page.context.cookies()
    page.keyboard.press("v")
    page.keyboard.press("3")
    page.context.clear_cookies(name="sessionid")
    page.locator("textarea[name=explanation]").fill("One half stands.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".verdict-form .problem")).to_contain_text("You have been signed out.")
    expect(page.locator(".verdict-form .problem a")).to_have_attribute("target", "_blank")
    page.context.add_cookies([cookie for cookie in session if cookie["name"] == "sessionid"])
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#verdict .sealed")).to_contain_text("Yours is in.")
    verdict = Verdict.objects.get()
    assert (verdict.rating.slug, verdict.explanation, verdict.status) == ("half-true", "One half stands.", "submitted")
    problems.expect("401|403")


# Verdicts -------------------------------------------------------------------------------------------------------------


def test_numbers_set_a_rating_in_the_form_only_and_submit_nothing(at_screen, cast, claim):
    page = open_claim(at_screen(cast.alice), claim)
    page.keyboard.press("4")
    assert page.locator("input[name=rating]:checked").count() == 0
    page.keyboard.press("v")
    page.keyboard.press("4")
    expect(page.locator("input[name=rating]:checked")).to_have_value("mostly-false")
    expect(page.locator("#verdict .definition")).to_contain_text("Mostly false.")
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=rating]:checked")).to_have_value("false")
    page.locator("textarea[name=explanation]").focus()
    page.keyboard.type("On 12 May it rose 2 times")
    expect(page.locator("input[name=rating]:checked")).to_have_value("false")
    expect(page.locator("textarea[name=explanation]")).to_have_value("On 12 May it rose 2 times")
    expect(page.locator("[data-kept]")).to_contain_text("Draft kept")
    assert Verdict.objects.get().status == "draft"


def test_the_bracket_inserts_a_source(at_screen, cast, claim, sources):
    page = open_claim(at_screen(cast.alice), claim)
    field = page.locator("textarea[name=explanation]")
    field.focus()
    page.keyboard.type("So it says [")
    expect(page.locator(".inserter [role=option]")).to_have_count(3)
    page.keyboard.press("2")
    page.keyboard.type(" and [")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type(" [")
    page.keyboard.press("Escape")
    page.keyboard.type("sic]")
    expect(field).to_have_value("So it says [2] and [3] [sic]")


@pytest.mark.journey
def test_blind_flow_of_two_people_and_an_editor(at_screen, cast, article, claim, sources):
    other = claim_on(article, "Half of that went back to the town", cast.alice, text="Half went to the town.")
    edit_round(round=claim.rounds.get(), actor=cast.carol, asked=["alice", "bob"])
    alice, bob, carol = at_screen(cast.alice), at_screen(cast.bob), at_screen(cast.carol)
    for page in (alice, bob, carol):
        open_claim(page, claim)
    expect(alice.locator("#verdict .sealed")).to_contain_text(
        "Sealed. Nobody has submitted yet. Verdicts open when 2 are in."
    )

    alice.keyboard.press("v")
    alice.keyboard.press("2")
    alice.locator("textarea[name=explanation]").fill("The figure stands, see [1].")
    alice.locator("input[name=confidence][value='4']").check(force=True)
    alice.keyboard.press("Control+Enter")
    # On to the next claim of the article that waits, at its verdict form.
    alice.wait_for_url(f"**/claims/{other.uid}#verdict")
    expect(alice.locator("input[name=rating]").first).to_be_focused()
    open_claim(alice, claim)
    expect(alice.locator("#verdict .sealed")).to_contain_text("Yours is in. Waiting for 1 (Bob).")
    expect(alice.locator(".own-verdict")).to_contain_text("The figure stands, see [1].")

    # Nobody else sees what: not a reviewer, not an editor.
    expect(bob.locator("#verdict .sealed")).to_contain_text(
        "Sealed. Alice has submitted; yours is next. Verdicts open when 2 are in."
    )
    expect(carol.locator("#verdict .sealed")).to_contain_text("Alice has submitted")
    for page in (bob, carol):
        assert "The figure stands" not in page.content()
        assert page.locator(".rating").count() == 0

    # Alice takes it back, thinks again, submits again.
    alice.get_by_role("button", name="Take back").click()
    expect(alice.locator("textarea[name=explanation]")).to_have_value("The figure stands, see [1].")
    expect(alice.locator("input[name=rating]:checked")).to_have_value("mostly-true")
    expect(bob.locator("#verdict .sealed")).to_contain_text("Nobody has submitted yet.")
    alice.locator("textarea[name=explanation]").focus()
    alice.keyboard.press("Control+Enter")
    alice.wait_for_url(f"**/claims/{other.uid}#verdict")
    open_claim(alice, claim)

    # Carol writes while bob submits: the reveal comes, and what she types stays.
    carol.keyboard.press("e")
    carol.keyboard.type("https://council.example/half")
    bob.keyboard.press("v")
    bob.keyboard.press("4")
    bob.locator("textarea[name=explanation]").fill("What matters is the year before.")
    bob.keyboard.press("Control+Enter")
    expect(alice.locator(".apart b")).to_have_text("Two steps apart.")
    expect(alice.locator("#live")).to_contain_text("The verdicts are open. Two steps apart.")
    expect(alice.locator(".verdict b")).to_have_text(["You", "Bob"])
    expect(carol.locator(".apart b")).to_have_text("Two steps apart.")
    expect(carol.locator("input[name=url]")).to_have_value("https://council.example/half")
    expect(carol.locator("input[name=url]")).to_be_focused()
    carol.keyboard.press("Escape")
    carol.keyboard.press("Escape")

    # The editor compares, and settles it with the minority view.
    carol.goto(f"/d/desk/claims/{claim.uid}/settle")
    expect(carol.locator(".differences")).to_contain_text("Only Alice names source [1].")
    carol.locator(".form-block input[name=rating][value='half-true']").check(force=True)
    form = carol.locator(".form-block")
    form.locator("textarea[name=explanation]").fill("One half stands.")
    carol.get_by_role("button", name="Keep as minority view").last.click()
    minority = "Bob, Mostly false: What matters is the year before."
    expect(form.locator("textarea[name=dissent]")).to_have_value(minority)
    carol.keyboard.press("Control+Enter")
    expect(carol.locator(".decision")).to_contain_text("Half true")
    expect(carol.locator(".decision")).to_contain_text(minority)
    expect(alice.locator(".claim-head .rating")).to_contain_text("Half true")
    expect(alice.locator(".decision")).to_contain_text("1 step from what you said.")
    decision = Decision.objects.get(claim=claim, superseded_at=None)
    assert (decision.rating.slug, decision.method, decision.dissent) == (
        "half-true",
        "adjudication",
        minority,
    )

    # Settling again keeps the first one on record.
    open_claim(carol, claim)
    carol.locator("[data-act=decision-open]:visible").last.click()
    carol.keyboard.press("4")
    form.locator("textarea[name=explanation]").fill("On reflection.")
    carol.keyboard.press("Control+Enter")
    expect(carol.locator(".decision")).to_contain_text("On reflection.")
    expect(carol.locator("#decision .earlier")).to_contain_text("1 earlier rating")
    expect(carol.locator("#history")).to_contain_text("set the desk rating to Mostly false")


def test_verdict_taken_back_keeps_its_words_when_the_connection_goes(at_screen, cast, claim, problems):
    put_verdict(claim=claim, actor=cast.alice, rating="true", explanation="The figure stands.", status="submitted")
    page = open_claim(at_screen(cast.alice), claim)
    page.route(
        "**/claims/*/verdict", lambda route: route.continue_() if route.request.method == "DELETE" else route.abort()
    )
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("textarea[name=explanation]")).to_have_value("The figure stands.")
    expect(page.locator("[data-kept]")).to_have_text("Draft kept on this computer, no connection")
    problems.expect("ERR_FAILED")
    page.unroute("**/claims/*/verdict")
    page.locator("textarea[name=explanation]").press("End")
    page.keyboard.type(" Still.")
    expect(page.locator("[data-kept]")).to_have_text(re.compile("Draft kept \\d"))
    assert Verdict.objects.get(status="draft").explanation == "The figure stands. Still."


def test_an_editor_opens_the_verdicts_after_a_question(at_screen, cast, claim):
    alice, carol = open_claim(at_screen(cast.alice), claim), at_screen(cast.carol)
    alice.keyboard.press("v")
    alice.keyboard.press("5")
    alice.locator("textarea[name=explanation]").fill("It did not rise.")
    alice.keyboard.press("Control+Enter")
    expect(alice.locator("#verdict .sealed")).to_contain_text("Yours is in. Waiting for 1.")
    open_claim(carol, claim)
    carol.get_by_role("button", name="Open the verdicts now").click()
    group = carol.get_by_role("group", name="Open 1 of 2 verdicts now?")
    expect(group.get_by_role("button", name="Open them")).to_be_focused()
    carol.keyboard.press("Escape")
    expect(carol.get_by_role("button", name="Open the verdicts now")).to_be_focused()
    carol.keyboard.press("Enter")
    carol.get_by_role("button", name="Open them").click()
    expect(carol.locator(".verdict")).to_contain_text("It did not rise.")
    assert claim.rounds.get().revealed_by == cast.carol


def test_editor_says_who_is_asked(at_screen, cast, claim):
    page = open_claim(at_screen(cast.carol), claim)
    page.get_by_role("button", name="Who is asked").click()
    form = page.locator(".form-block")
    form.get_by_label("Bob").check()
    form.locator("input[name=required]").fill("1")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".seats")).to_contain_text("Bob")
    expect(page.locator("#verdict .sealed")).to_contain_text("Verdicts open when 1 is in.")
    round_ = claim.rounds.get()
    assert (round_.required, round_.blind, list(round_.asked.all())) == (1, True, [cast.bob])


def test_submit_and_next_goes_on_in_the_workspace(at_screen, cast, article, claim):
    other = claim_on(article, "Half of that went back to the town", cast.alice, text="Half went to the town.")
    page = at_screen(cast.bob)
    open_article(page, article, f"#claim={claim.uid}")
    expect(page.locator(".claim-card")).to_have_count(1)
    page.locator(".reader-scroll").focus()
    page.keyboard.press("v")
    page.keyboard.press("1")
    page.locator("textarea[name=explanation]").fill("It did.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f".claim-card[data-claim='{other.uid}'] input[name=rating]").first).to_be_focused()
    assert Verdict.objects.get(status="submitted").claim_id == claim.pk


def test_text_of_a_verdict_stays_readable_when_the_round_closes_meanwhile(at_screen, cast, claim, problems):
    page = open_claim(at_screen(cast.alice), claim)
    for name in ("bob", "carol"):
        put_verdict(claim=claim, actor=getattr(cast, name), rating="true", explanation="Yes.", status="submitted")
        if name == "bob":
            page.keyboard.press("v")
            page.locator("textarea[name=explanation]").fill("I was about to say no.")
    expect(page.locator(".problem blockquote")).to_have_text("I was about to say no.")
    problems.allow("409")  # a draft that was on its way when the round closed


# The claim itself -----------------------------------------------------------------------------------------------------


def test_claim_is_edited_with_a_date_as_precise_as_it_is(at_screen, cast, claim):
    page = open_claim(at_screen(cast.alice), claim)
    page.get_by_role("button", name="Edit", exact=True).click()
    form = page.locator(".form-block")
    form.locator("textarea[name=text]").fill("The tariff rose by 34 per cent in 2023.")
    form.locator("input[name=claimant]").fill("The council")
    form.locator(".choice", has_text="Organization").click()
    form.locator("input[name=claimed_on]").fill("May 2023")
    form.locator("input[name=topics]").fill("heating, tariffs")
    form.locator("select[name=priority]").select_option("high")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("The tariff rose by 34 per cent in 2023.")
    row = Claim.objects.select_related("claimant").get(pk=claim.pk)
    assert (row.claimant.name, row.claimant.type, row.claimed_on, row.topics, row.priority) == (
        "The council",
        "organization",
        "2023-05",
        ["heating", "tariffs"],
        "high",
    )
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_focused()


def test_editor_declines_with_a_reason_and_takes_it_up_again(at_screen, cast, claim):
    page = open_claim(at_screen(cast.carol), claim)
    page.get_by_role("button", name="Don’t check").click()
    page.keyboard.type("An opinion, nothing to check.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".standing")).to_contain_text("Not checking. An opinion, nothing to check.")
    expect(page.locator("#verdict")).to_be_hidden()
    page.get_by_role("button", name="Take it up after all").click()
    expect(page.locator("#verdict")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).status == "accepted"


@pytest.mark.journey
def test_editor_merges_into_another_claim(at_screen, cast, article, claim, sources):
    kept = claim_on(
        article, "the council had promised the opposite", cast.bob, text="The council promised the opposite."
    )
    page = open_claim(at_screen(cast.carol), claim)
    page.get_by_role("button", name="Merge", exact=True).click()
    page.keyboard.type("promised")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".finder-list:visible [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen-claim]")).to_have_text("The council promised the opposite.")
    page.keyboard.press("Enter")
    merged = page.locator(".toast", has_text="Merged into this claim")
    expect(merged).to_be_visible()
    assert page.url.endswith(f"/claims/{kept.uid}")
    assert Evidence.objects.filter(claim=kept).count() == 3
    merged.get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**/claims/{claim.uid}")
    expect(page.locator(".standing")).not_to_contain_text("Duplicate.")
    assert Evidence.objects.filter(claim=claim).count() == 3


@pytest.mark.journey
def test_editor_splits_a_claim(at_screen, cast, claim, sources):
    page = open_claim(at_screen(cast.carol), claim)
    page.get_by_role("button", name="Split", exact=True).click()
    form = page.locator(".form-block")
    form.locator("textarea[name=text]").fill("The tariff rose.")
    form.locator("input[name=evidence]").first.check()
    form.get_by_role("button", name="Split").click()
    expect(page.locator(".toast")).to_contain_text("The tariff rose.")
    expect(page.locator(".evidence")).to_have_count(2)
    made = Claim.objects.get(text="The tariff rose.")
    assert (made.split_from_id, made.evidence.count()) == (claim.pk, 1)


@pytest.mark.journey
def test_deleted_claim_is_brought_back(at_screen, cast, claim, problems):
    page = open_claim(at_screen(cast.alice), claim)
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator(".gone")).to_contain_text("Deleted by Alice")
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("h1")).to_have_text("The tariff rose by 34 per cent.")
    problems.expect("410")


def test_a_viewer_reads_and_finds_nothing_to_press(at_screen, cast, claim, sources):
    page = at_screen(cast.vera)
    page.goto(f"/d/desk/claims/{claim.uid}")
    expect(page.get_by_text("You may read, not write")).to_be_visible()
    expect(page.locator(".evidence")).to_have_count(3)
    assert page.locator(".claim button:visible").count() == 0
    assert page.locator(".claim form").count() == 0


def test_page_is_readable_without_javascript(at_screen, cast, claim, sources):
    page = at_screen(cast.alice, java_script_enabled=False)
    page.goto(f"/d/desk/claims/{claim.uid}")
    expect(page.locator("h1")).to_have_text("The tariff rose by 34 per cent.")
    expect(page.locator(".evidence")).to_have_count(3)
    assert page.locator(".claim button:visible").count() == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_with_every_form_open(at_screen, cast, claim, sources, check_accessibility, width):
    page = open_claim(at_screen(cast.carol, width=width), claim)
    page.locator("[data-act=evidence-add]:visible").first.click()
    page.get_by_role("button", name="Edit source 1").click()
    page.locator(".claim-actions").get_by_role("button", name="Edit", exact=True).click()
    page.locator("textarea[name=explanation]").first.focus()
    page.keyboard.type("[")
    check_accessibility(page)

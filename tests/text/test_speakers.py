import pytest

from annotations.text import blocks, html


def speakers(text):
    return [block.get("speaker") for block in blocks.plain(text).blocks]


def test_a_transcript_knows_the_speaker_of_each_block():
    document = blocks.plain(
        "HOST: Good evening.\nTonight: the crash.\n\nMARIA LVOVA (engineer): It fell.\nHOST: When?\n"
    )
    assert [
        (b.get("speaker"), b.get("role"), document.text[b.get("speech", b["start"]) : b["end"]])
        for b in document.blocks
    ] == [
        ("HOST", None, "Good evening."),
        ("HOST", None, "Tonight: the crash."),
        ("MARIA LVOVA", "engineer", "It fell."),
        ("HOST", None, "When?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[00:14] Anna: One.\n[00:20] Bohdan: Two.",
        "00:14 Anna: One.\n00:20 Bohdan: Two.",
        "Anna (00:14): One.\nBohdan (00:20): Two.",
        "(00:14) - Anna: One.\n(00:20) - Bohdan: Two.",
    ],
)
def test_times_stand_with_the_blocks_they_begin(text):
    assert [(b["speaker"], b["time"]) for b in blocks.plain(text).blocks] == [("Anna", "00:14"), ("Bohdan", "00:20")]


def test_a_time_on_a_line_of_its_own_belongs_to_the_next_turn():
    found = blocks.plain("00:14\nAnna: One.\n00:20\nBohdan: Two.\nAnna: Three.").blocks
    assert [(b.get("speaker"), b.get("time")) for b in found if "speech" in b] == [
        ("Anna", "00:14"),
        ("Bohdan", "00:20"),
        ("Anna", None),
    ]


def test_speakers_are_known_in_scripts_without_capitals():
    assert speakers("المذيع: مساء الخير\nالضيف: أهلا\nالمذيع: كيف حالك؟") == ["المذيع", "الضيف", "المذيع"]


def test_a_label_alone_on_its_line_begins_a_turn():
    assert speakers("ВЕДУЧА:\nДобрий вечір.\nГІСТЬ:\nВітаю.") == ["ВЕДУЧА", "ВЕДУЧА", "ГІСТЬ", "ГІСТЬ"]


@pytest.mark.parametrize(
    "text",
    [
        "Russia: Ukraine shot it down\n\nThe plane fell.\n\nPhoto: Ministry",
        "http://example.org/a\nhttps://example.org/b",
        "ALICE: Only one turn.\nThen the story goes on.",
        "Photo: One\nPhoto: Two\nSource: Three",
        "He said this: it fell.\nThey asked this: why?",
        "Kyiv: it was a crime\nText.\nText.\nText.\nMoscow: it was not\nText.\nText.\nText.",
    ],
)
def test_an_article_is_no_transcript(text):
    assert speakers(text) == [None] * len(speakers(text))


def test_bold_names_in_html_are_speakers():
    document = html.parse("<h2>Interview</h2><p><b>Anna:</b> One.<p><b>Bohdan:</b> Two.<p>Three.<p><b>Anna:</b> Four.")
    assert [b.get("speaker") for b in document.blocks] == [None, "Anna", "Bohdan", "Bohdan", "Anna"]

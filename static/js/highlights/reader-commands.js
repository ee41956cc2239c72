/** What the keyboard does in the article; added to the page's one registry of commands. */
export function readerCommands(reader, { isActive, canWrite }) {
  const has = () => isActive() && Boolean(reader.selecting.passage());
  const writes = () => canWrite && has() && !reader.selecting.placing;
  const group = gettext("Article");
  const command = (id, name, keys, run, when = isActive, more = {}) => ({ id: `reader.${id}`, name, keys, group, when, run, ...more });
  return [
    command("next-sentence", gettext("Next sentence"), ["j"], () => reader.marking.next(), isActive, { repeats: true }),
    command("previous-sentence", gettext("Previous sentence"), ["k"], () => reader.marking.previous(), isActive, { repeats: true }),
    command("extend", gettext("Take the next sentence as well"), ["Shift+J"], () => reader.marking.extend(), isActive, { repeats: true }),
    command("shrink", gettext("Let the last sentence go"), ["Shift+K"], () => reader.marking.shrink(), isActive, { repeats: true }),
    command("highlight", gettext("Highlight the passage"), ["h"], () => reader.selecting.act("highlight"), writes),
    command("claim", gettext("New claim from the passage"), ["c"], () => reader.selecting.act("claim"), writes),
    command("link", gettext("Link the passage to a claim"), ["l"], () => reader.selecting.act("link"), writes),
    command("add", gettext("Add another passage"), ["p"], () => reader.selecting.act("add"), () => canWrite && has()),
    command("place", gettext("Place the highlight here"), ["Enter"], () => reader.selecting.act("place"), () => canWrite && reader.selecting.placing && has()),
    command("uncheckable", gettext("Mark the passage as not checkable"), ["x"], () => reader.selecting.act("uncheckable"), writes),
    command("copy", gettext("Copy the passage with its source"), [], () => reader.selecting.act("copy"), has),
    command("next-highlight", gettext("Next highlight"), ["n"], () => reader.step(1), isActive, { repeats: true }),
    command("previous-highlight", gettext("Previous highlight"), ["Shift+N"], () => reader.step(-1), isActive, { repeats: true }),
    command("open", gettext("Open the highlight"), ["Enter"], () => reader.openCurrent(), () => isActive() && reader.canOpen()),
    command("caret", gettext("Select by keyboard"), ["s"], () => reader.selecting.toggleCaret()),
    command("choose", gettext("Choose a passage from lists"), [], () => reader.selecting.choose(), () => true),
    command("snap", gettext("Select whole words, on or off"), [], () => reader.selecting.setSnap(reader.selecting.snap() === "words" ? "graphemes" : "words"), () => true),
    command("marks", gettext("Show marks to screen readers, on or off"), [], () => reader.showMarks(reader.marks() ? false : true), () => true),
    command("marks-text", gettext("Write ratings into the text, on or off"), [], () => reader.showMarks(reader.marks() === "text" ? true : "text"), () => true),
    command("summaries", gettext("Say what colleagues do, on or off"), [], () => reader.toggleSummaries(), () => true),
    command("back", gettext("One step back"), ["Escape"], () => reader.selecting.back(), () => isActive() && reader.selecting.canGoBack()),
  ];
}

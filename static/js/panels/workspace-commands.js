// What the keyboard does beside the article; the article's own keys are added by the reader.

/** Adds the commands of the panel and of the whole page. `page` holds `panel` and `reader` by the time a key is pressed. */
export function workspaceCommands({ commands, page, undo, help, toast, mayWrite, active }) {
  const group = gettext("Claims");
  // Also from an older text: what comes after the article's id is another page.
  const articlePath = (rest) => [...location.pathname.split("/").slice(0, 5), rest].join("/");
  const onSpan = () => {
    const card = page.panel.focusedCard();
    return active() && mayWrite && card?.kind === "span" && card.row.checkable !== false;
  };
  const actOn = (name) => () => page.panel.actOnSpan(name, page.panel.focusedCard());
  const openCard = () => document.querySelector(".card-open");

  /** Presses the button in the open card that stands for a command, opening the near card first. */
  async function inCard(selector) {
    const key = page.panel.focusedCard()?.key ?? page.panel.cards.open ?? page.panel.cards.near;
    if (!key) return;
    if (page.panel.cards.open !== key) await page.panel.open(key);
    const found = openCard()?.querySelector(selector);
    if (!found) return;
    found.scrollIntoView({ block: "nearest" });
    if (found.matches("button, summary")) found.click();
    else found.focus();
  }

  async function step(direction) {
    try {
      const label = await undo[direction]();
      if (label) toast(interpolate(direction === "undo" ? gettext("Taken back: %s") : gettext("Done again: %s"), [label]), { tag: "deed" });
      else toast(direction === "undo" ? gettext("Nothing to take back") : gettext("Nothing to do again"), { tag: "deed", seconds: 2 });
    } catch (problem) {
      toast(interpolate(gettext("This could not be taken back. %s"), [problem.message]), { problem: true });
    }
  }

  commands.add(
    { id: "card.link", name: gettext("Link this highlight to a claim"), keys: ["l"], group, when: onSpan, run: actOn("link") },
    { id: "card.claim", name: gettext("New claim from this highlight"), keys: ["c"], group, when: onSpan, run: actOn("claim") },
    { id: "card.next", name: gettext("Next claim"), keys: ["]"], group, repeats: true, when: active, run: () => page.panel.step(1) },
    { id: "card.previous", name: gettext("Previous claim"), keys: ["["], group, repeats: true, when: active, run: () => page.panel.step(-1) },
    { id: "card.evidence", name: gettext("Add evidence to the open claim"), keys: ["e"], group, when: () => active() && mayWrite, run: () => inCard("[data-act=evidence-add]") },
    { id: "card.verdict", name: gettext("Your verdict on the open claim"), keys: ["v"], group, when: () => active() && mayWrite, run: () => inCard(".verdict-form input") },
    { id: "card.comment", name: gettext("Comment on the claim or highlight"), keys: ["m"], group, icon: "message-square", when: () => active() && mayWrite, run: () => inCard("[data-act=comment-new]") },
    { id: "card.delete", name: gettext("Delete this highlight"), keys: ["Delete"], group, when: () => active() && mayWrite && page.panel.focusedCard()?.kind === "span", run: actOn("delete") },
    { id: "card.close", name: gettext("Close the open card"), keys: ["Escape"], group, hidden: true, when: () => active() && Boolean(document.activeElement?.closest?.(".card-open")), run: () => page.panel.close({ focus: true }) },
    { id: "filter.unlinked", name: gettext("Unlinked highlights only, on or off"), keys: ["u"], group, when: active, run: () => page.panel.setFilters({ ...page.panel.filters, unlinked: !page.panel.filters.unlinked }) },
    { id: "filter.mine", name: gettext("Mine only, on or off"), keys: [], group, run: () => page.panel.setFilters({ ...page.panel.filters, mine: !page.panel.filters.mine }) },
    { id: "panel.table", name: gettext("Filling pass: the claims as a table"), keys: ["t"], group, when: active, icon: "table-2", run: () => location.assign(articlePath("table?first")) },
    { id: "article.versions", name: gettext("All texts of this article"), keys: [], group: gettext("Newer text"), icon: "history", run: () => location.assign(articlePath("versions/")) },
    { id: "article.new-version", name: gettext("New version of this article"), keys: [], group: gettext("Newer text"), icon: "file-plus", when: () => mayWrite, run: () => location.assign(articlePath("versions/new")) },
    { id: "panel.follow", name: gettext("Follow the article"), keys: [], group, when: () => page.panel.pinned, run: () => page.panel.follow() },
    { id: "panel.between", name: gettext("From the text to the card and back"), keys: ["g"], group, when: active, run: between },
    { id: "undo", name: gettext("Undo"), keys: ["Ctrl+Z"], group: gettext("Everywhere"), icon: "undo-2", when: () => mayWrite, run: () => step("undo") },
    { id: "redo", name: gettext("Do again"), keys: ["Ctrl+Shift+Z", "Ctrl+Y"], group: gettext("Everywhere"), icon: "redo-2", when: () => mayWrite, run: () => step("redo") },
    { id: "help", name: gettext("All keys"), keys: ["?"], group: gettext("Everywhere"), icon: "keyboard", run: () => help.open() },
    { id: "letters", name: gettext("Single letters as keys, on or off"), keys: [], group: gettext("Everywhere"), run: () => commands.setEnabled(!commands.enabled) },
  );

  function between() {
    const card = page.panel.focusedCard();
    if (card) {
      page.reader.scrollTo(card.spans[0].id);
      page.reader.focus();
      return;
    }
    const key = page.panel.cards.open ?? page.panel.cards.keyOfSpan(page.reader.visibleSpan() ?? "") ?? page.panel.cards.near;
    if (!key) return;
    page.panel.cards.scrollTo(key, { smooth: false });
    page.panel.cards.item(key)?.querySelector(".card-claim")?.focus();
  }

  /** Esc, when neither a form, a menu nor the reader takes it: an open card closes, then the panel follows again. */
  function back() {
    if (page.panel.close({ focus: true })) return;
    if (page.panel.pinned) {
      page.panel.follow();
      page.reader.focus();
    }
  }
  // The last of all: what the reader can step back from comes first.
  return () => commands.add({ id: "back", name: gettext("One step back"), keys: ["Escape"], group: gettext("Everywhere"), inFields: true, when: () => !document.querySelector("dialog[open]") && (Boolean(page.panel.cards.open) || page.panel.pinned), run: back });
}

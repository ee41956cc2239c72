// Who is in this article: tells others where this page is, and shows where theirs are.

import { createPeopleHere, initialsOf, personsIn, toneOf } from "./people-here.js";

/** Wires the workspace: persons in the bar, on the cards and in the margin of the text. */
export function createPresence({ live, store, reader, panel }) {
  const { id: article } = store.state.article;

  /** Says where this page is: the article, the claim whose card is open, what is selected. */
  function sayWhere() {
    const fragments = reader.selection()?.map(({ start, end }) => ({ start, end }));
    const open = panel.cards.open;
    live.here({ article, claim: open?.startsWith("claim:") ? open.slice(6) : null, selection: fragments ? { version: store.state.version.number, fragments } : null });
  }

  const claimText = (id) => store.claim(id)?.text.slice(0, 60) ?? null;
  const drawPeople = createPeopleHere({
    doing(person) {
      const text = person.pages.map((page) => claimText(page.claim)).find(Boolean);
      return text ? interpolate(gettext("at “%s”"), [text]) : "";
    },
  });

  function draw(people) {
    const here = people.filter((one) => one.article === article);
    drawPeople(here);
    const claims = new Set(people.map(({ claim }) => claim).filter(Boolean));
    panel.cards.setPeople(new Map([...claims].map((id) => [id, personsIn(people.filter(({ claim }) => claim === id))])));
    reader.setPeople(here.map(({ username, name, claim, selection }) => {
      // Places in another text say nothing about this one.
      const ours = selection && (selection.version ?? store.state.version.number) === store.state.version.number;
      const fragments = ours ? (selection.fragments ?? [selection]).filter(({ start, end }) => start < end && end <= reader.index.length) : null;
      const first = claim ? store.spansOf(claim)[0] : null;
      return { name: name || username, initials: initialsOf(name || username), tone: toneOf(username), fragments, offset: first?.fragments[0].start ?? null };
    }));
  }

  reader.on("select", sayWhere);
  reader.on("opened", () => queueMicrotask(sayWhere));
  live.on("presence", draw);
  sayWhere();
}

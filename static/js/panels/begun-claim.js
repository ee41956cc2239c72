// A claim that was begun in this article and not saved: offered to go on with.

/** Looks for one among the drafts and says so; its form opens where its words stand in the text that is on screen. */
export function offerBegunClaim({ store, drafts, reader, panel, toast }) {
  const prefix = `claim:${store.state.article.id}:`;
  const name = drafts.names().find((kept) => kept.startsWith(prefix));
  if (!name) return;
  const { values } = drafts.draft(name);
  const at = name.slice(prefix.length);
  const span = store.span(at);
  const begun = interpolate(gettext("A claim that you began is kept: “%s”"), [values.text.slice(0, 60)]);
  // Begun in an older text: its words may stand elsewhere in this one.
  const here = span?.version === store.state.version.number ? span.fragments : Array.isArray(values[""]) ? reader.index.whereNow(values[""]) : null;
  if (!here) {
    toast(begun, { seconds: 60, action: { label: gettext("Copy its words"), run: () => navigator.clipboard.writeText(values.text) } });
    return;
  }
  const fragments = here.map(({ start, end, exact }) => ({ start, end, exact }));
  const open = () => {
    reader.scrollToPoint(fragments[0].start);
    panel.newClaim({ fragments, spanId: span ? at : null, values });
    const moved = `${prefix}${span ? at : `${fragments[0].start}-${fragments.at(-1).end}`}`;
    if (moved === name) return;
    drafts.draft(moved).save({ ...values, "": fragments });
    drafts.draft(name).clear();
  };
  toast(begun, { seconds: 60, action: { label: gettext("Open the form"), run: open } });
}

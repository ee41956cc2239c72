// Two people changed the same thing: what is sure without asking, and what somebody must choose.

/** Which fields a person must choose between.
 *
 * `base`, `mine`, `theirs` are texts by name: as it was, as one wants it, as it is now. Gives `{questions: [name], merged: {name: text}}`:
 * only what both changed, and changed differently, is a question; what one side left alone is the other's. */
export function merge(base, mine, theirs) {
  const questions = [];
  const merged = {};
  for (const name of Object.keys(mine)) {
    const [was, own, other] = [base[name] ?? "", mine[name] ?? "", theirs[name] ?? ""];
    if (own === other || other === was) merged[name] = own;
    else if (own === was) merged[name] = other;
    else questions.push(name);
  }
  return { questions, merged };
}

const words = (text) => text.split(/(\s+)/u).filter(Boolean);

/** The part of `now` that differs from `was`, as word numbers: `[from, to)` in `was`, and the words instead. */
function changed(was, now) {
  let head = 0;
  while (head < was.length && head < now.length && was[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < was.length - head && tail < now.length - head && was.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return { from: head, to: was.length - tail, instead: now.slice(head, now.length - tail) };
}

/** A text that holds what both wrote: both changes where they lie apart, else one after the other. For a person to look over. */
export function mergeText(base, mine, theirs) {
  const was = words(base);
  const [first, second] = [changed(was, words(mine)), changed(was, words(theirs))].sort((one, other) => one.from - other.from);
  if (first.to < second.from) return [...was.slice(0, first.from), ...first.instead, ...was.slice(first.to, second.from), ...second.instead, ...was.slice(second.to)].join("");
  return mine.includes(theirs) ? mine : theirs.includes(mine) ? theirs : [theirs, mine].filter(Boolean).join(/\n/.test(mine + theirs) ? "\n" : " ");
}

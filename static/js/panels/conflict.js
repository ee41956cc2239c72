// A 412 as a question: what was meanwhile changed by somebody else, field by field, beside one's own.

import { compareVersions } from "./compare.js";
import { momentWords } from "./words.js";

/** Which fields a person must choose between, and what is sure without asking.
 *
 * `base`, `mine`, `theirs` are values by name (texts). Gives `{questions: [name], merged: {name: value}}`: only what both changed, and changed
 * differently, is a question; what one side left alone is the other's. */
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

/** Shows the question on top of a form. `labels` are the names of fields on screen, `shown(name, value)` their values.
 *
 * `done(values)` gets all values as chosen; at once when nothing is left to ask. */
export function askConflict(form, { base, mine, theirs, labels, shown = (name, value) => value, when, done }) {
  const { questions, merged } = merge(base, mine, theirs);
  const place = form.querySelector("[data-problems]");
  const who = when ? interpolate(gettext("A colleague, %s"), [momentWords(when)]) : gettext("A colleague");
  // What the colleague alone changed is shown too, as theirs: nothing comes in unseen.
  const order = Object.keys(labels);
  const names = order.filter((name) => name in mine).filter((name) => (mine[name] ?? "") !== (theirs[name] ?? ""));
  const fields = names.map((name) => ({ name, label: labels[name] ?? name, mine: shown(name, mine[name] ?? ""), theirs: shown(name, theirs[name] ?? "") }));
  const box = compareVersions({
    who,
    fields,
    onKeep(chosen) {
      box.remove();
      done({ ...mine, ...merged, ...Object.fromEntries(names.map((name) => [name, chosen[name] === "theirs" ? theirs[name] : mine[name]])) });
    },
  });
  // One's own is chosen where one changed it; where only the colleague did, theirs is.
  for (const name of names) {
    if (questions.includes(name) || merged[name] === mine[name]) continue;
    const radios = box.querySelectorAll(`input[name$="-${name}"]`);
    if (radios[1]) {
      radios[1].checked = true;
      radios[1].dispatchEvent(new Event("change"));
    }
  }
  place.replaceChildren(box);
  box.tabIndex = -1;
  box.focus();
}

// A 412 as a question, for every form: what somebody else changed meanwhile, field by field, beside one's own.

import { merge, mergeText } from "../state/merge.js";
import { compareVersions } from "./compare.js";
import { momentWords } from "./words.js";

/** Who changed it, from the problem: a name. */
export const changedBy = ({ document: { changed_by: by } = {} }) => by?.name ?? gettext("A colleague");

/** When, in words; empty when nobody says. */
export function changedAt({ document: { changed_at: at } = {}, current }) {
  const when = at ?? current?.updated_at;
  return when ? momentWords(when) : "";
}

/** Asks in `place` which version of each field stands, and calls `done(values)` with all texts by name.
 *
 * `base`, `mine`, `theirs` are texts by name; `labels` the names of the fields on screen in their order, `shown(name, value)` their texts;
 * `free` the names of fields in which a third version can be written. Without a field that both changed there is nothing to ask:
 * `done` is called at once, and `told(words)` says what came in. Gives the element, or null. */
export function askConflict(place, { problem, base, mine, theirs, labels, shown = (name, value) => value, free = [], done, told = () => {} }) {
  const { questions, merged } = merge(base, mine, theirs);
  const who = changedBy(problem);
  // What the colleague alone changed is shown too, as theirs: nothing comes in unseen.
  const names = Object.keys(labels).filter((name) => name in mine && (mine[name] ?? "") !== (theirs[name] ?? ""));
  if (!questions.length) {
    const foreign = names.filter((name) => merged[name] !== mine[name]).map((name) => labels[name]);
    if (foreign.length) told(interpolate(gettext("%s has changed: %s. Both changes are kept."), [who, foreign.join(", ")]));
    done({ ...mine, ...merged });
    return null;
  }
  const fields = names.map((name) => ({
    name, label: labels[name], mine: shown(name, mine[name] ?? ""), theirs: shown(name, theirs[name] ?? ""),
    side: questions.includes(name) || merged[name] === mine[name] ? "mine" : "theirs",
    together: questions.includes(name) && free.includes(name) ? mergeText(base[name] ?? "", mine[name] ?? "", theirs[name] ?? "") : null,
  }));
  const box = compareVersions({
    who, when: changedAt(problem), fields,
    onKeep(chosen) {
      box.remove();
      const text = (name) => ({ mine: mine[name], theirs: theirs[name], together: chosen[name].text })[chosen[name].side];
      done({ ...mine, ...merged, ...Object.fromEntries(names.map((name) => [name, text(name)])) });
    },
  });
  place.replaceChildren(box);
  box.focus();
  return box;
}

/** The same for a form with the hidden fields `revision` and `base` (JSON of its texts when it was opened): puts the answer in and sends again. */
export function askFormConflict(form, { problem, theirs, mine, put, keep = () => {}, ...more }) {
  return askConflict(form.querySelector("[data-problems]"), {
    ...more, problem, mine, theirs,
    base: JSON.parse(form.elements.base.value),
    done(values) {
      put(form, values);
      form.elements.revision.value = problem.current.revision;
      form.elements.base.value = JSON.stringify(theirs);
      keep();
      // A task later: the try that met this is over by then.
      setTimeout(() => form.isConnected && form.requestSubmit());
    },
  });
}

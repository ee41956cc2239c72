// Writes of an earlier page that the server has refused: what was wrong, what they said, and what can be done.

import { LABELS as claimLabels } from "./claim-edit.js";
import { compareVersions } from "./compare.js";
import { changedAt, changedBy } from "./conflict.js";
import { element, said } from "./element.js";
import { LABELS as evidenceLabels } from "./evidence-form.js";
import { problemWords } from "./words.js";

const labels = () => ({ ...claimLabels(), ...evidenceLabels(), explanation: gettext("Explanation"), rating: gettext("Rating") });

/** A value of the API as a person reads it. */
function textOf(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return typeof value === "object" ? (value.name ?? "") : String(value);
}

const HIDDEN = new Set(["id", "version", "fragments", "spans", "claims", "claim", "into", "about", "parent", "evidence", "status", "stance", "visibility"]);

/** What somebody wrote, from the body of a request: `[[name, text]]`. */
export function written(body) {
  if (!body || typeof body !== "object" || Array.isArray(body)) return [];
  return Object.entries(body).filter(([name]) => !HIDDEN.has(name)).map(([name, value]) => [name, textOf(value)]).filter(([, text]) => text.trim());
}

/** One refused write as a list item; a 412 can be settled field by field, and is sent again. */
export function lateItem(item, outbox) {
  const { problem, body } = item;
  const names = labels();
  const line = element("li", {}, element("b", {}, item.label ?? item.path), ` ${problemWords(problem)} `, ...written(body).map(([name, text]) => element("q", { title: names[name] ?? name }, said(text))), " ");
  const drop = element("button", { type: "button", class: "text-button", on: { click: () => outbox.dismiss(item) } }, gettext("Noted"));
  line.append(drop);
  if (problem.status !== 412 || !problem.current || !body) return line;
  const { current } = problem;
  const fields = Object.keys(body).map((name) => ({
    name, label: names[name] ?? name, mine: textOf(body[name]), theirs: textOf(current[name]),
    // What nobody else touched is one's own without asking.
    side: "mine", together: typeof body[name] === "string" ? [textOf(current[name]), body[name]].filter(Boolean).join("\n") : null,
  }));
  const compare = element("button", { type: "button", class: "text-button", on: { click: () => compare.replaceWith(question) } }, gettext("Compare"));
  const question = compareVersions({
    who: changedBy(problem), when: changedAt(problem), fields,
    onKeep(chosen) {
      const kept = Object.fromEntries(Object.entries(body).flatMap(([name, value]) => {
        const { side, text } = chosen[name] ?? { side: "theirs" };
        if (side === "theirs") return item.method === "PUT" ? [[name, current[name] ?? null]] : []; // a PUT takes the whole
        return [[name, side === "mine" ? value : text]];
      }));
      outbox.dismiss(item);
      if (Object.keys(kept).length) outbox.send({ method: item.method, path: item.path, body: kept, etag: problem.etag ?? `"${current.revision}"`, object: item.object, label: item.label }).catch(() => {});
    },
  });
  drop.before(compare, " ");
  return line;
}

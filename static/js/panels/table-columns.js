// The columns of the filling pass: how a field of a claim is shown, read and checked.

import { listOf } from "./claim-form.js";
import { dateProblem, readDate } from "./dates.js";
import { dateWords } from "./words.js";

/** Columns that can be edited, in order. `show(claim)` is the text of the cell; `read(text)` gives `{value}` for the API or `{problem}`. */
export function columns() {
  return [
    { name: "text", title: gettext("Claim"), kind: "textarea", hint: gettext("Write one self-contained sentence"),
      show: (claim) => claim.text, read: (typed) => (typed.trim() ? { value: typed.trim().replace(/\s+/g, " ") } : { problem: gettext("A claim needs a sentence.") }) },
    { name: "claimant", title: gettext("Who said it"), list: "people", show: (claim) => claim.claimant?.name ?? "", read: (typed) => ({ value: typed.trim() ? { name: typed.trim() } : null }) },
    { name: "claimed_on", title: gettext("Said on"), ltr: true, show: (claim) => dateWords(claim.claimed_on),
      read: (typed) => {
        const value = readDate(typed);
        return value === undefined ? { problem: dateProblem(typed.trim()) } : { value };
      } },
    { name: "types", title: gettext("Type"), list: "types", show: (claim) => claim.types.join(", "), read: (typed) => ({ value: listOf(typed) }) },
    { name: "topics", title: gettext("Topics"), list: "topics", show: (claim) => claim.topics.join(", "), read: (typed) => ({ value: listOf(typed) }) },
    { name: "location", title: gettext("Place"), show: (claim) => claim.location ?? "", read: (typed) => ({ value: typed.trim() || null }) },
    { name: "priority", title: gettext("Priority"), kind: "select", options: [["low", gettext("Low")], ["normal", gettext("Normal")], ["high", gettext("High")]],
      show: (claim) => claim.priority, read: readPriority },
  ];
}

function readPriority(typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  if (!wanted) return { value: "normal" };
  const known = { low: ["low", gettext("Low")], normal: ["normal", gettext("Normal")], high: ["high", gettext("High")] };
  const hit = Object.keys(known).find((key) => known[key].some((word) => word.toLocaleLowerCase() === wanted));
  return hit ? { value: hit } : { problem: gettext("Write low, normal or high.") };
}

/** True when two values of a field say the same to the API. */
export function sameValue(one, other) {
  const plain = (value) => JSON.stringify(value && typeof value === "object" && !Array.isArray(value) ? value.name : (value ?? null));
  return plain(one) === plain(other);
}

/** The body of POST for a new row from its texts by column; `problems` by column. */
export function rowBody(values, list) {
  const body = {};
  const problems = {};
  for (const column of list) {
    const { value, problem } = column.read(values[column.name] ?? "");
    if (problem) problems[column.name] = problem;
    else if (value !== null && !(Array.isArray(value) && !value.length)) body[column.name] = value;
  }
  return { body, problems };
}

/** A JSON Pointer of a problem as `{row, column}`: `/claims/3/claimant/name` is row 3, claimant. */
export function placeOf(pointer) {
  const hit = /^\/(?:claims\/(\d+)\/?)?([a-z_]*)/.exec(pointer);
  return { row: hit?.[1] === undefined ? null : Number(hit[1]), column: hit?.[2] || "text" };
}

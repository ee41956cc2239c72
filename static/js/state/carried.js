// What became of an article's highlights in the text that is on screen: pure, over the rows of the store.

const PLACED = new Set(["original", "unchanged", "moved", "confirmed"]);

/** Where a highlight stands: `placed`, `pending` (the worker has not looked yet), `waiting` (for a person) or `left`. */
export function standing(span) {
  if (PLACED.has(span.state)) return "placed";
  if (span.left_behind) return "left";
  return span.state === "pending" ? "pending" : "waiting";
}

/** `{pending, waiting, left}`: how many. Those that are on their way to the server are made here, and placed. */
export function countStandings(spans) {
  const counts = { pending: 0, waiting: 0, left: 0, placed: 0 };
  for (const span of spans) counts[standing(span)] += 1;
  return counts;
}

/** In the order of the older text. `rows` are those of the API, with `before`. */
export function inOldOrder(rows) {
  const at = ({ before }) => before?.fragments[0]?.start ?? 0;
  return [...rows].sort((one, other) => at(one) - at(other) || (one.id < other.id ? -1 : 1));
}

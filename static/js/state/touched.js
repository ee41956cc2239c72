// Which rows a request is about: requests about the same row go one after another, others at once.

const ONE = { spans: "span", claims: "claim", claimants: "claimant", comments: "comment", sources: "source", assignments: "assignment", leads: "lead" };

/** The rows that a write names, as a Set of `kind:id`: in its address, in its body, and `object` itself. */
export function touched({ method, path, body, object }) {
  const found = new Set(object ? [object] : []);
  const add = (collection, id) => found.add(`${ONE[collection] ?? collection}:${id}`);
  const parts = path.replace(/\?.*$/, "").split("/").filter(Boolean);
  for (let at = 1; at < parts.length; at += 2) {
    // Marking passages is no change of their article: they need not wait for each other.
    if (parts[at - 1] !== "articles" || parts.length === 2) add(parts[at - 1], parts[at]);
  }
  if (!body || typeof body !== "object" || !Object.getPrototypeOf(body) || Array.isArray(body) || typeof body.append === "function") return found;
  if (method === "POST" && body.id) {
    add(parts.at(-1), body.id);
    // Lists are in the order of making: what is new comes in the order in which it was done.
    found.add(`new:${parts.at(-1)}`);
  }
  const rows = path === "claims/batch" ? body.claims : [body];
  for (const row of rows) {
    if (row !== body && row.id) add("claims", row.id);
    for (const id of row.spans ?? []) add("spans", id);
    for (const id of row === body && rows.length === 1 && Array.isArray(row.claims) ? row.claims : []) if (typeof id === "string") add("claims", id);
  }
  if (typeof body.claim === "string") add("claims", body.claim);
  if (typeof body.into === "string") add(parts[0], body.into);
  return found;
}

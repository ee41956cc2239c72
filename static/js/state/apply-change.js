// The one way a change reaches the page, be it one's own or somebody else's.

/** The row that the panel shows, from any form in which the API gives a claim: list row, full claim, or a change's state. */
export function claimRow(given, old = null) {
  const row = { ...old, ...given };
  if (Array.isArray(given.evidence)) {
    const stances = { supports: 0, refutes: 0, context: 0 };
    for (const item of given.evidence) stances[item.stance] += 1;
    row.stances = stances;
    row.counts = { comments: 0, ...old?.counts, spans: given.spans.length, evidence: given.evidence.length };
  }
  if (Array.isArray(given.rounds)) row.round = given.rounds.at(-1) ?? null;
  if (!given.pending) delete row.pending;
  row.round ??= null;
  row.counts ??= { spans: 0, evidence: 0, comments: 0 };
  row.stances ??= { supports: 0, refutes: 0, context: 0 };
  row.seen ??= 1;
  for (const heavy of ["spans", "appearances", "evidence", "rounds", "my_verdict", "decision", "publication"]) delete row[heavy];
  return row;
}

/** A row is older than what the page has when its revision is: answers may overtake each other. */
const older = (row, known) => known && typeof row.revision === "number" && row.revision < known.revision;

/** The span as this page shows it: a claim that is on its way to the server stays tied to it, and a newer text moves
 * nobody, so it stays where it is in the text that is on screen. */
function asShown(given, store) {
  const known = store.span(given.id);
  const waiting = (known?.claims ?? []).filter((id) => store.claim(id)?.pending && !given.claims.includes(id));
  const span = waiting.length ? { ...given, claims: [...given.claims, ...waiting] } : given;
  const { number } = store.state.version;
  if (!known || known.version !== number || !(span.version === null || span.version > number)) return span;
  return { ...span, version: known.version, fragments: known.fragments, state: known.state };
}

/** The claims whose card or page a change may alter, as a Set of ids. */
export function claimsNamed({ object, claims = [], state }) {
  const named = new Set(claims);
  if (object.type === "claim") named.add(object.id);
  const [, inAddress] = /\/claims\/([^/?#]+)/.exec(object.url ?? "") ?? [];
  if (inAddress) named.add(inAddress);
  if (typeof state?.claim === "string") named.add(state.claim);
  // What is noted on a passage stands on the cards of its claims.
  if (object.type === "span") for (const id of state?.claims ?? []) named.add(id);
  return named;
}

const DESK_WIDE = new Set(["article", "version", "member", "project", "ratings"]);

/** True when a change may alter what any claim's card or page says: titles, names, who may do what, labels. */
export const isDeskWide = ({ object, gone }) => DESK_WIDE.has(object.type) || (gone === true && object.type === "assignment"); // which no longer says whose it was

/** The people of the desk after a membership was made, changed or ended. */
function withMember(people, { object, state, gone }) {
  const { [object.id]: had, ...others } = people;
  if (gone || !state) return gone ? others : people;
  const rows = [...Object.entries(others), [object.id, state.name || had || object.id]];
  return Object.fromEntries(rows.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The newest scale first, then ratings that are no longer in it: claims may still have those. */
function withScale(known, { version, ratings }) {
  if (known.version && version < known.version) return known;
  const shown = ratings.map(({ slug, label, definition, letter, colour, position }) => ({ slug, label, definition, letter, colour, position, old: false }));
  const now = new Set(shown.map(({ slug }) => slug));
  return { version, ratings: [...shown, ...known.ratings.filter(({ slug }) => !now.has(slug)).map((rating) => ({ ...rating, old: true }))] };
}

/** What the whole desk shares: its name and settings, its people, its ratings. */
function applyDesk(store, change) {
  const { object, state, gone = false } = change;
  const { project, people, me, ratings } = store.state;
  if (object.type === "member") {
    store.put("people", withMember(people, { object, state, gone }));
    if (state && object.id === me.username) store.put("project", { ...project, role: state.role });
  } else if (object.type === "project" && state) {
    store.put("project", { ...project, name: state.name, settings: state.settings ?? project.settings });
  } else if (object.type === "ratings" && state) store.put("ratings", withScale(ratings, state));
}

/** The claims whose rows count a comment: of one that is gone nobody says where it stood. */
function commented(store, { state, gone = false }) {
  if (gone) return [...store.state.claims.values()].filter(({ counts }) => counts.comments > 0).map(({ id }) => id);
  if (!state) return [];
  if (state.claim) return store.claim(state.claim) ? [state.claim] : [];
  return store.span(state.about.id)?.claims ?? [];
}

/** Applies one entry of `P/changes` to the store, also one made from the answer to one's own write.
 *
 * Gives `{claims: [id], spans: [id]}`: rows that the change touched but did not bring. Whoever calls fetches them and
 * hands them to `applyRows`. Applying a change twice, or an old one late, changes nothing.
 */
export function applyChange(store, change) {
  const { object, state, gone = false } = change;
  const stale = { claims: new Set(), spans: new Set() };
  const { article } = store.state;

  if (object.type === "span") {
    if (gone) store.drop("span", object.id);
    else if (state === null) stale.spans.add(object.id);
    else if (state.article === article.id && !older(state, store.span(object.id))) {
      store.put("span", asShown(state, store));
      for (const id of state.claims) if (!store.claim(id)) stale.claims.add(id);
    }
  } else if (object.type === "claim") {
    const known = store.claim(object.id);
    if (gone) store.drop("claim", object.id);
    else if (state && known && !older(state, known)) store.put("claim", claimRow(state, known));
  } else if (object.type === "assignment") {
    if (gone || state?.status !== "open") store.drop("assignment", object.id);
    else if (!older(state, store.state.assignments.get(object.id))) store.put("assignment", state);
  } else if (object.type === "article" && object.id === article.id) {
    if (gone) store.put("article", { ...article, gone: true });
    else if (state && !older(state, article)) store.put("article", { ...article, ...state, gone: false });
  } else if (object.type === "version" && state && object.url?.includes(`/articles/${article.id}/versions/`)) {
    const { number, length, sha256, created_at: at } = state;
    if (number > (article.version ?? 0)) store.put("article", { ...article, version: number, length, sha256, updated_at: at });
    if (number > Math.max(store.state.version.number, store.state.newer?.number ?? 0)) store.put("newer", state);
  } else if (object.type === "comment") commented(store, change).forEach((id) => stale.claims.add(id));
  else applyDesk(store, change);

  // Links, evidence, rounds, decisions change rows of claims without bringing them: these are asked for.
  for (const id of change.claims ?? []) {
    if (!(object.type === "claim" && object.id === id && gone)) stale.claims.add(id);
    for (const span of store.state.spans.values()) if (span.claims.includes(id)) stale.spans.add(span.id);
  }
  if (change.seq) store.state.head = Math.max(store.state.head, change.seq);
  return { claims: [...stale.claims], spans: [...stale.spans] };
}

/** Shows what a write of an earlier page did, which the server has not taken yet: `{put, drop, change, tie, untie}`, each a list.
 *
 * `put` and `change` hold `[kind, row]`, `drop` `[kind, id]`, `tie` and `untie` `[claim id, span id]`. */
export function applyLocal(store, { put = [], change = [], drop = [], tie = [], untie = [] }) {
  const known = (kind, id) => (kind === "span" ? store.span(id) : store.claim(id));
  const setClaims = (spanId, make) => {
    const span = store.span(spanId);
    if (span) store.put("span", { ...span, claims: make(span.claims) });
  };
  store.batch(() => {
    for (const [kind, row] of put) if (!known(kind, row.id)) store.put(kind, { ...row, pending: true });
    for (const [kind, row] of change) if (known(kind, row.id)) store.put(kind, { ...known(kind, row.id), ...row, pending: true });
    for (const [claim, span] of tie) setClaims(span, (claims) => [...new Set([...claims, claim])]);
    for (const [claim, span] of untie) setClaims(span, (claims) => claims.filter((id) => id !== claim));
    for (const [kind, id] of drop) store.drop(kind, id);
  });
}

/** What is on its way to the server, and claims that were made here without a passage: no answer about the article has them. */
const stays = (claim) => claim?.pending || claim?.apart;

/** Puts fetched rows in the place of what `asked` named: a row that was asked for and did not come is gone from this article. */
export function applyRows(store, asked, rows) {
  const claims = new Map(rows.claims.map((claim) => [claim.id, claim]));
  const spans = new Map(rows.spans.map((span) => [span.id, span]));
  store.batch(() => {
    for (const id of asked.claims) if (!claims.has(id) && !stays(store.claim(id))) store.drop("claim", id);
    for (const id of asked.spans) if (!spans.has(id) && !store.span(id)?.pending) store.drop("span", id);
    for (const span of spans.values()) if (!older(span, store.span(span.id))) store.put("span", asShown(span, store));
    for (const row of rows.assignments ?? []) store.put("assignment", row);
    for (const claim of claims.values()) {
      if (!older(claim, store.claim(claim.id))) store.put("claim", claimRow(claim, store.claim(claim.id)));
    }
    // A claim whose last passage in this article went is no longer of this article.
    const linked = new Set([...store.state.spans.values()].flatMap((span) => span.claims));
    for (const [id, claim] of [...store.state.claims]) if (!linked.has(id) && !claim.apart) store.drop("claim", id);
  });
}

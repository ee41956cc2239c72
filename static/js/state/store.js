// What this page knows of an article: its highlights and their claims, and who is told when that changes.

/** Reading order: where it begins, the longer first, then by id so that the order is the same for all. */
export function compareSpans(one, other) {
  const [a, b] = [one.fragments[0], other.fragments[0]];
  if (a.start !== b.start) return a.start - b.start;
  const [endA, endB] = [one.fragments.at(-1).end, other.fragments.at(-1).end];
  if (endA !== endB) return endB - endA;
  return one.id < other.id ? -1 : Number(one.id !== other.id);
}

/** A store over the state that the page was sent with.
 *
 * `state` has `project, me, article, version, ratings, people, head` as sent, and `spans`, `claims`, `assignments` as Maps by id.
 * `put` and `drop` tell the subscribers `[{kind, id, row, old}]`; inside `batch(fn)` they are told once, at the end.
 */
export function createStore(initial) {
  const state = {
    ...initial,
    spans: new Map(initial.spans.map((span) => [span.id, span])),
    claims: new Map(initial.claims.map((claim) => [claim.id, claim])),
    assignments: new Map((initial.assignments ?? []).map((row) => [row.id, row])),
  };
  const subscribers = new Set();
  const bySlug = (scale) => new Map(scale.ratings.map((rating) => [rating.slug, rating]));
  let ratings = bySlug(initial.ratings);
  let told = null;

  const tableOf = (kind) => ({ span: state.spans, claim: state.claims, assignment: state.assignments })[kind];

  function tell(event) {
    if (told) told.push(event);
    else subscribers.forEach((subscriber) => subscriber([event]));
  }

  function put(kind, row) {
    const table = tableOf(kind);
    if (!table) {
      const old = state[kind];
      state[kind] = row;
      if (kind === "ratings") ratings = bySlug(row);
      tell({ kind, id: row.id ?? null, row, old });
      return;
    }
    const old = table.get(row.id) ?? null;
    table.set(row.id, row);
    tell({ kind, id: row.id, row, old });
  }

  function drop(kind, id) {
    const table = tableOf(kind);
    const old = table.get(id);
    if (!old) return;
    table.delete(id);
    tell({ kind, id, row: null, old });
  }

  function batch(work) {
    if (told) return work();
    told = [];
    try {
      return work();
    } finally {
      const events = told;
      told = null;
      if (events.length) subscribers.forEach((subscriber) => subscriber(events));
    }
  }

  /** The claims of a highlight that are known and not deleted, in the order they were linked. */
  const claimsOf = (span) => span.claims.map((id) => state.claims.get(id)).filter(Boolean);

  /** The highlights of a claim in this article, in reading order. */
  const spansOf = (claimId) => [...state.spans.values()].filter((span) => span.claims.includes(claimId)).sort(compareSpans);

  /** The rating of a claim as `{slug, label, letter, colour, …}`, null without a desk rating. */
  const ratingOfClaim = (claim) => (claim.rating ? (ratings.get(claim.rating) ?? { slug: claim.rating, label: claim.rating, letter: "•", colour: "not-enough" }) : null);

  /** What tells the state of a highlight at a glance: a rating, or `"sealed"`, `"unrated"`, `"unlinked"`. */
  function ratingOf(span) {
    const claims = claimsOf(span);
    if (!claims.length) return span.claims.length ? "unrated" : "unlinked";
    for (const claim of claims) if (claim.rating) return ratingOfClaim(claim);
    return claims.some(isSealed) ? "sealed" : "unrated";
  }

  /** Who has a claim as open work or says to be on it, in the order in which they got it. What expired is over, whether or not the server has said so. */
  const workOn = (claimId) => [...state.assignments.values()].filter((row) => row.claim === claimId && !isOver(row)).sort(byBegin);

  /** The same for this article and parts of it. */
  const workHere = () => [...state.assignments.values()].filter((row) => row.article === state.article.id && !isOver(row)).sort(byBegin);

  return { state, put, drop, batch, workOn, workHere, claimsOf, spansOf, ratingOf, ratingOfClaim,
    get ratings() { return ratings; },
    span: (id) => state.spans.get(id) ?? null,
    claim: (id) => state.claims.get(id) ?? null,
    name: (username) => state.people[username] || username,
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
  };
}

const byBegin = (one, other) => (one.created_at < other.created_at ? -1 : 1);
const isOver = (row) => row.status !== "open" || (row.expires_at !== null && Date.parse(row.expires_at) <= Date.now());

/** True while verdicts are in that nobody may see yet. */
export function isSealed(claim) {
  const { round } = claim;
  return Boolean(round && round.blind && !round.revealed_at && round.submitted.length);
}

/** The cards of the panel in reading order: one for each claim at its first passage, one for each highlight without a claim.
 *
 * A card is `{key, kind: "claim" | "span", id, row, spans}`; `key` is unique in the list and stays the same. */
export function cardsOf(store) {
  const cards = [];
  const seen = new Map();
  for (const span of [...store.state.spans.values()].sort(compareSpans)) {
    const claims = store.claimsOf(span);
    if (!claims.length) {
      cards.push({ key: `span:${span.id}`, kind: "span", id: span.id, row: span, spans: [span] });
      continue;
    }
    for (const claim of claims) {
      const known = seen.get(claim.id);
      if (known) {
        known.spans.push(span);
        continue;
      }
      const card = { key: `claim:${claim.id}`, kind: "claim", id: claim.id, row: claim, spans: [span], work: store.workOn(claim.id) };
      seen.set(claim.id, card);
      cards.push(card);
    }
  }
  return cards;
}

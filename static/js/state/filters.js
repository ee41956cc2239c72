// Which cards and highlights are shown, and how that is written in the address.

import { isSealed } from "./store.js";

const LISTS = ["rating", "status"];

/** No filter at all. `rating` holds slugs, `"sealed"` and `"unrated"`; `reviewer` is a username. */
export function noFilters() {
  return { rating: new Set(), status: new Set(), reviewer: null, mine: false, unlinked: false, waiting: false };
}

export function isFiltering(filters) {
  return Boolean(filters.rating.size || filters.status.size || filters.reviewer || filters.mine || filters.unlinked || filters.waiting);
}

/** The filters in `#rating=false,sealed&mine`; what the address does not name, or names wrongly, filters nothing. */
export function readFilters(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const filters = noFilters();
  for (const name of LISTS) filters[name] = new Set((given.get(name) ?? "").split(",").filter(Boolean));
  filters.reviewer = given.get("reviewer") || null;
  filters.mine = given.has("mine");
  filters.unlinked = given.has("unlinked");
  filters.waiting = given.has("waiting");
  return filters;
}

/** `hash` with these filters in it; everything else in the hash stays. Without `#`, empty when there is nothing. */
export function writeFilters(hash, filters) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  for (const name of LISTS) {
    if (filters[name].size) given.set(name, [...filters[name]].sort().join(","));
    else given.delete(name);
  }
  if (filters.reviewer) given.set("reviewer", filters.reviewer);
  else given.delete("reviewer");
  for (const name of ["mine", "unlinked", "waiting"]) {
    if (filters[name]) given.set(name, "1");
    else given.delete(name);
  }
  return given.toString().replaceAll("%2C", ",");
}

/** What the legend calls a claim: the slug of its rating, `"sealed"` or `"unrated"`. */
export function legendOf(claim) {
  if (claim.rating) return claim.rating;
  return isSealed(claim) ? "sealed" : "unrated";
}

/** True when a passage of the card was marked by a trainee and no editor has accepted it yet. */
export function waits(card) {
  return card.spans.some((span) => span.accepted === false);
}

/** Everyone who has to do with a card: wrote it, is asked, has submitted. */
export function peopleOf(card) {
  const people = new Set(card.spans.map((span) => span.author));
  if (card.kind === "claim") {
    people.add(card.row.author);
    for (const name of [...(card.row.round?.asked ?? []), ...(card.row.round?.submitted ?? [])]) people.add(name);
  }
  return people;
}

/** True when a card passes: each kind of filter must let it through, within one any of its values may. */
export function passes(card, filters, me) {
  const claim = card.kind === "claim" ? card.row : null;
  if (filters.waiting && !waits(card)) return false;
  if (filters.unlinked && (claim || card.row.checkable === false)) return false;
  if (filters.mine && card.row.author !== me && !card.spans.some((span) => span.author === me)) return false;
  if (filters.rating.size && !(claim && filters.rating.has(legendOf(claim)))) return false;
  if (filters.status.size && !(claim && filters.status.has(claim.status))) return false;
  if (filters.reviewer && !peopleOf(card).has(filters.reviewer)) return false;
  return true;
}

/** How many claims each legend key, status and person stands for, and how many cards wait to be accepted, over all cards whatever is filtered. */
export function countCards(cards) {
  const rating = new Map();
  const status = new Map();
  const reviewer = new Map();
  let waiting = 0;
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const card of cards) {
    for (const name of peopleOf(card)) add(reviewer, name);
    if (waits(card)) waiting += 1;
    if (card.kind !== "claim") continue;
    add(rating, legendOf(card.row));
    add(status, card.row.status);
  }
  return { rating, status, reviewer, waiting };
}
